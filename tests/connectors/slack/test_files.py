"""Files: byte for byte, with the token, and to no other host than Slack's."""

import pytest

from connectors.slack.files import is_slacks
from tests.connectors.slack.conftest import Make
from tests.fakes.slack import Fault, Slack
from tests.fakes.slack_web import running
from workspace.connector.contract_remote import PIECE
from workspace.connector.errors import Rejected, Transient
from workspace.connector.pages import Ref
from workspace.model.ids import RemoteId

CONTENT = bytes(range(256)) * 9000


def ref(file_id: str | None) -> Ref:
    return Ref(RemoteId("C0GENERAL"), RemoteId("C0GENERAL/1.000001"), file_id)


def fetched(make: Make, file_id: str | None = "F1") -> list[bytes]:
    return list(make().fetch(ref(file_id)))


def test_a_file_arrives_byte_for_byte(slack: Slack, make: Make) -> None:
    slack.add_file("F1", "주문서.bin", CONTENT)
    pieces = fetched(make)
    assert b"".join(pieces) == CONTENT
    assert max(map(len, pieces)) <= PIECE


def test_an_empty_file_is_a_file(slack: Slack, make: Make) -> None:
    slack.add_file("F1", "empty", b"")
    assert fetched(make) == [b""]


@pytest.mark.parametrize("file_id", ["F9", None])
def test_a_file_that_is_not_there_is_said(make: Make, file_id: str | None) -> None:
    with pytest.raises(Rejected) as caught:
        fetched(make, file_id)
    assert caught.value.message_key == "not_found"


def test_the_sign_in_page_is_not_taken_for_the_file(slack: Slack, make: Make) -> None:
    slack.add_file("F1", "a.pdf", b"pdf", mimetype="application/pdf")
    page = Fault(body=b"<html>Sign in", headers={"Content-Type": "text/html; charset=utf-8"})
    redirect = Fault(302, body=b"", headers={"Location": "https://haneul.slack.com/"})
    slack.plant("files-pri", page, redirect)
    for _ in range(2):
        with pytest.raises(Rejected) as caught:
            fetched(make)
        assert (caught.value.message_key, caught.value.params["what"]) == ("scope_missing", "files:read")


def test_half_a_file_is_transient(slack: Slack, make: Make) -> None:
    slack.add_file("F1", "a.bin", CONTENT)
    slack.plant("files-pri", Fault(body=CONTENT, is_half=True))
    with pytest.raises(Transient) as caught:
        fetched(make)
    assert caught.value.message_key == "connection_closed"


def test_the_token_never_goes_to_another_host(slack: Slack, make: Make) -> None:
    """The address of an external file is whatever its owner wrote."""
    elsewhere = Slack()
    with running(elsewhere) as other:
        url = other.base_url.replace("/api/", "/files-pri/T-F1/x")
        slack.add_file("F1", "trap", b"", url_private=url)
        slack.add_file("F2", "trap", b"", url_private=slack_url(slack), is_external=True)
        for file_id in ("F1", "F2"):
            with pytest.raises(Rejected):
                fetched(make, file_id)
    assert elsewhere.file_requests == slack.file_requests == []


def slack_url(slack: Slack) -> str:
    return f"https://files.slack.com/files-pri/{slack.team}-F2/x"


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.pdf", True),
        ("https://files.slack-gov.com/files-pri/T1-F1/a.pdf", True),
        ("http://files.slack.com/files-pri/T1-F1/a.pdf", False),
        ("https://files.slack.com.trap.example/a.pdf", False),
        ("https://trapslack.com/a.pdf", False),
        ("https://slack.com@trap.example/a.pdf", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_slack_s_own_addresses_get_the_token(url: str, is_ours: bool) -> None:
    assert is_slacks(url, "https://slack.com/api/") is is_ours
