"""Completing an address from everybody in the cache's mail, chats and events."""

from workspace.model.items import Address
from workspace.store.reading.connections import Files

NEXT = "SELECT min(email) FROM item_address WHERE email > ? AND email < ?"
"""A step from one address to the next: some stand in most of the items, and are not counted through."""
NEWEST = """
SELECT i.item_id, i.from_name, i.from_email FROM item i
WHERE i.item_id = (SELECT max(item_id) FROM item_address WHERE email = ?)
"""
LOOKED_AT = 40
_LAST = "\U0010ffff"


def starting_with(files: Files, prefix: str, limit: int) -> list[Address]:
    """Addresses that start like this, those met last first, with a name where their newest item tells it."""
    found: list[tuple[int, Address]] = []
    email, end = prefix, prefix + _LAST
    # What is asked is after the prefix; an address that is the prefix is typed already.
    while len(found) < LOOKED_AT:
        email = files.cache(NEXT, email, end)[0][0]
        if email is None:
            break
        for item_id, name, sender in files.cache(NEWEST, email):
            found.append((item_id, Address(name if sender.lower() == email else "", email)))
    found.sort(key=lambda pair: -pair[0])
    return [address for _, address in found[:limit]]
