"""What is sent reads back as it was meant, in our parser and in the standard library's."""

import email
from datetime import UTC, datetime
from email import policy
from email.utils import collapse_rfc2231_value
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workspace.mail.address import Address
from workspace.mail.compose import OutgoingFile, build, forward_fields, reply_fields
from workspace.mail.parse import Mail, attachment, parse

JANE = Address("Jane Doe", "jane@acme.example")
KIM = Address("김 철수, 부장", "kim@hansol.example")
LEE = Address("", "lee@한국.kr")
LONG_NAME = "2024년 상반기 거래 명세서 최종본 (검토 완료) 한솔상사.pdf"


def written(**changes: Any) -> bytes:
    fields: dict[str, Any] = {
        "from_": KIM,
        "to": [JANE],
        "subject": "견적서",
        "text": "안녕하세요\n",
        "message_id": "<1@hansol.example>",
        "sent_at": datetime(2024, 3, 4, 9, 30, tzinfo=UTC),
    }
    return build(**(fields | changes))


def test_fields_come_back_as_they_were_given() -> None:
    mail = parse(
        written(
            to=[JANE, LEE],
            cc=[Address('Quote "Q", Inc.', "q@acme.example")],
            subject="견적서 요청드립니다 " * 8 + "끝",
            references=["<a@x>", "<b@x>"],
            in_reply_to="<b@x>",
        )
    )
    assert mail.from_ == (KIM,)
    assert mail.to == (JANE, Address("", "lee@xn--3e0b707e.kr"))
    assert mail.cc == (Address('Quote "Q", Inc.', "q@acme.example"),)
    assert mail.subject == "견적서 요청드립니다 " * 8 + "끝"
    assert mail.references == ("<a@x>", "<b@x>")
    assert mail.in_reply_to == "<b@x>"
    assert mail.sent_at == datetime(2024, 3, 4, 9, 30, tzinfo=UTC)
    assert mail.defects == ()


def test_the_bytes_are_seven_bit_lines_that_end_in_crlf() -> None:
    files = [OutgoingFile(LONG_NAME, "application/pdf", bytes(range(256)) * 9)]
    raw = written(text="긴 줄 " * 900, html="<p>" + "긴 줄 " * 900, attachments=files)
    assert raw.isascii()
    assert all(line.endswith(b"\r\n") for line in raw.splitlines(keepends=True))
    assert max(map(len, raw.splitlines())) <= 78


def test_attachments_arrive_byte_for_byte_under_their_names() -> None:
    data = bytes(range(256)) + b"\n\r\r\n.\n"
    files = [
        OutgoingFile(LONG_NAME, "application/pdf", data),
        OutgoingFile("note.txt", "text/plain", data),
        OutgoingFile("mail.eml", "message/rfc822", data),
        OutgoingFile("logo.png", "image/png", data, "logo@acme"),
    ]
    raw = written(html='<img src="cid:logo@acme">', attachments=files)
    found = {part.name: part for part in parse(raw).attachments}
    assert set(found) == {LONG_NAME, "note.txt", "mail.eml", "logo.png"}
    assert all(attachment(raw, part.part_id) == data for part in found.values())
    assert [name for name, part in found.items() if part.is_inline] == ["logo.png"]


def test_korean_names_read_in_clients_of_either_kind() -> None:
    raw = written(attachments=[OutgoingFile(LONG_NAME, "application/pdf", b"x")])
    part = list(email.message_from_bytes(raw).walk())[-1]
    assert collapse_rfc2231_value(part.get_filename() or "") == LONG_NAME
    encoded = str(part.get_param("name"))
    assert str(email.header.make_header(email.header.decode_header(encoded))) == LONG_NAME


def test_the_standard_library_reads_text_and_html() -> None:
    raw = written(text="본문\n둘째 줄", html="<p>본문</p>")
    message = email.message_from_bytes(raw, policy=policy.default)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines() == ["본문", "둘째 줄"]
    assert html.get_content().strip() == "<p>본문</p>"
    assert message["from"].addresses[0].display_name == KIM.name


def test_html_alone_gets_a_readable_text() -> None:
    assert parse(written(text=None, html="<p>하나</p><p>둘</p>")).text == "하나\n\n둘\n"


def test_bcc_is_written_only_where_it_is_wanted() -> None:
    assert b"secret" not in written(bcc=[Address("", "secret@x.example")])
    kept = parse(written(bcc=[Address("", "secret@x.example")], keep_bcc=True))
    assert kept.bcc == (Address("", "secret@x.example"),)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("Subject", {"subject": "x\r\nBcc: evil@x.example"}),
        ("Subject", {"subject": "x\u2028y"}),
        ("From", {"from_": Address("a\nBcc: b", "a@x.example")}),
        ("To", {"to": [Address("", "a@x.example\nBcc: b@x.example")]}),
        ("To", {"to": [Address("", "a@x.example, b@x.example")]}),
        ("Cc", {"cc": [Address("", "nobody")]}),
        ("Bcc", {"bcc": [Address("", "a@x.example\r\nTo: b@x.example")]}),
        ("Reply-To", {"reply_to": [Address("", "a b@x.example")]}),
        ("Message-ID", {"message_id": "<a@x>\r\nX: y"}),
        ("In-Reply-To", {"in_reply_to": "<a@x>\nX: y"}),
        ("References", {"references": ["<a@x> <b@x>"]}),
        ("attachment name", {"attachments": [OutgoingFile("a\nb", "text/plain", b"")]}),
        ("sent_at", {"sent_at": datetime(2024, 3, 4, tzinfo=UTC).replace(tzinfo=None)}),
    ],
)
def test_what_would_break_a_header_is_refused_by_name(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^{field}: "):
        written(**changes)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=120))
def test_any_printable_subject_and_file_name_survive(text: str) -> None:
    subject = text.strip()
    mail = parse(written(subject=subject, attachments=[OutgoingFile(f"a{text}", "x/y", b"1")]))
    assert mail.subject == subject
    assert len(mail.attachments) == 1


def received(**changes: Any) -> Mail:
    base: dict[str, Any] = {"to": [KIM, LEE], "from_": JANE, "cc": [Address("Park", "p@x.example")]}
    return parse(written(**(base | {"subject": "RE: Fwd: 회신: desks"} | changes)))


def test_a_reply_goes_to_the_sender_with_one_mark_and_the_whole_chain() -> None:
    fields = reply_fields(received(references=["<0@x>"]), ["KIM@hansol.example"], to_all=False)
    assert (fields.to, fields.cc) == ((JANE,), ())
    assert fields.subject == "Re: desks"
    assert fields.in_reply_to == "<1@hansol.example>"
    assert fields.references == ("<0@x>", "<1@hansol.example>")
    assert fields.quoted_text.endswith("wrote:\n> 안녕하세요")
    assert "<blockquote" in fields.quoted_html


def test_a_reply_to_all_leaves_us_out_and_honours_reply_to() -> None:
    desk = Address("Desk", "desk@acme.example")
    fields = reply_fields(received(reply_to=[desk]), ["kim@hansol.example"], to_all=True)
    assert fields.to == (desk,)
    assert [each.email for each in fields.cc] == ["lee@xn--3e0b707e.kr", "p@x.example"]


def test_answering_our_own_mail_goes_to_those_it_went_to() -> None:
    fields = reply_fields(received(), [JANE.email], to_all=False)
    assert [each.email for each in fields.to] == [KIM.email, "lee@xn--3e0b707e.kr"]


def test_a_quoted_page_brings_no_scripts_and_keeps_its_pictures() -> None:
    page = '<script>x</script><p onclick=x>hi<img src="http://a.example/1.png?a=1&amp;b=2"></p>'
    quoted = reply_fields(received(html=page), [], to_all=False).quoted_html
    assert "script" not in quoted
    assert "onclick" not in quoted
    assert 'src="http://a.example/1.png?a=1&amp;b=2"' in quoted


def test_a_forward_names_who_wrote_it_and_answers_nobody() -> None:
    fields = forward_fields(received())
    assert (fields.to, fields.in_reply_to, fields.subject) == ((), None, "Fwd: desks")
    assert "From: Jane Doe <jane@acme.example>" in fields.quoted_text
    assert fields.quoted_text.endswith("안녕하세요\n")
