"""Signing in: a user token by PKCE, with and without rotation, from the app that the manifest describes."""

import json
import ssl
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlsplit
from urllib.request import Request

import pytest

from connectors.slack.api import open_url
from connectors.slack.signin import SIGNIN, SlackSignIn
from tests.connectors.slack.conftest import Make
from tests.fakes.slack import Fault, Slack
from tests.fakes.slack_table import EVERYTHING
from tests.fakes.slack_web import SlackWeb
from workspace.connector.errors import AuthRequired, Transient
from workspace.connector.manifest import manifest
from workspace.connector.oauth import Authorization, Tokens, now

BACK = "http://localhost:47821/"


@pytest.fixture
def signin(web: SlackWeb) -> SlackSignIn:
    return made(web)


def made(web: SlackWeb, **settings: str) -> SlackSignIn:
    root = web.base_url.removesuffix("api/")
    given = {
        "client_id": web.client_id,
        "base_url": web.base_url,
        "authorize_url": f"{root}oauth/v2/authorize",
        "token_url": f"{web.base_url}oauth.v2.access",
        **settings,
    }
    return SlackSignIn(manifest("slack").settings_with_defaults(given), "", ssl.create_default_context())


def agree(asked: Authorization) -> Mapping[str, str]:
    """What the browser brings back when the user says yes."""
    with open_url(Request(asked.url), None, 5.0) as answer:
        assert answer.status == 302
        back = str(answer.headers["Location"])
    assert back.startswith(BACK)
    query = dict(parse_qsl(urlsplit(back).query))
    assert query.pop("state") == asked.state
    return query


def signed_in(signin: SlackSignIn) -> Tokens:
    asked = signin.authorize(signin.redirect)
    return signin.redeem(asked.flow, agree(asked))


def test_a_sign_in_brings_a_user_token_that_works(web: SlackWeb, signin: SlackSignIn, make: Make) -> None:
    tokens = signed_in(signin)
    assert tokens.access_token.startswith("xoxe.xoxp-")
    assert tokens.expires_at is not None
    assert 11 < (tokens.expires_at - now()).total_seconds() / 3600 <= 12
    assert set(tokens.scopes) == set(signin.scopes)
    assert make(secrets={"oauth": tokens.to_json()}).check().user == "T0TEAM/U0ME"


def test_a_refresh_brings_a_new_pair(signin: SlackSignIn) -> None:
    first = signed_in(signin)
    second = signin.refresh(first)
    assert second.access_token != first.access_token
    assert second.refresh_token != first.refresh_token
    assert second.scopes == first.scopes
    with pytest.raises(AuthRequired) as caught:
        signin.refresh(first)
    assert caught.value.message_key == "signin_expired"


def test_without_rotation_a_token_does_not_expire(web: SlackWeb, signin: SlackSignIn) -> None:
    web.rotates = False
    tokens = signed_in(signin)
    assert (tokens.expires_at, tokens.refresh_token) == (None, "")
    with pytest.raises(AuthRequired) as caught:
        signin.refresh(tokens)
    assert caught.value.message_key == "signin_expired"


@pytest.mark.parametrize(
    ("fault", "kind", "key"),
    [
        (Fault(error="token_revoked"), AuthRequired, "consent_withdrawn"),
        (Fault(error="invalid_refresh_token"), AuthRequired, "signin_expired"),
        (Fault(error="bad_client_secret"), AuthRequired, "signin_failed"),
        (Fault(error="ratelimited"), Transient, "busy"),
        (Fault(error="internal_error"), Transient, "busy"),
        (Fault(body=b'{"ok": true, "token_type": "bot", "access_token": "xoxb-1"}'), AuthRequired, "signin_failed"),
        (Fault(body=b'{"ok": true}'), Transient, "bad_answer"),
    ],
    ids=lambda each: each.error or str(each.body)[:30] if isinstance(each, Fault) else "",
)
def test_each_refusal_of_a_refresh_has_its_class(
    slack: Slack, signin: SlackSignIn, fault: Fault, kind: type[AuthRequired | Transient], key: str
) -> None:
    tokens = signed_in(signin)
    slack.plant("oauth.v2.access", fault)
    with pytest.raises(kind) as caught:
        signin.refresh(tokens)
    assert caught.value.message_key == key
    assert tokens.refresh_token not in caught.value.sentence
    assert signin.refresh(replace(tokens)).access_token


def test_a_code_without_its_verifier_is_worth_nothing(signin: SlackSignIn) -> None:
    asked = signin.authorize(signin.redirect)
    with pytest.raises(AuthRequired) as caught:
        signin.redeem({**asked.flow, "code_verifier": "x" * 64}, agree(asked))
    assert caught.value.message_key == "signin_failed"


def test_the_wanted_workspace_is_named_to_slack(web: SlackWeb) -> None:
    asked = parse_qs(urlsplit(made(web, team="T0TEAM").authorize(BACK).url).query)
    assert (asked["team"], "scope" in asked) == (["T0TEAM"], False)


def test_a_removed_account_s_token_is_revoked(web: SlackWeb, slack: Slack, signin: SlackSignIn) -> None:
    tokens = signed_in(signin)
    assert signin.revoke(tokens)
    assert slack.revoked == {tokens.access_token: "token_revoked"}
    assert signin.revoke(tokens)
    later = signed_in(signin)
    assert signin.revoke(replace(later, expires_at=now()))
    assert later.refresh_token not in web.refresh_tokens
    assert set(slack.revoked) - {tokens.access_token, later.access_token}


def test_the_app_s_manifest_allows_what_the_sign_in_asks() -> None:
    app = json.loads((manifest("slack").folder / "app_manifest.json").read_text("utf-8"))
    oauth = app["oauth_config"]
    assert oauth["scopes"] == {"user": list(SIGNIN.scopes)}
    assert set(SIGNIN.scopes) == EVERYTHING
    settings = manifest("slack").settings_with_defaults({})
    assert oauth["redirect_urls"] == [SIGNIN(settings, "", ssl.create_default_context()).redirect] == [BACK]
    assert SIGNIN.authorize_url == settings["authorize_url"]
    assert SIGNIN.token_url == settings["token_url"]
