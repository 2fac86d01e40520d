"""Signing in at Salesforce: the org that the token answer names, its own device flow, what it refuses."""

import ssl
from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

from connectors.salesforce.signin import SalesforceSignIn, org_address, parted
from tests.connectors.salesforce.conftest import Make
from tests.fakes.authority import Authority, running
from tests.fakes.salesforce import Org
from tests.fakes.salesforce_web import SalesforceWeb
from workspace.connector.contract_remote import KitSession
from workspace.connector.errors import AuthRequired, Transient
from workspace.connector.manifest import manifest
from workspace.connector.oauth import TOKENS, Device, Tokens, now


class Instanced(SalesforceSignIn):
    """The stand-in for an authority knows no orgs: its answers get the address that Salesforce's have."""

    org = "https://acme.my.salesforce.com"

    def rfc_form(self, answer: dict[str, object]) -> dict[str, object]:
        return {**answer, "instance_url": f"{self.org}/"} if self.org and "error" not in answer else answer


@pytest.fixture
def authority() -> Iterator[Authority]:
    with running(rotates=False, lifetime=None) as authority:
        yield authority


@pytest.fixture
def signin(authority: Authority) -> Instanced:
    given = {
        "client_id": authority.client_id,
        "authorize_url": f"{authority.url}/authorize",
        "token_url": f"{authority.url}/token",
    }
    return Instanced(manifest("salesforce").settings_with_defaults(given), "", ssl.create_default_context())


REDIRECT = "http://127.0.0.1:47831/"
"""What the stand-in takes; Salesforce itself takes ``localhost``."""


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def agreed(signin: SalesforceSignIn) -> Tokens:
    """What the browser and the loopback listener do."""
    begun = signin.authorize(REDIRECT)
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


def test_the_token_says_where_the_org_is(signin: Instanced, authority: Authority) -> None:
    query = parse_qs(urlsplit(signin.authorize(signin.redirect).url).query)
    assert query["redirect_uri"] == ["http://localhost:47831/"]
    assert query["scope"] == ["api refresh_token openid"]
    assert query["code_challenge_method"] == ["S256"]
    tokens = agreed(signin)
    assert tokens.expires_at is None
    for each in (tokens, signin.refresh(tokens)):
        org, bearer = parted(each.access_token)
        assert org == "https://acme.my.salesforce.com"
        assert authority.user_of(f"Bearer {bearer}") == authority.user


def test_a_refresh_that_names_no_org_keeps_the_one_that_is_known(signin: Instanced) -> None:
    tokens = agreed(signin)
    signin.org = ""
    assert parted(signin.refresh(tokens).access_token)[0] == "https://acme.my.salesforce.com"


def test_an_org_that_nobody_can_reach_is_not_looked_at_where_the_settings_name_one(signin: Instanced) -> None:
    signin.settings = {**signin.settings, "base_url": "https://test.example"}
    signin.org = "http://salesforce-mock:8080"
    assert parted(agreed(signin).access_token)[0] == ""


def test_one_signs_in_at_the_org_that_the_settings_name() -> None:
    def at(**given: str) -> str:
        settings = manifest("salesforce").settings_with_defaults({"client_id": "kit", **given})
        return SalesforceSignIn(settings, "", ssl.create_default_context()).address("token_url")

    assert at() == "https://login.salesforce.com/services/oauth2/token"
    assert at(base_url="https://acme.my.salesforce.com/") == "https://acme.my.salesforce.com/services/oauth2/token"
    assert at(base_url="https://a.example", token_url="https://b.example/token") == "https://b.example/token"


def test_base_url_wins_over_the_token_and_the_token_over_the_sign_in() -> None:
    token = '["https://acme.my.salesforce.com", "00D!x"]'
    assert org_address({"base_url": "https://test.example/"}, token) == "https://test.example"
    assert org_address({}, token) == "https://acme.my.salesforce.com"
    assert org_address({"token_url": "https://my.example/services/oauth2/token"}, "00D!x") == "https://my.example"


def test_the_org_of_the_token_is_the_one_that_is_asked(org: Org, web: SalesforceWeb, make: Make) -> None:
    connector = make(base_url="")
    session = connector.session
    assert isinstance(session, KitSession)
    session._secrets = {TOKENS: Tokens(f'["{web.base_url}", "right"]').to_json()}
    assert connector.check().addresses == ("minji@demo.example",)


def test_a_withdrawn_permission_asks_for_sign_in(signin: Instanced, authority: Authority) -> None:
    tokens = agreed(signin)
    authority.revoke(authority.user)
    with pytest.raises(AuthRequired):
        signin.refresh(tokens)


def test_the_device_flow_is_salesforce_s_own(signin: Instanced, authority: Authority) -> None:
    """One endpoint for code and token, ``grant_type=device``: remoteaccess_oauth_device_flow.htm"""
    code = (
        b'{"device_code": "d1", "user_code": "AB12", "verification_uri": "https://login.example/setup", "interval": 5}'
    )
    json = {"Content-Type": "application/json"}
    authority.planted.append((200, json, code))
    device = signin.begin_device()
    assert (device.user_code, device.url, device.interval) == ("AB12", "https://login.example/setup", 5)
    assert 0 < (device.expires_at - now()).total_seconds() <= 600
    authority.planted.append((400, json, b'{"error": "authorization_pending", "error_description": "wait"}'))
    assert signin.poll_device(device) is None
    for said, kind in ((b'{"error": "slow_down"}', Transient), (b'{"error": "access_denied"}', AuthRequired)):
        authority.planted.append((400, json, said))
        with pytest.raises(kind):
            signin.poll_device(device)
    authority.planted.append((200, json, b'{"access_token": "00D!x", "refresh_token": "r", "token_type": "Bearer"}'))
    tokens = signin.poll_device(Device("", "", 5, now(), {"device_code": "d1"}))
    assert tokens is not None
    assert parted(tokens.access_token) == ("https://acme.my.salesforce.com", "00D!x")
    authority.planted.append((400, json, b'{"error": "invalid_client_id", "error_description": "device flow is off"}'))
    with pytest.raises(AuthRequired, match="device flow is off"):
        signin.begin_device()
