"""Sending: everybody or nobody, a copy in Sent, and never a second mail by guessing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.imap.connector import ImapConnector
from tests.connectors.imap.remote import ImapRemote
from tests.fakes.certificate import write_certificate
from tests.fakes.smtp import SIZE_LIMIT, SmtpSink
from workspace.connector.contract_remote import KitSession, message_id
from workspace.connector.contract_verbs import action, outgoing
from workspace.connector.errors import AuthRequired, Rejected, Transient, Unsupported
from workspace.mail.parse import parse
from workspace.model.actions import Action
from workspace.model.kinds import Verb

pytestmark = pytest.mark.dovecot
Make = Callable[..., ImapConnector]


@pytest.fixture
def make(remote: ImapRemote, tmp_path: Path) -> Iterator[Make]:
    made: list[ImapConnector] = []

    def connect(secrets: dict[str, str] | None = None, **settings: str) -> ImapConnector:
        given = {**remote.settings, **settings}
        made.append(ImapConnector(KitSession(given, secrets or remote.secrets, tmp_path)))
        return made[-1]

    yield connect
    for connector in made:
        connector.close()


def to(*emails: str, **fields: Any) -> Action:
    people = [{"name": "", "email": email} for email in emails]
    return action(Verb.SEND, outgoing(to=people, **fields))


@pytest.mark.parametrize(
    ("refused", "failure", "key"),
    [("fail@x.example", Rejected, "recipient_refused"), ("defer@x.example", Transient, "busy")],
)
def test_a_refused_recipient_means_nobody_gets_it(
    make: Make, remote: ImapRemote, refused: str, failure: type[Exception], key: str
) -> None:
    wish = to("good@x.example", refused)
    with pytest.raises(failure) as caught:
        make().perform(wish)
    assert (caught.value.message_key, caught.value.params["address"]) == (key, refused)  # type: ignore[attr-defined]
    assert remote.sent() == []
    assert remote.raw_mails("Sent") == []
    assert make().find(wish) is None


def test_a_copy_with_bcc_is_kept_in_sent(make: Make, remote: ImapRemote) -> None:
    wish = to("a@x.example", bcc=[{"name": "", "email": "hidden@x.example"}])
    receipt = make().perform(wish)
    [taken] = [each for each in remote.sink.taken if each.user == remote.user]
    assert taken.recipients == ("a@x.example", "hidden@x.example")
    assert parse(taken.raw).bcc == ()
    [copy] = remote.raw_mails("Sent")
    assert [each.email for each in parse(copy).bcc] == ["hidden@x.example"]
    found = make().find(wish)
    assert found is not None
    assert found.remote_id == receipt.remote_id


def test_a_copy_that_the_server_made_is_not_made_twice(make: Make, remote: ImapRemote) -> None:
    with remote.signed_in("Sent") as client:
        client.append("Sent", f"Message-ID: {message_id('kit sent')}\r\n\r\nhi\r\n")
    make().perform(to("a@x.example"))
    assert len(remote.raw_mails("Sent")) == 1


def test_an_answer_that_never_came_is_unsure_until_the_mail_is_found(
    remote: ImapRemote, make: Make, tmp_path: Path
) -> None:
    wish = to("a@x.example")
    with SmtpSink() as sink:
        sink.hang_up_after_data()
        connector = make(smtp_port=str(sink.port))
        with pytest.raises(Transient):
            connector.perform(wish)
    assert len(sink.taken) == 1
    with pytest.raises(Unsupported):
        make().find(wish)
    with remote.signed_in("Sent") as client:
        client.append("Sent", sink.taken[0].raw)
    assert make().find(wish) is not None


def test_a_mail_over_the_hosts_limit_is_refused_before_it_is_sent(make: Make, remote: ImapRemote) -> None:
    with pytest.raises(Rejected) as caught:
        make().perform(to("a@x.example", text="x" * (SIZE_LIMIT + 1)))
    assert (caught.value.message_key, caught.value.params["limit"]) == ("too_large", "10")
    assert remote.sent() == []


def test_an_international_domain_goes_out_in_ascii(make: Make, remote: ImapRemote) -> None:
    make().perform(to("kim@한글.example"))
    [taken] = [each for each in remote.sink.taken if each.user == remote.user]
    assert taken.recipients == ("kim@xn--bj0bj06e.example",)


@pytest.mark.expects_log("SMTP session exception")
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_sending_is_encrypted(make: Make, remote: ImapRemote, tmp_path: Path, security: str) -> None:
    ca_file = tmp_path / "both.pem"
    write_certificate(tmp_path / "smtp.pem", tmp_path / "smtp.key")
    ca_file.write_text(Path(remote.settings["ca_file"]).read_text() + (tmp_path / "smtp.pem").read_text())
    with SmtpSink(security, (str(tmp_path / "smtp.pem"), str(tmp_path / "smtp.key"))) as sink:
        settings = {"smtp_host": "localhost", "smtp_port": str(sink.port), "smtp_security": security}
        make(**settings, ca_file=str(ca_file)).perform(to("a@x.example"))
        assert [each.is_encrypted for each in sink.taken] == [True]
        with pytest.raises(Rejected) as caught:
            make(**settings).check()
        assert (caught.value.message_key, caught.value.params["field"]) == ("certificate", "smtp_host")


def test_check_signs_in_to_both_hosts(make: Make, remote: ImapRemote) -> None:
    assert make().check().addresses == (remote.user,)
    secrets = {**remote.secrets, "smtp_password": "other"}
    with pytest.raises(AuthRequired) as caught:
        make(secrets, smtp_username="someone").check()
    assert caught.value.params["host"] == "127.0.0.1"
    with pytest.raises(Rejected) as refused:
        make(smtp_port="99999").check()
    assert (refused.value.message_key, refused.value.params["field"]) == ("setting_wrong", "smtp_port")
    with pytest.raises(Rejected) as missing:
        make(smtp_host="").perform(to("a@x.example"))
    assert missing.value.params["field"] == "smtp_host"
