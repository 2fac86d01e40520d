"""The lock: the window hides everything until its user is back."""
