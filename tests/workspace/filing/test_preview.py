"""The preview is what would be written: cuts, what stays behind, and the keys that colleagues share."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace.filing.rows import CRM, NOON, RULES, mail, receipt, record
from workspace.filing.action import file_action, reply_action_id, unfile_action
from workspace.filing.follow import filing_for_reply, is_later_reply
from workspace.filing.match import record_ref
from workspace.filing.preview import preview, thread_key
from workspace.filing.reasons import Refusal
from workspace.model.filings import Filing, NewRecord, RecordField
from workspace.model.ids import AccountId
from workspace.model.items import Address, Attachment, ItemKey
from workspace.model.kinds import Kind, Verb

MIB = 1024 * 1024
REFS = [record_ref(record("p1"))]
PDF = Attachment("1.2", "견적서.pdf", "application/pdf", 3 * MIB)
LOGO = Attachment("1.3", "logo.png", "image/png", 900, "logo@x", is_inline=True)
VIDEO = Attachment("1.4", "video.mp4", "video/mp4", 30 * MIB)
DEPOT = Attachment("1.5", "depot.zip", "application/zip", 9 * MIB)


def test_everything_goes_where_nothing_limits_it() -> None:
    item = mail(html="<p>안녕하세요</p>", attachments=(PDF,))
    seen = preview(item, REFS, limits={})
    assert seen.filing.key == "<Q1@hanbit.co.kr>"
    assert seen.filing.records == tuple(REFS)
    assert seen.filing.is_incoming
    assert [each.part_id for each in seen.filing.attachments] == ["1.2"]
    assert (seen.cuts, seen.left_out, seen.notes) == ((), (), ())
    assert Filing.from_json(seen.filing.to_json()) == seen.filing


def test_cut_fields_are_named_with_their_sizes() -> None:
    item = mail(subject="가" * 300, text="나" * 50, html="<p>" + "나" * 50)
    seen = preview(item, REFS, limits={"subject_chars": 255, "text_chars": 40})
    assert seen.filing.cut == ("subject", "text", "html")
    assert seen.filing.subject == "가" * 254 + "…"
    assert seen.filing.html is None
    assert [(cut.field, cut.kept, cut.of) for cut in seen.cuts] == [
        ("subject", 255, 300),
        ("text", 40, 50),
        ("html", 0, 53),
    ]


@given(st.text(), st.integers(1, 20))
def test_a_cut_keeps_the_limit_and_the_beginning(text: str, limit: int) -> None:
    seen = preview(mail(text=text), REFS, limits={"text_chars": limit})
    plain = text.replace("\0", "")
    assert len(seen.filing.text) <= limit
    assert plain.startswith(seen.filing.text.removesuffix("…"))
    assert bool(seen.cuts) == (len(plain) > limit)


def test_a_cut_does_not_part_a_letter_from_its_accent() -> None:
    seen = preview(mail(subject="abe\u0301\u0302xyz"), REFS, limits={"subject_chars": 5})
    assert seen.filing.subject == "ab…"


def test_attachments_stay_behind_with_a_reason() -> None:
    item = mail(attachments=(PDF, LOGO, VIDEO, DEPOT))
    seen = preview(item, REFS, limits={"attachment_mb": 25, "attachments_total_mb": 10})
    assert [each.name for each in seen.filing.attachments] == ["견적서.pdf"]
    assert [(o.attachment.name, o.reason.key, o.is_selectable) for o in seen.left_out] == [
        ("logo.png", "inline_image", True),
        ("video.mp4", "attachment_too_large", False),
        ("depot.zip", "attachments_too_large", True),
    ]
    assert seen.left_out[1].reason.sentence == "video.mp4 has 30.0 MB; the CRM takes 25 MB."


def test_only_what_is_ticked_goes() -> None:
    seen = preview(mail(attachments=(PDF, LOGO)), REFS, limits={}, attachments={"1.3"})
    assert [each.name for each in seen.filing.attachments] == ["logo.png"]
    assert [o.reason.key for o in seen.left_out] == ["not_chosen"]


def test_header_only_keeps_subject_text_and_files_out() -> None:
    item = mail(attachments=(PDF,), html="<p>x</p>", body_state="none")
    seen = preview(item, REFS, limits={}, header_only=True)
    filing = seen.filing
    assert (filing.subject, filing.text, filing.html, filing.attachments) == ("", "", None, ())
    assert filing.from_.email == "minsu@hanbit.co.kr"
    assert seen.is_complete


def test_a_mail_whose_text_has_not_arrived_is_not_complete() -> None:
    seen = preview(mail(text=None, body_state="none"), REFS, limits={})
    assert not seen.is_complete
    assert [note.key for note in seen.notes] == ["body_not_here"]


def test_without_a_key_nothing_can_be_filed_once() -> None:
    with pytest.raises(ValueError, match="filing key"):
        preview(mail(filing_key=None), REFS, limits={})


def test_blind_copies_of_what_we_sent_are_filed_too() -> None:
    sent = mail("me@ours.example", "minsu@hanbit.co.kr", is_sent=True, bcc=(Address("", "boss@hanbit.co.kr"),))
    filing = preview(sent, REFS, limits={}).filing
    assert [each.email for each in filing.bcc] == ["boss@hanbit.co.kr"]
    assert Filing.from_json(filing.to_json()) == filing


def test_a_filing_queued_by_an_older_version_still_goes() -> None:
    filing = preview(mail(), REFS, limits={}).filing
    old = filing.to_json()
    del old["bcc"]
    assert Filing.from_json(old) == filing


def test_numbers_that_nobody_meant_to_share_are_warned_of_and_kept() -> None:
    text = "카드 4111 1111 1111 1111, 주민번호 900101-1234568"
    seen = preview(mail(text=text), REFS, limits={})
    assert [note.key for note in seen.notes] == ["sensitive_card", "sensitive_rrn"]
    assert seen.filing.text == text
    assert seen.is_complete
    assert preview(mail(text=text), REFS, limits={}, header_only=True).notes[0].key == "header_only"


def test_a_record_that_may_only_be_read_is_named_before_the_write() -> None:
    seen = preview(mail(), REFS, limits={}, read_only=[record_ref(record("c1", "company", name="한빛상사"))])
    assert [note.sentence for note in seen.notes] == ["You may read “한빛상사” but not write to it: it is left out."]


def test_colleagues_agree_on_the_key_of_a_conversation() -> None:
    root = "<root@hanbit.co.kr>"
    reply = mail(detail={"references": [root, "<second@ours.example>"], "in_reply_to": "<x@y>"})
    assert thread_key(reply) == root
    assert thread_key(mail(detail={"in_reply_to": root})) == root
    assert thread_key(mail(filing_key=root)) == root


def test_an_event_is_filed_with_its_time_and_everybody_asked() -> None:
    starts_at = (NOON + timedelta(days=9)).isoformat()
    detail = {"uid": "U1", "starts_at": starts_at, "attendees": [["", "me@ours.example", "ACCEPTED"]]}
    key = ItemKey(AccountId("cal"), Kind.EVENT, mail().key.remote_id)
    filing = preview(mail(key=key, to="", detail=detail), REFS, limits={}).filing
    assert filing.sent_at.isoformat() == starts_at
    assert [each.email for each in filing.to] == ["me@ours.example"]
    assert filing.thread_key == "U1"


def test_an_action_carries_the_filing_and_its_own_id() -> None:
    filing = preview(mail(), REFS, limits={}).filing
    first, second = (file_action(filing, CRM, mail().key, add_to="77") for _ in range(2))
    assert first.action_id != second.action_id
    assert first.payload["add_to"] == "77"
    assert Filing.from_json(dict(first.payload)) == filing
    assert (first.verb, first.account_id, first.item) == (Verb.FILE, CRM, mail().key)


def test_undo_carries_the_receipt() -> None:
    action = unfile_action(receipt(record("p1"), extra={"note": "12"}))
    stored = action.payload["receipt"]
    assert action.verb is Verb.UNFILE
    assert isinstance(stored, dict)
    assert (stored["action_id"], stored["remote_id"]) == ("a1", "77")
    assert stored["records"] == [["contact", "p1", "contact p1"]]
    assert stored["extra"] == {"note": "12"}


def test_a_later_reply_goes_to_the_records_of_the_first() -> None:
    reply = mail("me@ours.example", "minsu@hanbit.co.kr", is_sent=True, attachments=(PDF,))
    filing = filing_for_reply(reply, receipt(record("p1")), {}, RULES)
    assert isinstance(filing, Filing)
    assert [str(ref) for ref in filing.records] == ["contact:p1"]
    assert not filing.is_incoming
    assert [each.name for each in filing.attachments] == ["견적서.pdf"]


@pytest.mark.parametrize(
    ("reply", "key"),
    [
        (mail("colleague@ours.example"), "internal"),
        (mail(is_automated=True), "automated"),
        (mail(text=None, body_state="none"), "body_not_here"),
    ],
)
def test_what_nobody_would_file_is_not_filed_by_itself(reply: object, key: str) -> None:
    refusal = filing_for_reply(reply, REFS, {}, RULES)  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    assert refusal.key == key


def test_only_what_came_after_is_a_later_reply() -> None:
    key = "<Q1@hanbit.co.kr>"
    assert is_later_reply(mail(), key, NOON)
    assert not is_later_reply(mail(), key, NOON + timedelta(seconds=1))
    assert not is_later_reply(mail(), "<other@x>", NOON)
    assert not is_later_reply(mail(is_draft=True), key, NOON)


def test_the_engines_action_on_a_reply_is_always_the_same() -> None:
    assert reply_action_id("<a@b>", CRM) == reply_action_id("<a@b>", CRM)
    assert reply_action_id("<a@b>", CRM) != reply_action_id("<A@b>", CRM)


def test_what_the_crm_demands_and_nobody_gave_is_named() -> None:
    region, budget = RecordField("region", "Region"), RecordField("x_budget", "Budget")
    new = NewRecord("deal", (("name", "Order"), ("region", "Seoul"), ("x_budget", " ")))
    seen = preview(mail(), REFS, create=(new,), limits={}, demanded={"deal": (region, budget)})
    assert seen.missing == (budget,)
    assert [note.sentence for note in seen.notes] == ["The CRM asks for Budget in a new deal: give it before filing."]
