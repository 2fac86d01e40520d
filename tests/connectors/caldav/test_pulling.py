"""How little a round costs, what a server without sync-collection gives, and series in a window that rolls."""

from datetime import UTC, datetime, timedelta

from tests.connectors.caldav.conftest import Connect
from tests.connectors.caldav.remote import MKCALENDAR, CaldavRemote, event_lines
from tests.fakes.dav_front import Asked, DavFront, Said
from workspace.connector.contract_remote import Mirror, moment
from workspace.model.items import Contact, Event
from workspace.model.kinds import Kind

TODAY = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)


def calendar_of(connect: Connect, remote: CaldavRemote) -> Mirror:
    found = [each for each in connect(remote).discover() if each.kind is Kind.EVENT]
    return Mirror(found[0])


def weekly(remote: CaldavRemote, name: str = "weekly", *more: str) -> str:
    lines = event_lines(name, name, TODAY, "RRULE:FREQ=WEEKLY;COUNT=4", *more)
    return remote.put(name, *lines)


def ids(mirror: Mirror) -> set[str]:
    return {each.partition("#")[2] for each in mirror.items}


def test_a_round_without_news_is_one_call_a_collection(
    connect: Connect, fronted: CaldavRemote, front: DavFront
) -> None:
    weekly(fronted)
    for hidden in ((), ("sync-collection", "sync-token")):
        front.hidden = hidden
        mirror = calendar_of(connect, fronted)
        mirror.pull(connect(fronted))
        front.asked.clear()
        assert mirror.pull(connect(fronted)) == []
        assert len(front.asked) == 1


def test_with_ctag_only_what_changed_is_read(connect: Connect, fronted: CaldavRemote, front: DavFront) -> None:
    front.hidden = ("sync-collection", "sync-token")
    for number in range(4):
        fronted.add(Kind.EVENT, f"event {number}", moment(number))
    mirror = calendar_of(connect, fronted)
    mirror.pull(connect(fronted))
    fronted.change(mirror.titled("event 1"), "other")
    fronted.delete(mirror.titled("event 2"))
    front.asked.clear()
    pages = mirror.pull(connect(fronted))
    assert [len(page.items) for page in pages] == [1, 0]
    assert mirror.titles() == ["event 0", "event 3", "other"]


def test_a_server_that_only_claims_sync_collection_is_read_by_etags(
    connect: Connect, fronted: CaldavRemote, front: DavFront
) -> None:
    front.hidden = ("sync-collection",)
    fronted.add(Kind.EVENT, "one", moment(0))
    mirror = calendar_of(connect, fronted)
    mirror.pull(connect(fronted))
    assert mirror.titles() == ["one"]
    fronted.delete(mirror.titled("one"))
    mirror.pull(connect(fronted))
    assert mirror.titles() == []


def test_an_answer_that_was_cut_short_is_asked_for_again(
    connect: Connect, fronted: CaldavRemote, front: DavFront
) -> None:
    """RFC 6578 section 3.6: 507 for the collection itself, with a token to go on from."""
    fronted.add(Kind.EVENT, "one", moment(0))
    mirror = calendar_of(connect, fronted)
    mirror.pull(connect(fronted))
    fronted.add(Kind.EVENT, "two", moment(1))
    tokens: list[bytes] = []

    def cut_once(asked: Asked) -> Said | None:
        if asked.method != "REPORT" or b"sync-collection" not in asked.body:
            return None
        tokens.append(asked.body)
        if len(tokens) > 1:
            return None
        front.rules.remove(cut_once)
        body = front.answer(asked).body
        cut = (
            b"<response><href>%s</href><status>HTTP/1.1 507 Insufficient Storage</status></response></multistatus>"
            % (fronted.calendar.encode())
        )
        front.rules.append(cut_once)
        return Said(207, body.replace(b"</multistatus>", cut), (("Content-Type", "text/xml"),))

    front.rules.append(cut_once)
    mirror.pull(connect(fronted))
    assert mirror.titles() == ["one", "two"]
    assert len(tokens) == 2


def test_a_series_comes_as_its_master_and_its_instances(connect: Connect, remote: CaldavRemote) -> None:
    weekly(remote)
    mirror = calendar_of(connect, remote)
    mirror.pull(connect(remote))
    masters = [each for each in mirror.items.values() if isinstance(each, Event) and each.rrule]
    instances = [each for each in mirror.items.values() if isinstance(each, Event) and each.recurrence_id]
    assert [each.recurrence_id for each in masters] == [None]
    assert sorted(each.starts_at for each in instances if each.starts_at) == [
        TODAY + timedelta(weeks=number) for number in range(4)
    ]
    assert {each.extra["series_id"] for each in instances} == {masters[0].remote_id}


def test_instances_that_a_change_took_away_are_gone(connect: Connect, remote: CaldavRemote) -> None:
    path = weekly(remote)
    mirror = calendar_of(connect, remote)
    mirror.pull(connect(remote))
    weekly(remote, "weekly", f"EXDATE:{TODAY + timedelta(weeks=1):%Y%m%dT%H%M%SZ}")
    mirror.pull(connect(remote))
    assert ids(mirror) == {"", *(f"{TODAY + timedelta(weeks=n):%Y%m%dT%H%M%SZ}" for n in (0, 2, 3))}
    remote.ask("DELETE", path)
    mirror.pull(connect(remote))
    assert mirror.items == {}


def test_the_window_rolls_with_the_month(connect: Connect, remote: CaldavRemote) -> None:
    lines = event_lines("daily", "daily", TODAY, "RRULE:FREQ=MONTHLY;BYMONTHDAY=1")
    remote.put("daily", *lines)
    mirror = calendar_of(connect, remote)
    mirror.pull(connect(remote))
    before = max(ids(mirror))
    assert mirror.pull(connect(remote, now=TODAY)) == []
    mirror.pull(connect(remote, now=TODAY + timedelta(days=365)))
    assert max(ids(mirror)) > before
    mirror.pull(connect(remote, now=TODAY + timedelta(days=5 * 365)))
    assert before not in ids(mirror)


def test_calendars_carry_their_names_and_colours(connect: Connect, remote: CaldavRemote) -> None:
    remote.ask("MKCALENDAR", f"{remote.home}/tasks/", MKCALENDAR % (b"Tasks", b"VTODO"))
    calendar, book = connect(remote).discover()
    assert (calendar.name, calendar.extra["color"]) == ("업무", "#2f6fdeff")
    assert calendar.extra["can_write"] is True
    assert calendar.extra["schedules"] is False
    assert (book.kind, book.name) == (Kind.CONTACT, "People")


def test_a_card_becomes_a_contact_and_a_list_of_people_none(connect: Connect, remote: CaldavRemote) -> None:
    lines = (
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID:kim",
        "FN:김서연",
        "N:김;서연;;;",
        "EMAIL;PREF=2:old@haneul.example",
        "EMAIL;PREF=1:seoyeon@haneul.example",
        "TEL;VALUE=uri:tel:+82-2-123-4567",
        "ORG:하늘물산;구매팀",
        "TITLE:과장",
        "END:VCARD",
        "",
    )
    remote.ask("PUT", f"{remote.book}kim.vcf", "\r\n".join(lines).encode(), {"Content-Type": "text/vcard"})
    group = "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:g\r\nKIND:group\r\nFN:Team\r\nEND:VCARD\r\n"
    remote.ask("PUT", f"{remote.book}g.vcf", group.encode(), {"Content-Type": "text/vcard"})
    mirror = Mirror(next(each for each in connect(remote).discover() if each.kind is Kind.CONTACT))
    mirror.pull(connect(remote))
    [contact] = mirror.items.values()
    assert isinstance(contact, Contact)
    assert (contact.name, contact.organization, contact.title) == ("김서연", "하늘물산", "과장")
    assert contact.emails == ("seoyeon@haneul.example", "old@haneul.example")
    assert contact.phones == ("+82-2-123-4567",)
