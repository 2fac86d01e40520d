"""Finding out who we are at the server, and which calendars and address books there are (RFC 6764, RFC 4791)."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from connectors.caldav.wire import Answer, Wire
from connectors.caldav.xml import (
    APPLE,
    CALDAV,
    CARDDAV,
    DAV,
    RESOURCE_TYPE,
    Found,
    MultiStatus,
    NotXml,
    multistatus,
    propfind,
)
from workspace.connector.errors import Rejected, Transient
from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role

WELL_KNOWN = {CALDAV: "/.well-known/caldav", CARDDAV: "/.well-known/carddav"}
"""RFC 6764 section 5."""
_PRINCIPAL = f"{DAV}current-user-principal"
_CALENDAR_HOME = f"{CALDAV}calendar-home-set"
_BOOK_HOME = f"{CARDDAV}addressbook-home-set"
_ADDRESSES = f"{CALDAV}calendar-user-address-set"
_NAME = f"{DAV}displayname"
_PRIVILEGES = f"{DAV}current-user-privilege-set"
_COMPONENTS = f"{CALDAV}supported-calendar-component-set"
_EXTRA = {
    "color": f"{APPLE}calendar-color",
    "order": f"{APPLE}calendar-order",
    "description": f"{CALDAV}calendar-description",
}
_SHOWN = [_NAME, RESOURCE_TYPE, _COMPONENTS, _PRIVILEGES, *_EXTRA.values()]


@dataclass(frozen=True, slots=True)
class Principal:
    """The account's owner at the server: where the collections are, and which addresses invitations come to."""

    href: str
    name: str
    addresses: tuple[str, ...]
    calendar_homes: tuple[str, ...]
    book_homes: tuple[str, ...]


def properties(wire: Wire, href: str, names: list[str], depth: int = 0) -> tuple[MultiStatus, Answer]:
    """PROPFIND; raises what a refusal means, and ``Transient`` for an answer that is no multistatus."""
    headers = {"Depth": str(depth), "Content-Type": "application/xml; charset=utf-8"}
    answer = wire.ask("PROPFIND", href, propfind(names), headers)
    if answer.status != 207:
        raise wire.failed(answer, what=last_word(href))
    return read(wire, answer), answer


def read(wire: Wire, answer: Answer) -> MultiStatus:
    """The multistatus of an answer; a web page in its place is ``Transient``."""
    try:
        return multistatus(answer.body)
    except NotXml:
        raise Transient("bad_answer", host=wire.host) from None


def last_word(href: str) -> str:
    """What a person would recognise in an address."""
    return unquote(urlsplit(href).path.rstrip("/").rpartition("/")[2]) or href


def principal(wire: Wire, own_address: str) -> Principal:
    """Raises ``Rejected`` where no CalDAV or CardDAV server answers at the address that the account was given."""
    path = urlsplit(wire.base_url).path or "/"
    first = _first_of(wire, dict.fromkeys((path, WELL_KNOWN[CALDAV], "/")))
    homes = [_CALENDAR_HOME, _BOOK_HOME]
    if first is None:
        raise Rejected("setting_wrong", field="base_url", reason="no CalDAV server answers there")
    href, found = first
    me = _details(wire, href)
    calendars, books = (_homes(wire, me, each) or _homes(wire, found, each) for each in homes)
    if not books:
        other = _first_of(wire, {WELL_KNOWN[CARDDAV]: None})
        books = _homes(wire, _details(wire, other[0]), _BOOK_HOME) if other else ()
    if not calendars and not books:
        raise Rejected("setting_wrong", field="base_url", reason="this account has no calendars or contacts there")
    return Principal(href, me.text(_NAME), _addresses(me, own_address), calendars, books)


def _first_of(wire: Wire, paths: dict[str, None]) -> tuple[str, Found] | None:
    """The first of these addresses that knows who we are, as the principal's address and what else it said."""
    failure: Transient | None = None
    for path in paths:
        try:
            answered, answer = properties(wire, path, [_PRINCIPAL, _CALENDAR_HOME, _BOOK_HOME])
        except Transient as error:
            # A web server in front may answer its home page here; one that cannot be reached stays unreachable.
            if error.message_key != "bad_answer":
                raise
            failure = error
            continue
        except Rejected as error:
            if error.message_key not in ("not_found", "refused", "forbidden"):
                raise
            continue
        for found in answered.found:
            known = found.hrefs(_PRINCIPAL)
            if known:
                return wire.name_of(known[0], answer.url), found
            if _homes(wire, found, _CALENDAR_HOME) or _homes(wire, found, _BOOK_HOME):
                return wire.name_of(answer.url), found
    if failure is not None:
        raise failure
    return None


def _details(wire: Wire, href: str) -> Found:
    answered, _ = properties(wire, href, [_NAME, _CALENDAR_HOME, _BOOK_HOME, _ADDRESSES])
    return answered.found[0] if answered.found else Found(href, 200)


def _homes(wire: Wire, found: Found, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wire.name_of(each) for each in found.hrefs(name)))


def _addresses(me: Found, own_address: str) -> tuple[str, ...]:
    mails = [each[len("mailto:") :] for each in me.hrefs(_ADDRESSES) if each.lower().startswith("mailto:")]
    found = [each.strip().lower() for each in (own_address, *mails) if "@" in each]
    return tuple(dict.fromkeys(found))


def collections(wire: Wire, owner: Principal) -> Iterator[Collection]:
    """Calendars that hold events, then address books; in each kind those that can be written to first."""
    listed = {home: _listed(wire, home) for home in dict.fromkeys((*owner.calendar_homes, *owner.book_homes))}
    for homes, kind in ((owner.calendar_homes, Kind.EVENT), (owner.book_homes, Kind.CONTACT)):
        found: dict[RemoteId, Collection] = {}
        for home in homes:
            schedules = kind is Kind.EVENT and _schedules(wire, home)
            for href, each in listed[home].items():
                if _holds(each, kind):
                    found[href] = _collection(href, each, kind, schedules=schedules)
        yield from sorted(found.values(), key=_order)


def _listed(wire: Wire, home: str) -> dict[RemoteId, Found]:
    answered, answer = properties(wire, home, _SHOWN, depth=1)
    return {RemoteId(wire.name_of(each.href, answer.url)): each for each in answered.found}


def _holds(found: Found, kind: Kind) -> bool:
    if kind is Kind.CONTACT:
        return found.has(RESOURCE_TYPE, f"{CARDDAV}addressbook")
    if not found.has(RESOURCE_TYPE, f"{CALDAV}calendar"):
        return False
    components = found.props.get(_COMPONENTS)
    # Without the property everything is allowed (RFC 4791 section 5.2.3).
    return components is None or any(each.get("name", "").upper() == "VEVENT" for each in components)


def _collection(href: RemoteId, found: Found, kind: Kind, *, schedules: bool) -> Collection:
    extra: dict[str, object] = {key: text for key, name in _EXTRA.items() if (text := found.text(name))}
    if _PRIVILEGES in found.props:
        extra["can_write"] = any(found.has(_PRIVILEGES, f"{DAV}{each}") for each in ("write", "write-content", "all"))
    if kind is Kind.EVENT:
        extra["schedules"] = schedules
    role = Role.CALENDAR if kind is Kind.EVENT else Role.ADDRESS_BOOK
    return Collection(href, found.text(_NAME) or last_word(href), kind, role, extra=extra)


def _schedules(wire: Wire, home: str) -> bool:
    """Whether the server itself tells organisers and guests what changed (RFC 6638 section 2)."""
    answer = wire.ask("OPTIONS", home)
    return "calendar-auto-schedule" in ",".join(answer.headers.get_all("DAV", []))


def _order(collection: Collection) -> tuple[bool, int, str]:
    """Calendars that can be written to first, then as the user arranged them."""
    order = str(collection.extra.get("order", ""))
    is_read_only = collection.extra.get("can_write") is False
    return is_read_only, int(order) if order.isdecimal() else 1 << 30, collection.remote_id
