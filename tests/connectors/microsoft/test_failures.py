"""What Graph's refusals and broken answers cost: that account or collection alone, said in plain words."""

import threading
from pathlib import Path

import pytest

from connectors.microsoft.graph import Graph
from tests.connectors.microsoft.remote import GraphRemote
from tests.fakes.graph import USER
from workspace.connector.base import Connector
from workspace.connector.contract_parts import Connect, is_plain
from workspace.connector.contract_remote import KitSession, Mirror, moment, sample_mail
from workspace.connector.contract_verbs import action, outgoing
from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, CursorExpired, Rejected, Transient
from workspace.connector.oauth import TOKENS, Tokens
from workspace.connector.pages import Ref
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Role, Verb

HTML = b"<html><body>Welcome to the hotel</body></html>"


def inbox(connector: Connector) -> Mirror:
    return Mirror(next(each for each in connector.discover() if each.role is Role.INBOX))


def error(code: str, message: str = "") -> dict[str, object]:
    return {"error": {"code": code, "message": message}}


@pytest.mark.parametrize(
    ("status", "headers", "retry_after"),
    [
        (429, {"Retry_After": "17"}, 17.0),
        (429, {}, None),
        (503, {"Retry_After": "Fri, 31 Dec 1999 23:59:59 GMT"}, 1.0),
        (429, {"Retry_After": "nan"}, 1.0),
        (429, {"Retry_After": "99999999999"}, 3600.0),
        (500, {}, None),
        (504, {}, None),
    ],
)
def test_a_busy_service_is_transient(
    remote: GraphRemote, connect: Connect, status: int, headers: dict[str, str], retry_after: float | None
) -> None:
    remote.fake.plant("GET /me$", status, error("TooManyRequests"), **headers)
    with pytest.raises(Transient) as caught:
        connect().check()
    assert caught.value.retry_after == retry_after
    assert is_plain(caught.value)


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (HTML, {}),
        (b'{"value": [{"id": "a"', {}),
        (b'{"value": [', {"Content_Length": "9999"}),
        (b"[]", {}),
        (b'{"value": 7}', {}),
        (b"{}", {}),
    ],
)
def test_what_is_no_answer_of_graph_is_transient(
    remote: GraphRemote, connect: Connect, content: bytes, headers: dict[str, str]
) -> None:
    connector = connect()
    mirror = inbox(connector)
    remote.fake.plant("GET /me/mailFolders/.*delta", 200, content, **headers)
    with pytest.raises(Transient) as caught:
        mirror.pull(connector)
    assert caught.value.message_key in ("bad_answer", "connection_closed")
    mirror.pull(connector)
    assert mirror.cursor


def test_a_refused_token_is_renewed_once(remote: GraphRemote, connect: Connect) -> None:
    secrets = {TOKENS: Tokens("stale").to_json(), "oauth_renewed": Tokens("right").to_json()}
    assert connect(secrets=secrets).check().addresses[0] == USER
    secrets["oauth_renewed"] = Tokens("stale too").to_json()
    with pytest.raises(AuthRequired) as caught:
        connect(secrets=secrets).check()
    assert caught.value.message_key == "signin_expired"


def test_a_refused_collection_leaves_the_others(remote: GraphRemote, connect: Connect) -> None:
    remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    connector = connect()
    mirror = inbox(connector)
    remote.fake.plant("GET /me/calendars$", 403, error("ErrorAccessDenied"))
    remote.fake.teams.has_teams = False
    refused = connect()
    kinds = {each.kind for each in refused.discover()}
    assert kinds >= {Kind.EMAIL, Kind.CONTACT}
    assert refused.unlisted == {(Kind.EVENT, None)}
    refused.discover()
    assert refused.unlisted == set()
    remote.fake.plant("GET /me/mailFolders$", 404, error("MailboxNotEnabledForRESTAPI"))
    assert next(iter(connect().discover())).role is Role.INBOX
    remote.fake.plant("GET /me/mailFolders/.*delta", 403, error("ErrorAccessDenied"))
    with pytest.raises(Rejected) as caught:
        mirror.pull(connector)
    assert caught.value.message_key == "forbidden"
    mirror.pull(connector)
    assert mirror.titles() == ["kit mail"]


@pytest.mark.parametrize(
    ("status", "code"), [(410, "syncStateNotFound"), (400, "SyncStateNotFound"), (404, "ErrorItemNotFound")]
)
def test_a_lost_token_begins_anew(remote: GraphRemote, connect: Connect, status: int, code: str) -> None:
    connector = connect()
    mirror = inbox(connector)
    mirror.pull(connector)
    remote.fake.plant("GET /me/mailFolders/.*delta", status, error(code))
    with pytest.raises(CursorExpired):
        mirror.pull(connector)


def test_a_conflict_is_said(remote: GraphRemote, connect: Connect) -> None:
    remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    connector = connect()
    mirror = inbox(connector)
    mirror.pull(connector)
    remote.fake.plant("PATCH ", 412, error("ErrorIrresolvableConflict"))
    item = ItemKey(connector.session.account_id, Kind.EMAIL, mirror.titled("kit mail").remote_id)
    with pytest.raises(Conflict):
        connector.perform(action(Verb.READ, {"collection": mirror.collection.remote_id}, item))


def test_a_token_goes_to_no_other_host(remote: GraphRemote, connect: Connect) -> None:
    """A link is followed on the host of the settings, whatever host it names."""
    connector = connect()
    mirror = inbox(connector)
    remote.fake.plant(
        "GET /me/mailFolders/.*delta", 200, {"value": [], "@odata.nextLink": "https://evil.example/v1.0/me/elsewhere"}
    )
    remote.fake.plant("GET /me/elsewhere", 200, {"value": [], "@odata.deltaLink": f"{remote.fake.url}/me?x=1"})
    mirror.pull(connector, pages=2)
    assert mirror.cursor == f"{remote.fake.url}/me?x=1"


def test_a_page_that_repeats_itself_brings_each_mail_once(remote: GraphRemote, connect: Connect) -> None:
    remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    connector = connect()
    mirror = inbox(connector)
    mirror.pull(connector)
    known = mirror.titled("kit mail").remote_id
    link = {"@odata.deltaLink": f"{remote.fake.url}/me/later"}
    entries = [{"id": known, "@removed": {"reason": "changed"}}, {"id": known, "isRead": True}, {"id": known}]
    remote.fake.plant("GET /me/mailFolders/.*delta", 200, {"value": entries, **link})
    [page] = mirror.pull(connector)
    assert page.gone == ()
    assert [each.is_read for each in page.flags] == [True]


def test_a_mail_of_which_only_a_part_changed_is_asked_for(remote: GraphRemote, connect: Connect) -> None:
    remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    connector = connect()
    mirror = inbox(connector)
    mirror.pull(connector)
    message = remote.fake.mail.message(USER, mirror.titled("kit mail").remote_id)
    message.json["subject"] = "kit changed"
    entries = [{"id": message.id, "subject": "kit changed"}, {"id": "AAkM-vanished=", "subject": "gone meanwhile"}]
    link = {"@odata.deltaLink": f"{remote.fake.url}/me/later"}
    remote.fake.plant("GET /me/mailFolders/.*delta", 200, {"value": entries, **link})
    remote.fake.plant("GET /me/later", 200, {"value": [], **link})
    mirror.pull(connector)
    assert mirror.titles() == ["kit changed"]


def test_bodies_that_come_are_kept_when_others_have_to_wait(remote: GraphRemote, connect: Connect) -> None:
    for number in range(5):
        remote.deliver(sample_mail(f"kit {number}", moment(number)), moment(number))
    connector = connect()
    mirror = inbox(connector)
    mirror.pull(connector)
    refs = [Ref(mirror.collection.remote_id, each) for each in mirror.items]
    remote.fake.plant("GET /me/messages/.*value", 429, error("ApplicationThrottled"), Retry_After="3")
    brought: list[Ref] = []
    with pytest.raises(Transient) as caught:
        brought.extend(ref for ref, _ in connector.bodies(refs))
    assert caught.value.retry_after == 3
    assert len(brought) == 4


def test_our_own_limit_is_kept_below_the_services(remote: GraphRemote, tmp_path: Path) -> None:
    """Ten minutes' worth of calls would need ten minutes: the account waits instead of being refused."""

    settings = {"base_url": remote.fake.url, "calls_per_ten_minutes": "10"}
    graph = Graph(KitSession(settings, remote.secrets, tmp_path))
    remote.fake.allowed = 1
    graph.get("/me")
    with pytest.raises(Transient) as caught:
        graph.get("/me")
    graph.close()
    assert caught.value.message_key == "busy"
    assert (caught.value.retry_after or 0) > 50
    assert sum(remote.fake.calls.values()) == 1


def test_more_than_the_service_allows_is_refused_by_it(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.allowed = 2
    connector = connect()
    connector.check()
    connector.check()
    with pytest.raises(Transient) as caught:
        connector.check()
    assert caught.value.retry_after
    assert caught.value.retry_after > 500


def test_two_runs_of_an_account_stay_below_four_calls_at_once(remote: GraphRemote, connect: Connect) -> None:
    caught: list[ConnectorError] = []

    def read() -> None:
        connector = connect()
        try:
            for _ in range(10):
                connector.check()
        except ConnectorError as found:
            caught.append(found)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert caught == []


def test_an_hour_between_the_clocks_changes_nothing(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.skew_seconds = -3600
    connector = connect()
    mirror = inbox(connector)
    mirror.pull(connector)
    assert connector.perform(action(Verb.SEND, outgoing())).remote_id
    assert connector.find(action(Verb.SEND, outgoing())) is not None


def test_plain_http_beyond_this_computer_is_refused(connect: Connect) -> None:
    with pytest.raises(Rejected) as caught:
        connect(base_url="http://graph.example/v1.0")
    assert caught.value.message_key == "not_secure"
