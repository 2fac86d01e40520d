"""A mail as the rest of the program sees it: `parse(raw)` takes any bytes and never raises."""

import mimetypes
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import Any

from workspace.mail import address, automation, charset, headers, mime, threading, tnef
from workspace.mail.mime import Section
from workspace.mail.text import html_to_text, unflow
from workspace.model.items import Address

MAX_TEXT = 4 * 1024 * 1024
_METHOD = re.compile(r"^METHOD:\s*([A-Za-z-]{1,30})\s*$", re.MULTILINE)
_UNSAFE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*]+')
_CID = re.compile(r"""cid:([^"'>\s)]+)""", re.IGNORECASE)
_MIMES = mimetypes.MimeTypes()


@dataclass(frozen=True, slots=True)
class Part:
    """One attachment; `size` is in bytes, decoded. `part_id` is for `attachment()`."""

    part_id: str
    name: str
    content_type: str
    size: int
    content_id: str | None
    is_inline: bool
    charset: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A parsed mail. `html` is as the author sent it and must be sanitised before it is shown.

    `defects` are short keys: bad_charset bad_date bad_header bad_mime cut_off cut_text
    bad_winmail headers_only too_deep.
    """

    message_id: str | None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    from_: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    sender: tuple[Address, ...] = ()
    text: str = ""
    html: str | None = None
    attachments: tuple[Part, ...] = ()
    list_unsubscribe: str | None = None
    list_unsubscribe_post: str | None = None
    list_id: str | None = None
    is_automated: bool = False
    automation: str = ""
    """What :func:`workspace.mail.automation.kind_of` says."""
    sender_beside: str = ""
    """The address in Sender where From names another one."""
    calendar: str | None = None
    calendar_method: str | None = None
    defects: tuple[str, ...] = ()


def parse(raw: bytes) -> Mail:
    """The mail in any bytes; what could not be read is named in `defects`."""
    root, body = _read(raw)
    return _mail(root, body)


def parse_body(raw: bytes) -> Mail:
    """:func:`parse` without subject, people and date, for a mail whose headers are known: half the time."""
    root, body = _read(raw)
    return Mail(**_beside_people(root, body))


def _read(raw: bytes) -> tuple[Section, "_Body"]:
    raw = mime.tidy(raw)
    body = _Body()
    try:
        root = mime.split(raw)
    except mime.TooDeep:
        root = mime.head(raw)
        body.defects["too_deep"] = None
    if root.body_start >= root.end:
        body.defects["headers_only"] = None
    else:
        body.read(root)
    return root, body


def attachment(raw: bytes, part_id: str) -> bytes:
    """The decoded bytes of one listed part. Raises LookupError if there is no such part."""
    raw = mime.tidy(raw)
    try:
        root = mime.split(raw)
    except mime.TooDeep as error:
        raise LookupError(part_id) from error
    number, is_winmail, index = part_id.partition("/tnef/")
    section = next((each for each in root.walk() if each.number == number), None)
    if section is None or section.is_multipart:
        raise LookupError(part_id)
    if not is_winmail:
        return section.content()
    winmail = tnef.read(section.content())
    if winmail is None or not index.isdecimal() or int(index) >= len(winmail.files):
        raise LookupError(part_id)
    return winmail.files[int(index)][1]


@dataclass(slots=True)
class _Body:
    """What the tree holds, collected section by section (RFC 8621 section 4.1.4)."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    parts: list[tuple[Part, Section]] = field(default_factory=list)
    calendar: str | None = None
    calendar_method: str | None = None
    defects: dict[str, None] = field(default_factory=dict)

    def read(self, root: Section) -> None:
        has_html = False
        for section in root.walk():
            self.defects.update(dict.fromkeys(section.defects))
            if section.is_multipart:
                continue
            kind = section.content_type
            if kind in ("text/plain", "text/html") and self._is_body(section):
                has_html = has_html or kind == "text/html"
                self._add_text(section)
            elif not (kind == "text/calendar" and self._add_calendar(section)):
                self._add_part(section)
        if not has_html:
            return
        # A mixed mail with HTML shows its plain sections inside the HTML, in order.
        if not any(text.strip() for text in self.plain):
            self.plain = [html_to_text("".join(self.html))]

    def _is_body(self, section: Section) -> bool:
        kind, found = section.disposition
        if kind == "attachment":
            return False
        is_named = "filename" in found or "name" in section.parameters
        is_first = section.number.split(".")[-1] == "1"
        return not is_named or is_first or section.is_in == "multipart/alternative"

    def _add_text(self, section: Section) -> None:
        text = self._text(section)
        if section.content_type == "text/html":
            self.html.append(text)
            return
        if section.parameters.get("format", "").lower() == "flowed":
            text = unflow(text, section.parameters.get("delsp", "").lower() == "yes")
        self.plain.append(text)
        if self.html and section.is_in != "multipart/alternative":
            self.html.append(f'<div style="white-space:pre-wrap">{escape(text)}</div>')

    def _text(self, section: Section) -> str:
        if section.end - section.body_start > MAX_TEXT:
            self.defects["cut_text"] = None
            self._add_part(section)
            data = section.raw[section.body_start : section.body_start + MAX_TEXT]
            data = mime.decode_transfer(data, section.encoding)
        else:
            data = section.content()
        text, is_clean = charset.decode(data, section.parameters.get("charset", ""))
        if not is_clean:
            self.defects["bad_charset"] = None
        return text.replace("\r\n", "\n").replace("\x00", "")

    def _add_calendar(self, section: Section) -> bool:
        """Take the invitation; True where it is a rendering of the body, not a file beside it."""
        if self.calendar is None:
            self.calendar = charset.decode(section.content()[:MAX_TEXT], section.parameters.get("charset") or "utf-8")[
                0
            ]
            named = section.parameters.get("method") or ""
            found = _METHOD.search(self.calendar.replace("\r\n", "\n"))
            self.calendar_method = (named or (found[1] if found else "")).upper() or None
        return section.is_in == "multipart/alternative"

    def _add_part(self, section: Section) -> None:
        name = _declared_name(section)
        if tnef.is_tnef(section.content_type, name) and self._add_winmail(section):
            return
        content_id = headers.decode(section.headers.get("content-id", b"")).strip("<> ") or None
        part = Part(
            part_id=section.number,
            name=_file_name(name, section),
            content_type=section.content_type,
            size=section.size(),
            content_id=content_id,
            is_inline=False,
            charset=section.parameters.get("charset"),
        )
        self.parts.append((part, section))

    def _add_winmail(self, section: Section) -> bool:
        winmail = tnef.read(section.content())
        if winmail is None or not (winmail.text or winmail.html or winmail.files):
            self.defects["bad_winmail"] = None
            return False
        if winmail.text.strip() and not any(text.strip() for text in self.plain):
            self.plain.append(winmail.text)
        if winmail.html and not self.html:
            self.html.append(winmail.html)
        for index, (name, data) in enumerate(winmail.files):
            kind = _MIMES.guess_type(name)[0] or "application/octet-stream"
            part_id = f"{section.number}/tnef/{index}"
            part = Part(part_id, _clean_name(name), kind, len(data), None, False, None)
            self.parts.append((part, section))
        return True

    def attachments(self) -> tuple[Part, ...]:
        """The parts, those marked inline that the HTML shows in its place."""
        if not self.parts:
            return ()
        shown = {cid.lower() for html in self.html for cid in _CID.findall(html)}
        return tuple(
            Part(
                part.part_id,
                part.name,
                part.content_type,
                part.size,
                part.content_id,
                part.content_id is not None and part.content_id.lower() in shown,
                part.charset,
            )
            for part, _ in self.parts
        )


def _mail(root: Section, body: _Body) -> Mail:
    raw = root.headers
    sent_at = _date(raw.get("date", b""))
    if sent_at is None and raw.get("date", b"").strip():
        body.defects["bad_date"] = None
    replied = threading.message_ids(_first(raw, "in-reply-to"))
    return Mail(
        **_beside_people(root, body),
        in_reply_to=replied[0] if replied else None,
        references=threading.message_ids(_first(raw, "references")),
        subject=_first(raw, "subject"),
        sent_at=sent_at,
        from_=_addresses(root, "from"),
        to=_addresses(root, "to"),
        cc=_addresses(root, "cc"),
        bcc=_addresses(root, "bcc"),
        reply_to=_addresses(root, "reply-to"),
        sender=_addresses(root, "sender"),
    )


def _beside_people(root: Section, body: _Body) -> dict[str, Any]:
    raw = root.headers
    return {
        "message_id": threading.message_id(_first(raw, "message-id")),
        "text": "\n".join(text for text in body.plain if text.strip()),
        "html": "\n".join(body.html) if body.html else None,
        "attachments": body.attachments(),
        "list_unsubscribe": _first(raw, "list-unsubscribe") or None,
        "list_unsubscribe_post": _first(raw, "list-unsubscribe-post") or None,
        "list_id": _list_id(_first(raw, "list-id")),
        "is_automated": _is_automated(root),
        "automation": automation.kind_of(root),
        "sender_beside": automation.sender_beside(root),
        "calendar": body.calendar,
        "calendar_method": body.calendar_method,
        "defects": tuple(body.defects),
    }


def _first(raw: dict[str, bytes], name: str) -> str:
    value = raw.get(name)
    return headers.decode(value) if value else ""


def _addresses(root: Section, name: str) -> tuple[Address, ...]:
    raw = root.headers.get(name)
    return address.parse(raw) if raw else ()


def _date(raw: bytes) -> datetime | None:
    text = headers.decode(raw)
    if not text:
        return None
    readers: Iterable[Callable[[str], datetime]] = (parsedate_to_datetime, datetime.fromisoformat)
    for read in readers:
        try:
            found = read(text)
            aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
            moment = aware.astimezone(UTC)
        except (ValueError, TypeError, LookupError, OverflowError, ArithmeticError):
            continue
        return moment if 1970 <= moment.year <= 2200 else None
    return None


def _list_id(value: str) -> str | None:
    inside = value.rpartition("<")[2].partition(">")[0].strip()
    return inside or None


def _is_automated(root: Section) -> bool:
    """Whether a machine or a list sent it (RFC 3834, RFC 2919, RFC 6522)."""
    raw = root.headers
    if "list-id" in raw or "x-auto-response-suppress" in raw:
        return True
    auto = raw.get("auto-submitted", b"").strip().lower()
    if auto and not auto.startswith(b"no"):
        return True
    if raw.get("precedence", b"").strip().lower() in (b"bulk", b"list", b"junk"):
        return True
    return raw.get("return-path", b"").strip() == b"<>" or root.content_type == "multipart/report"


def _declared_name(section: Section) -> str:
    return section.disposition[1].get("filename") or section.parameters.get("name") or ""


def _file_name(name: str, section: Section) -> str:
    if section.content_type == "message/rfc822" and not name:
        inner = mime.tidy(section.content()[:100_000])
        subject = _first(mime.head(inner).headers, "subject") if inner else ""
        name = f"{subject[:100] or 'message'}.eml".replace("/", "-").replace("\\", "-")
    clean = _clean_name(name)
    if clean:
        return clean
    main, _, sub = section.content_type.partition("/")
    if main == "message":
        return f"{_clean_name(sub)}-{section.number}.txt"
    suffix = _MIMES.guess_extension(section.content_type) or ".bin"
    return f"{_clean_name(main) or 'part'}-{section.number}{suffix}"


def _clean_name(name: str) -> str:
    """A name that is safe as a file name everywhere; a path is cut to its last piece."""
    last = re.split(r"[\\/]", name)[-1]
    return _UNSAFE_NAME.sub("_", last).strip(" .\t")[:200]
