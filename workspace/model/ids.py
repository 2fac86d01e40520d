"""Identifiers as distinct types, so that one kind of id is never passed where another is due."""

from typing import NewType

WorkplaceId = NewType("WorkplaceId", str)
"""UUID text, made by whoever creates the workplace."""
AccountId = NewType("AccountId", str)
"""UUID text, made by whoever adds the account; the keyring entries carry it."""
CollectionId = NewType("CollectionId", int)
"""Row id in the cache; not stable when the cache is rebuilt."""
ItemId = NewType("ItemId", int)
"""``received_at`` in ms shifted left by 20, plus a sequence: sorts by time, about 2^60.7.

Never leaves the cache: ``user.db`` and ``ledger.db`` name items by :class:`ItemKey`.
"""
ThreadId = NewType("ThreadId", int)
"""The item id of the thread's first known item."""
ActionId = NewType("ActionId", str)
RequestId = NewType("RequestId", str)
ReceiptId = NewType("ReceiptId", str)
DraftId = NewType("DraftId", str)
RemoteId = NewType("RemoteId", str)
"""The service's own id, case-sensitive, unique per account and kind."""
