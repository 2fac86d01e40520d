"""A server that closes, stalls, lies and sends garbage costs the one mail it is about, never the account."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from connectors.imap.connector import ImapConnector
from tests.fakes.hostile_imap import Faults, HostileImap
from workspace.connector.contract_remote import KitSession, moment, sample_mail
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.pages import Page, Ref
from workspace.mail.parse import parse
from workspace.model.items import Collection, Email

BAD = 3
COUNT = 6
Plant = Callable[[Faults], object]


class Hasty(ImapConnector):
    """The connector with little patience."""

    timeout_seconds = 1.0
    page = 4


@pytest.fixture
def server() -> Iterator[HostileImap]:
    mails = [sample_mail(f"mail {n}", moment(n)) for n in range(1, COUNT + 1)]
    made = HostileImap([raw.replace(b"\n", b"\r\n") for raw in mails], ("INBOX", "Locked", "Other"))
    yield made
    made.close()


@pytest.fixture
def connector(server: HostileImap, tmp_path: Path) -> Iterator[Hasty]:
    made = Hasty(KitSession(server.settings(), {"password": "pw"}, tmp_path))
    yield made
    made.close()


def inbox(connector: Hasty) -> Collection:
    return next(iter(connector.discover()))


def pulled(connector: Hasty) -> list[Page]:
    return list(connector.pull(inbox(connector), None))


def mails(pages: list[Page]) -> dict[int, Email]:
    items = [item for page in pages for item in page.items if isinstance(item, Email)]
    return {int(item.remote_id.split("@")[0].split(".")[1]): item for item in items}


FAULTS: dict[str, Plant] = {
    "hangs up in the literal": lambda faults: faults.hangs_up_in.add(BAD),
    "stalls before it": lambda faults: faults.stalls_at.add(BAD),
    "overstates the size": lambda faults: faults.overstates.add(BAD),
    "understates the size": lambda faults: faults.understates.add(BAD),
    "announces a terabyte": lambda faults: faults.announces.update({BAD: 10**12}),
    "answers NO": lambda faults: faults.refuses.update({BAD: "NO"}),
    "answers BAD": lambda faults: faults.refuses.update({BAD: "BAD"}),
}


@pytest.mark.parametrize("plant", FAULTS.values(), ids=FAULTS)
def test_the_one_mail_is_marked_and_the_others_arrive(server: HostileImap, connector: Hasty, plant: Plant) -> None:
    plant(server.faults)
    found = mails(pulled(connector))
    assert set(found) == set(range(1, COUNT + 1))
    assert found[BAD].extra["defects"][0] == "unreadable"  # type: ignore[index]
    good = {uid: item.subject for uid, item in found.items() if uid != BAD}
    assert good == {uid: f"mail {uid}" for uid in good}
    assert not any(item.extra for uid, item in found.items() if uid != BAD)


@pytest.mark.parametrize("plant", FAULTS.values(), ids=FAULTS)
def test_bodies_step_over_the_one_mail(server: HostileImap, connector: Hasty, plant: Plant) -> None:
    refs = [Ref(inbox(connector).remote_id, item.remote_id) for item in mails(pulled(connector)).values()]
    plant(server.faults)
    brought = {parse(raw).subject for ref, raw in connector.bodies(refs)}
    assert brought >= {f"mail {uid}" for uid in range(1, COUNT + 1) if uid != BAD}


def test_garbage_between_answers_is_skipped(server: HostileImap, connector: Hasty) -> None:
    server.faults.garbage_before.add(BAD)
    found = mails(pulled(connector))
    assert [found[uid].subject for uid in sorted(found)] == [f"mail {n}" for n in range(1, COUNT + 1)]


def test_a_malformed_date_marks_the_mail(server: HostileImap, connector: Hasty) -> None:
    server.faults.dates[BAD] = "99-Foo-20x6 27:00:00 +9999"
    found = mails(pulled(connector))
    assert found[BAD].extra["defects"] == ["bad_date"]
    assert found[BAD].received_at == moment(BAD)


def test_malformed_headers_are_shown_as_far_as_they_go(server: HostileImap, connector: Hasty) -> None:
    server.mails[0] = b"Subject: \xbe\xc8\xb3\xe7 =?x-unknown?Q?=FF?=\r\nFrom: <<@>>,,;\r\nDate: never\r\n\r\nx"
    server.mails[1] = b"\x00\xff no header at all\r\n\r\n"
    server.mails[2] = b"Subject: =?utf-8?B?" + b"A" * 100_001 + b"?=\r\nTo: " + b"a@b.example," * 5000 + b"\r\n\r\n"
    found = mails(pulled(connector))
    assert set(found) == set(range(1, COUNT + 1))
    assert "안녕" in found[1].subject
    assert "bad_date" in found[1].extra["defects"]  # type: ignore[operator]


def test_too_many_bad_mails_end_the_run_and_the_next_goes_on(server: HostileImap, connector: Hasty) -> None:
    connector.first_page = connector.page = 1
    server.faults.hangs_up_in.update({1, 2, 3, 4})
    kept: list[Page] = []
    with pytest.raises(Transient):
        keep(connector.pull(inbox(connector), None), kept)
    assert set(mails(kept)) == {2, 3, 4, 5, 6}
    rest = list(connector.pull(inbox(connector), kept[-1].cursor))
    assert set(mails(rest)) == {1}


def keep(pages: Iterator[Page], kept: list[Page]) -> None:
    for page in pages:
        kept.append(page)


def test_one_locked_mailbox_concerns_no_other(server: HostileImap, connector: Hasty) -> None:
    server.faults.refused_mailboxes.add("Locked")
    first, locked, other = connector.discover()
    assert len(mails(list(connector.pull(first, None)))) == COUNT
    with pytest.raises(Rejected) as caught:
        list(connector.pull(locked, None))
    assert caught.value.message_key == "refused"
    assert mails(list(connector.pull(other, None))) == {}


@pytest.mark.parametrize("command", ["CAPABILITY", "LOGIN", "LIST", "SELECT", "SEARCH"])
def test_a_goodbye_at_any_command_is_transient(server: HostileImap, connector: Hasty, command: str) -> None:
    server.faults.says_bye_at = command
    with pytest.raises(Transient) as caught:
        pulled(connector)
    assert caught.value.message_key == "connection_closed"
    server.faults.says_bye_at = ""
    assert len(mails(pulled(connector))) == COUNT


@pytest.mark.parametrize(
    ("greeting", "key"),
    [(b"", "timeout"), (b"HTTP/1.1 400 Bad Request\r\n", "connection_closed"), (b"\xff" * 9_000_000, "bad_answer")],
    ids=["silence", "another protocol", "a line without end"],
)
def test_a_host_that_is_no_mail_server_is_transient(
    server: HostileImap, connector: Hasty, greeting: bytes, key: str
) -> None:
    server.faults.greeting = greeting
    with pytest.raises(Transient) as caught:
        connector.check()
    assert caught.value.message_key == key
    assert caught.value.params["host"] == "127.0.0.1"


def test_a_password_never_goes_out_in_plain_text(server: HostileImap, connector: Hasty) -> None:
    settings = dict(connector.session.settings)
    session = KitSession({**settings, "host": "mail.haneul.example"}, {"password": "pw"}, Path())
    with pytest.raises(Rejected) as caught:
        ImapConnector(session).check()
    assert (caught.value.message_key, caught.value.params["field"]) == ("not_secure", "security")
    stripped = KitSession({**settings, "security": "starttls"}, {"password": "pw"}, Path())
    with pytest.raises(Rejected) as caught:
        ImapConnector(stripped).check()
    assert caught.value.message_key == "not_secure"
    assert not any(b"LOGIN" in each.upper() for each in server.commands)


def test_a_missing_secret_asks_for_signin(server: HostileImap) -> None:
    with pytest.raises(AuthRequired):
        ImapConnector(KitSession(server.settings(), {}, Path())).check()
