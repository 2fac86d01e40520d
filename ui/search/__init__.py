"""Search: the field and what it lists."""
