"""Calendars and contacts: series and exceptions, answers and changes, tokens that end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.google.event_mapping import event_id as id_from
from tests.connectors.google.remote import ADDRESS, GoogleRemote, SmallPages, moment_of
from tests.fakes.google_events import Calendar
from workspace.connector.contract_parts import Connect, KitParts
from workspace.connector.contract_remote import Mirror, key_of
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Conflict, CursorExpired, Rejected, Transient
from workspace.connector.payloads import EventFields
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Collection, Contact, Event, Item
from workspace.model.kinds import Kind, Role, Verb

MONDAY = (datetime.now(UTC) - timedelta(days=30)).replace(hour=9, minute=0, second=0, microsecond=0)
OWN = Collection(RemoteId(ADDRESS), ADDRESS, Kind.EVENT, Role.CALENDAR)


class TestEvents(KitParts):
    connector_id = "google"
    connector_class = SmallPages

    def weekly(self, remote: GoogleRemote, count: int = 5, **fields: Any) -> dict[str, Any]:
        times = {"start": moment_of(MONDAY), "end": moment_of(MONDAY + timedelta(hours=1))}
        rule = [f"RRULE:FREQ=WEEKLY;COUNT={count}"]
        return remote.agenda.put(ADDRESS, {"id": "weekly", "summary": "Weekly", "recurrence": rule, **times, **fields})

    def events(self, mirror: Mirror) -> list[Event]:
        found = [item for item in mirror.items.values() if isinstance(item, Event)]
        return sorted(found, key=lambda each: each.starts_at or MONDAY)

    def fresh(self, connect: Connect) -> list[Event]:
        return self.events(self.pulled(connect, Kind.EVENT))

    def test_a_series_arrives_as_its_instances(self, connect: Connect, remote: GoogleRemote) -> None:
        self.weekly(remote)
        found = self.fresh(connect)
        assert [each.starts_at for each in found] == [MONDAY + timedelta(weeks=n) for n in range(5)]
        assert {each.uid for each in found} == {"weekly@google.com"}
        assert {each.rrule for each in found} == {"FREQ=WEEKLY;COUNT=5"}
        assert {each.tzid for each in found} == {"Asia/Seoul"}
        assert found[1].recurrence_id == (MONDAY + timedelta(weeks=1)).strftime("%Y%m%dT%H%M%SZ")
        assert remote.account.calls["calendar.events.get"] <= 1

    def test_an_exception_changes_one_instance(self, connect: Connect, remote: GoogleRemote) -> None:
        self.weekly(remote)
        mirror = self.pulled(connect, Kind.EVENT)
        third = self.events(mirror)[2]
        payload = {"summary": "Moved", "version": third.version}
        connect().perform(action(Verb.CHANGE_EVENT, payload, key_of(third)))
        fourth = self.events(mirror)[3]
        connect().perform(action(Verb.DELETE_EVENT, {"version": fourth.version}, key_of(fourth)))
        mirror.pull(connect())
        assert [each.summary for each in self.events(mirror)] == ["Weekly", "Weekly", "Moved", "Weekly"]
        assert fourth.remote_id not in mirror.items

    def test_a_change_that_means_the_series_changes_all_of_it(self, connect: Connect, remote: GoogleRemote) -> None:
        self.weekly(remote)
        mirror = self.pulled(connect, Kind.EVENT)
        second = self.events(mirror)[1]
        assert second.starts_at is not None
        later = second.starts_at + timedelta(hours=2)
        payload = {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()}
        wish = action(Verb.CHANGE_EVENT, {**payload, "version": second.version, "recurrence_id": None}, key_of(second))
        connect().perform(wish)
        mirror.pull(connect())
        expected = [MONDAY + timedelta(weeks=n, hours=2) for n in range(5)]
        assert [each.starts_at for each in self.events(mirror)] == expected

    def test_a_whole_series_is_deleted_when_asked(self, connect: Connect, remote: GoogleRemote) -> None:
        self.weekly(remote)
        mirror = self.pulled(connect, Kind.EVENT)
        second = self.events(mirror)[1]
        connect().perform(action(Verb.DELETE_EVENT, {"version": second.version, "recurrence_id": None}, key_of(second)))
        mirror.pull(connect())
        assert mirror.items == {}

    def test_the_answer_to_a_series_is_for_all_of_it(self, connect: Connect, remote: GoogleRemote) -> None:
        asked = [{"email": ADDRESS}, {"email": "boss@haneul.example", "responseStatus": "accepted"}]
        self.weekly(remote, attendees=asked, organizer={"email": "boss@haneul.example"})
        mirror = self.pulled(connect, Kind.EVENT)
        second = self.events(mirror)[1]
        assert second.partstat == "NEEDS-ACTION"
        connect().perform(
            action(Verb.ANSWER, {"partstat": "TENTATIVE", "comment": "Maybe", "recurrence_id": None}, key_of(second))
        )
        mirror.pull(connect())
        assert {each.partstat for each in self.events(mirror)} == {"TENTATIVE"}
        assert {each.attendees[1].partstat for each in self.events(mirror)} == {"ACCEPTED"}
        assert remote.agenda.notified == ["weekly"]

    def test_who_is_not_asked_cannot_answer(self, connect: Connect, remote: GoogleRemote) -> None:
        remote.put_event("kit")
        [found] = self.fresh(connect)
        with pytest.raises(Rejected):
            connect().perform(action(Verb.ANSWER, {"partstat": "ACCEPTED", "comment": ""}, key_of(found)))

    def fields(self, **more: Any) -> dict[str, Any]:
        start = MONDAY + timedelta(days=40)
        given = {"starts_at": start, "ends_at": start + timedelta(hours=1), "tzid": "Asia/Seoul", **more}
        return EventFields(collection=ADDRESS, uid="uid-1@workspace", summary="회의", **given).to_json()

    def test_an_event_is_made_once(self, connect: Connect, remote: GoogleRemote) -> None:
        asked = (Address("Mina", "mina@demo.example"),)
        wish = action(Verb.CREATE_EVENT, self.fields(attendees=asked, location="Room 1", rrule="FREQ=DAILY;COUNT=2"))
        assert connect().find(wish) is None
        remote.google.lose("calendar.events.insert")
        connector = connect()
        connector.check()
        with pytest.raises(Transient):
            connector.perform(wish)
        receipt = connect().find(wish)
        assert receipt is not None
        assert connect().perform(wish).remote_id == receipt.remote_id == f"{ADDRESS}/{id_from('uid-1@workspace')}"
        first, second = self.fresh(connect)
        assert (first.summary, first.location, first.tzid) == ("회의", "Room 1", "Asia/Seoul")
        assert [each.address for each in first.attendees] == [Address("Mina", "mina@demo.example")]
        assert first.starts_at == MONDAY + timedelta(days=40)
        assert second.rrule == "FREQ=DAILY;COUNT=2"

    def test_an_event_can_last_days(self, connect: Connect, remote: GoogleRemote) -> None:
        day = MONDAY.date() + timedelta(days=40)
        connect().perform(action(Verb.CREATE_EVENT, self.fields(starts_at=None, ends_at=None, starts_on=day)))
        mirror = self.pulled(connect, Kind.EVENT)
        [made] = self.events(mirror)
        assert (made.starts_on, made.ends_on, made.starts_at) == (day, day + timedelta(days=1), None)
        at = MONDAY + timedelta(days=41)
        payload = {"starts_at": at.isoformat(), "ends_at": (at + timedelta(hours=1)).isoformat()}
        connect().perform(action(Verb.CHANGE_EVENT, payload, key_of(made)))
        mirror.pull(connect())
        [changed] = self.events(mirror)
        assert (changed.starts_at, changed.starts_on) == (at, None)

    def test_what_changed_elsewhere_is_kept(self, connect: Connect, remote: GoogleRemote) -> None:
        remote.put_event("kit")
        [found] = self.fresh(connect)
        remote.change(found, "changed elsewhere")
        for wish in (
            action(Verb.CHANGE_EVENT, {"location": "Room 2", "version": found.version}, key_of(found)),
            action(Verb.DELETE_EVENT, {"version": found.version}, key_of(found)),
        ):
            with pytest.raises(Conflict):
                connect().perform(wish)
        assert [each.summary for each in self.fresh(connect)] == ["changed elsewhere"]

    def test_a_repeated_change_or_deletion_is_done_already(self, connect: Connect, remote: GoogleRemote) -> None:
        remote.put_event("kit")
        [found] = self.fresh(connect)
        asked = [{"name": "", "email": "mina@demo.example"}]
        payload = {"summary": "new", "attendees": asked, "version": found.version}
        for _ in range(2):
            connect().perform(action(Verb.CHANGE_EVENT, payload, key_of(found)))
        [changed] = self.fresh(connect)
        assert changed.summary == "new"
        for _ in range(2):
            connect().perform(action(Verb.DELETE_EVENT, {"version": changed.version}, key_of(changed)))
        assert self.fresh(connect) == []

    def test_an_event_moves_to_another_calendar(self, connect: Connect, remote: GoogleRemote) -> None:
        team = "team#1@group.calendar.google.com"
        remote.agenda.calendars[team] = Calendar("Team")
        remote.put_event("kit")
        [found] = self.fresh(connect)
        receipt = connect().perform(action(Verb.CHANGE_EVENT, {"collection": team}, key_of(found)))
        assert self.fresh(connect) == []
        [other] = [each for each in connect().discover() if each.remote_id == team]
        mirror = Mirror(other)
        mirror.pull(connect())
        assert list(mirror.items) == [receipt.remote_id] == [f"{team}/{found.remote_id.rpartition('/')[2]}"]

    def test_what_is_gone_cannot_be_changed(self, connect: Connect) -> None:
        nowhere = key_of(Event(RemoteId(f"{ADDRESS}/nothing"), "uid", "gone"))
        for verb in (Verb.CHANGE_EVENT, Verb.ANSWER):
            with pytest.raises(Rejected):
                connect().perform(action(verb, {"partstat": "ACCEPTED"}, nowhere))

    @pytest.mark.parametrize("days", [31, 400])
    def test_an_old_window_rolls(self, connect: Connect, remote: GoogleRemote, days: int) -> None:
        mirror = self.pulled(connect, Kind.EVENT)
        day, _, token = str(mirror.cursor).partition("|")
        with pytest.raises(CursorExpired):
            list(connect().pull(mirror.collection, f"{int(day) - days}|{token}"))
        list(connect().pull(mirror.collection, f"{int(day) - 29}|{token}"))

    def test_the_window_leaves_out_what_is_far(self, connect: Connect, remote: GoogleRemote) -> None:
        for number, days in enumerate((-500, -300, 600, 900)):
            at = MONDAY + timedelta(days=days)
            times = {"start": moment_of(at), "end": moment_of(at)}
            remote.agenda.put(ADDRESS, {"id": f"far{number}", "summary": str(days), **times})
        assert [each.summary for each in self.fresh(connect)] == ["-300", "600"]

    @pytest.mark.parametrize("kind", [Kind.EVENT, Kind.CONTACT])
    def test_a_forgotten_token_is_said(self, connect: Connect, remote: GoogleRemote, kind: Kind) -> None:
        titles = self.fill(remote, kind)
        mirror = self.pulled(connect, kind)
        remote.agenda.epoch += 1
        for cursor in (mirror.cursor, "kit:not-a-cursor"):
            with pytest.raises(CursorExpired):
                list(connect().pull(mirror.collection, cursor))
        assert self.pulled(connect, kind).titles("kit ") == titles

    def test_a_contact_has_its_primary_address_first(self, connect: Connect, remote: GoogleRemote) -> None:
        person: dict[str, Any] = {
            "names": [{"displayName": "김하늘"}],
            "emailAddresses": [
                {"value": "old@haneul.example"},
                {"value": "haneul@haneul.example", "metadata": {"primary": True}},
            ],
            "phoneNumbers": [{"value": "+82 2 123 4567"}],
            "organizations": [{"name": "하늘상사", "title": "대표"}],
        }
        remote.agenda.put_person("people/c1", person)
        remote.agenda.put_person("people/c2", {"organizations": [{"name": "Only a company"}]})
        items: dict[str, Item] = dict(self.pulled(connect, Kind.CONTACT).items)
        first, second = items["people/c1"], items["people/c2"]
        assert isinstance(first, Contact)
        assert isinstance(second, Contact)
        assert first.emails == ("haneul@haneul.example", "old@haneul.example")
        assert (first.name, first.organization, first.title) == ("김하늘", "하늘상사", "대표")
        assert first.phones == ("+82 2 123 4567",)
        assert second.name == "Only a company"
