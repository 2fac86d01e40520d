"""Chats: one conversation with its threads, reactions and the box to write in."""
