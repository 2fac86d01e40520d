"""Signing in at Google, with what is its own: offline access, scopes that are unticked, a client secret."""

import ssl
from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

from connectors.google.signin import CALENDAR, CONTACTS, MAIL
from tests.fakes.authority import HTML, Authority, Reply, running
from workspace.connector.errors import AuthRequired, Transient, Unsupported
from workspace.connector.manifest import manifest
from workspace.connector.oauth import SignIn, Tokens

REDIRECT = "http://127.0.0.1:50001/"


@pytest.fixture
def authority() -> Iterator[Authority]:
    # Google gives a new refresh token with a consent only.
    with running(client_secret="GOCSPX-kit", rotates=False) as authority:
        yield authority


@pytest.fixture
def signin(authority: Authority) -> SignIn:
    return made(authority, revoke_url=f"{authority.url}/revoke")


def made(authority: Authority, **more: str) -> SignIn:
    given = {
        "client_id": authority.client_id,
        "authorize_url": f"{authority.url}/authorize",
        "token_url": f"{authority.url}/token",
        **more,
    }
    settings = manifest("google").settings_with_defaults(given)
    return manifest("google").signin_class()(settings, "GOCSPX-kit", ssl.create_default_context())


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def agreed(signin: SignIn) -> Tokens:
    """What the browser and the loopback listener do."""
    begun = signin.authorize(REDIRECT, login_hint="me@demo.example")
    opener = build_opener(NoRedirect)
    opener.addheaders = []
    try:
        opener.open(begun.url, timeout=5)
        raise AssertionError("no redirect")
    except OSError as error:
        location = error.headers["Location"]  # type: ignore[attr-defined]
        error.close()  # type: ignore[attr-defined]
    answer = dict(parse_qsl(urlsplit(location).query))
    assert answer.pop("state") == begun.state
    return signin.redeem(begun.flow, answer)


def test_a_sign_in_asks_for_everything_and_lasts(signin: SignIn, authority: Authority) -> None:
    query = parse_qs(urlsplit(signin.authorize(REDIRECT, login_hint="me@demo.example").url).query)
    assert query["access_type"] == ["offline"]
    assert query["prompt"] == ["consent"]
    assert query["login_hint"] == ["me@demo.example"]
    assert {MAIL, CALENDAR, CONTACTS} <= set(query["scope"][0].split())
    tokens = agreed(signin)
    renewed = signin.refresh(tokens)
    assert renewed.refresh_token == tokens.refresh_token
    assert authority.user_of(f"Bearer {renewed.access_token}") == authority.user


def test_services_may_be_unticked_but_not_all(signin: SignIn, authority: Authority) -> None:
    authority.grants_scope = f"openid {MAIL}"
    assert agreed(signin).scopes == ("openid", MAIL)
    authority.grants_scope = "openid https://www.googleapis.com/auth/userinfo.email"
    with pytest.raises(AuthRequired) as caught:
        agreed(signin)
    assert caught.value.message_key == "scope_missing"


def test_a_withdrawn_permission_asks_for_sign_in(signin: SignIn, authority: Authority) -> None:
    tokens = agreed(signin)
    authority.revoke(authority.user)
    with pytest.raises(AuthRequired):
        signin.refresh(tokens)


def test_there_is_no_device_code(signin: SignIn) -> None:
    with pytest.raises(Unsupported):
        signin.begin_device()


def test_the_addresses_are_google_s_own_by_default() -> None:
    kind = manifest("google").signin_class()
    url = kind({"client_id": "x"}, "", ssl.create_default_context()).authorize(REDIRECT).url
    assert url.startswith("https://accounts.google.com/o/oauth2/v2/auth?")


def test_the_admin_may_fix_the_port_that_the_browser_returns_to(authority: Authority) -> None:
    assert made(authority).redirect == "http://127.0.0.1:0/"
    assert made(authority, redirect_port="47822").redirect == "http://127.0.0.1:47822/"


def test_a_removed_account_s_sign_in_is_taken_back(signin: SignIn, authority: Authority) -> None:
    tokens = agreed(signin)
    assert signin.revoke(tokens)
    assert not authority.user_of(f"Bearer {tokens.access_token}")
    with pytest.raises(AuthRequired):
        signin.refresh(tokens)
    authority.knows_revoked = True
    assert signin.revoke(Tokens("unknown"))


@pytest.mark.parametrize(
    "answer",
    [HTML, (503, {}, b""), (400, {}, b'{"error": "temporarily_unavailable"}'), (404, {}, b"<html>gone</html>")],
    ids=lambda answer: str(answer[0]),
)
def test_a_revocation_that_failed_is_said(signin: SignIn, authority: Authority, answer: Reply) -> None:
    tokens = agreed(signin)
    authority.planted.append(answer)
    with pytest.raises(Transient):
        signin.revoke(tokens)
    assert signin.revoke(tokens)


def test_a_token_of_another_service_is_not_shown_to_google(authority: Authority) -> None:
    other = made(authority)
    assert not other.revoke(agreed(other))
    assert authority.asked["/revoke"] == 0
