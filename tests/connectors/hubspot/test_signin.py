"""Signing in at HubSpot: with the app's secret, on the port that the app lists, and what it refuses."""

import ssl
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from connectors.hubspot.signin import HubSpotSignIn
from tests.fakes.authority import HTML, Authority, agree, running
from workspace.connector.errors import AuthRequired, Transient
from workspace.connector.manifest import manifest
from workspace.connector.oauth import Tokens

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def authority() -> Iterator[Authority]:
    """HubSpot demands the app's secret, and its refresh tokens stay."""
    with running(client_secret="s3cret", redirect_host="localhost", rotates=False, lifetime=1800.0) as made:
        yield made


@pytest.fixture
def signin(authority: Authority) -> HubSpotSignIn:
    return made(authority, "s3cret")


def made(authority: Authority, secret: str, **settings: str) -> HubSpotSignIn:
    given = {
        "client_id": authority.client_id,
        "authorize_url": f"{authority.url}/authorize",
        "token_url": f"{authority.url}/token",
        **settings,
    }
    return HubSpotSignIn(manifest("hubspot").settings_with_defaults(given), secret, ssl.create_default_context())


def signed_in(signin: HubSpotSignIn) -> Tokens:
    asked = signin.authorize(signin.redirect)
    answer = agree(asked.url)
    assert answer.pop("state") == asked.state
    return signin.redeem(asked.flow, answer)


def test_a_sign_in_brings_a_token_and_is_kept_by_the_same_refresh_token(
    signin: HubSpotSignIn, authority: Authority
) -> None:
    first = signed_in(signin)
    second = signin.refresh(first)
    assert second.access_token != first.access_token
    assert second.refresh_token == first.refresh_token
    assert authority.user_of(f"Bearer {second.access_token}") == authority.user


def test_the_browser_is_sent_to_the_listed_port_with_the_usual_permissions(authority: Authority) -> None:
    signin = made(authority, "s3cret")
    query = parse_qs(urlsplit(signin.authorize(signin.redirect).url).query)
    assert query["redirect_uri"] == ["http://localhost:47823/"]
    assert query["scope"] == [" ".join(HubSpotSignIn.scopes)]
    assert made(authority, "s3cret", redirect_port="5001").redirect == "http://localhost:5001/"
    asked = made(authority, "s3cret", scopes="oauth tickets").authorize(signin.redirect)
    assert parse_qs(urlsplit(asked.url).query)["scope"] == ["oauth tickets"]


def test_without_the_secret_nobody_signs_in(authority: Authority) -> None:
    with pytest.raises(AuthRequired) as caught:
        signed_in(made(authority, ""))
    assert caught.value.message_key == "signin_failed"


@pytest.mark.parametrize(
    ("reply", "kind", "key"),
    [
        ((400, JSON, b'{"error": "invalid_grant", "status": "BAD_REFRESH_TOKEN"}'), AuthRequired, "signin_expired"),
        ((400, JSON, b'{"error": "unauthorized_client"}'), AuthRequired, "consent_withdrawn"),
        ((200, JSON, b"{}"), Transient, "bad_answer"),
        (HTML, Transient, "bad_answer"),
    ],
    ids=["expired", "withdrawn", "empty", "html"],
)
def test_each_refusal_of_a_refresh_has_its_class(
    reply: tuple[int, dict[str, str], bytes],
    kind: type[AuthRequired | Transient],
    key: str,
    signin: HubSpotSignIn,
    authority: Authority,
) -> None:
    tokens = signed_in(signin)
    authority.planted.append(reply)
    with pytest.raises(kind) as caught:
        signin.refresh(tokens)
    assert caught.value.message_key == key
    assert signin.refresh(tokens).access_token


def test_the_manifest_names_the_same_addresses_and_port() -> None:
    settings = manifest("hubspot").settings_with_defaults({})
    assert settings["authorize_url"] == HubSpotSignIn.authorize_url
    assert settings["token_url"] == HubSpotSignIn.token_url
    assert HubSpotSignIn(settings, "", ssl.create_default_context()).redirect.endswith(f":{settings['redirect_port']}/")
