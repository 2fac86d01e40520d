"""What the user does to events: answer, make, change, move, delete; etags keep others' changes.

On an instance they concern that instance alone, unless the payload means its series
(:func:`workspace.connector.payloads.is_for_series`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from connectors.google.apis import Caller
from connectors.google.event_mapping import PARTSTATS, body, event_id, has, new_body, remote_id
from connectors.google.failures import identified
from connectors.google.mail_verbs import item_id, receipt
from workspace.connector.errors import Conflict, Rejected, Unsupported
from workspace.connector.payloads import is_for_series
from workspace.model.actions import Action, Receipt
from workspace.model.kinds import Verb

_TOLD = "all"
"""Everybody who is asked hears of it by mail, as when it is done at Google itself."""


class EventVerbs:
    """Events of one account for one run."""

    def __init__(self, caller: Caller, address: Callable[[], str]) -> None:
        """``address`` asks for the account's own, where a server does not mark which guest is the account's owner."""
        self._caller = caller
        self._address = address
        self._events = caller.api["events"]

    def perform(self, action: Action) -> Receipt:
        verbs = {
            Verb.ANSWER: self._answer,
            Verb.CREATE_EVENT: self._create,
            Verb.CHANGE_EVENT: self._change,
            Verb.DELETE_EVENT: self._delete,
        }
        if action.verb not in verbs:
            raise Unsupported(connector="Google")
        return verbs[action.verb](action)

    def find(self, action: Action) -> Receipt | None:
        """The event that ``create_event`` made, by the id that follows from its uid."""
        calendar = str(action.payload["collection"])
        made = self._look(calendar, event_id(str(action.payload["uid"])))
        return _receipt(action, calendar, made, found=True) if made else None

    def _answer(self, action: Action) -> Receipt:
        partstat = PARTSTATS.get(str(action.payload.get("partstat")))
        if partstat is None:
            raise Rejected("setting_wrong", field="partstat", reason="there is no such answer")
        calendar, data = self._target(action)
        attendees = [dict(each) for each in data.get("attendees") or ()]
        mine = next((each for each in attendees if each.get("self")), None) or self._named(attendees)
        if mine is None:
            raise Rejected("forbidden", host=self._caller.host, reason="nobody asked this account to the event")
        mine["responseStatus"] = partstat
        if comment := action.payload.get("comment"):
            mine["comment"] = comment
        patched = self._patch(calendar, data["id"], {"attendees": attendees}, data.get("etag"))
        return _receipt(action, calendar, patched)

    def _named(self, attendees: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
        try:
            own = self._address().lower()
        except Rejected:
            return None
        return next((each for each in attendees if each.get("email", "").lower() == own), None)

    def _create(self, action: Action) -> Receipt:
        calendar = str(action.payload["collection"])
        fields = new_body(action.payload)
        asked = self._events.insert(calendarId=calendar, body=fields, sendUpdates=_TOLD)
        # 409: an earlier attempt made it.
        made = self._caller.ask_or({409: None}, asked)
        if made is not None:
            return _receipt(action, calendar, self._whole(made))
        found = self.find(action)
        if found is None:
            raise Conflict("changed_elsewhere")
        return found

    def _change(self, action: Action) -> Receipt:
        payload = action.payload
        calendar, shown = self._shown(action)
        data = self._chosen(calendar, shown, payload)
        wanted = body(_shifted(payload, shown, data), data)
        version = payload.get("version")
        if not has(data, wanted):
            if version and shown.get("etag") != version:
                raise Conflict("changed_elsewhere")
            data = self._patch(calendar, data["id"], wanted, str((version and data.get("etag")) or ""))
        destination = payload.get("collection")
        if destination and destination != calendar:
            asked = self._events.move(
                calendarId=calendar, eventId=data["id"], destination=destination, sendUpdates=_TOLD
            )
            data, calendar = self._whole(self._caller.ask(asked)), str(destination)
        return _receipt(action, calendar, data)

    def _delete(self, action: Action) -> Receipt:
        calendar, name = _parts(item_id(action, "event"))
        shown = self._look(calendar, name)
        version = str(action.payload.get("version") or "")
        if shown is None:
            # It is deleted all the same: a server that imitates Google may know its events by their lists alone.
            version = ""
        elif version and shown.get("etag") != version:
            raise Conflict("changed_elsewhere")
        elif is_for_series(action.payload):
            name, version = str(shown.get("recurringEventId") or name), ""
        asked = _if_match(self._events.delete(calendarId=calendar, eventId=name, sendUpdates=_TOLD), version)
        self._caller.ask_or({404: None, 410: None}, asked)
        return receipt(action, item_id(action, "event"))

    def _target(self, action: Action) -> tuple[str, Mapping[str, Any]]:
        calendar, shown = self._shown(action)
        return calendar, self._chosen(calendar, shown, action.payload)

    def _shown(self, action: Action) -> tuple[str, Mapping[str, Any]]:
        """The event that the user sees. Raises ``Rejected("not_found")``."""
        calendar, name = _parts(item_id(action, "event"))
        found = self._look(calendar, name)
        if found is None:
            raise Rejected("not_found", what="The event")
        return calendar, found

    def _chosen(self, calendar: str, shown: Mapping[str, Any], payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is shown, or the series it belongs to."""
        series = shown.get("recurringEventId")
        found = self._look(calendar, series) if series and is_for_series(payload) else shown
        if found is None:
            raise Rejected("not_found", what="The event")
        return found

    def _look(self, calendar: str, name: str) -> Mapping[str, Any] | None:
        asked = self._events.get(calendarId=calendar, eventId=name)
        found = self._caller.ask_or({404: None, 410: None}, asked)
        return None if found is None or found.get("status") == "cancelled" else self._whole(found)

    def _patch(self, calendar: str, name: str, fields: Mapping[str, Any], version: str | None) -> Mapping[str, Any]:
        asked = self._events.patch(calendarId=calendar, eventId=name, body=dict(fields), sendUpdates=_TOLD)
        return self._whole(self._caller.ask(_if_match(asked, version)))

    def _whole(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """An event as it came. Raises ``Transient`` where it is none."""
        identified(answer, self._caller.host)
        return answer


def _if_match(request: Any, version: str | None) -> Any:
    """https://developers.google.com/workspace/calendar/api/guides/version-resources; 412 becomes ``Conflict``."""
    if version:
        request.headers["If-Match"] = version
    return request


def _shifted(payload: Mapping[str, Any], shown: Mapping[str, Any], data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A series that was changed at one of its instances moves by as much as that instance was moved."""
    if data is shown or data.get("id") != shown.get("recurringEventId"):
        return payload
    changes = dict(payload)
    for ours, theirs in (("starts_at", "start"), ("ends_at", "end")):
        wanted, was, of_series = payload.get(ours), _at(shown, theirs), _at(data, theirs)
        if wanted and was and of_series:
            changes[ours] = (of_series + (datetime.fromisoformat(str(wanted)) - was)).isoformat()
            changes.setdefault("tzid", (data.get(theirs) or {}).get("timeZone"))
    return changes


def _at(data: Mapping[str, Any], name: str) -> datetime | None:
    text = (data.get(name) or {}).get("dateTime")
    return datetime.fromisoformat(text) if text else None


def _parts(item: str) -> tuple[str, str]:
    calendar, _, name = item.rpartition("/")
    return calendar, name


def _receipt(action: Action, calendar: str, data: Mapping[str, Any], *, found: bool = False) -> Receipt:
    return receipt(action, remote_id(calendar, data["id"]), found=found, link=data.get("htmlLink"))
