"""Servers that imitate the plain parts of Graph alone: no deltas, or such as forget, no batches, MIME or uploads."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.connectors.microsoft.remote import GraphRemote, event
from tests.connectors.microsoft.test_calendar import STARTS_AT, calendar, events, weekly, wish
from tests.connectors.microsoft.test_mail import file
from tests.connectors.microsoft.test_teams import talk
from tests.fakes.graph import USER
from tests.fakes.graph_teams import CHANNEL
from workspace.connector.contract_parts import Connect
from workspace.connector.contract_remote import Mirror, key_of, moment, sample_mail
from workspace.connector.contract_verbs import action, outgoing
from workspace.connector.errors import CursorExpired
from workspace.connector.pages import Ref
from workspace.mail.parse import attachment, parse, parse_body
from workspace.model.kinds import Kind, Role, Verb

DELTAS = (
    "GET {root}/mailFolders/{folder}/messages/delta",
    "GET /me/contacts/delta",
    "GET /me/calendarView/delta",
    "GET /teams/{team}/channels/{channel}/messages/delta",
)


def first(connect: Connect, kind: Kind) -> Mirror:
    return Mirror(next(each for each in connect().discover() if each.kind is kind))


@pytest.fixture(params=["forgets", "has none"])
def no_delta(remote: GraphRemote, request: pytest.FixtureRequest) -> None:
    remote.fake.feeds.is_forgetful = request.param == "forgets"
    remote.fake.lacks = DELTAS if request.param == "has none" else ()
    remote.fake.page_size = 100


@pytest.mark.usefixtures("no_delta")
@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.CONTACT, Kind.EVENT])
def test_without_deltas_what_is_there_is_compared(remote: GraphRemote, connect: Connect, kind: Kind) -> None:
    at = datetime.now(UTC).replace(minute=0)
    for number in range(3):
        remote.add(kind, f"kit {number}", at + timedelta(minutes=number))
    mirror = first(connect, kind)
    mirror.pull(connect())
    assert mirror.titles() == ["kit 0", "kit 1", "kit 2"]
    remote.delete(mirror.titled("kit 1"))
    remote.add(kind, "kit 3", at)
    mirror.pull(connect())
    assert mirror.titles() == ["kit 0", "kit 2", "kit 3"]


def test_a_mailbox_that_was_empty_is_compared_once_a_delta_repeats_itself(
    remote: GraphRemote, connect: Connect
) -> None:
    remote.fake.feeds.is_forgetful = True
    mirror = first(connect, Kind.EMAIL)
    mirror.pull(connect())
    remote.add(Kind.EMAIL, "kit mail", moment(0))
    mirror.pull(connect())
    remote.delete(mirror.titled("kit mail"))
    mirror.pull(connect())
    assert mirror.titles() == []


def test_a_delta_that_tells_a_change_twice_stays_a_delta(remote: GraphRemote, connect: Connect) -> None:
    """Graph's own replays, see .../graph/delta-query-overview#replays."""
    for number in range(5):
        remote.add(Kind.EMAIL, f"kit {number}", moment(number))
    mirror = first(connect, Kind.EMAIL)
    mirror.pull(connect())
    remote.add(Kind.EMAIL, "kit new", moment(9))
    link = mirror.cursor
    mirror.pull(connect())
    known = mirror.titled("kit new").remote_id
    told = {"value": [{"id": known, "changeKey": mirror.items[known].version}], "@odata.deltaLink": link}
    mirror.cursor = link
    remote.fake.plant("GET /me/mailFolders/.*delta", 200, {**told, "@odata.nextLink": None})
    mirror.pull(connect())
    assert (mirror.cursor or "").startswith("http")
    assert len(mirror.items) == 6


def test_what_is_compared_is_tried_as_a_delta_again_the_next_day(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.lacks = DELTAS
    mirror = first(connect, Kind.EMAIL)
    mirror.pull(connect())
    remote.fake.skew_seconds = 86_400
    connector = connect()
    connector.check()
    with pytest.raises(CursorExpired):
        mirror.pull(connector)


def test_mails_are_made_of_their_json_where_there_is_no_mime(remote: GraphRemote, connect: Connect) -> None:
    content = bytes(range(256))
    remote.deliver(sample_mail("kit plan", moment(0), [("plan.bin", content)]), moment(0))
    remote.deliver(sample_mail("kit two", moment(1)), moment(1))
    remote.fake.lacks = ("GET {root}/messages/{message}/$value",)
    mirror = first(connect, Kind.EMAIL)
    connector = connect()
    mirror.pull(connector)
    refs = [Ref(mirror.collection.remote_id, each) for each in mirror.items]
    bodies = {parse(raw).subject: raw for _, raw in connector.bodies(refs)}
    assert "This is the text of kit two." in parse_body(bodies["kit two"]).text
    [part] = parse(bodies["kit plan"]).attachments
    assert attachment(bodies["kit plan"], part.part_id) == content
    ref = Ref(mirror.collection.remote_id, mirror.titled("kit plan").remote_id, part.part_id)
    assert b"".join(connect().fetch(ref)) == content


def test_a_sender_that_no_header_can_hold_does_not_cost_the_text(remote: GraphRemote, connect: Connect) -> None:
    remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    remote.fake.lacks = ("GET {root}/messages/{message}/$value",)
    [message] = remote.fake.mail.messages[USER].values()
    message.json["from"] = {"emailAddress": {"name": "", "address": "/O=EXCHANGELABS/CN=RECIPIENTS"}}
    mirror = first(connect, Kind.EMAIL)
    connector = connect()
    mirror.pull(connector)
    [(_, raw)] = connector.bodies([Ref(mirror.collection.remote_id, each) for each in mirror.items])
    assert "This is the text of kit mail." in parse_body(raw).text


def test_a_large_file_goes_whole_where_there_is_no_upload_session(remote: GraphRemote, connect: Connect) -> None:
    content = bytes(3 * 1024 * 1024)
    remote.fake.lacks = ("POST {root}/messages/{message}/attachments/createUploadSession",)
    connector = connect()
    connector.session.blobs["b1"] = content  # type: ignore[attr-defined]
    connector.perform(action(Verb.SEND, outgoing("kit large", attachments=[file(len(content))])))
    [raw] = remote.sent()
    [part] = parse(raw).attachments
    assert attachment(raw, part.part_id) == content


def test_a_series_is_asked_for_its_instances_where_there_are_events_alone(
    remote: GraphRemote, connect: Connect
) -> None:
    remote.fake.lacks = (*DELTAS, "GET /me/calendarView")
    remote.fake.calendars.add({**event("Weekly", STARTS_AT), **weekly(3)})
    remote.fake.calendars.add(event("Once", STARTS_AT))
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    assert sorted(each.summary for each in events(mirror)) == ["Once", "Weekly", "Weekly", "Weekly"]
    made = connector.perform(action(Verb.CREATE_EVENT, wish()))
    assert connect().perform(action(Verb.CREATE_EVENT, wish())).remote_id == made.remote_id


@pytest.mark.usefixtures("no_delta")
def test_a_channel_without_deltas_is_compared(remote: GraphRemote, connect: Connect) -> None:
    teams = remote.fake.teams
    root = teams.say(CHANNEL, "question", moment(0))
    teams.reply(CHANNEL, root, "answer")
    connector = connect()
    mirror = talk(connector, Role.CHANNEL)
    mirror.pull(connector)
    assert mirror.titles() == ["answer", "question"]


def test_a_chat_is_read_here_alone_where_the_service_keeps_no_mark(remote: GraphRemote, connect: Connect) -> None:
    remote.add(Kind.CHAT, "hello", moment(0))
    connector = connect()
    mirror = talk(connector)
    mirror.pull(connector)
    remote.fake.lacks = ("POST /chats/{chat}/markChatReadForUser",)
    assert connector.perform(action(Verb.READ, {}, key_of(mirror.titled("hello")))).remote_id
