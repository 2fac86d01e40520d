"""Signing in where a service follows the RFCs, against a server that holds to them."""

import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.fakes.authority import HTML, Authority, agree, running
from tests.fakes.certificate import write_certificate
from tests.fakes.pier import package
from tests.fakes.pier.signin import PierSignIn
from workspace.connector.contract_static import check_manifest
from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient, Unsupported
from workspace.connector.form_post import retry_after
from workspace.connector.oauth import Tokens, now
from workspace.connector.oauth_code import CodeSignIn
from workspace.engine.session import tls_context

REDIRECT = "http://127.0.0.1:49152/"


@pytest.fixture
def authority() -> Iterator[Authority]:
    with running() as made:
        yield made


def signin_at(authority: Authority, secret: str = "", **settings: str) -> PierSignIn:
    given = {"base_url": authority.url, "client_id": authority.client_id, **settings}
    return PierSignIn(given, secret, ssl.create_default_context())


def signed_in(signin: CodeSignIn) -> Tokens:
    asked = signin.authorize(REDIRECT)
    return signin.redeem(asked.flow, agree(asked.url))


def error_of(work: object, *arguments: object) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        work(*arguments)  # type: ignore[operator]
    return caught.value


def test_a_code_becomes_tokens_that_are_renewed_and_rotated(authority: Authority) -> None:
    signin = signin_at(authority)
    first = signed_in(signin)
    assert authority.user_of(f"Bearer {first.access_token}") == authority.user
    assert first.scopes == ("mail", "people")
    assert first.expires_at is not None
    assert abs((first.expires_at - now()) - timedelta(hours=1)) < timedelta(seconds=30)
    second = signin.refresh(first)
    assert second.refresh_token not in ("", first.refresh_token)
    authority.rotates = False
    third = signin.refresh(second)
    assert third.refresh_token == second.refresh_token
    assert Tokens.from_json(third.to_json()) == third


def test_each_request_has_its_own_state_and_verifier(authority: Authority) -> None:
    one, two = (signin_at(authority).authorize(REDIRECT, login_hint="a@b.example") for _ in range(2))
    assert one.state != two.state
    assert one.flow["code_verifier"] != two.flow["code_verifier"]
    asked = dict(parse_qsl(urlsplit(one.url).query))
    assert asked["login_hint"] == "a@b.example"
    answer = agree(one.url)
    # A stolen code is of no use without the verifier (RFC 7636 section 4.6).
    assert error_of(signin_at(authority).redeem, two.flow, answer).message_key == "signin_failed"


def test_a_client_secret_is_sent_where_there_is_one(authority: Authority) -> None:
    authority.client_secret = "s3cret"
    assert signed_in(signin_at(authority, "s3cret")).access_token
    refused = error_of(signed_in, signin_at(authority))
    assert isinstance(refused, AuthRequired)
    assert "invalid_client" in refused.sentence


def test_a_user_who_says_no_is_a_plain_sentence(authority: Authority) -> None:
    authority.is_denying = True
    assert error_of(signed_in, signin_at(authority)).sentence == (
        "The permission was not given at 127.0.0.1. Nothing was changed."
    )


def test_a_permission_that_was_unticked_is_named(authority: Authority) -> None:
    authority.grants_scope = "people"
    refused = error_of(signed_in, signin_at(authority))
    assert (refused.message_key, refused.params["what"]) == ("scope_missing", "mail")


def test_a_refused_refresh_is_a_sign_in_and_trouble_on_the_way_is_not(authority: Authority) -> None:
    signin = signin_at(authority)
    tokens = signed_in(signin)
    authority.planted = [
        (503, {"Retry-After": "7"}, b""),
        HTML,
        (403, {"Content-Type": "text/html"}, b"<html>Blocked</html>"),
        (200, {}, b'{"access_token": "hal'),
        (200, {}, b'{"token_type": "Bearer"}'),
        (200, {}, b"[]"),
        (200, {}, b'{"access_token": "a", "expires_in": [1]}'),
        (302, {"Location": f"{authority.url}/me"}, b""),
        (400, {}, b'{"error": "temporarily_unavailable"}'),
    ]
    troubles = [error_of(signin.refresh, tokens) for _ in range(9)]
    assert {type(each) for each in troubles} == {Transient}
    assert troubles[0].retry_after == 7  # type: ignore[attr-defined]
    assert not authority.planted
    kept = signin.refresh(tokens)
    authority.revoke(authority.user)
    refused = error_of(signin.refresh, kept)
    assert (type(refused), refused.message_key) == (AuthRequired, "signin_expired")
    authority.planted = [(400, {}, b'{"error": "unauthorized_client"}')]
    assert error_of(signin.refresh, kept).message_key == "consent_withdrawn"
    assert error_of(signin.refresh, Tokens("a")).message_key == "signin_expired"


def test_a_device_code_is_polled_until_the_user_answers(authority: Authority) -> None:
    authority.device_interval = 0
    signin = signin_at(authority)
    device = signin.begin_device()
    assert device.url == f"{authority.url}/activate"
    assert signin.poll_device(device) is None
    authority.answer_device(device.user_code)
    tokens = signin.poll_device(device)
    assert tokens is not None
    assert authority.user_of(f"Bearer {tokens.access_token}") == authority.user


def test_a_device_code_that_is_asked_for_too_often_is_told_so(authority: Authority) -> None:
    signin = signin_at(authority)
    device = signin.begin_device()
    signin.poll_device(device)
    assert isinstance(error_of(signin.poll_device, device), Transient)
    authority.devices[device.flow["device_code"]].interval = 0
    authority.answer_device(device.user_code, denies=True)
    assert error_of(signin.poll_device, device).message_key == "signin_denied"
    authority.devices.clear()
    assert error_of(signin.poll_device, device).message_key == "signin_late"


class _Nowhere(CodeSignIn):
    authorize_url = "http://example.com/authorize"
    token_url = "http://example.com/token"


def test_nothing_leaves_this_computer_in_plain_text() -> None:
    signin = _Nowhere({"client_id": "c"}, "", ssl.create_default_context())
    assert error_of(signin.authorize, REDIRECT).message_key == "not_secure"
    assert error_of(signin.refresh, Tokens("a", "r")).message_key == "not_secure"
    assert isinstance(error_of(signin.begin_device), Unsupported)
    elsewhere = _Nowhere({"client_id": "c", "token_url": "file:///etc/passwd"}, "", signin.context)
    assert isinstance(error_of(elsewhere.refresh, Tokens("a", "r")), Rejected)
    assert error_of(_Nowhere({}, "", signin.context).authorize, REDIRECT).params["field"] == "client_id"


def test_nobody_there_is_unreachable(authority: Authority) -> None:
    signin = signin_at(authority, base_url="http://127.0.0.1:1")
    assert error_of(signin.refresh, Tokens("a", "r")).message_key == "unreachable"


def test_only_a_trusted_certificate_gets_the_secret(tmp_path: Path) -> None:
    pair = tmp_path / "certificate.pem", tmp_path / "key.pem"
    write_certificate(*pair)
    with running(pair) as authority:
        settings = {"base_url": authority.url, "client_id": authority.client_id}
        doubtful = PierSignIn(settings, "s3cret", tls_context(""))
        assert error_of(doubtful.begin_device).message_key == "certificate"
        assert not authority.asked
        assert PierSignIn(settings, "", tls_context(str(pair[0]))).begin_device().user_code


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("7", 7),
        ("-3", 0),
        ("1e9", 86_400),
        ("nan", None),
        ("soon", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value) == seconds


def test_the_connector_of_these_tests_is_sound() -> None:
    assert check_manifest(package.manifest()) == []
