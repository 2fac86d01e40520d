"""A chat message is filed as a mail is: by its global key, to whom its author is, with its text and where it stands."""

from tests.workspace.filing.rows import CRM, RULES, Cache, chat, mail, receipt, record
from workspace.filing.follow import is_later_reply
from workspace.filing.match import Decision, match, record_ref
from workspace.filing.preview import preview, thread_key
from workspace.model.ids import RemoteId
from workspace.model.items import Address

REFS = [record_ref(record("p1"))]


def test_the_text_the_author_and_the_place_are_written() -> None:
    item = chat("Can you call?\nIt is urgent.", html="<p>Can you call?</p>")
    filing = preview(item, REFS, limits={}).filing
    assert (filing.key, filing.kind, filing.subject) == ("T/C1/2", "chat", "Can you call?")
    assert filing.text == "Can you call?\nIt is urgent.\n\nhttps://slack.example/archives/C1/p2"
    assert filing.html is None
    assert (filing.from_, filing.sent_at) == (item.from_, item.sent_at or item.received_at)


def test_a_long_first_line_becomes_a_short_subject() -> None:
    assert len(preview(chat("가" * 500), REFS, limits={}).filing.subject) == 80


def test_the_authors_address_decides_and_without_one_the_user_chooses() -> None:
    known = record("p1", emails=(mail().from_.email,))
    assert match(chat(), Cache([known]), RULES).decision is Decision.ONE
    nameless = match(chat(from_=Address("Kim", "")), Cache([known]), RULES)
    assert (nameless.decision, nameless.refusal) == (Decision.NONE, None)


def test_only_the_same_thread_of_a_channel_suggests_its_records() -> None:
    other = record("p9")
    cache = Cache([other], receipts=[receipt(other, thread_key="C1/1")])
    found = match(chat(), cache, RULES).by_account[CRM]
    assert [str(each) for each in found.candidates] == ["contact:p9"]
    elsewhere = chat(detail={"thread_remote_id": "C1/7"})
    assert match(elsewhere, cache, RULES).by_account[CRM].candidates == ()


def test_later_replies_are_those_under_the_same_message() -> None:
    root = chat(detail={})
    reply = chat(key=chat().key, detail={"thread_remote_id": RemoteId("C1/2")})
    assert thread_key(root) == "C1/2"
    assert is_later_reply(reply, thread_key(root), root.received_at)
    assert not is_later_reply(chat(), thread_key(root), root.received_at)
