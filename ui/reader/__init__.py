"""The reader: the messages of a conversation as cards, safe to look at, with what can be done about them."""
