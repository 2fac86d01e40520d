"""What a file says, made ready for the window beside it: a picture, a text, a table, an event or a mail."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from ui.reader.images import read_image
from ui.reader.kinds import FileKind
from ui.widgets.times import day_heading, long_time, short_date
from workspace.model.items import Event

SHOWN = 200_000
"""Bytes of a text that are shown; the file has them all."""
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 1_000, 50, 300
LARGEST_TABLE = 2_000_000
LARGEST_MAIL = 25_000_000
MOST_PEOPLE = 50


@dataclass(frozen=True, slots=True)
class Readable:
    """``html`` is safe to show; ``pictures`` are those that it names with ``cid:``. ``is_cut``: the file has more."""

    kind: FileKind
    picture: QImage | None = None
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    html: str = ""
    is_paper: bool = False
    pictures: dict[str, bytes] = field(default_factory=dict)
    is_cut: bool = False

    def picture_named(self, address: str) -> Iterator[bytes] | None:
        data = self.pictures.get(address.removeprefix("cid:"))
        return None if data is None else iter((data,))


def tr(text: str) -> str:
    return QCoreApplication.translate("readable", text)


def read_file(kind: FileKind, data: bytes, room: int) -> Readable:
    """In no hurry; ``room`` is how wide a picture may be. What cannot be read as its kind is shown as text."""
    if kind is FileKind.PICTURE:
        return Readable(kind, picture=read_image(data, room))
    if kind is FileKind.TABLE:
        return _table(data)
    if kind is FileKind.EVENT:
        return _event(data)
    return _mail(data) if kind is FileKind.MAIL else _text(data)


def _text(data: bytes) -> Readable:
    from workspace.mail import charset

    text = charset.decode(data[:SHOWN])[0].replace("\x00", "�")
    return Readable(FileKind.TEXT, text=text, is_cut=len(data) > SHOWN)


def _table(data: bytes) -> Readable:
    """The separator is guessed; a table of one column is a text."""
    from workspace.mail import charset

    text = charset.decode(data[:LARGEST_TABLE])[0].lstrip("\ufeff")
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:8_000], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows: list[tuple[str, ...]] = []
    is_cut = len(data) > LARGEST_TABLE
    try:
        for row in csv.reader(io.StringIO(text, newline=""), dialect):
            if len(rows) == MOST_ROWS:
                is_cut = True
                break
            rows.append(tuple(cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]))
            is_cut |= len(row) > MOST_COLUMNS
    except csv.Error:
        return _text(data)
    if max(map(len, rows), default=0) < 2:
        return _text(data)
    return Readable(FileKind.TABLE, rows=tuple(rows), is_cut=is_cut)


def _event(data: bytes) -> Readable:
    from workspace.connector.invitation import invitation_in
    from workspace.mail import charset

    text = charset.decode(data[:1_000_000])[0]
    invitation = invitation_in(text)
    if invitation is None:
        return _text(data)
    event = invitation.event
    people = ", ".join(each.address.name or each.address.email for each in event.attendees[:MOST_PEOPLE])
    facts = (
        (tr("When"), _when(event)),
        (tr("Where"), event.location),
        (tr("Organizer"), (event.organizer.name or event.organizer.email) if event.organizer else ""),
        (tr("Invited"), people),
    )
    title = escape(event.summary or tr("No title"))
    about = "<br>".join(escape(line) for line in event.description[:SHOWN].splitlines())
    return Readable(FileKind.EVENT, html=f"<h3>{title}</h3>{_facts(facts)}<p>{about}</p>")


def _when(event: Event) -> str:
    """Its day and times here."""
    today = datetime.now(UTC).astimezone().date()
    if event.starts_at is None:
        return short_date(event.starts_on, today) if event.starts_on else ""
    start, end = event.starts_at.astimezone(), (event.ends_at or event.starts_at).astimezone()
    last = f"{end:%H:%M}" if end.date() == start.date() else f"{short_date(end.date(), today)} {end:%H:%M}"
    return f"{day_heading(start.date(), today)} {start:%H:%M} – {last}"


def _mail(data: bytes) -> Readable:
    """Its people, its text made safe, and the names of what is attached to it."""
    from ui.reader.content import content_of_html
    from workspace.mail.html import text_to_html
    from workspace.mail.parse import attachment, parse

    mail = parse(data[:LARGEST_MAIL])
    facts = (
        (tr("From"), ", ".join(f"{each.name} <{each.email}>".strip() for each in mail.from_)),
        (tr("To"), ", ".join(each.name or each.email for each in (*mail.to, *mail.cc)[:MOST_PEOPLE])),
        (tr("Date"), long_time(mail.sent_at) if mail.sent_at else ""),
        (tr("Attachments"), ", ".join(part.name for part in mail.attachments if part.name and not part.is_inline)),
    )
    content = content_of_html(mail.html, SHOWN) if mail.html else None
    body = content.new + (content.quoted or "") if content else text_to_html(mail.text[:SHOWN])
    pictures = {
        part.content_id.strip("<>"): attachment(data, part.part_id) or b""
        for part in mail.attachments
        if part.content_id and part.content_type.startswith("image/") and part.size < 5_000_000
    }
    return Readable(
        FileKind.MAIL,
        html=f"<h3>{escape(mail.subject or tr('No subject'))}</h3>{_facts(facts)}<hr>{body}",
        is_paper=bool(content and content.has_author_colours),
        pictures=pictures,
        is_cut=bool(content and content.is_cut) or len(data) > LARGEST_MAIL,
    )


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    lines = (f"<tr><td>{escape(name)}&nbsp;&nbsp;</td><td>{escape(words)}</td></tr>" for name, words in facts if words)
    return f"<table>{''.join(lines)}</table>"
