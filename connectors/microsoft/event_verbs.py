"""What the user does with events: answer, create, change, delete, each doable twice."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from connectors.microsoft import calendars, times
from connectors.microsoft.event_mapping import PREFER, fields_json, repetition, version
from connectors.microsoft.graph import Graph, Json, path
from connectors.microsoft.verbs import item_id, receipt
from workspace.connector.errors import Conflict, Rejected, Transient
from workspace.connector.payloads import EventFields, is_for_series
from workspace.model.actions import Action, Receipt
from workspace.model.kinds import Verb

_ANSWERS = {"ACCEPTED": "accept", "TENTATIVE": "tentativelyAccept", "DECLINED": "decline"}
_NOT_FIELDS = frozenset({"version"})


def answer(graph: Graph, action: Action) -> Receipt:
    """https://learn.microsoft.com/graph/api/event-accept, -tentativelyaccept and -decline"""
    method = _ANSWERS.get(str(action.payload["partstat"]))
    if method is None:
        raise Rejected("setting_wrong", field="partstat", reason="there is no such answer")
    body = {"comment": str(action.payload.get("comment") or ""), "sendResponse": True}
    graph.post(f"/me{path('events', _meant(graph, action))}/{method}", body)
    return receipt(action, item_id(action))


def _meant(graph: Graph, action: Action) -> str:
    """The id of what is shown, or of the series it belongs to."""
    shown = item_id(action)
    if not is_for_series(action.payload):
        return shown
    now = graph.get(f"/me{path('events', shown)}", {"$select": "id,seriesMasterId"}, prefer=PREFER)
    return str(now.get("seriesMasterId") or shown)


def create(graph: Graph, action: Action) -> Receipt:
    """Once per ``uid``, which goes along as ``transactionId``: the service answers a repeat with the first event.

    https://learn.microsoft.com/graph/api/calendar-post-events
    """
    known = find(graph, action)
    if known is not None:
        return known
    fields = _fields(action.payload)
    body = {**fields_json(fields, frozenset(action.payload)), "transactionId": fields.uid}
    if recurrence := repetition(fields.rrule, fields, fields.starts_at, fields.starts_on):
        body["recurrence"] = recurrence
    made = graph.post(calendars.events_of(fields.collection or calendars.OWN.remote_id), body, prefer=PREFER)
    if not made.get("id"):
        raise Transient("bad_answer", host=graph.host)
    return receipt(action, str(made["id"]), made.get("webLink"))


def find(graph: Graph, action: Action) -> Receipt | None:
    """The event that was made under this ``uid``, looked for where it begins."""
    fields = _fields(action.payload)
    begins = fields.starts_at or times.zoned(
        {"dateTime": f"{fields.starts_on}T00:00:00", "timeZone": fields.tzid or ""}
    )
    if begins is None:
        raise Rejected("setting_missing", field="starts_at")
    near = [times.stamp(begins + timedelta(minutes=minutes)) for minutes in (-1, 1)]
    select = "id,transactionId,type,seriesMasterId,webLink"
    for each in calendars.view(graph, fields.collection or calendars.OWN.remote_id, near[0], near[1], select):
        series = each.get("seriesMasterId")
        found = graph.get(f"/me{path('events', str(series))}", {"$select": select}) if series else each
        if found.get("transactionId") == fields.uid:
            return receipt(action, str(found["id"]), found.get("webLink"), found=True)
    return None


def change(graph: Graph, action: Action) -> Receipt:
    """What is shown, or its series where the payload means that; raises ``Conflict`` if it changed meanwhile.

    A repeat of a change that was made already is no conflict. https://learn.microsoft.com/graph/api/event-update
    """
    now = graph.get(f"/me{path('events', item_id(action))}", prefer=PREFER)
    fields = _fields(action.payload)
    body = fields_json(fields, frozenset(action.payload))
    target = now
    if now.get("seriesMasterId") and is_for_series(action.payload):
        target = graph.get(f"/me{path('events', str(now['seriesMasterId']))}", prefer=PREFER)
        body = _shifted(body, now, target)
    if "rrule" in action.payload:
        body["recurrence"] = repetition(fields.rrule, fields, times.zoned(target.get("start")), None)
    if not _is_current(action, now):
        if _is_done(body, target):
            return receipt(action, item_id(action), now.get("webLink"))
        raise Conflict()
    graph.patch(
        f"/me{path('events', str(target['id']))}", body, if_match=str(target.get("@odata.etag") or ""), prefer=PREFER
    )
    return receipt(action, item_id(action), now.get("webLink"))


def delete(graph: Graph, action: Action) -> Receipt:
    """https://learn.microsoft.com/graph/api/event-delete; what is not there any more is deleted."""
    where = f"/me{path('events', item_id(action))}"
    try:
        now = graph.get(where, {"$select": "id,changeKey"}, prefer=PREFER)
        if not _is_current(action, now):
            raise Conflict()
        meant = _meant(graph, action)
        etag = str(now.get("@odata.etag") or "") if meant == item_id(action) else ""
        graph.delete(f"/me{path('events', meant)}", if_match=etag)
    except Rejected as error:
        if error.message_key != "not_found":
            raise
    return receipt(action, item_id(action))


def _fields(payload: Mapping[str, Any]) -> EventFields:
    """The fields that the payload names, the others empty; raises ``Rejected`` for what is none."""
    given = {key: value for key, value in payload.items() if key not in _NOT_FIELDS}
    try:
        return EventFields.from_json({"collection": "", "uid": "", "summary": "", **given})
    except (TypeError, ValueError):
        raise Rejected("setting_wrong", field="event", reason="its fields could not be read") from None


def _is_current(action: Action, now: Json) -> bool:
    seen = action.payload.get("version")
    return not seen or seen in (version(now), now.get("changeKey"))


def _is_done(body: Json, now: Json) -> bool:
    """Whether the event has already what the change would give it."""
    return all(_same(key, value, now.get(key)) for key, value in body.items())


def _same(key: str, wanted: Any, found: Any) -> bool:
    if key in ("start", "end"):
        return times.zoned(wanted) == times.zoned(found)
    if key == "body":
        return str((found or {}).get("content") or "").strip() == str(wanted["content"]).strip()
    if key == "attendees":
        return _addresses(wanted) == _addresses(found)
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(_same("", value, found.get(name)) for name, value in wanted.items())
    return bool(wanted == found)


def _addresses(people: Any) -> set[str]:
    return {str(each["emailAddress"]["address"]).lower() for each in people or ()}


def _shifted(body: Json, instance: Json, master: Json) -> Json:
    """New times of one instance, as the same shift of the whole series."""
    shifted = dict(body)
    for key in ("start", "end"):
        new, old, first = (times.zoned(each.get(key)) for each in (body, instance, master))
        if new and old and first:
            shifted[key] = times.in_zone(first + (new - old), body[key]["timeZone"])
    return shifted


VERBS = {
    Verb.ANSWER: answer,
    Verb.CREATE_EVENT: create,
    Verb.CHANGE_EVENT: change,
    Verb.DELETE_EVENT: delete,
}
