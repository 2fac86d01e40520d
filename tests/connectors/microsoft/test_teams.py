"""Teams beyond the kit: channels, threads, mentions, files, what was read, and that nobody is polled."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.connectors.microsoft.remote import GraphRemote
from tests.fakes.graph_teams import CHANNEL, CHAT, ME, MINA
from workspace.connector.base import Connector
from workspace.connector.contract_parts import Connect
from workspace.connector.contract_remote import KitSession, Mirror, key_of, moment
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Rejected
from workspace.connector.manifest import manifest
from workspace.model.items import ChatMessage
from workspace.model.kinds import Kind, Role, Verb


def talk(connector: Connector, role: Role = Role.DIRECT) -> Mirror:
    return Mirror(next(each for each in connector.discover() if each.role is role))


def message(mirror: Mirror, title: str) -> ChatMessage:
    found = mirror.titled(title)
    assert isinstance(found, ChatMessage)
    return found


def test_chats_and_channels_have_names(connect: Connect) -> None:
    found = [(each.role, each.name) for each in connect().discover() if each.kind is Kind.CHAT]
    assert found == [(Role.DIRECT, "Mina Park"), (Role.CHANNEL, "Support / General")]


def test_who_said_it_is_known_by_address(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.teams.say(CHAT, "hello", moment(0))
    connector = connect()
    mirror = talk(connector)
    mirror.pull(connector)
    said = message(mirror, "hello")
    assert (said.from_.name, said.from_.email) == ("Mina Park", "mina@demo.example")
    assert said.global_id == f"chats/{CHAT}/1616990000000"
    assert not said.is_sent


def test_system_events_and_what_a_newer_service_sends_are_skipped(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.teams.say(CHAT, "<systemEventMessage/>", messageType="systemEventMessage", **{"from": None})
    remote.fake.teams.say(CHAT, "new", messageType="unknownFutureValue")
    remote.fake.teams.say(CHAT, "hello")
    connector = connect()
    mirror = talk(connector)
    mirror.pull(connector)
    assert mirror.titles() == ["hello"]


def test_a_channel_brings_threads_and_their_later_answers(remote: GraphRemote, connect: Connect) -> None:
    teams = remote.fake.teams
    root = teams.say(CHANNEL, "question", moment(0))
    teams.reply(CHANNEL, root, "answer")
    for number in range(4):
        teams.say(CHANNEL, f"other {number}", moment(number + 1))
    connector = connect()
    mirror = talk(connector, Role.CHANNEL)
    mirror.pull(connector)
    question, answer = message(mirror, "question"), message(mirror, "answer")
    assert answer.thread_remote_id == question.thread_remote_id == question.remote_id
    receipt = connector.perform(action(Verb.REPLY, {"text": "thanks"}, key_of(answer)))
    mirror.pull(connector)
    thanks = message(mirror, "thanks")
    assert thanks.remote_id == receipt.remote_id
    assert thanks.is_sent
    assert thanks.thread_remote_id == question.remote_id
    found = connector.find(action(Verb.POST, {"channel": "x", "text": "thanks", "thread": question.remote_id}))
    assert found is not None
    assert found.remote_id == receipt.remote_id
    connector.perform(action(Verb.REACT, {"emoji": "🎉"}, key_of(thanks)))
    mirror.pull(connector)
    assert message(mirror, "thanks").reactions == (("🎉", 1),)


def test_a_name_after_an_at_sign_is_a_mention(remote: GraphRemote, connect: Connect) -> None:
    connector = connect()
    mirror = talk(connector)
    text = "@Mina Park <look> & mail mina@demo.example"
    connector.perform(action(Verb.POST, {"channel": mirror.collection.remote_id, "text": text}))
    [said] = remote.fake.teams.said[CHAT].values()
    assert said["mentions"][0]["mentioned"]["user"]["id"] == MINA
    assert said["body"]["content"] == '<at id="0">Mina Park</at> &lt;look&gt; &amp; mail mina@demo.example'
    mention = {"id": 0, "mentionText": "Me", "mentioned": {"user": {"id": ME}}}
    remote.fake.teams.say(
        CHAT, "", body={"contentType": "html", "content": '<p><at id="0">Me</at> see this</p>'}, mentions=[mention]
    )
    mirror.pull(connector)
    assert message(mirror, "Me see this").is_mention


def test_files_are_links(remote: GraphRemote, connect: Connect) -> None:
    url = "https://contoso.example/report.docx"
    files = [
        {"id": "1", "contentType": "reference", "contentUrl": url, "name": "report.docx"},
        {"id": "2", "contentType": "reference", "contentUrl": "javascript:alert(1)", "name": "evil"},
    ]
    body = {"contentType": "html", "content": 'Here: <attachment id="1"></attachment>'}
    remote.fake.teams.say(CHAT, "", body=body, attachments=files)
    connector = connect()
    mirror = talk(connector)
    mirror.pull(connector)
    [said] = mirror.items.values()
    assert isinstance(said, ChatMessage)
    assert said.text == f"Here:\nreport.docx {url}"
    assert said.extra["files"] == [{"name": "report.docx", "url": url}]
    assert f'<a href="{url}">' in (said.html or "")


def test_what_was_read_elsewhere_is_read_here(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.teams.say(CHAT, "old", datetime(2026, 3, 2, tzinfo=UTC))
    remote.fake.teams.say(CHAT, "new", datetime(2026, 3, 4, tzinfo=UTC))
    remote.fake.teams.read_at = "2026-03-03T00:00:00.000Z"
    connector = connect()
    mirror = talk(connector)
    mirror.pull(connector)
    assert [message(mirror, each).is_read for each in ("old", "new")] == [True, False]
    connector.perform(action(Verb.UNREAD, {}, key_of(message(mirror, "old"))))
    assert remote.fake.teams.read_at == "2026-03-01T23:59:59.999Z"
    connector.perform(action(Verb.READ, {}, key_of(message(mirror, "new"))))
    assert remote.fake.teams.read_at > "2026-03-04"


def test_the_same_words_said_earlier_are_not_taken_for_the_post(remote: GraphRemote, connect: Connect) -> None:
    mine = {"user": {"id": ME, "displayName": "Me"}}
    remote.fake.teams.say(CHAT, "ok", datetime(2026, 3, 1, tzinfo=UTC), **{"from": mine})
    remote.fake.teams.say(CHAT, "ok", datetime(2026, 3, 4, tzinfo=UTC))
    connector = connect()
    channel = talk(connector).collection.remote_id
    assert connector.find(action(Verb.POST, {"channel": channel, "text": "ok"})) is None


def test_chats_are_listed_once_a_day_unless_the_user_asks(remote: GraphRemote, tmp_path: Path) -> None:
    def lists(*, is_asked: bool) -> int:
        settings = manifest("microsoft").settings_with_defaults(remote.settings)
        session = KitSession(settings, remote.secrets, tmp_path)
        session.is_asked = is_asked
        connector = manifest("microsoft").connector_class()(session)
        assert [each for each in connector.discover() if each.kind is Kind.CHAT]
        connector.close()
        return remote.fake.calls["GET /me/chats"]

    assert lists(is_asked=False) == 1
    assert lists(is_asked=False) == 1
    assert lists(is_asked=True) == 2
    assert manifest("microsoft").pull_when == {"chat": "looked_at"}


def test_what_teams_refuses_to_list_again_stays(remote: GraphRemote, connect: Connect) -> None:
    before = [each for each in connect().discover() if each.kind is Kind.CHAT]
    remote.fake.plant("GET /teams/.*/channels$", 403, {"error": {"code": "Forbidden"}})
    assert [each for each in connect().discover() if each.kind is Kind.CHAT] == before
    remote.fake.teams.has_teams = False
    assert [each for each in connect().discover() if each.kind is Kind.CHAT] == before


def test_an_id_that_is_no_chat_is_refused(connect: Connect) -> None:
    with pytest.raises(Rejected):
        connect().perform(action(Verb.POST, {"channel": "inbox", "text": "x"}))
