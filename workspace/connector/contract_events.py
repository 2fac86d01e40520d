"""The kit's part on calendars: events are made once, changed only as they were seen, one of a series by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from workspace.connector.contract_parts import Connect
from workspace.connector.contract_remote import Remote, key_of, moment
from workspace.connector.contract_verbs import VerbContract, action
from workspace.connector.errors import Conflict
from workspace.connector.payloads import EventFields
from workspace.model.items import Event
from workspace.model.kinds import Kind, Verb


class EventContract(VerbContract):
    """What every connector with calendars keeps to when it makes, changes and deletes events."""

    def event_fields(self, connect: Connect, summary: str, **fields: Any) -> dict[str, Any]:
        """The payload of a new event of half an hour, tomorrow."""
        calendar = self.first(connect(), Kind.EVENT).remote_id
        starts_at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
        made = EventFields(
            calendar,
            f"{summary.replace(' ', '-')}@workspace",
            summary,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30),
            tzid="Asia/Seoul",
            **fields,
        )
        return made.to_json()

    def events(self, connect: Connect, title: str = "") -> list[Event]:
        """What the calendar shows: no master of a series; by start."""
        items = self.pulled(connect, Kind.EVENT).items.values()
        shown = [each for each in items if isinstance(each, Event) and (each.recurrence_id or not each.rrule)]
        found = [each for each in shown if not title or each.summary == title]
        return sorted(found, key=lambda each: each.starts_at or datetime.min.replace(tzinfo=UTC))

    def test_an_event_is_made_once_and_found(self, connect: Connect) -> None:
        self.declares(Verb.CREATE_EVENT)
        fields = self.event_fields(connect, "kit made", location="Room 4", description="안녕하세요")
        wish = action(Verb.CREATE_EVENT, fields)
        assert connect().find(wish) is None
        connect().perform(wish)
        assert connect().find(wish) is not None
        connect().perform(wish)
        [event] = self.events(connect, "kit made")
        assert event.starts_at == datetime.fromisoformat(fields["starts_at"])
        assert event.ends_at == datetime.fromisoformat(fields["ends_at"])
        assert (event.location, event.description.strip()) == ("Room 4", "안녕하세요")

    def test_an_event_is_changed_and_deleted(self, connect: Connect) -> None:
        self.declares(Verb.CREATE_EVENT, Verb.CHANGE_EVENT, Verb.DELETE_EVENT)
        fields = self.event_fields(connect, "kit first")
        connect().perform(action(Verb.CREATE_EVENT, fields))
        [event] = self.events(connect, "kit first")
        later = {
            name: (datetime.fromisoformat(fields[name]) + timedelta(hours=2)).isoformat()
            for name in ("starts_at", "ends_at")
        }
        payload = {"summary": "kit second", **later, "version": event.version}
        self.do_twice(connect, action(Verb.CHANGE_EVENT, payload, key_of(event)))
        [changed] = self.events(connect, "kit second")
        assert changed.starts_at == datetime.fromisoformat(later["starts_at"])
        assert self.events(connect, "kit first") == []
        self.do_twice(connect, action(Verb.DELETE_EVENT, {"version": changed.version}, key_of(changed)))
        assert self.events(connect, "kit second") == []

    def test_what_changed_elsewhere_is_a_conflict(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.CHANGE_EVENT)
        remote.add(Kind.EVENT, "kit seen", moment(0))
        [seen] = self.events(connect, "kit seen")
        remote.change(seen, "kit newer")
        wish = action(Verb.CHANGE_EVENT, {"summary": "kit older", "version": seen.version}, key_of(seen))
        with pytest.raises(Conflict):
            connect().perform(wish)
        assert [each.summary for each in self.events(connect)] == ["kit newer"]

    def test_one_of_a_series_is_changed_and_deleted_alone(self, connect: Connect) -> None:
        self.declares(Verb.CREATE_EVENT, Verb.CHANGE_EVENT, Verb.DELETE_EVENT)
        fields = self.event_fields(connect, "kit daily", rrule="FREQ=DAILY;COUNT=3")
        connect().perform(action(Verb.CREATE_EVENT, fields))
        days = self.events(connect, "kit daily")
        assert [each.recurrence_id is not None for each in days] == [True] * 3
        payload = {"summary": "kit other", "version": days[1].version}
        self.do_twice(connect, action(Verb.CHANGE_EVENT, payload, key_of(days[1])))
        assert [each.summary for each in self.events(connect)] == ["kit daily", "kit other", "kit daily"]
        last = self.events(connect)[2]
        self.do_twice(connect, action(Verb.DELETE_EVENT, {"version": last.version}, key_of(last)))
        assert [each.summary for each in self.events(connect)] == ["kit daily", "kit other"]

    def test_a_whole_series_is_deleted(self, connect: Connect) -> None:
        self.declares(Verb.CREATE_EVENT, Verb.DELETE_EVENT)
        fields = self.event_fields(connect, "kit weekly", rrule="FREQ=WEEKLY;COUNT=3")
        connect().perform(action(Verb.CREATE_EVENT, fields))
        middle = self.events(connect, "kit weekly")[1]
        payload = {"version": middle.version, "recurrence_id": None}
        self.do_twice(connect, action(Verb.DELETE_EVENT, payload, key_of(middle)))
        assert self.events(connect) == []
