"""Any folder of mails and calendars as raw mails: calendars come as invitations, winmail.dat as an attachment."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAILS = (".eml", ".mail")
CALENDARS = (".ics",)
WINMAILS = (".tnef", ".dat")
_FROM_LINE = re.compile(rb"^From [^\r\n]*\r?\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """One raw mail to take through; ``calendar`` are the bytes of the invitation in it."""

    name: str
    raw: bytes
    calendar: bytes | None = None


def samples(folder: Path) -> Iterator[Sample]:
    """Every mail, mailbox, calendar and winmail.dat below a folder, by name; other files are left out."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield from _samples_of(path.relative_to(folder).as_posix(), path)


def _samples_of(name: str, path: Path) -> Iterator[Sample]:
    kind = path.suffix.lower()
    if kind in MAILS:
        yield Sample(name, path.read_bytes())
    elif kind == ".mbox":
        for n, raw in enumerate(split_mbox(path.read_bytes())):
            yield Sample(f"{name}#{n}", raw)
    elif kind in CALENDARS:
        data = path.read_bytes()
        yield Sample(name, invitation(name, data), data)
    elif kind in WINMAILS:
        yield Sample(name, with_winmail(name, path.read_bytes()))


def split_mbox(data: bytes) -> list[bytes]:
    """The raw mails of a mailbox file (RFC 4155)."""
    starts = list(_FROM_LINE.finditer(data))
    ends = [each.start() for each in starts[1:]] + [len(data)]
    return [data[start.end() : end] for start, end in zip(starts, ends, strict=True)]


def invitation(name: str, calendar: bytes) -> bytes:
    """A calendar as the alternative part of an invitation (RFC 6047)."""
    return _mail(name, "multipart/alternative") + b"".join(
        (
            b"--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAn invitation.\r\n",
            b"--part\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n",
            b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(calendar) + b"\r\n--part--\r\n",
        )
    )


def with_winmail(name: str, data: bytes) -> bytes:
    """A winmail.dat as Exchange attaches it."""
    return _mail(name, "multipart/mixed") + b"".join(
        (
            b'--part\r\nContent-Type: application/ms-tnef; name="winmail.dat"\r\n',
            b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data) + b"\r\n--part--\r\n",
        )
    )


def _mail(name: str, content_type: str) -> bytes:
    return (
        f"From: Corpus <corpus@haneul.example>\r\nTo: me@bench.example\r\nSubject: {Path(name).name}\r\n"
        f"Date: Tue, 03 Nov 2026 12:00:00 +0900\r\nMessage-ID: <{Path(name).name}@haneul.example>\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: {content_type}; boundary="part"\r\n\r\n'
    ).encode("utf-8", "replace")
