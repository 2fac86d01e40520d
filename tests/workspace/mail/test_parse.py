"""Mail as it really comes: charsets, broken structure, attachments byte for byte."""

import email
import threading
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workspace.mail.parse import Mail, attachment, parse, parse_body
from workspace.model.items import Address

Eml = Callable[[str], bytes]


@pytest.mark.parametrize(
    ("name", "subject", "text"),
    [
        ("korean-euc-kr", "견적서 요청", "안녕하세요.\n견적서를 부탁드립니다.\n"),
        ("korean-ks-c-5601", "똠방각하 뷁", "펲시콜라와 똠얌꿍\n"),
        ("korean-iso-2022-kr", "회의 안내", "회의는 세 시입니다.\n두 번째 줄\n"),
        ("korean-raw-headers", "계약서 초안 보냅니다", "본문도 표시가 없습니다.\n"),
        ("korean-raw-utf8-headers", "계약서 초안", "본문\n"),
        ("utf8-labelled-euc-kr", "test", "실제로는 유니코드입니다.\n"),
        ("euc-kr-labelled-utf8", "test", "실제로는 완성형입니다.\n"),
        ("syllable-split", "세금계산서 발행 요청드립니다", "x\n"),
        ("word-with-spaces", "Re: 주문 확인 (2)", "x\n"),
        ("japanese", "見積書の件", "お世話になっております。①\n"),
        ("chinese", "报价单", "您好,镕基\n"),
        ("windows-1252-as-latin1", "café €", "“smart” € 5\n"),
        ("stray-header-line", "still read", "body\n"),
        ("wrong-boundary", "wrong", "found anyway"),
        ("winmail", "outlook", "워드로 쓴 본문입니다."),
    ],
)
def test_subject_and_text_are_read_whatever_the_charset(eml: Eml, name: str, subject: str, text: str) -> None:
    mail = parse(eml(name))
    assert (mail.subject, mail.text) == (subject, text)


def test_a_body_read_alone_is_the_body_of_the_whole_mail(every_eml: list[bytes]) -> None:
    for raw in every_eml:
        whole, alone = parse(raw), parse_body(raw)
        for name in ("message_id", "text", "html", "attachments", "is_automated", "automation", "calendar", "list_id"):
            assert getattr(alone, name) == getattr(whole, name)


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("rfc2231-filename", [("2", "견적서 final.pdf")]),
        ("rfc2047-filename", [("1", "2024년 상반기 거래 명세서.xlsx")]),
        ("raw-8bit-filename", [("1", "사업자등록증.pdf")]),
        ("evil-filename", [("1", "passtxt.exe")]),
        ("nested-message", [("2", "지난 회의록.eml")]),
        ("winmail", [("2/tnef/0", "견적서.hwp")]),
        ("winmail-damaged", [("1", "winmail.dat")]),
        ("attachments", [("1.2", "logo.png"), ("2", "report.pdf"), ("3", "notes.txt")]),
    ],
)
def test_files_carry_readable_names_and_section_numbers(eml: Eml, name: str, files: list[tuple[str, str]]) -> None:
    assert [(part.part_id, part.name) for part in parse(eml(name)).attachments] == files


def test_attachments_come_back_byte_for_byte(eml: Eml) -> None:
    raw = eml("attachments")
    assert attachment(raw, "2") == bytes(range(256)) * 3
    assert attachment(raw, "3") == "naïve ".encode()
    assert attachment(eml("winmail"), "2/tnef/0") == b"HWP\x00\x01\xff data"
    assert attachment(eml("nested-message"), "2").endswith(b"--y--")
    for missing in ("1", "9", "2/tnef/0", ""):
        with pytest.raises(LookupError):
            attachment(raw, missing)


def test_listed_sizes_are_true_for_every_fixture(every_eml: list[bytes]) -> None:
    sizes = [(part.size, len(attachment(raw, part.part_id))) for raw in every_eml for part in parse(raw).attachments]
    assert len(sizes) > 10
    assert all(listed == real for listed, real in sizes)


def test_plain_sections_agree_with_the_standard_library(eml: Eml) -> None:
    raw = eml("attachments")
    by_name = {part.name: attachment(raw, part.part_id) for part in parse(raw).attachments}
    for part in email.message_from_bytes(raw).walk():
        if part.get_filename():
            assert by_name[part.get_filename()] == part.get_payload(decode=True)


def test_only_images_that_the_html_shows_are_inline(eml: Eml) -> None:
    shown = {part.name: part.is_inline for part in parse(eml("attachments")).attachments}
    assert shown == {"logo.png": True, "report.pdf": False, "notes.txt": False}


def test_html_without_text_is_read_without_what_is_hidden(eml: Eml) -> None:
    mail = parse(eml("html-only"))
    assert mail.text == "First line\n\nSecond\nthird"
    assert mail.html is not None
    assert "hidden preheader" in mail.html


def test_both_renderings_are_kept_and_preamble_is_not(eml: Eml) -> None:
    mail = parse(eml("multipart-alternative"))
    assert (mail.text, mail.html) == ("Plain words", "<p>HTML <b>words</b></p>")


def test_flowed_text_is_joined_within_its_quote_level(eml: Eml) -> None:
    assert parse(eml("flowed")).text == "This line goes on here.\n> quoted too\n-- \nJane\n"


def test_addresses_survive_garbage(eml: Eml) -> None:
    mail = parse(eml("bad-addresses"))
    assert [each.email for each in mail.from_] == ["u@x.example"]
    assert mail.to == (
        Address("", "a@x.example"),
        Address("B, C", "b@x.example"),
        Address("Kim", "k@x.example"),
        Address("", "m@x.example"),
    )
    assert mail.cc == (Address("이, 수진", "sj@x.example"), Address("", "second@x.example"))


def test_list_headers_and_references_are_read(eml: Eml) -> None:
    mail = parse(eml("mailing-list"))
    assert mail.list_id == "desks.lists.example"
    assert mail.list_unsubscribe == "<mailto:off@lists.example>, <https://lists.example/off>"
    assert mail.references == ("<a@x>", "<b@x>", "<c@x>")
    assert mail.in_reply_to == "<c@x>"


def test_machines_are_told_from_people(eml: Eml) -> None:
    assert [parse(eml(name)).is_automated for name in ("mailing-list", "bounce")] == [True, True]
    assert [parse(eml(name)).is_automated for name in ("plain-english", "winmail")] == [False, False]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Return-Path: <>", "bounce"),
        ("Return-Path: <>\r\nAuto-Submitted: auto-replied", "reply"),
        ("X-Autoreply: yes", "reply"),
        ("Precedence: auto_reply", "reply"),
        ("List-Unsubscribe: <mailto:off@lists.example>", "list"),
        ("Precedence: bulk", "list"),
        ("Auto-Submitted: auto-generated", "machine"),
        ("X-Auto-Response-Suppress: All", "machine"),
        ("Return-Path: <bounce-123=kim@mailer.example>", "bulk"),
        ("Return-Path: <bounces+77@hansol.example>", ""),
        ("Return-Path: <SRS0=x=y=hansol.example=jane@forwarder.example>", ""),
        ("Return-Path: <jane@hansol.example>", ""),
        ("Auto-Submitted: no", ""),
        ("", ""),
    ],
)
def test_each_kind_of_machine_is_told_by_its_header(header: str, kind: str) -> None:
    raw = f"From: Jane <jane@mail.hansol.example>\r\n{header}\r\n".replace("\r\n\r\n", "\r\n")
    mail = parse(f"{raw}\r\nHello\r\n".encode())
    assert mail.automation == kind
    assert parse_body(f"{raw}\r\nHello\r\n".encode()).automation == kind


def test_a_delivery_report_is_a_bounce_whatever_else_it_says(eml: Eml) -> None:
    assert parse(eml("bounce")).automation == "bounce"


def test_a_sender_beside_the_author_is_named() -> None:
    raw = b"From: Boss <boss@hansol.example>\r\nSender: %s\r\n\r\nHello\r\n"
    assert parse(raw % b"Office <office@hansol.example>").sender_beside == "office@hansol.example"
    assert parse(raw % b"BOSS@hansol.example").sender_beside == ""


def test_an_invitation_is_taken_out_with_its_method(eml: Eml) -> None:
    mail = parse(eml("invitation"))
    assert mail.calendar_method == "REQUEST"
    assert "주간 회의" in (mail.calendar or "")
    assert mail.attachments == ()


def test_times_are_aware_utc_and_unreadable_ones_are_marked(eml: Eml) -> None:
    assert parse(eml("plain-english")).sent_at == datetime(2024, 3, 4, 0, 30, tzinfo=UTC)
    bad = parse(eml("bad-date"))
    assert (bad.sent_at, bad.message_id) == (None, "no-brackets@b.example")
    assert bad.defects == ("bad_date",)


@pytest.mark.parametrize(
    ("name", "defect"),
    [
        ("euc-kr-labelled-utf8", "bad_charset"),
        ("stray-header-line", "bad_header"),
        ("wrong-boundary", "bad_mime"),
        ("no-boundary-end", "cut_off"),
        ("winmail-damaged", "bad_winmail"),
    ],
)
def test_what_is_broken_is_named(eml: Eml, name: str, defect: str) -> None:
    assert defect in parse(eml(name)).defects


def test_a_header_fetched_alone_is_not_called_broken(eml: Eml) -> None:
    head = eml("attachments").partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    mail = parse(head)
    assert mail.subject == "Files"
    assert mail.defects == ("headers_only",)


def nested(levels: int) -> bytes:
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(levels)
    )
    return b"Subject: deep\n" + opened + b"\n\ndeep down\n"


@pytest.mark.parametrize("levels", [1_000, 40_000])
def test_a_tree_too_deep_keeps_its_header_and_raw_text_on_a_small_stack(levels: int) -> None:
    found: list[Mail] = []
    old = threading.stack_size(1024 * 1024)
    try:
        thread = threading.Thread(target=lambda: found.append(parse(nested(levels))))
        thread.start()
        thread.join(30)
    finally:
        threading.stack_size(old)
    assert found[0].subject == "deep"
    assert found[0].defects == ("too_deep",)
    assert "deep down" in found[0].text


def test_a_tree_of_150_levels_is_still_read() -> None:
    assert parse(nested(150)).text.strip() == "deep down"


def test_a_large_attachment_is_listed_without_being_copied() -> None:
    line = b"QUJD" * 19 + b"\r\n"
    body = line * 400_000
    raw = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n--x\r\n" + (
        b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    raw = b"".join((raw, body, b"\r\n--x--\r\n"))
    tracemalloc.start()
    mail = parse(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert mail.attachments[0].size == 57 * 400_000
    assert peak < 2_000_000


def test_a_boundary_repeated_without_end_is_bounded() -> None:
    raw = b"Subject: many\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 300_000
    started = time.monotonic()
    assert parse(raw).defects == ("too_deep",)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: text/plain; format=flowed\n\n" + b"soft line \n" * 100_000,
        b"To: " + b" " * 500_000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?q?" * 50_000 + b"\n\nx",
        b"Content-Type: text/plain" + b"; a=b" * 100_000 + b"\n\nx",
        b"X: y\n" * 100_000 + b"\nx",
        b"no header\n" * 100_000,
        b" \n" * 200_000,
    ],
)
def test_hostile_headers_and_text_take_little_time(raw: bytes) -> None:
    started = time.process_time()
    parse(raw)
    assert time.process_time() - started < 3


def test_cut_fixtures_never_raise(every_eml: list[bytes]) -> None:
    for raw in every_eml:
        for end in range(0, len(raw), 23):
            for part in parse(raw[:end]).attachments:
                attachment(raw[:end], part.part_id)


PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=x\r\n", b"\r\n", b"\n", b"--x", b"--x--", b": ",
        b"Subject: =?euc-kr?B?", b"=?utf-8?Q?=8?=", b"From: <", b"\x1b$)C\x0e", b"\xb0\xa1", b"\xff",
        b"Content-Transfer-Encoding: base64\n", b"Date: 99 Foo 99999 25:61", b"\x00", b" ", b"\t",
        b"Content-Type: application/ms-tnef\n", b"\x78\x9f\x3e\x22", b"filename*0*=a''%", b";", b'"',
        b"Content-Type: text/html; charset=utf-16\n", b"<p>", b"Content-Type: message/rfc822\n",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=20)), max_size=40).map(b"".join))
def test_no_bytes_at_all_raise(raw: bytes) -> None:
    mail = parse(raw)
    for part in mail.attachments:
        assert len(attachment(raw, part.part_id)) == part.size
