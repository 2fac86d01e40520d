"""The events of a span as they will be: what the user wants done to them is seen before their service has heard of it.

A wish holds until its action failed, or until the pull after it had time to bring the same.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from workspace.model import filing_key
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, ItemId, RemoteId
from workspace.model.items import Address, ItemKey
from workspace.model.kinds import Kind, Verb
from workspace.store import queries
from workspace.store.reading import item_rows
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.overlay import Overlay
from workspace.store.rows import ItemRow
from workspace.store.times import now_ms, to_ms

HELD_MS = 60_000
"""So long after it was done a wish is still seen, unless the cache shows it sooner."""
NEW = "new:"
"""The remote id of an event that its service does not have yet starts so; the action's id follows."""
_WISHES = """
SELECT action_id, account_id, verb, payload, item_remote_id, retries FROM outbox
WHERE withdrawn_at IS NULL AND (item_kind = 'event' OR verb = 'create_event')
    AND verb IN ('create_event', 'change_event', 'delete_event', 'answer') ORDER BY seq
"""
_STATES = """
SELECT action_id, state, retries, changed_at FROM attempt WHERE action_id IN (SELECT value FROM json_each(?))
"""
_BY_UID = f"{queries.ITEM} JOIN event e ON e.item_id = i.item_id WHERE e.uid = ? ORDER BY e.starts_at"
_KNOWN = "SELECT e.uid FROM event e WHERE e.account_id = ? AND e.uid = ? LIMIT 1"
_FACTS = ("location", "starts_at", "ends_at", "starts_on", "ends_on", "tzid")
_TIMES = ("starts_at", "ends_at", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class Wish:
    """A queued change of one event, or (``uid`` set) of every instance of its series."""

    action_id: ActionId
    account_id: AccountId
    verb: str
    payload: dict[str, Any]
    remote_id: str | None
    is_done: bool = False
    uid: str | None = None
    shift: timedelta = timedelta()
    """By how much the instances of a series move."""

    def is_about(self, row: ItemRow) -> bool:
        if row.key.account_id != self.account_id:
            return False
        if self.is_done and self.uid is None and self.payload.get("version") not in (None, row.version):
            return False  # the cache has the new version
        return row.detail.get("uid") == self.uid if self.uid else row.key.remote_id == self.remote_id


def events(files: Files, overlay: Overlay, scope: str, from_: datetime, to: datetime, bodies: bool) -> list[ItemRow]:
    """What overlaps a span, by start."""
    wishes = wishes_of(files, overlay)
    changes = [wish for wish in wishes if wish.verb == "change_event" and overlay.in_scope(wish.account_id, scope)]
    shifts = {timedelta(), *(wish.shift for wish in changes)}
    rows = {row[0]: row for shift in shifts for row in _stored(files, scope, from_ - shift, to - shift)}
    for wish in changes:
        rows |= {row[0]: row for row in _stored_as(files, wish) if wish.uid is None}
    found = item_rows.items(files, overlay, list(rows.values()), with_bodies=bodies)
    found = [each for row in found for each in previewed(row, wishes)]
    found += [
        new_event(wish) for wish in wishes if wish.verb == "create_event" and _is_new(files, wish, scope, overlay)
    ]
    first, last = to_ms(from_), to_ms(to)
    spans = [(span_ms(row), row) for row in found]
    kept = [(span, row) for span, row in spans if span[0] < last and span[1] >= first]
    return [row for _, row in sorted(kept, key=lambda pair: (pair[0][0], pair[1].item_id))]


def with_uid(files: Files, overlay: Overlay, uid: str) -> list[ItemRow]:
    """The events of every account with that iCalUID, by start."""
    rows = item_rows.items(files, overlay, files.cache(_BY_UID, uid), with_bodies=True)
    wishes = wishes_of(files, overlay)
    return [each for row in rows for each in previewed(row, wishes)]


def action_of(files: Files, overlay: Overlay, action_id: ActionId) -> Action | None:
    """A pending action on events, as it was queued."""
    found = next((wish for wish in wishes_of(files, overlay) if wish.action_id == action_id), None)
    if found is None:
        return None
    item = ItemKey(found.account_id, Kind.EVENT, RemoteId(found.remote_id)) if found.remote_id else None
    return Action(action_id, found.account_id, Verb(found.verb), found.payload, item)


def one(files: Files, overlay: Overlay, key: ItemKey) -> ItemRow | None:
    """An event as it will be; None where it is gone, or will be."""
    wishes = wishes_of(files, overlay)
    if key.remote_id.startswith(NEW):
        made = next((wish for wish in wishes if f"{NEW}{wish.action_id}" == key.remote_id), None)
        return new_event(made) if made else None
    stored = files.cache(queries.ITEM_BY_KEY, key.account_id, str(key.kind), key.remote_id)
    rows = item_rows.items(files, overlay, stored, with_bodies=True)
    return next((each for row in rows for each in previewed(row, wishes)), None)


def previewed(row: ItemRow, wishes: Iterable[Wish]) -> list[ItemRow]:
    """The event with its pending changes; nothing where it is to be deleted."""
    for wish in wishes:
        if not wish.is_about(row):
            continue
        if wish.verb == "delete_event":
            return []
        row = _answered(row, wish) if wish.verb == "answer" else _changed(row, wish)
    return [row]


def new_event(wish: Wish) -> ItemRow:
    """What ``create_event`` will make, as a row: of a series, its first instance."""
    fields = wish.payload
    detail = {name: fields[name] for name in (*_FACTS, "uid", "rrule") if fields.get(name)}
    detail["attendees"] = [[each["name"], each["email"], "NEEDS-ACTION"] for each in fields.get("attendees", ())]
    starts = moment(fields.get("starts_at")) or midnight(fields.get("starts_on")) or datetime.now(UTC)
    return ItemRow(
        item_id=ItemId(-(int.from_bytes(wish.action_id.encode()[:6], "big") + 1)),
        key=ItemKey(wish.account_id, Kind.EVENT, RemoteId(f"{NEW}{wish.action_id}")),
        thread_id=None,
        received_at=starts,
        sent_at=None,
        subject=fields["summary"],
        from_=Address("", ""),
        to=(), cc=(), bcc=(), reply_to=(),
        message_id=None,
        filing_key=filing_key.of_event(fields["uid"], None),
        snippet=fields.get("location", ""),
        is_read=True, is_flagged=False, is_draft=False, is_sent=False, is_automated=False,
        body_state="done",
        size=0,
        version=None,
        collections=(fields["collection"],),
        text=_body(fields.get("location", ""), fields.get("description", "")),
        detail={**detail, "pending": "create_event", "action_id": wish.action_id},
    )  # fmt: skip


def description(row: ItemRow) -> str:
    """The event's own text: the stored body begins with the place."""
    place = str(row.detail.get("location") or "")
    return (row.text or "").removeprefix(place).strip() if place else (row.text or "").strip()


def span_ms(row: ItemRow) -> tuple[int, int]:
    """Start and end in milliseconds; whole days are days in UTC, as in the ``event`` table."""
    starts = moment(row.detail.get("starts_at")) or midnight(row.detail.get("starts_on")) or row.received_at
    ends = moment(row.detail.get("ends_at")) or midnight(row.detail.get("ends_on")) or starts
    return to_ms(starts), max(to_ms(starts), to_ms(ends))


def moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def midnight(value: object) -> datetime | None:
    return datetime.combine(date.fromisoformat(value), time.min, UTC) if isinstance(value, str) and value else None


def wishes_of(files: Files, overlay: Overlay) -> list[Wish]:
    """What is wanted of events and may not be seen in the cache yet, in the order it was wanted."""
    rows = files.user(_WISHES)
    if not rows:
        return []
    states = {row[0]: row[1:] for row in files.ledger(_STATES, json.dumps([row[0] for row in rows]))}
    now = now_ms()
    held = [row for row in rows if _holds(states.get(row[0]), row[5], now)]
    return [_wish(files, overlay, row, is_done=states.get(row[0], ("",))[0] == "done") for row in held]


def _holds(attempt: Row | None, retries: int, now: int) -> bool:
    if attempt is None:
        return True
    state, tried, changed_at = attempt
    if state == "done":
        return now - int(changed_at) < HELD_MS
    return bool(state != "failed" or retries > tried)


def _wish(files: Files, overlay: Overlay, row: Row, *, is_done: bool) -> Wish:
    action_id, account_id, verb, payload, remote_id, _ = row
    wish = Wish(action_id, account_id, verb, json.loads(payload), remote_id, is_done)
    if verb == "create_event" or "recurrence_id" not in wish.payload or wish.payload["recurrence_id"]:
        return wish
    master = item_rows.items(files, overlay, _stored_as(files, wish))
    if not master:
        return wish
    return replace(wish, uid=str(master[0].detail.get("uid")), shift=_shift(master[0], wish.payload))


def _shift(master: ItemRow, payload: dict[str, Any]) -> timedelta:
    wanted = moment(payload.get("starts_at")) or midnight(payload.get("starts_on"))
    stands = moment(master.detail.get("starts_at")) or midnight(master.detail.get("starts_on"))
    return wanted - stands if wanted and stands else timedelta()


def _stored(files: Files, scope: str, from_: datetime, to: datetime) -> Sequence[Row]:
    longest = files.cache(queries.LONGEST_EVENT)[0][0]
    first = to_ms(from_)
    return files.cache(queries.EVENTS, to_ms(to), first, first - longest, scope, scope, scope)


def _stored_as(files: Files, wish: Wish) -> Sequence[Row]:
    return files.cache(queries.ITEM_BY_KEY, wish.account_id, "event", wish.remote_id)


def _is_new(files: Files, wish: Wish, scope: str, overlay: Overlay) -> bool:
    if wish.verb != "create_event" or not overlay.in_scope(wish.account_id, scope):
        return False
    return not files.cache(_KNOWN, wish.account_id, wish.payload["uid"])


def _answered(row: ItemRow, wish: Wish) -> ItemRow:
    return _marked(row, wish, {"partstat": wish.payload["partstat"]})


def _changed(row: ItemRow, wish: Wish) -> ItemRow:
    payload = wish.payload
    facts = {name: payload[name] for name in _FACTS if name in payload}
    if wish.uid:
        facts = {name: value for name, value in facts.items() if name not in _TIMES} | _moved(row, wish)
    elif "starts_on" in facts or "starts_at" in facts:
        facts = {name: facts.get(name) for name in _TIMES} | facts
    place = str(facts.get("location", row.detail.get("location")) or "")
    text = payload.get("description", description(row))
    changed = replace(row, subject=payload.get("summary", row.subject), text=_body(place, text))
    return _marked(changed, wish, facts)


def _moved(row: ItemRow, wish: Wish) -> dict[str, object]:
    """An instance of a series that moves as a whole, and gets another length."""
    begin, end = wish.payload.get("starts_at"), wish.payload.get("ends_at")
    starts = moment(row.detail.get("starts_at"))
    if not begin or not end or starts is None:
        return {}
    length = datetime.fromisoformat(end) - datetime.fromisoformat(begin)
    return {"starts_at": (starts + wish.shift).isoformat(), "ends_at": (starts + wish.shift + length).isoformat()}


def _marked(row: ItemRow, wish: Wish, facts: dict[str, Any]) -> ItemRow:
    pending = {} if wish.is_done else {"pending": wish.verb, "action_id": wish.action_id}
    return replace(row, detail={**row.detail, **facts, **pending})


def _body(place: str, text: str) -> str:
    return f"{place}\n{text}".strip()
