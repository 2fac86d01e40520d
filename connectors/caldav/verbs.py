"""What a user does to events: read the resource, change it, write it back only if nobody was faster (If-Match).

A second attempt after a crash finds what the first one wrote and leaves it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from icalendar import Calendar

from connectors.caldav import editing
from connectors.caldav.discovery import Principal
from connectors.caldav.wire import Wire
from workspace.connector.errors import Conflict, Rejected
from workspace.connector.payloads import EventFields
from workspace.connector.recurrence import Unreadable, events_in
from workspace.connector.recurrence import read as read_calendar
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import Kind, Verb

ANSWERS = frozenset({"ACCEPTED", "TENTATIVE", "DECLINED"})
_TEXT = {"Content-Type": "text/calendar; charset=utf-8"}
_UNTOLD = frozenset({"DTSTAMP", "LAST-MODIFIED", "SEQUENCE"})


@dataclass(frozen=True, slots=True)
class Call:
    """One action on its way; ``owner`` asks the server who we are."""

    wire: Wire
    action: Action
    owner: Callable[[], Principal]
    now: datetime

    @property
    def payload(self) -> Mapping[str, Any]:
        return self.action.payload

    def place(self) -> tuple[str, str]:
        """The resource's address and the recurrence id of the item acted on ("" for the whole event)."""
        item = self.action.item
        if item is None or item.kind is not Kind.EVENT:
            raise Rejected("not_found", what=self.action.verb.value)
        href, _, recurrence_id = item.remote_id.partition("#")
        return href, recurrence_id

    def wanted_place(self) -> tuple[str, str]:
        """The same, where the payload may name another instance, or (None) the whole series."""
        href, recurrence_id = self.place()
        return href, self.payload.get("recurrence_id", recurrence_id) or ""

    def receipt(self, remote_id: str, *, found: bool = False) -> Receipt:
        receipt_id = ReceiptId(f"caldav-{self.action.action_id}")
        return Receipt(receipt_id, self.action.action_id, RemoteId(remote_id), found=found)


@dataclass(frozen=True, slots=True)
class Stored:
    """A calendar resource as the server has it now."""

    href: str
    text: bytes
    etag: str
    calendar: Calendar


def perform(call: Call) -> Receipt:
    """Do it once; raises ``Conflict`` where the event changed since the user saw it."""
    return VERBS[call.action.verb](call)


def find(call: Call) -> Receipt | None:
    """The event that an earlier attempt at ``create_event`` made."""
    if call.action.verb is not Verb.CREATE_EVENT:
        return None
    href = _new_href(call, EventFields.from_json(dict(call.payload)))
    answer = call.wire.ask("GET", href)
    if answer.status in (404, 410):
        return None
    if answer.status != 200:
        raise call.wire.failed(answer, what="The event")
    return call.receipt(href, found=True)


def _resource(call: Call, href: str) -> Stored:
    answer = call.wire.ask("GET", href)
    if answer.status != 200:
        raise call.wire.failed(answer, what="The event")
    try:
        return Stored(href, answer.body, answer.headers.get("ETag", ""), read_calendar(answer.body))
    except Unreadable:
        raise Rejected("refused", host=call.wire.host, reason="the event there cannot be read") from None


def _write(call: Call, resource: Stored) -> None:
    """Put it back if it is still the version that was read; raises ``Conflict``."""
    condition = {} if not resource.etag or resource.etag.startswith("W/") else {"If-Match": resource.etag}
    answer = call.wire.ask("PUT", resource.href, editing.finished(resource.calendar), {**_TEXT, **condition})
    if answer.status not in (200, 201, 204):
        raise call.wire.failed(answer, what="The event")


def _refuse_stale(call: Call, resource: Stored) -> None:
    version = call.payload.get("version")
    if version and version != resource.etag:
        raise Conflict()


def _answer(call: Call) -> Receipt:
    partstat = str(call.payload.get("partstat", "")).upper()
    if partstat not in ANSWERS:
        raise Rejected("setting_wrong", field="partstat", reason=f"one of {', '.join(sorted(ANSWERS))}")
    href, recurrence_id = call.wanted_place()
    resource = _resource(call, href)
    addresses = frozenset(call.owner().addresses)
    events = _answered(resource, recurrence_id)
    before = resource.calendar.to_ical()
    comment = str(call.payload.get("comment", ""))
    is_asked = [editing.answer(each, addresses, partstat, comment) for each in events]
    if not any(is_asked):
        raise Rejected("refused", host=call.wire.host, reason="this account is not among the guests")
    if resource.calendar.to_ical() != before or _is_new(resource, recurrence_id):
        for each in events:
            editing.stamp(each, call.now, is_moved=False)
        _write(call, resource)
    return call.receipt(_item_id(call))


def _answered(resource: Stored, recurrence_id: str) -> list[Any]:
    """The instance, or the master and every override of it."""
    if recurrence_id:
        return [editing.instance(resource.calendar, resource.text, recurrence_id)]
    return events_in(resource.calendar)


def _item_id(call: Call) -> str:
    return call.action.item.remote_id if call.action.item else ""


def _new_href(call: Call, fields: EventFields) -> str:
    if not fields.collection or not fields.uid:
        raise Rejected("setting_missing", field="uid" if fields.collection else "collection")
    return call.wire.name_of(f"{fields.collection.rstrip('/')}/{quote(fields.uid, safe='@')}.ics")


def _create(call: Call) -> Receipt:
    fields = EventFields.from_json(dict(call.payload))
    href = _new_href(call, fields)
    owner = next(iter(call.owner().addresses), "") if fields.attendees else ""
    text = editing.made(fields, owner, call.now)
    answer = call.wire.ask("PUT", href, text, {**_TEXT, "If-None-Match": "*"})
    if answer.status == 412:
        return call.receipt(href, found=True)
    if answer.status not in (200, 201, 204):
        raise call.wire.failed(answer, what="The calendar")
    return call.receipt(href)


def _change(call: Call) -> Receipt:
    href, recurrence_id = call.wanted_place()
    resource = _resource(call, href)
    if str(call.payload.get("collection", "")).rstrip("/") not in ("", href.rpartition("/")[0]):
        raise Rejected("refused", host=call.wire.host, reason="an event is not moved to another calendar")
    event = _changed(resource, recurrence_id)
    before, start = _told(resource.calendar), event["DTSTART"].dt
    editing.apply(event, call.payload, next(iter(call.owner().addresses), "") if call.payload.get("attendees") else "")
    is_moved = event["DTSTART"].dt != start
    if is_moved and not recurrence_id:
        editing.shift_exceptions(resource.calendar, start, event["DTSTART"].dt)
    if _told(resource.calendar) == before and not _is_new(resource, recurrence_id):
        return call.receipt(_item_id(call), found=True)
    _refuse_stale(call, resource)
    editing.stamp(event, call.now, is_moved=is_moved)
    _write(call, resource)
    return call.receipt(_item_id(call))


def _changed(resource: Stored, recurrence_id: str) -> Any:
    if recurrence_id:
        return editing.instance(resource.calendar, resource.text, recurrence_id)
    event = editing.master(resource.calendar)
    if event is None:
        raise Rejected("not_found", what="The series")
    return event


def _is_new(resource: Stored, recurrence_id: str) -> bool:
    """Whether the instance had no override of its own at the server."""
    return bool(recurrence_id) and len(events_in(resource.calendar)) > resource.text.count(b"BEGIN:VEVENT")


def _told(calendar: Calendar) -> list[bytes]:
    """What a calendar says apart from when it was written."""
    return [
        line
        for line in calendar.to_ical().splitlines()
        if line.partition(b":")[0].partition(b";")[0].decode("utf-8", "replace") not in _UNTOLD
    ]


def _delete(call: Call) -> Receipt:
    href, recurrence_id = call.wanted_place()
    answer = call.wire.ask("GET", href)
    if answer.status in (404, 410):
        return call.receipt(_item_id(call), found=True)
    resource = _resource(call, href)
    if recurrence_id:
        if editing.take_out(resource.calendar, resource.text, recurrence_id):
            _refuse_stale(call, resource)
            if not events_in(resource.calendar):
                return _delete_whole(call, resource)
            _write(call, resource)
        return call.receipt(_item_id(call))
    _refuse_stale(call, resource)
    return _delete_whole(call, resource)


def _delete_whole(call: Call, resource: Stored) -> Receipt:
    condition = {"If-Match": resource.etag} if resource.etag and not resource.etag.startswith("W/") else {}
    answer = call.wire.ask("DELETE", resource.href, headers=condition)
    if answer.status not in (200, 202, 204, 404, 410):
        raise call.wire.failed(answer, what="The event")
    return call.receipt(_item_id(call))


VERBS: Mapping[Verb, Callable[[Call], Receipt]] = {
    Verb.ANSWER: _answer,
    Verb.CREATE_EVENT: _create,
    Verb.CHANGE_EVENT: _change,
    Verb.DELETE_EVENT: _delete,
}


def call_of(wire: Wire, action: Action, owner: Callable[[], Principal]) -> Call:
    return Call(wire, action, owner, datetime.now(UTC).replace(microsecond=0))
