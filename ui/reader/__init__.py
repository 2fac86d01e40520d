"""The reader: one conversation with its messages."""
