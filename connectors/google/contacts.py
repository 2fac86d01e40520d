"""The user's contacts from the People API, by sync token.

https://developers.google.com/people/v1/contacts#list-the-users-contacts-that-have-changed
"""

from collections.abc import Iterator, Mapping
from typing import Any

from connectors.google.apis import Caller
from workspace.connector.errors import CursorExpired
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Contact
from workspace.model.kinds import Kind, Role

PAGE = 1000
"""The most that Google gives at once."""
MINE = Collection(RemoteId("people/me"), "Contacts", Kind.CONTACT, Role.ADDRESS_BOOK)
FIELDS = "names,emailAddresses,phoneNumbers,organizations,metadata"


class Contacts:
    """One account's contacts for one run."""

    def __init__(self, caller: Caller, page_size: int = PAGE) -> None:
        self._caller = caller
        self._page_size = page_size

    def pages(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        """Raises ``CursorExpired`` for a token of more than a week (``EXPIRED_SYNC_TOKEN``)."""
        asked: dict[str, Any] = {"personFields": FIELDS, "pageSize": self._page_size, "requestSyncToken": True}
        if cursor is not None:
            asked["syncToken"] = cursor
        connections = self._caller.api["people.connections"]
        expired = CursorExpired(collection=collection.name)
        statuses = {400: expired, 410: expired} if cursor is not None else {}
        request = connections.list(resourceName=collection.remote_id, **asked)
        alive: set[RemoteId] = set()
        for answer in self._caller.pages(request, connections.list_next, statuses):
            items, gone = _read(answer)
            alive.update(item.remote_id for item in items)
            is_complete = cursor is None and not answer.get("nextPageToken")
            yield Page(
                items=items,
                gone=gone,
                alive=frozenset(alive) if is_complete else None,
                cursor=answer.get("nextSyncToken"),
                total=answer.get("totalItems") if cursor is None else None,
            )


def _read(answer: Mapping[str, Any]) -> tuple[tuple[Contact, ...], tuple[RemoteId, ...]]:
    found = {each["resourceName"]: each for each in answer.get("connections") or ()}
    gone = [name for name, each in found.items() if (each.get("metadata") or {}).get("deleted")]
    here = tuple(contact(each) for name, each in found.items() if name not in gone)
    return here, tuple(map(RemoteId, gone))


def contact(person: Mapping[str, Any]) -> Contact:
    """One person; the entry that Google calls primary comes first."""
    emails = _values(person, "emailAddresses")
    work: Mapping[str, Any] = next(iter(person.get("organizations") or ()), {})
    name = next((each.get("displayName") or "" for each in person.get("names") or ()), "")
    return Contact(
        remote_id=RemoteId(person["resourceName"]),
        name=name or work.get("name") or next(iter(emails), ""),
        emails=emails,
        phones=_values(person, "phoneNumbers"),
        organization=work.get("name") or "",
        title=work.get("title") or "",
        version=person.get("etag"),
    )


def _values(person: Mapping[str, Any], field: str) -> tuple[str, ...]:
    entries = sorted(person.get(field) or (), key=lambda each: not (each.get("metadata") or {}).get("primary"))
    return tuple(dict.fromkeys(each["value"] for each in entries if each.get("value")))
