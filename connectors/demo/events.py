"""Events at the demo service: a series is its master and an item for each instance, as other services deliver them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar
from icalendar import Event as Component
from icalendar.prop import vRecur

from connectors.demo import service
from connectors.demo.mapping import item_from_json, to_json
from connectors.demo.service import Row, put, row_of
from connectors.demo.state import State
from workspace.connector.errors import Conflict, Rejected
from workspace.connector.payloads import EventFields
from workspace.connector.recurrence import Origin, Unreadable, Window, expand
from workspace.model.actions import Action
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Attendee, Event
from workspace.model.kinds import Kind

_TEXTS = ("summary", "location", "description")
_TIMES = ("starts_at", "ends_at", "starts_on", "ends_on")


def made(state: State, uid: str) -> str | None:
    """The remote id of the event or series that has that iCalUID."""
    return next((row["item"]["remote_id"] for row in _rows(state) if row["item"]["uid"] == uid), None)


def create(state: State, action: Action, address: str) -> str:
    """Make it once; returns its remote id."""
    fields = EventFields.from_json(dict(action.payload))
    known = made(state, fields.uid)
    if known is not None:
        return known
    owner = Address("", address)
    guests = tuple(Attendee(each) for each in fields.attendees)
    single = Event(
        service.new_id(state, "e"),
        fields.uid,
        fields.summary,
        **{name: getattr(fields, name) for name in (*_TIMES, "tzid", "rrule", "location", "description")},
        organizer=owner,
        attendees=(Attendee(owner, "ACCEPTED"), *guests) if guests else (),
        partstat="ACCEPTED" if guests else None,
    )
    for each in (single, *_instances(single)):
        put(state, fields.collection, each)
    return single.remote_id


def change(state: State, action: Action, address: str) -> str:
    """Raises ``Conflict`` where it was changed since it was seen, unless by this very change."""
    changes = _changes(action.payload)
    rows = _rows_of(state, action)
    first = rows[0]
    if all(first["item"][name] == value for name, value in changes.items()):
        return str(first["item"]["remote_id"])
    _refuse_stale(state, action)
    shift = _shift(first["item"], changes)
    length = _length(changes)
    for row in rows:
        values = dict(changes) if row is first else {n: v for n, v in changes.items() if n not in _TIMES}
        if row is not first and shift is not None:
            values |= _shifted(row["item"], shift, length)
        _update(state, row, values)
    return str(first["item"]["remote_id"])


def delete(state: State, action: Action, address: str) -> str:
    """What is gone already is deleted."""
    item = action.item
    if item is not None and f"{Kind.EVENT.value}/{item.remote_id}" not in state["items"]:
        return item.remote_id
    rows = _rows_of(state, action)
    _refuse_stale(state, action)
    for row in rows:
        service.delete(state, Kind.EVENT, row["item"]["remote_id"])
    return item.remote_id if item else ""


def answer(state: State, action: Action, address: str) -> str:
    rows, partstat = _rows_of(state, action), str(action.payload["partstat"])
    for row in rows:
        guests = [
            {**each, "partstat": partstat} if each["address"]["email"].lower() == address.lower() else each
            for each in row["item"]["attendees"]
        ]
        _update(state, row, {"attendees": guests, "partstat": partstat})
    return str(rows[0]["item"]["remote_id"])


def _rows(state: State) -> list[Row]:
    return [row for row in state["items"].values() if row["kind"] == Kind.EVENT.value]


def _rows_of(state: State, action: Action) -> list[Row]:
    """The event acted on; with ``recurrence_id`` None its whole series, the master first."""
    if action.item is None:
        raise Rejected("not_found", what=action.verb.value)
    row = row_of(state, Kind.EVENT, action.item.remote_id)
    wanted = action.payload.get("recurrence_id", "")
    if wanted is None:
        series = [each for each in _rows(state) if each["item"]["uid"] == row["item"]["uid"]]
        return sorted(series, key=lambda each: each["item"]["recurrence_id"] or "")
    if wanted and wanted != row["item"]["recurrence_id"]:
        master = row["item"]["extra"].get("series_id") or row["item"]["remote_id"]
        return [row_of(state, Kind.EVENT, f"{master}#{wanted}")]
    return [row]


def _refuse_stale(state: State, action: Action) -> None:
    """The version is that of the item acted on."""
    version = action.payload.get("version")
    if version and action.item and version != row_of(state, Kind.EVENT, action.item.remote_id)["item"]["version"]:
        raise Conflict()


def _changes(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the service's items that a payload changes, as JSON."""
    found = {name: payload[name] for name in (*_TEXTS, "tzid") if name in payload}
    for name in _TIMES:
        if payload.get(name):
            kind = datetime if name.endswith("_at") else date
            found[name] = kind.fromisoformat(payload[name]).isoformat()
    if "starts_at" in found or "starts_on" in found:
        found = {**dict.fromkeys(_TIMES), **found}
    if "attendees" in payload:
        found["attendees"] = to_json([Attendee(Address(**each)) for each in payload["attendees"]])
    return found


def _update(state: State, row: Row, values: Mapping[str, Any]) -> None:
    item = item_from_json(Kind.EVENT, {**row["item"], **values})
    put(state, row["collections"][0], item)


def _shift(item: Mapping[str, Any], changes: Mapping[str, Any]) -> timedelta | None:
    before, after = item["starts_at"], changes.get("starts_at")
    return datetime.fromisoformat(after) - datetime.fromisoformat(before) if before and after else None


def _length(changes: Mapping[str, Any]) -> timedelta:
    begin, end = changes.get("starts_at"), changes.get("ends_at")
    return datetime.fromisoformat(end) - datetime.fromisoformat(begin) if begin and end else timedelta()


def _shifted(item: Mapping[str, Any], shift: timedelta, length: timedelta) -> dict[str, str]:
    starts_at = datetime.fromisoformat(item["starts_at"]) + shift
    return {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + length).isoformat()}


def _instances(master: Event) -> Iterable[Event]:
    """The instances of a series; none of a single event."""
    if not master.rrule:
        return []
    component = Component()
    component.add("UID", master.uid)
    component.add("DTSTART", master.starts_at or master.starts_on)
    component.add("DTEND", master.ends_at or master.ends_on)
    component.add("RRULE", vRecur.from_ical(master.rrule))
    calendar = Calendar()
    calendar.add_component(component)
    start = master.starts_at or datetime.combine(master.starts_on or date.min, datetime.min.time())
    window = Window.around(start.astimezone())
    try:
        found = expand(calendar, window, Origin(master.remote_id))
    except Unreadable:
        raise Rejected("setting_wrong", field="rrule", reason=str(master.rrule)) from None
    return [_instance(master, each) for each in found if each.recurrence_id]


def _instance(master: Event, place: Event) -> Event:
    return replace(
        master,
        remote_id=RemoteId(f"{master.remote_id}#{place.recurrence_id}"),
        recurrence_id=place.recurrence_id,
        rrule=None,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        starts_on=place.starts_on,
        ends_on=place.ends_on,
        extra={"series_id": master.remote_id},
    )
