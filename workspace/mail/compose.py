"""Mail to send: bytes out of fields (RFC 5322), and the fields of replies and forwards."""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, compat32
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from urllib.parse import quote

from workspace.mail.address import ascii_domain, normalise
from workspace.mail.html import sanitise
from workspace.mail.parse import Mail
from workspace.mail.text import html_to_text, text_to_html
from workspace.mail.threading import without_marks
from workspace.model.items import Address

MAX_REFERENCES = 30
# Headers are written here as they shall stand; the library must not fold them again.
_POLICY = SMTP.clone(cte_type="7bit", refold_source="none")
_BREAK = re.compile(r"[\r\n\x00\u2028\u2029\x85\x0b\x0c]")
_LOCAL = re.compile(r"^[^\s<>()\[\],;:\\\"@\x00-\x1f\x7f-\U0010ffff]{1,200}$")
_DOMAIN = re.compile(r"^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.|$))+$|^\[[0-9A-Fa-f:.]+\]$")
_TYPE = re.compile(r"^[\w.+-]{1,80}/[\w.+-]{1,80}$")
METHOD = re.compile(r"^METHOD:([A-Z-]{1,30})\r?$", re.MULTILINE)
_ID = re.compile(r"^[\x21-\x7e]{1,900}$")
_ATOM = re.compile(r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*$")
_PLACEHOLDER = re.compile(r'"remote:(\d+)"')
_WORD_BYTES = 42
_LINE = 76


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """One file to send; with a `content_id` (no brackets) it is an image inside the HTML."""

    name: str
    content_type: str
    data: bytes
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyFields:
    """What a reply or forward starts with."""

    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    in_reply_to: str | None
    references: tuple[str, ...]
    quoted_text: str
    quoted_html: str


def build(
    *,
    from_: Address,
    to: Sequence[Address] = (),
    cc: Sequence[Address] = (),
    bcc: Sequence[Address] = (),
    reply_to: Sequence[Address] = (),
    subject: str = "",
    text: str | None = None,
    html: str | None = None,
    attachments: Iterable[OutgoingFile] = (),
    message_id: str,
    sent_at: datetime,
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
    calendar: str | None = None,
    keep_bcc: bool = False,
) -> bytes:
    """The message with CRLF lines, all of it 7-bit.

    Bcc is written only with `keep_bcc`, for drafts and the Sent copy. `calendar` is iTIP, which goes as another form
    of the text (RFC 6047 section 2.4). Raises ValueError naming
    the field for line breaks, impossible addresses and dates without a zone.
    """
    if sent_at.tzinfo is None:
        raise ValueError("sent_at: has no time zone")
    people = {"From": (from_,), "To": to, "Cc": cc, "Bcc": bcc, "Reply-To": reply_to}
    fields = [(name, _address_list(name, each)) for name, each in people.items() if each]
    if not keep_bcc:
        fields = [field for field in fields if field[0] != "Bcc"]
    fields.append(("Subject", _unstructured("Subject", subject)))
    fields.append(("Date", format_datetime(sent_at)))
    fields.append(("Message-ID", _ids("Message-ID", [message_id])))
    if in_reply_to:
        fields.append(("In-Reply-To", _ids("In-Reply-To", [in_reply_to])))
    if references:
        fields.append(("References", _ids("References", references)))
    block = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return block.encode("ascii") + _body(text, html, list(attachments), calendar).as_bytes()


def reply_fields(mail: Mail, own_addresses: Iterable[str], *, to_all: bool) -> ReplyFields:
    """The start of an answer; our own addresses are left out unless only they remain."""
    own = {normalise(each) for each in own_addresses}
    is_ours = bool(mail.from_) and all(normalise(each.email) in own for each in mail.from_)
    answered = mail.to if is_ours else (mail.reply_to or mail.from_ or mail.sender)
    to = _without(answered, own) or tuple(answered)
    others = mail.cc if is_ours else (*mail.to, *mail.cc)
    cc = _without(others, own | {normalise(each.email) for each in to}) if to_all else ()
    line = _attribution(mail)
    return ReplyFields(
        to=to,
        cc=cc,
        subject=f"Re: {without_marks(mail.subject)}".rstrip(),
        in_reply_to=mail.message_id,
        references=_chain(mail),
        quoted_text=f"{line}\n{_quote(mail.text)}",
        quoted_html=f'<div class="gmail_quote"><div class="gmail_attr">{escape(line)}</div>'
        f'<blockquote type="cite">{_html_of(mail)}</blockquote></div>',
    )


def forward_fields(mail: Mail) -> ReplyFields:
    """The start of a forward; attachments are the caller's to add."""
    rows = [
        ("From", _people(mail.from_)),
        ("Date", format_datetime(mail.sent_at) if mail.sent_at else ""),
        ("Subject", mail.subject),
        ("To", _people(mail.to)),
        ("Cc", _people(mail.cc)),
    ]
    lines = [f"{name}: {value}" for name, value in rows if value]
    title = "---------- Forwarded message ---------"
    shown = "<br>".join(escape(line) for line in (title, *lines))
    return ReplyFields(
        to=(),
        cc=(),
        subject=f"Fwd: {without_marks(mail.subject)}".rstrip(),
        in_reply_to=None,
        references=_chain(mail),
        quoted_text="\n".join((title, *lines, "", mail.text)),
        quoted_html=f'<div class="gmail_quote">{shown}<br><br>{_html_of(mail)}</div>',
    )


def _body(text: str | None, html: str | None, files: list[OutgoingFile], calendar: str | None) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    plain = text if text is not None else html_to_text(html or "")
    message.set_content(_lines(plain))
    if html is not None:
        message.add_alternative(_lines(html), subtype="html")
    if calendar is not None:
        found = METHOD.search(calendar)
        message.add_alternative(calendar, subtype="calendar", params={"method": found[1] if found else "PUBLISH"})
    inline = [file for file in files if file.content_id and html is not None]
    shown = message.get_body(("html",)) if inline else None
    if isinstance(shown, EmailMessage):
        shown.make_related()
        for file in inline:
            shown.attach(_part(file, "inline"))
    others = [file for file in files if file not in inline]
    if others:
        message.make_mixed()
        for file in others:
            message.attach(_part(file, "attachment"))
    return message


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _part(file: OutgoingFile, disposition: str) -> EmailMessage:
    """RFC 2231 for those who know it, and the encoded `name` that Outlook in Korea reads."""
    name = (_one_line("attachment name", file.name) or "file").replace('"', "'")
    kind = file.content_type.lower()
    # RFC 2046 5.2.1 forbids base64 for message/*, and nothing else keeps every byte.
    if not _TYPE.match(kind) or kind.startswith(("message/", "multipart/")):
        kind = "application/octet-stream"
    part = EmailMessage(policy=compat32)
    if name.isascii() and len(name) <= _LINE - 12:
        plain = name.replace("\\", "_")
        part["Content-Type"] = f'{kind};\r\n name="{plain}"'
        part["Content-Disposition"] = f'{disposition};\r\n filename="{plain}"'
    else:
        part["Content-Type"] = f'{kind};\r\n name="{_encoded(name)}"'
        part["Content-Disposition"] = f"{disposition};\r\n {_sections(name)}"
    if file.content_id:
        part["Content-ID"] = f"<{_ids('Content-ID', [file.content_id.strip('<>')])}>"
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(file.data).decode("ascii"))
    return part


def _sections(name: str) -> str:
    """The filename parameter in RFC 2231 pieces that fit their lines."""
    pieces = [""]
    for char in name:
        coded = quote(char, safe="")
        if len(pieces[-1]) + len(coded) > 54:
            pieces.append("")
        pieces[-1] += coded
    if len(pieces) == 1:
        return f"filename*=UTF-8''{pieces[0]}"
    pieces[0] = f"UTF-8''{pieces[0]}"
    return ";\r\n ".join(f"filename*{index}*={piece}" for index, piece in enumerate(pieces))


def _one_line(field: str, value: str) -> str:
    if _BREAK.search(value):
        raise ValueError(f"{field}: has a line break")
    return value.strip()


def _unstructured(field: str, value: str) -> str:
    """A free text value, folded; encoded words where ASCII will not do (RFC 2047)."""
    value = _one_line(field, value)
    words = value.split(" ")
    if not value.isascii() or not value.isprintable() or "=?" in value or max(map(len, words)) > 500:
        return _encoded(value)
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= _LINE - 10 and word:
            lines.append("")
        lines[-1] += f"{word} "
    return "\r\n ".join(line[:-1] for line in lines)


def _encoded(text: str) -> str:
    chunks = [b""]
    for char in text:
        data = char.encode("utf-8", "replace")
        if len(chunks[-1]) + len(data) > _WORD_BYTES:
            chunks.append(b"")
        chunks[-1] += data
    return "\r\n ".join(f"=?UTF-8?B?{base64.b64encode(chunk).decode()}?=" for chunk in chunks)


def _address_list(field: str, people: Sequence[Address]) -> str:
    return ",\r\n ".join(_mailbox(field, each) for each in people)


def _mailbox(field: str, address: Address) -> str:
    name = _one_line(field, address.name)
    email = _one_line(field, address.email)
    local, _, domain = email.rpartition("@")
    domain = ascii_domain(domain) if not domain.isascii() else domain
    if not _LOCAL.match(local) or not _DOMAIN.match(domain):
        raise ValueError(f"{field}: not an address: {email}")
    if not name:
        return f"{local}@{domain}"
    if not name.isascii() or not name.isprintable() or "=?" in name or len(name) > 200:
        return f"{_encoded(name)}\r\n <{local}@{domain}>"
    shown = name if _ATOM.match(name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{shown} <{local}@{domain}>"


def _ids(field: str, values: Sequence[str]) -> str:
    for value in values:
        if not _ID.match(value):
            raise ValueError(f"{field}: not an id: {_BREAK.sub(' ', value)}")
    return "\r\n ".join(values)


def _chain(mail: Mail) -> tuple[str, ...]:
    """References of an answer (RFC 5322 3.6.4); a long chain keeps its root and its end."""
    before = mail.references or ((mail.in_reply_to,) if mail.in_reply_to else ())
    chain = tuple(dict.fromkeys((*before, *((mail.message_id,) if mail.message_id else ()))))
    if len(chain) > MAX_REFERENCES:
        chain = (chain[0], *chain[-MAX_REFERENCES + 1 :])
    return tuple(each for each in chain if _ID.match(each))


def _without(people: Sequence[Address], left_out: set[str]) -> tuple[Address, ...]:
    kept: dict[str, Address] = {}
    for each in people:
        key = normalise(each.email)
        if key not in left_out:
            kept.setdefault(key, each)
    return tuple(kept.values())


def _attribution(mail: Mail) -> str:
    who = _people(mail.from_) or "somebody"
    return f"On {mail.sent_at:%Y-%m-%d %H:%M} UTC, {who} wrote:" if mail.sent_at else f"{who} wrote:"


def _quote(text: str) -> str:
    return "\n".join(f">{line}" if line.startswith(">") else f"> {line}" for line in text.splitlines())


def _html_of(mail: Mail) -> str:
    """What the author wrote, without what runs or tracks, its remote pictures in place again."""
    return text_to_html(mail.text) if mail.html is None else quotable(mail.html)


@lru_cache(4)
def quotable(html: str) -> str:
    """HTML as it may be quoted; kept, because a large mail takes a tenth of a second and can be asked for ahead."""
    clean = sanitise(html)
    return _PLACEHOLDER.sub(lambda match: f'"{escape(clean.remote_images[int(match[1])])}"', clean.html)


def _people(addresses: Sequence[Address]) -> str:
    return ", ".join(f"{each.name} <{each.email}>" if each.name else each.email for each in addresses)
