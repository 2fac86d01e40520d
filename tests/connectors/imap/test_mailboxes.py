"""Mailboxes, cursors, huge mails and watches on Dovecot."""

import base64
import os
import select
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.imap.answers import fetched, ranges, uid_set
from connectors.imap.bodies import PIECE, decode_base64
from connectors.imap.connector import ImapConnector
from connectors.imap.cursor import Cursor
from connectors.imap.folders import Tree
from connectors.imap.idle import RENEW_SECONDS, IdleWatch
from connectors.imap.mailboxes import Listed, collections, from_wire, to_wire
from tests.connectors.imap.remote import ImapRemote
from tests.connectors.imap.test_contract import SmallPages
from tests.fakes.dovecot import Dovecot
from tests.fakes.smtp import SmtpSink
from workspace.connector.contract_remote import KitSession, Mirror, key_of, moment, sample_mail
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Rejected, Transient
from workspace.connector.pages import Ref
from workspace.mail.parse import parse
from workspace.model.ids import ActionId
from workspace.model.items import Email
from workspace.model.kinds import Role, Verb


@pytest.fixture
def connector(remote: ImapRemote, tmp_path: Path) -> Iterator[ImapConnector]:
    made = SmallPages(KitSession(remote.settings, remote.secrets, tmp_path))
    yield made
    made.close()


def listed(flags: bytes, name: str, delimiter: str = "/") -> Listed:
    return Listed(frozenset(flags.upper().split()), delimiter, to_wire(name))


def test_roles_come_from_the_server_then_from_well_known_names() -> None:
    found = collections(
        [
            listed(b"\\Noselect", "[Mail]"),
            listed(b"", "보낸편지함"),
            listed(b"\\Sent", "[Mail]/Gesendet"),
            listed(b"", "임시보관함"),
            listed(b"", "INBOX.휴지통", "."),
            listed(b"", "스팸편지함"),
            listed(b"", "Projects/Trash"),
            listed(b"", "INBOX"),
        ]
    )
    assert [(each.name, each.role) for each in found] == [
        ("INBOX", Role.INBOX),
        ("임시보관함", Role.DRAFTS),
        ("[Mail]/Gesendet", Role.SENT),
        ("스팸편지함", Role.JUNK),
        ("INBOX/휴지통", Role.TRASH),
        ("Projects/Trash", Role.OTHER),
        ("보낸편지함", Role.OTHER),
    ]


@pytest.mark.parametrize("wire_name", [b"INBOX", b"&1QS4XMgdTlw-/a &- b", b"&bad", b"raw:x", b"\xff\xfe", b"&AGE-"])
def test_every_mailbox_name_comes_back(wire_name: bytes) -> None:
    assert to_wire(from_wire(wire_name)) == wire_name


def test_answers_are_read_with_nested_lists_literals_and_escapes() -> None:
    pieces = [b'* 2 FETCH (UID 7 BODY[HEADER.FIELDS ("TO" CC)] ', b"a)b(", b' X ("q\\"x" (NIL {) 3))']
    assert fetched(pieces) == {
        b"UID": b"7",
        b"BODY[HEADER.FIELDS]": b"a)b(",
        b"X": [b'q"x', [None, b"{"], b"3"],
    }
    assert fetched([b"* 2 EXISTS"]) is None
    assert uid_set([1, 2, 3, 7, 9, 10]) == b"1:3,7,9:10"
    assert ranges(b"4,9:7") == [(4, 4), (7, 9)]


def test_base64_is_decoded_across_any_cut() -> None:
    encoded = bytes(range(256)).hex().encode()
    text = base64.encodebytes(encoded)
    for size in (1, 3, 5, 77):
        pieces = (text[at : at + size] for at in range(0, len(text), size))
        assert b"".join(decode_base64(pieces)) == encoded


def test_mails_that_arrive_during_a_first_pull_come_before_it_goes_on() -> None:
    cursor = Cursor(1, uidnext=1).grown_to(101).without_from(51)
    cursor = Cursor.from_text(cursor.grown_to(111).to_text(), "INBOX")
    assert cursor.missing == ((1, 50), (101, 110))
    assert cursor.missing_of([3, 60, 105]) == [3, 105]
    assert replace(cursor).without_from(101).missing == ((1, 50),)


@pytest.mark.dovecot
def test_a_korean_mailbox_is_read_and_moved_to(connector: ImapConnector, remote: ImapRemote) -> None:
    with remote.signed_in() as client:
        client.create_folder("프로젝트/계약 & 견적")
    remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    inbox = Mirror(connector.discover()[0])
    inbox.pull(connector)
    target = next(each for each in connector.discover() if "계약" in each.name)
    mail = inbox.titled("kit mail")
    receipt = connector.perform(action(Verb.MOVE, {"to": target.remote_id}, key_of(mail)))
    mirror = Mirror(target)
    mirror.pull(connector)
    assert list(mirror.items) == [receipt.remote_id]


@pytest.mark.dovecot
def test_a_server_without_an_archive_gets_one(bare_remote: ImapRemote, tmp_path: Path) -> None:
    connector = SmallPages(KitSession(bare_remote.settings, bare_remote.secrets, tmp_path))
    with bare_remote.signed_in() as client:
        client.delete_folder("Archive")
    bare_remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    inbox = Mirror(connector.discover()[0])
    inbox.pull(connector)
    connector.perform(action(Verb.ARCHIVE, {}, key_of(inbox.titled("kit mail"))))
    assert len(bare_remote.raw_mails("Archive")) == 1
    connector.close()


@pytest.mark.dovecot
def test_others_deleted_mails_are_never_expunged(bare_remote: ImapRemote, tmp_path: Path) -> None:
    """Without MOVE and UIDPLUS, what another program marked as deleted must stay."""
    connector = SmallPages(KitSession(bare_remote.settings, bare_remote.secrets, tmp_path))
    for number, title in enumerate(("kit theirs", "kit ours")):
        bare_remote.deliver(sample_mail(title, moment(number)), moment(number))
    inbox = Mirror(connector.discover()[0])
    inbox.pull(connector)
    theirs = inbox.titled("kit theirs")
    with bare_remote.signed_in() as client:
        client.delete_messages([1])
    connector.perform(action(Verb.TRASH, {}, key_of(inbox.titled("kit ours"))))
    assert isinstance(theirs, Email)
    assert bare_remote.mailboxes(theirs) == {"INBOX"}
    connector.close()


@pytest.mark.dovecot
def test_a_huge_mail_arrives_without_its_files_which_come_in_pieces(
    connector: ImapConnector, remote: ImapRemote
) -> None:
    content = os.urandom(5_000_000)
    raw = sample_mail("kit huge", moment(0), [("계획.bin", content), ("small.bin", b"small")])
    remote.deliver(raw, moment(0))
    inbox = Mirror(connector.discover()[0])
    inbox.pull(connector)
    ref = Ref("INBOX", inbox.titled("kit huge").remote_id)
    [(_, rendition)] = connector.bodies([ref])
    assert len(rendition) < 10_000
    mail = parse(rendition)
    assert "the text of kit huge" in mail.text
    assert mail.message_id == parse(raw).message_id
    assert [part.name for part in mail.attachments] == ["계획.bin", "small.bin"]
    assert mail.attachments[0].size == pytest.approx(len(content), abs=100)
    for part, sent in zip(mail.attachments, (content, b"small"), strict=True):
        pieces = list(connector.fetch(replace(ref, part_id=part.part_id)))
        assert max(map(len, pieces)) <= PIECE
        assert b"".join(pieces) == sent
    assert b"".join(connector.fetch(ref)).replace(b"\r\n", b"\n") == raw


@pytest.mark.dovecot
def test_a_watch_renews_itself_and_says_when_it_broke(connector: ImapConnector, remote: ImapRemote) -> None:
    now = [0.0]
    inbox = connector.discover()[0]
    line = connector._sign_in()
    line.select(b"INBOX")
    watch = IdleWatch(line, lambda: now[0])
    assert not watch.heard()
    now[0] = RENEW_SECONDS
    assert not watch.heard()
    remote.deliver(sample_mail("kit news", moment(0)), moment(0))
    assert select.select([watch.fileno()], [], [], 10)[0]
    assert watch.heard()
    remote.cut_network()
    assert select.select([watch.fileno()], [], [], 10)[0]
    with pytest.raises(Transient):
        watch.heard()
    with pytest.raises(Transient):
        connector.watch(inbox)
    watch.close()


@pytest.mark.dovecot
def test_a_moved_mail_is_not_missed_by_the_same_action_after_a_crash(
    connector: ImapConnector, remote: ImapRemote
) -> None:
    remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    inbox = Mirror(connector.discover()[0])
    inbox.pull(connector)
    mail = inbox.titled("kit mail")
    wish = action(Verb.TRASH, {}, key_of(mail))
    # As the crash left it: the call was begun, the server did it, the answer was never read.
    connector._traces.begin(f"move {wish.action_id}")
    assert isinstance(mail, Email)
    remote.move(mail, Role.TRASH)
    assert connector.perform(wish).action_id == wish.action_id
    assert remote.mailboxes(mail) == {"Trash"}


@pytest.mark.dovecot
@pytest.mark.parametrize("server", ["condstore_remote", "bare_remote"])
def test_a_move_that_was_done_is_so_for_the_same_action_when_nobody_noted_it(
    server: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    remote: ImapRemote = request.getfixturevalue(server)
    remote.deliver(sample_mail("kit mail", moment(0)), moment(0))
    connector = SmallPages(KitSession(remote.settings, remote.secrets, tmp_path))
    inbox = Mirror(connector.discover()[0])
    inbox.pull(connector)
    wish = action(Verb.TRASH, {}, key_of(inbox.titled("kit mail")))
    connector.perform(wish)
    connector.close()
    # Killed between the answer and the receipt: the next engine tries again.
    again = SmallPages(KitSession(remote.settings, remote.secrets, tmp_path))
    assert again.perform(wish).action_id == wish.action_id
    assert len(remote.raw_mails("Trash")) == 1
    other = replace(wish, action_id=ActionId("another"))
    with pytest.raises(Rejected) as refused:
        again.perform(other)
    assert refused.value.message_key == "not_found"
    again.close()


@pytest.mark.dovecot
@pytest.mark.parametrize("server", ["condstore_remote", "bare_remote"])
@pytest.mark.parametrize("words", [b"UID COPY", b"UID STORE", b"EXPUNGE"])
@pytest.mark.parametrize("message_id", [b"Message-ID", b"X-Nothing"])
def test_a_move_without_move_that_breaks_off_makes_no_second_copy(
    server: str, words: bytes, message_id: bytes, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    remote: ImapRemote = request.getfixturevalue(server)
    raw = sample_mail("kit mail", moment(0)).replace(b"Message-ID", message_id)
    with remote.signed_in() as client:
        client.append("Trash", raw)  # the same mail lay there before: no copy of ours
    remote.deliver(raw, moment(0))
    connector = SmallPages(KitSession(remote.settings, remote.secrets, tmp_path))
    inbox = Mirror(connector.discover()[0])
    inbox.pull(connector)
    wish = action(Verb.TRASH, {}, key_of(inbox.titled("kit mail")))
    remote.relay.cut_before(words)
    with pytest.raises(Transient):
        connector.perform(wish)
    connector.close()
    remote.mend_network()
    again = SmallPages(KitSession(remote.settings, remote.secrets, tmp_path))
    again.perform(wish)
    assert len(remote.raw_mails("Trash")) == 2
    assert remote.raw_mails("INBOX") == []
    again.close()


@pytest.mark.dovecot
@pytest.mark.parametrize("server", ["dovecot", "condstore_dovecot", "bare_dovecot"])
def test_a_round_without_news_brings_nothing(
    server: str, sink: SmtpSink, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    dovecot: Dovecot = request.getfixturevalue(server)
    remote = ImapRemote(dovecot, sink)
    connector = SmallPages(KitSession(remote.settings, remote.secrets, tmp_path))
    for number in range(5):
        remote.deliver(sample_mail(f"kit {number}", moment(number)), moment(number))
    inbox = Mirror(connector.discover()[0])
    inbox.pull(connector)
    inbox.pull(connector)
    assert inbox.pull(connector) == []
    connector.close()
    remote.close()


def test_a_new_mailbox_lies_where_the_server_keeps_the_account_s_own() -> None:
    tree = Tree(
        [listed(b"", "INBOX", "."), listed(b"\\Noselect", "INBOX.Kunden", "."), listed(b"", "INBOX.Alt", ".")], "INBOX."
    )
    assert tree.child("", "Neu") == "INBOX.Neu"
    assert tree.child("INBOX.Kunden", "Neu") == "INBOX.Kunden.Neu"
    assert tree.sibling("INBOX.Alt", "Neu") == "INBOX.Neu"
    assert (tree.delimiter("INBOX.Neu"), tree.inside("INBOX")) == (".", ["INBOX.Kunden", "INBOX.Alt"])
    assert (tree.has("inbox"), tree.has("INBOX.Kunden"), tree.has("INBOX.alt")) == (True, False, False)
    flat = Tree([listed(b"", "INBOX", ""), listed(b"", "A/B", "")], "")
    assert (flat.sibling("A/B", "C"), flat.inside("A"), flat.delimiter("A")) == ("C", [], "")


def test_a_name_that_the_server_refuses_is_said_with_its_words(connector: ImapConnector) -> None:
    for name in ("a/b", "a\tb", "x" * 300):
        with pytest.raises(Rejected) as caught:
            connector.perform(action(Verb.CREATE_FOLDER, {"name": name, "parent": None}, name=f"kit-{name[:3]}"))
        assert caught.value.message_key in ("folder_delimiter", "folder_name")
    assert all(each.role is not Role.OTHER for each in connector.discover())
