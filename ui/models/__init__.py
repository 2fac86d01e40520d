"""What lists show: windowed item models over the store's queries, and the observer that says what changed."""
