"""Text out of a winmail.dat that carries RTF alone, also damaged and hostile ones."""

import struct
import time

import pytest

from tests.workspace.mail.winmail import mail_of_rtf, winmail_of_rtf
from workspace.mail import rtf, tnef
from workspace.mail.parse import parse

KOREAN = "견적 요청드립니다"
FONTS = rb"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset129 Batang;}}"


def escaped(text: str, charset: str) -> bytes:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(charset)).encode()


def uncompressed(data: bytes) -> bytes:
    return struct.pack("<II4sI", len(data) + 12, len(data), b"MELA", 0) + data


def test_a_mail_with_an_rtf_body_alone_shows_its_text() -> None:
    words = escaped(KOREAN, "cp949")
    raw = rb"{\rtf1\ansi\ansicpg949\deff0" + FONTS + rb"\uc1\f1 " + words + rb"\par {\b Hello} \u-10179?\u-8704?\par}"
    mail = parse(mail_of_rtf(raw, 949))
    assert mail.text.strip() == f"{KOREAN}\nHello \N{GRINNING FACE}"
    assert "bad_winmail" not in mail.defects


def test_a_font_of_another_language_is_read_in_its_charset() -> None:
    raw = rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + rb"{\f1 " + escaped(KOREAN, "cp949") + rb"} caf\'e9}"
    found = tnef.read(winmail_of_rtf(raw, 1252))
    assert found is not None
    assert found.text == f"{KOREAN} café"


def test_html_that_was_wrapped_into_rtf_keeps_its_words_and_paragraphs() -> None:
    raw = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Dear team, "
        rb'{\*\htmltag84 <a href="http://a.example">}{\field{\*\fldinst{HYPERLINK "http://a.example"}}'
        rb"{\fldrslt our offer}}{\*\htmltag92 </a>}\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}Regards}"
    )
    found = tnef.read(winmail_of_rtf(raw, 1252))
    assert found is not None
    assert found.text == "Dear team, our offer\nRegards"


@pytest.mark.parametrize(
    "damaged",
    [b"", b"short", uncompressed(b"no RTF at all"), uncompressed(b"{\\rtf1 \\uc\\u\\pict\\bin \\'"), bytes(5_000_000)],
)
def test_what_is_no_rtf_has_no_text(damaged: bytes) -> None:
    assert rtf.text_of(damaged, "cp949") == ""


@pytest.mark.parametrize(
    "piece",
    [b"{\\field{\\*\\fldinst{HYPERLINK ", b"\\f1\\fcharset1", b"\\\\f1", b"{", b"\\fonttbl", b"\\pict\\bin9"],
)
def test_a_hostile_text_takes_no_longer_than_its_length(piece: bytes) -> None:
    raw = b"{\\rtf1 {\\fonttbl" + piece * (200_000 // len(piece))
    began = time.perf_counter()
    rtf.text_of(uncompressed(raw), "cp1252")
    assert time.perf_counter() - began < 2
