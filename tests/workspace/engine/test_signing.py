"""Signing in as a user does: the engine says what to open, a browser comes back, and only the right person is kept."""

import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.fakes.authority import Authority, running
from tests.fakes.pier.signin import PierSignIn
from tests.workspace.engine.conftest import Bench
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.oauth import Device, Tokens
from workspace.connector.session import secret_name
from workspace.engine.loopback import MOST_WRONG, Loopback
from workspace.engine.signing import Flow
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, RequestId
from workspace.store.rows import AnswerRow

PIER = AccountId("pier")


@pytest.fixture
def authority() -> Iterator[Authority]:
    with running(mails={"anna@pier.example": ["hello"]}) as made:
        yield made


class Person:
    """Somebody who asks the engine to sign in, and has a browser."""

    def __init__(self, bench: Bench, authority: Authority) -> None:
        self.bench, self.authority = bench, authority

    def add(self) -> None:
        """Sign in to an account that is not there yet, then save it."""
        said = self.sign_in(connector_id="pier", settings=self.settings)
        assert (said.state, said.payload["user"]) == ("done", self.authority.user)
        account = Account(PIER, "pier", "Pier", self.settings, identity=self.authority.user)
        self.bench.user.add_account(account)
        self.bench.steps()

    @property
    def settings(self) -> dict[str, str]:
        return {"base_url": self.authority.url}

    def ask(self, method: str = "browser", **payload: object) -> tuple[RequestId, str]:
        request_id = self.bench.ask("sign_in", 600, account_id=PIER, method=method, **payload)
        assert self.bench.until(lambda: self.bench.reader.answer(request_id) is not None)
        answer = self.said(request_id)
        return request_id, str(answer.payload.get("url", ""))

    def said(self, request_id: RequestId) -> AnswerRow:
        answer = self.bench.reader.answer(request_id)
        assert answer is not None
        return answer

    def end(self, request_id: RequestId) -> AnswerRow:
        assert self.bench.until(lambda: self.said(request_id).state != "open")
        self.bench.steps()
        return self.said(request_id)

    def sign_in(self, **payload: object) -> AnswerRow:
        request_id, url = self.ask(**payload)
        assert self.said(request_id).state == "open"
        assert "close this window" in browse(url)
        return self.end(request_id)

    def tokens(self) -> Tokens:
        return Tokens.from_json(self.bench.vault.get(secret_name(PIER, "oauth")) or "")


def browse(url: str) -> str:
    """What the browser shows in the end; an error's page too."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return str(answer.read().decode())
    except HTTPError as error:
        with error:
            return error.read().decode()


@pytest.fixture
def person(bench: Bench, authority: Authority) -> Person:
    return Person(bench, authority)


def test_a_new_account_is_signed_in_before_it_is_saved(person: Person, bench: Bench) -> None:
    person.add()
    assert bench.health(PIER) == "ok"
    assert list(bench.mails(PIER)) == ["hello"]


def test_both_languages_are_shown_at_the_end_and_the_listener_is_gone(person: Person, bench: Bench) -> None:
    request_id, url = person.ask(connector_id="pier", settings=person.settings)
    back = dict(parse_qsl(urlsplit(url).query))["redirect_uri"]
    page = browse(url)
    assert "이 창을 닫아도 됩니다" in page
    assert person.end(request_id).state == "done"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((urlsplit(back).hostname or "", urlsplit(back).port or 0), timeout=5)


def test_only_the_answer_with_the_right_state_counts(person: Person, bench: Bench) -> None:
    request_id, url = person.ask(connector_id="pier", settings=person.settings)
    asked = dict(parse_qsl(urlsplit(url).query))
    back, state = asked["redirect_uri"], asked["state"]
    for wrong in (
        f"{back}?code=stolen&state={state}x",
        f"{back}?code=stolen",
        f"{back}?code=stolen&state={state}&state={state}",
        f"{back}favicon.ico?code=stolen&state={state}",
        f"{back}?{'&'.join(f'a{n}=1' for n in range(50))}&state={state}",
        f"{back}?code=stolen&state=%FF",
    ):
        assert "not the answer that Workspace waits for" in browse(wrong)
    assert person.said(request_id).state == "open"
    browse(url)
    assert person.end(request_id).state == "done"


def test_a_flood_of_wrong_answers_ends_the_sign_in(person: Person) -> None:
    request_id, url = person.ask(connector_id="pier", settings=person.settings)
    back = dict(parse_qsl(urlsplit(url).query))["redirect_uri"]
    for _ in range(MOST_WRONG):
        browse(back)
    assert person.end(request_id).error_key == "signin_failed"


def test_signing_in_again_goes_on_with_the_same_account(person: Person, bench: Bench, authority: Authority) -> None:
    person.add()
    authority.revoke(authority.user)
    other, service = bench.account()
    service.add_mail(subject="goes on")
    bench.answer("sync", once=True)
    assert bench.health(PIER) == "needs_signin"
    assert bench.reader.health()[PIER].message_key == "signin_expired"
    assert list(bench.mails(PIER)) == ["hello"]
    assert (bench.health(other), len(bench.mails(other))) == ("ok", 1)
    assert person.sign_in().state == "done"
    authority.mails[authority.user] = ["hello", "again"]
    bench.clock.now += 1
    bench.answer("sync", once=True)
    assert bench.health(PIER) == "ok"
    assert set(bench.mails(PIER)) == {"hello", "again"}


def test_a_different_person_is_refused_and_the_old_tokens_stay(
    person: Person, bench: Bench, authority: Authority
) -> None:
    person.add()
    before = person.tokens()
    authority.user = "bob@pier.example"
    refused = person.sign_in()
    assert refused.error_key == "different_person"
    assert refused.error_params == {"found": "bob@pier.example", "expected": "anna@pier.example"}
    assert person.tokens() == before
    bench.answer("sync", once=True)
    assert bench.health(PIER) == "ok"


def test_a_user_who_says_no_changes_nothing(person: Person, authority: Authority, bench: Bench) -> None:
    authority.is_denying = True
    request_id, url = person.ask(connector_id="pier", settings=person.settings)
    assert "did not get the permission" in browse(url)
    assert person.end(request_id).error_key == "signin_denied"
    assert bench.vault.get(secret_name(PIER, "oauth")) is None


def test_a_service_that_answers_html_is_no_sign_in(person: Person, authority: Authority) -> None:
    authority.planted = [(200, {"Content-Type": "text/html"}, b"<html>")]
    request_id, url = person.ask(connector_id="pier", settings=person.settings)
    browse(url)
    assert person.end(request_id).error_key == "bad_answer"


def test_a_sign_in_can_be_cancelled(person: Person, bench: Bench) -> None:
    request_id, url = person.ask(connector_id="pier", settings=person.settings)
    bench.answer("cancel", request_id=request_id)
    assert person.end(request_id).error_key == "signin_cancelled"
    back = dict(parse_qsl(urlsplit(url).query))["redirect_uri"]
    assert bench.until(lambda: not _listens(back))
    assert bench.vault.get(secret_name(PIER, "oauth")) is None


def test_a_second_sign_in_to_an_account_replaces_the_first(person: Person) -> None:
    first, _ = person.ask(connector_id="pier", settings=person.settings)
    second = person.sign_in(connector_id="pier", settings=person.settings)
    assert second.state == "done"
    assert person.end(first).error_key == "signin_cancelled"


def test_nobody_waits_for_ever(person: Person, bench: Bench) -> None:
    request_id, _ = person.ask(connector_id="pier", settings=person.settings)
    bench.clock.now += 601
    assert person.end(request_id).error_key == "signin_late"


def test_a_sign_in_that_the_engine_did_not_survive_is_said_to_be_interrupted(person: Person, bench: Bench) -> None:
    request_id, _ = person.ask(connector_id="pier", settings=person.settings)
    bench.restart()
    bench.steps()
    assert person.said(request_id).error_key == "signin_interrupted"


def test_wrong_settings_are_refused_before_anything_opens(person: Person) -> None:
    request_id, _ = person.ask(connector_id="pier", settings={})
    assert person.said(request_id).error_params["field"] == "base_url"
    request_id, _ = person.ask("letter", connector_id="pier", settings=person.settings)
    assert person.said(request_id).error_params["field"] == "method"
    request_id, _ = person.ask(connector_id="imap", settings={})
    assert person.said(request_id).error_key == "unsupported"


def test_a_code_is_typed_on_another_device(person: Person, bench: Bench, authority: Authority) -> None:
    request_id, url = person.ask("device", connector_id="pier", settings=person.settings)
    opened: Any = person.said(request_id).payload
    assert url == f"{authority.url}/activate"
    authority.answer_device(opened["user_code"])
    assert person.end(request_id).payload["user"] == authority.user
    assert person.tokens().refresh_token


class _Hurried(PierSignIn):
    """Is told to slow down, then has its answer."""

    polls = 0

    def poll_device(self, device: Device) -> Tokens | None:
        self.polls += 1
        if self.polls == 1:
            raise Transient("busy")
        return Tokens("at last")


def test_a_device_that_asks_too_often_asks_less_often(authority: Authority) -> None:
    settings = {"base_url": authority.url, "client_id": authority.client_id}
    signin = _Hurried(settings, "", ssl.create_default_context())
    tokens = Flow(lambda said: None, slower_seconds=0.01).run("device", signin, "")
    assert (tokens.access_token, signin.polls) == ("at last", 2)
    with pytest.raises(AuthRequired, match="Nobody answered"):
        Flow(lambda said: None, seconds=0.1).run("device", signin, "")


def test_a_fixed_port_that_is_taken_is_said(authority: Authority) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        class Fixed(PierSignIn):
            @property
            def redirect(self) -> str:
                return f"http://localhost:{port}/back"

        signin = Fixed({"base_url": authority.url, "client_id": "c"}, "", ssl.create_default_context())
        with pytest.raises(Rejected, match=f"port {port} of this computer is in use"):
            Flow(lambda said: None).run("browser", signin, "")


def test_a_fixed_port_serves_the_next_attempt_at_once() -> None:
    with Loopback("http://localhost:0/", lambda answer: None) as first:
        port = urlsplit(first.redirect_uri).port
        first.listen("first")
        with socket.create_connection(("127.0.0.1", port or 0), timeout=5) as browser:
            browser.sendall(b"GET /?state=first HTTP/1.0\r\n\r\n")
            # To the end, so that it is the listener that closed first.
            while browser.recv(4096):
                pass
    with Loopback(f"http://localhost:{port}/", lambda answer: None) as second:
        assert second.redirect_uri == f"http://localhost:{port}/"


def test_a_port_that_is_none_is_said() -> None:
    with pytest.raises(Rejected, match="redirect_port"):
        Loopback("http://localhost:99999/", lambda answer: None)


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_service_is_told_that_an_account_goes(person: Person, bench: Bench, is_enabled: bool) -> None:
    person.add()
    bench.user.update_account(PIER, is_enabled=is_enabled)
    bench.steps()
    person.authority.planted.append((503, {}, b""))
    assert bench.answer("sign_out", account_id=PIER).error_key == "busy"
    assert bench.answer("sign_out", account_id=PIER).payload == {"revoked": True}
    assert all(family.is_revoked for family in person.authority.families.values())
    assert bench.answer("sign_out", account_id="nobody").error_key == "not_found"


def test_browsers_that_open_connections_and_say_nothing_are_no_hindrance(person: Person) -> None:
    request_id, url = person.ask(connector_id="pier", settings=person.settings)
    back = urlsplit(dict(parse_qsl(urlsplit(url).query))["redirect_uri"])
    idle = [socket.create_connection((back.hostname or "", back.port or 0), timeout=5) for _ in range(4)]
    browse(url)
    assert person.end(request_id).state == "done"
    for each in idle:
        each.close()
    assert threading.active_count() < 100


def _listens(back: str) -> bool:
    parts = urlsplit(back)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=5).close()
    except OSError:
        return False
    return True
