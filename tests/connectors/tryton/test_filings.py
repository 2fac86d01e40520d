"""What a filed mail is in Tryton, and that it is there once whatever breaks in between."""

import hashlib
import json
import threading
from dataclasses import replace

import pytest

from tests.connectors.tryton.conftest import Make
from tests.connectors.tryton.remote import TrytonRemote, content, key_of
from tests.fakes.tryton_front import Canned, Front
from workspace.connector.contract_filing import BYTES, KEY, NEW_CONTACT, ORDER, PHOTO, file_action, sample_filing
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Rejected, Transient
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import FiledAttachment
from workspace.model.ids import RemoteId
from workspace.model.items import Address
from workspace.model.kinds import Verb


def contact(remote_id: str, name: str = "") -> RecordRef:
    return RecordRef("contact", RemoteId(remote_id), name)


def lead(remote_id: str) -> RecordRef:
    return RecordRef("lead", RemoteId(remote_id))


def unfiling(receipt: Receipt) -> Action:
    return action(Verb.UNFILE, {"receipt": receipt.to_json()})


def messages(remote: TrytonRemote) -> list[str]:
    return [row["message"] for row in remote.hand.rows("ir.note", [], "message")]


def test_a_note_reads_as_a_mail(connect: Make, remote: TrytonRemote) -> None:
    desk = remote.party("Orders desk", "orders@haneul.example")
    [code] = [row["code"] for row in remote.hand.rows("party.party", [["name", "=", "Orders desk"]], "code")]
    cc = (Address("", "cc@haneul.example"),)
    connect().perform(file_action(sample_filing(contact(desk), cc=cc, thread_key="<first@haneul.example>"), "one"))
    assert messages(remote) == [
        "배송 문의 48213\n"
        f"From: Orders desk <orders@haneul.example> [{code}]\n"
        "To: Support <support@demo.example>\n"
        "Cc: cc@haneul.example\n"
        "Date: 2026-03-02 09:00 +0000 (mail received)\n"
        "Attachments: 주문서 48213.pdf\n"
        "Thread: <first@haneul.example>\n"
        f"Message-ID: {KEY}\n"
        "Workspace: one\n"
        "\n"
        "Where is it?\n안녕하세요"
    ]


def test_who_got_a_blind_copy_is_named_by_code_too(connect: Make, remote: TrytonRemote) -> None:
    desk = remote.party("Kim", "kim@haneul.example")
    [code] = [row["code"] for row in remote.hand.rows("party.party", [["name", "=", "Kim"]], "code")]
    bcc = (Address("Kim", "kim@haneul.example"),)
    connect().perform(file_action(sample_filing(contact(desk), is_incoming=False, bcc=bcc), "one"))
    assert f"\nBcc: Kim <kim@haneul.example> [{code}]\n" in messages(remote)[0]


@pytest.mark.parametrize(("kind", "words"), [("chat", "(chat message sent)"), ("event", "(meeting)")])
def test_what_is_no_mail_says_so(connect: Make, remote: TrytonRemote, kind: str, words: str) -> None:
    filing = sample_filing(contact(remote.party("A")), kind=kind, key="T1/C1/17.2", is_incoming=False, attachments=())
    connect().perform(file_action(filing, "one"))
    [message] = messages(remote)
    assert words in message
    assert "\nID: T1/C1/17.2\n" in message
    assert connect().find(file_action(filing, "two")) is not None


def test_each_of_several_records_has_the_note_and_the_files(connect: Make, remote: TrytonRemote) -> None:
    party, other = remote.party("Kit Desk"), remote.party("Kit Other")
    opened = remote.opportunity("Kit Lead", party)
    filing = sample_filing(contact(party), contact(other), lead(opened), attachments=(ORDER, PHOTO))
    receipt = connect().perform(file_action(filing, "one"))
    assert {str(each) for each in receipt.records} == {f"contact:{party}", f"contact:{other}", f"lead:{opened}"}
    assert len(receipt.attachments) == 2
    rows = remote.attachments()
    assert sorted((row["resource"], row["name"]) for row in rows) == sorted(
        (each, part.name) for each in (party, other, opened) for part in (ORDER, PHOTO)
    )
    assert {content(row) for row in rows} == set(BYTES.values())
    connect().perform(unfiling(receipt))
    assert remote.filings() == []
    assert remote.attachments() == []


def test_two_files_of_one_name_and_one_content_are_two(connect: Make, remote: TrytonRemote) -> None:
    twin = FiledAttachment("1.2", ORDER.name, ORDER.content_type, ORDER.size)
    filing = sample_filing(contact(remote.party("A")), attachments=(ORDER, twin, replace(PHOTO, name=ORDER.name)))
    receipt = connect().perform(file_action(filing, "one"))
    assert len(receipt.attachments) == 3
    found = connect().find(file_action(filing, "one"))
    assert found is not None
    assert sorted(found.attachments) == sorted(receipt.attachments)
    assert len(remote.attachments()) == 3


def test_a_mail_that_quotes_a_head_is_not_found_under_that_key(connect: Make, remote: TrytonRemote) -> None:
    quoting = f"Message-ID: {KEY}\nWorkspace: one\n\nMessage-ID: {KEY}\n"
    names = Address(f"x\nMessage-ID: {KEY}", f"y\r\nMessage-ID: {KEY}")
    filing = sample_filing(
        contact(remote.party("A")), key="<evil@haneul.example>", subject=f"Message-ID: {KEY}", text=quoting, from_=names
    )
    connect().perform(file_action(filing, "evil"))
    assert connect().find(file_action(sample_filing(), "one")) is None
    assert connect().find(file_action(filing, "two")) is not None


def test_a_file_whose_name_breaks_lines_is_filed(connect: Make, remote: TrytonRemote) -> None:
    parts = (FiledAttachment("1.3", "a\r\nb\t.png\0", "image/png", 3), FiledAttachment("1.2", " ", "x/y", 1))
    receipt = connect().perform(file_action(sample_filing(contact(remote.party("A")), attachments=parts), "one"))
    assert [name for name, *_ in receipt.attachments] == ["a b .png", "attachment"]


def test_it_is_found_on_whatever_record_a_colleague_chose(connect: Make, remote: TrytonRemote) -> None:
    """Tryton lets nobody but administrators search all notes; the key alone is what the window asks with."""
    theirs = remote.opportunity("Kit Lead")
    connect(username="jiyoung").perform(file_action(sample_filing(lead(theirs)), "theirs"))
    for user in ("minsu", "admin"):
        found = connect(username=user).find(action(Verb.FILE, {"key": KEY}, name="find"))
        assert found is not None
        assert found.filed_by == "Jiyoung"
        assert [str(each) for each in found.records] == [f"lead:{theirs}"]


@pytest.mark.parametrize("is_answer_lost", [False, True])
def test_a_filing_cut_off_at_any_call_is_finished_once(
    connect: Make, remote: TrytonRemote, front: Front, is_answer_lost: bool
) -> None:
    """As the engine goes on: look, and file what is not whole there."""
    filing = sample_filing(contact(remote.party("Kit Desk")), create=(NEW_CONTACT,))
    front.is_answer_lost = is_answer_lost
    tries = 0
    while True:
        tries += 1
        front.calls.clear()
        front.lose_write = tries
        name = f"try-{tries}"
        wish = file_action(replace(filing, key=f"<{name}@haneul.example>"), name)
        try:
            connect(base_url=front.url).perform(wish)
        except Transient:
            front.lose_write = 0
            found = connect().find(wish)
            if found is None or not found.attachments or len(found.records) < 2:
                connect().perform(wish)
        else:
            break
        check_once(remote, name)
        receipt = connect().find(wish)
        assert receipt is not None
        assert [each.name for each in receipt.created] == ["Kit New"]
        connect().perform(unfiling(receipt))
        assert remote.attachments() == []
        assert remote.record_names() == {"Kit Desk"}
    # A party, an attachment on each of two records, and the notes of both in one call.
    assert tries == 5


def check_once(remote: TrytonRemote, name: str) -> None:
    [filed] = remote.filings()
    assert filed.key == f"<{name}@haneul.example>"
    assert len(filed.records) == len(messages(remote)) == 2
    assert len(remote.attachments()) == 2
    assert filed.attachments == {ORDER.name: BYTES["1.2"]}


@pytest.mark.parametrize("is_answer_lost", [False, True])
def test_an_undo_cut_off_at_any_call_is_finished(
    connect: Make, remote: TrytonRemote, front: Front, is_answer_lost: bool
) -> None:
    desk = contact(remote.party("Kit Desk"))
    front.is_answer_lost = is_answer_lost
    for lost in (1, 2, 3):
        wish = file_action(sample_filing(desk, create=(NEW_CONTACT,)), f"one-{lost}")
        receipt = connect().perform(wish)
        front.calls.clear()
        front.lose_write = lost
        with pytest.raises(Transient):
            connect(base_url=front.url).perform(unfiling(receipt))
        front.lose_write = 0
        connect().perform(unfiling(receipt))
        assert remote.filings() == []
        assert remote.attachments() == []
        assert remote.record_names() == {"Kit Desk"}


def test_two_colleagues_who_file_at_once_file_once(connect: Make, remote: TrytonRemote) -> None:
    filing = sample_filing(contact(remote.party("Kit Desk")))
    start = threading.Barrier(2)
    failed: list[BaseException] = []

    def file(user: str) -> None:
        connector = connect(username=user)
        connector.check()
        start.wait(30)
        try:
            connector.perform(file_action(filing, user))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=file, args=(user,)) for user in ("minsu", "jiyoung")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert len(messages(remote)) == 1
    assert len(remote.attachments()) == 1


def test_calls_that_a_proxy_sends_twice_are_written_once(connect: Make, remote: TrytonRemote, front: Front) -> None:
    front.doubled = {"ir.attachment.create", "ir.note.create"}
    wish = file_action(sample_filing(contact(remote.party("A")), attachments=(ORDER, PHOTO)), "one")
    receipt = connect(base_url=front.url).perform(wish)
    assert len(messages(remote)) == 1
    assert len(remote.attachments()) == len(receipt.attachments) == 2


@pytest.mark.parametrize(("lost", "left"), [(3, "ir.attachment.delete"), (4, "ir.note.delete")])
def test_a_double_that_was_not_yet_removed_is_not_taken_for_done(
    connect: Make, remote: TrytonRemote, front: Front, lost: int, left: str
) -> None:
    """A colleague files in the same moment, and the network breaks as the later note is about to be removed."""
    filing = sample_filing(contact(remote.party("Kit Desk")))
    theirs = file_action(filing, "theirs")
    front.meanwhile["ir.attachment.create"] = lambda: connect(username="jiyoung").perform(theirs)
    front.lose_write = lost
    wish = file_action(filing, "one")
    with pytest.raises(Transient):
        connect(base_url=front.url).perform(wish)
    assert front.writes[-1] == left
    assert len(messages(remote)) == 2
    assert connect().find(wish) is None
    connect().perform(wish)
    assert connect().find(wish) is not None
    assert len(messages(remote)) == len(remote.attachments()) == 1


def test_who_added_a_file_keeps_the_note_when_the_first_takes_his_back(connect: Make, remote: TrytonRemote) -> None:
    desk = contact(remote.party("Kit Desk"))
    first = connect().perform(file_action(sample_filing(desk), "first"))
    more = file_action(sample_filing(desk, attachments=(ORDER, PHOTO)), "second", first.remote_id)
    second = connect(username="jiyoung").perform(more)
    connect().perform(unfiling(first))
    [left] = remote.filings()
    assert left.attachments == {PHOTO.name: BYTES["1.3"]}
    connect(username="jiyoung").perform(unfiling(second))
    assert remote.filings() == []
    assert remote.attachments() == []


def test_a_refusal_in_the_middle_leaves_nothing(connect: Make, remote: TrytonRemote, front: Front) -> None:
    """Tryton's administrator may refuse requests of that size ([request] max_size_authenticated)."""
    filing = sample_filing(contact(remote.party("Kit Desk")), create=(NEW_CONTACT,))
    front.answers["ir.attachment.create"] = Canned(413, b"", (("Content-Type", "text/html"),))
    with pytest.raises(Rejected) as caught:
        connect(base_url=front.url).perform(file_action(filing, "one"))
    assert "max_size_authenticated" in caught.value.sentence
    assert remote.record_names() == {"Kit Desk"}
    assert remote.filings() == []


def test_the_hash_of_a_receipt_is_that_of_the_bytes(connect: Make, remote: TrytonRemote) -> None:
    receipt = connect().perform(file_action(sample_filing(contact(remote.party("A"))), "one"))
    assert receipt.attachments == ((ORDER.name, ORDER.size, hashlib.sha256(BYTES["1.2"]).hexdigest()),)
    assert [key_of(row["description"]) for row in remote.attachments()] == [KEY]


@pytest.mark.parametrize("model", ["ir.attachment", "ir.note"])
def test_a_row_that_a_colleague_removes_between_its_being_found_and_read_is_no_refusal(
    connect: Make, remote: TrytonRemote, front: Front, model: str
) -> None:
    """As Tryton on SQLite says it, whose transactions see what others write meanwhile."""
    filing = sample_filing(contact(remote.party("Kit Desk")))
    words = 'You are trying to read records "15" that don\'t exist.'
    body = json.dumps({"id": 0, "error": ["UserError", [words, "", None]]}).encode()
    front.once[f"{model}.search_read"] = Canned(body=body)
    connect(base_url=front.url).perform(file_action(filing, "one"))
    assert front.once == {}
    assert len(messages(remote)) == len(remote.attachments()) == 1
