"""The list column: search, split tabs and the conversations of a workplace or account."""
