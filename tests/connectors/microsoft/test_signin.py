"""Signing in by MSAL at an Entra stand-in: browser, device code, refresh, and what each refusal says."""

import json
import ssl
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from connectors.microsoft.authority import authority_of
from connectors.microsoft.signin import MicrosoftSignIn, scopes
from tests.fakes.entra import CLIENT, Entra, running
from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.connector.manifest import manifest
from workspace.connector.oauth import Device, Tokens

REDIRECT = "http://localhost:4711"


@pytest.fixture
def entra() -> Iterator[Entra]:
    with running() as found:
        yield found


@pytest.fixture
def signin(entra: Entra) -> MicrosoftSignIn:
    return made(entra)


def made(entra: Entra, **settings: str) -> MicrosoftSignIn:
    given = manifest("microsoft").settings_with_defaults({"client_id": CLIENT, "authority": entra.authority})
    return MicrosoftSignIn({**given, **settings}, "", ssl.create_default_context())


def agreed(signin: MicrosoftSignIn) -> Tokens:
    """What a browser and its user do, in another process than the one that began."""
    asked = signin.authorize(REDIRECT, login_hint="me@demo.example")
    shown = requests.get(asked.url, allow_redirects=False, timeout=5)
    assert shown.status_code == 302, shown.text
    answer = dict(parse_qsl(urlsplit(shown.headers["Location"]).query))
    assert answer["state"] == asked.state
    return signin.redeem(json.loads(json.dumps(dict(asked.flow))), answer)


def test_the_browser_flow_gives_tokens(signin: MicrosoftSignIn) -> None:
    tokens = agreed(signin)
    assert tokens.access_token.startswith("access-")
    assert tokens.refresh_token.startswith("refresh-")
    assert {"Mail.ReadWrite", "Mail.Send", "offline_access"} <= set(tokens.scopes)
    assert tokens.expires_at is not None
    assert manifest("microsoft").signin_class() is MicrosoftSignIn


def test_the_admin_may_fix_the_port_that_the_browser_returns_to(entra: Entra, signin: MicrosoftSignIn) -> None:
    assert signin.redirect == "http://localhost:0"
    assert made(entra, redirect_port="47822").redirect == "http://localhost:47822"


def test_microsoft_has_no_way_to_take_a_sign_in_back(signin: MicrosoftSignIn) -> None:
    assert not signin.revoke(agreed(signin))


def test_a_server_without_discovery_is_asked_at_the_usual_addresses(entra: Entra, signin: MicrosoftSignIn) -> None:
    entra.has_discovery = False
    assert agreed(signin).access_token


def test_a_code_works_once_and_only_with_its_verifier(entra: Entra, signin: MicrosoftSignIn) -> None:
    asked = signin.authorize(REDIRECT)
    shown = requests.get(asked.url, allow_redirects=False, timeout=5)
    answer = dict(parse_qsl(urlsplit(shown.headers["Location"]).query))
    with pytest.raises(AuthRequired):
        signin.redeem({**asked.flow, "code_verifier": "x" * 43}, answer)
    with pytest.raises(AuthRequired):
        signin.redeem(asked.flow, answer)


def test_a_refresh_brings_new_tokens_and_a_spent_one_asks_for_a_sign_in(signin: MicrosoftSignIn) -> None:
    first = agreed(signin)
    second = signin.refresh(first)
    assert second.access_token != first.access_token
    assert signin.refresh(second).access_token
    with pytest.raises(AuthRequired) as caught:
        signin.refresh(first)
    assert caught.value.message_key == "signin_expired"


def test_a_device_code_is_polled_until_the_user_answers(entra: Entra, signin: MicrosoftSignIn) -> None:
    device = signin.begin_device()
    assert device.user_code == "ABCD-EFGH"
    kept = Device(device.url, device.user_code, 5, device.expires_at, json.loads(json.dumps(dict(device.flow))))
    assert signin.poll_device(kept) is None
    entra.device_answer = "slow_down"
    with pytest.raises(Transient):
        signin.poll_device(kept)
    entra.device_answer = "authorization_declined"
    with pytest.raises(AuthRequired) as caught:
        signin.poll_device(kept)
    assert caught.value.message_key == "signin_denied"
    entra.device_answer = ""
    tokens = signin.poll_device(kept)
    assert tokens is not None
    assert tokens.refresh_token


@pytest.mark.parametrize(
    ("error", "code", "key"),
    [
        ("invalid_grant", 50020, "wrong_tenant"),
        ("invalid_request", 90072, "wrong_tenant"),
        ("invalid_grant", 65001, "consent_withdrawn"),
        ("invalid_grant", 700082, "signin_expired"),
        ("interaction_required", 50076, "signin_expired"),
        ("invalid_client", 7000218, "signin_failed"),
    ],
)
def test_a_refusal_says_why(entra: Entra, signin: MicrosoftSignIn, error: str, code: int, key: str) -> None:
    entra.refuse(error, code)
    with pytest.raises(AuthRequired) as caught:
        signin.refresh(Tokens("old", "refresh-0"))
    assert caught.value.message_key == key
    assert "words of the service" not in caught.value.sentence


def test_a_busy_or_unreachable_authority_is_transient(entra: Entra, signin: MicrosoftSignIn) -> None:
    entra.refuse("temporarily_unavailable", 90033)
    with pytest.raises(Transient):
        signin.refresh(Tokens("old", "refresh-0"))
    nowhere = made(entra, authority="http://127.0.0.1:9/contoso.example")
    with pytest.raises(Transient):
        nowhere.refresh(Tokens("old", "refresh-0"))


def test_an_unknown_tenant_is_no_crash(entra: Entra) -> None:
    with pytest.raises(ConnectorError):
        made(entra, authority=f"{entra.url}/nobody.example").authorize(REDIRECT)


def test_plain_http_is_for_this_computer_only(entra: Entra) -> None:
    for key in ("authority", "base_url"):
        with pytest.raises(Rejected) as caught:
            made(entra, **{key: "http://login.example/organizations"}).authorize(REDIRECT)
        assert caught.value.message_key == "not_secure"


def test_the_settings_decide_what_is_asked_for() -> None:
    assert "Chat.ReadWrite" in scopes({})
    assert "Chat.ReadWrite" not in scopes({"teams": "false"})
    assert "Mail.ReadWrite.Shared" in scopes({"shared_mailboxes": "help@demo.example"})
    assert scopes({"scopes": "Mail.Read offline_access"}) == ["Mail.Read"]
    china = scopes({"base_url": "https://microsoftgraph.chinacloudapi.cn/v1.0"})
    assert "https://microsoftgraph.chinacloudapi.cn/Mail.Send" in china
    assert authority_of({"tenant": "contoso.example"}) == "https://login.microsoftonline.com/contoso.example"
    assert authority_of({}) == "https://login.microsoftonline.com/organizations"
