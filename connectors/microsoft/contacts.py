"""Contacts: each folder with its delta (https://learn.microsoft.com/graph/api/contact-delta)."""

from typing import Any

from connectors.microsoft.delta import Entries, Plain, Round
from connectors.microsoft.graph import Graph, Json, path
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Contact
from workspace.model.kinds import Kind, Role

OWN = Collection(RemoteId("contacts"), "Contacts", Kind.CONTACT, role=Role.ADDRESS_BOOK)
"""The user's own folder, which the list of folders does not name."""
_PHONES = ("businessPhones", "homePhones")


def collections(graph: Graph) -> list[Collection]:
    found = [each for page in graph.pages("/me/contactFolders", {"$select": "id,displayName"}) for each in page]
    return [
        OWN,
        *(
            Collection(RemoteId(str(each["id"])), str(each.get("displayName") or ""), Kind.CONTACT, Role.ADDRESS_BOOK)
            for each in found
            if each.get("id")
        ),
    ]


def changes(graph: Graph, collection: Collection) -> Round:
    is_own = collection.remote_id == OWN.remote_id
    where = "/me/contacts" if is_own else f"/me{path('contactFolders', collection.remote_id)}/contacts"
    plain = (Plain(where, {"$top": "100"}),)
    return Round(graph, f"{where}/delta", {}, collection.name, _entries, plain=plain)


def _entries(found: list[Json]) -> Entries:
    here = [each for each in found if "@removed" not in each]
    gone = tuple(RemoteId(str(each["id"])) for each in found if "@removed" in each)
    return Entries(tuple(contact(each) for each in here), gone)


def contact(found: Json) -> Contact:
    """https://learn.microsoft.com/graph/api/resources/contact"""
    emails = [str(each.get("address") or "") for each in found.get("emailAddresses") or () if isinstance(each, dict)]
    phones = [str(each) for name in _PHONES for each in found.get(name) or ()]
    phones += [str(found["mobilePhone"])] if found.get("mobilePhone") else []
    parts = " ".join(str(found[key]) for key in ("givenName", "surname") if found.get(key))
    return Contact(
        RemoteId(str(found["id"])),
        _text(found, "displayName") or parts or (emails[0] if emails else ""),
        emails=tuple(each for each in emails if each),
        phones=tuple(dict.fromkeys(each for each in phones if each)),
        organization=_text(found, "companyName"),
        title=_text(found, "jobTitle"),
        version=found.get("@odata.etag") or found.get("changeKey"),
    )


def _text(found: Json, key: str) -> str:
    value: Any = found.get(key)
    return str(value) if value else ""
