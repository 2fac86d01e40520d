"""What a refusing, limiting and broken service costs: one account or one conversation, said in plain words."""

from collections.abc import Callable
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest

from connectors.slack.limits import Limits, Window
from tests.connectors.slack.conftest import Make
from tests.connectors.slack.remote import Hasty, token
from tests.fakes.certificate import write_certificate
from tests.fakes.slack import Fault, Slack
from tests.fakes.slack_web import SlackWeb, running
from workspace.connector.contract_parts import is_plain
from workspace.connector.contract_remote import KitSession, moment
from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.model.kinds import Role

HTML = {"Content-Type": "text/html"}
RENEWED = {**token("xoxp-old"), "oauth_renewed": token("xoxp-right")["oauth"]}


def failure_of(call: Callable[[], object]) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        call()
    assert is_plain(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("fault", "kind", "key"),
    [
        (Fault(503, body=b"<html>away", headers=HTML), Transient, "unreachable"),
        (Fault(500, body=b"[]"), Transient, "unreachable"),
        (Fault(200, body=b"<html>proxy", headers=HTML), Transient, "bad_answer"),
        (Fault(200, body=b"[1, 2]"), Transient, "bad_answer"),
        (Fault(200, body=b"[" * 100_000), Transient, "bad_answer"),
        (Fault(200, body=b"\xff\xfe\x00"), Transient, "bad_answer"),
        (Fault(200, body=b'{"ok": true, "team_id": "T"}', is_half=True), Transient, "bad_answer"),
        (Fault(hangs_up=True), Transient, "connection_closed"),
        (Fault(429, body=b"", headers={"Retry-After": "soon"}), Transient, "busy"),
        (Fault(302, body=b"", headers={"Location": "https://elsewhere.example/"}), Transient, "bad_answer"),
        (Fault(error="ratelimited"), Transient, "busy"),
        (Fault(error="fatal_error"), Transient, "unreachable"),
        (Fault(error="internal_error"), Transient, "unreachable"),
        (Fault(error="team_access_not_granted"), AuthRequired, "wrong_tenant"),
        (Fault(error="something_new"), Rejected, "refused"),
        (Fault(404, body=b"<html>", headers=HTML), Rejected, "refused"),
    ],
    ids=lambda each: f"{each.status} {each.error or (each.body or b'')[:12]!r}" if isinstance(each, Fault) else "",
)
def test_each_failure_has_its_class(
    slack: Slack, make: Make, fault: Fault, kind: type[ConnectorError], key: str
) -> None:
    slack.plant("auth.test", fault)
    found = failure_of(make().check)
    assert (type(found), found.message_key) == (kind, key)
    assert "<html" not in found.sentence
    assert slack.count("auth.test") == 1
    assert make().check().user == "T0TEAM/U0ME"


@pytest.mark.parametrize("code", ["invalid_auth", "token_expired", "token_revoked", "account_inactive"])
def test_a_refused_token_is_renewed_once(slack: Slack, make: Make, code: str) -> None:
    slack.revoked["xoxp-old"] = code
    connector = make(secrets=RENEWED)
    assert connector.check().user == "T0TEAM/U0ME"
    assert len(list(connector.discover())) == 1


def test_a_renewed_token_that_is_refused_too_asks_for_a_sign_in(slack: Slack, make: Make) -> None:
    slack.revoked["xoxp-old"] = "token_expired"
    slack.tokens.clear()
    slack.revoked["xoxp-right"] = "token_revoked"
    found = failure_of(make(secrets=RENEWED).check)
    assert (type(found), found.message_key) == (AuthRequired, "consent_withdrawn")
    assert slack.count("auth.test") == 2


def test_an_account_of_another_workspace_is_refused(make: Make) -> None:
    assert make(team="T0TEAM").check().addresses == ("me@haneul.example",)
    found = failure_of(make(team="T0OTHER").check)
    assert (type(found), found.message_key) == (AuthRequired, "wrong_tenant")


def test_a_missing_scope_costs_the_conversations_it_is_about(slack: Slack, make: Make) -> None:
    slack.add_channel("D0MINA", "", "im")
    slack.scopes -= {"im:history"}
    connector = make()
    direct, general = connector.discover()
    slack.say(slack.general, "hello", moment(0))
    found = failure_of(lambda: list(connector.pull(direct, None)))
    assert (type(found), found.params["what"]) == (Rejected, "im:history")
    assert len(list(connector.pull(general, None))) == 1


def test_a_missing_scope_hides_one_kind_of_conversation(slack: Slack, make: Make) -> None:
    slack.add_channel("D0MINA", "", "im")
    slack.scopes -= {"im:read"}
    assert [each.role for each in make().discover()] == [Role.CHANNEL]
    slack.scopes.clear()
    found = failure_of(lambda: list(make().discover()))
    assert (type(found), found.message_key) == (AuthRequired, "scope_missing")


def test_people_without_the_scope_for_them_keep_their_ids(slack: Slack, make: Make) -> None:
    slack.scopes -= {"users:read"}
    identity = make().check()
    assert (identity.name, identity.addresses) == ("U0ME", ())


def test_a_wait_that_was_asked_for_is_kept_by_every_account(slack: Slack, make: Make) -> None:
    class Patient(Hasty):
        limits = Limits(lambda calls, seconds: Window(100_000, 0.0))

    slack.plant("conversations.list", Fault(429, body=b"", headers={"Retry-After": "90"}))
    first = failure_of(lambda: list(make(Patient).discover()))
    assert isinstance(first, Transient)
    assert first.retry_after == 90
    second = failure_of(lambda: list(make(Patient).discover()))
    assert isinstance(second, Transient)
    assert second.retry_after is not None
    assert 85 < second.retry_after <= 90
    assert slack.count("conversations.list") == 1
    assert make(Patient).check().user


def test_plain_http_stays_on_this_computer(make: Make) -> None:
    with pytest.raises(Rejected) as caught:
        make(base_url="http://slack.haneul.example/api/")
    assert caught.value.message_key == "not_secure"


def test_certificates_are_checked(slack: Slack, tmp_path: Path) -> None:
    certificate, key_file = tmp_path / "ca.pem", tmp_path / "key.pem"
    write_certificate(certificate, key_file)
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key_file)
    with running(slack, context) as web:
        assert connector(web, tmp_path, ca_file=str(certificate)).check().user
        assert failure_of(connector(web, tmp_path).check).message_key == "certificate"


def connector(web: SlackWeb, folder: Path, **settings: str) -> Hasty:
    return Hasty(KitSession({"base_url": web.base_url, **settings}, token("xoxp-right"), folder))
