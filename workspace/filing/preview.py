"""Exactly what would be written to a CRM: the filing, what was cut at its limits, what stays behind
and why.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from workspace.filing import sensitive
from workspace.filing.new_record import missing
from workspace.filing.reasons import Reason
from workspace.filing.rules import attendees
from workspace.model.actions import RecordRef
from workspace.model.filings import FiledAttachment, Filing, NewRecord, RecordField
from workspace.model.items import Attachment
from workspace.model.kinds import Kind
from workspace.store.rows import ItemRow

MIB = 1024 * 1024
ELLIPSIS = "…"
TITLE_CHARS = 80
"""Characters of a chat message that become the subject of its filing."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A field that is longer than the CRM takes; both counts in characters."""

    field: str
    kept: int
    of: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An attachment that stays behind; ``is_selectable`` means that ticking it would send it."""

    attachment: Attachment
    reason: Reason
    is_selectable: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A filing as it would be written. With ``is_complete`` false the text has not arrived: it must
    not be filed yet.
    """

    filing: Filing
    cuts: tuple[Cut, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Reason, ...] = ()
    is_complete: bool = True
    missing: tuple[RecordField, ...] = ()
    """What the CRM demands in the records to create, and they have no value for."""


def preview(
    item: ItemRow,
    records: Sequence[RecordRef],
    *,
    create: Sequence[NewRecord] = (),
    limits: Mapping[str, int],
    attachments: Collection[str] | None = None,
    follow: bool = False,
    header_only: bool = False,
    read_only: Iterable[RecordRef] = (),
    demanded: Mapping[str, Sequence[RecordField]] = MappingProxyType({}),
) -> Preview:
    """What filing ``item`` to ``records`` would write.

    ``limits`` are the manifest's: ``subject_chars text_chars html_chars attachment_mb
    attachments_total_mb``. ``attachments`` are the part ids that were ticked; None stands for
    all but pictures inside the text. ``read_only`` are records that fit but may not be written to: the notes name
    them. ``demanded`` is what the CRM asks for in new records, by their type: what ``create`` leaves out is named too.
    Raises ``ValueError`` for an item without a filing key.
    """
    if not item.filing_key:
        raise ValueError("an item without a filing key cannot be filed once")
    subject, subject_cut = _cut("subject", _plain(item.subject or _title(item)), limits.get("subject_chars"))
    text, text_cut = _cut("text", _plain(_text(item)), limits.get("text_chars"))
    html, html_cut = _whole_html(None if item.key.kind is Kind.CHAT else item.html, limits)
    going, left_out = _attachments(item.attachments, attachments, limits)
    is_complete = header_only or item.body_state != "none"
    notes = sensitive.warnings(f"{subject}\n{text}") if is_complete else (Reason("body_not_here"),)
    cuts = tuple(cut for cut in (subject_cut, text_cut, html_cut) if cut is not None)
    if header_only:
        subject, text, html, cuts, notes = "", "", None, (), (Reason("header_only"),)
        left_out = [LeftOut(a, Reason("header_only"), False) for a in item.attachments]
        going = []
    filing = Filing(
        key=item.filing_key,
        kind=item.key.kind.value,
        subject=subject,
        text=text,
        html=html,
        from_=item.from_,
        to=item.to or attendees(item),
        cc=item.cc,
        bcc=item.bcc,
        sent_at=_happened_at(item),
        is_incoming=not item.is_sent,
        records=tuple(dict.fromkeys(records)),
        create=tuple(create),
        attachments=tuple(going),
        thread_key=thread_key(item),
        follow=follow,
        cut=tuple(cut.field for cut in cuts),
    )
    kept_out = tuple(Reason("read_only", {"name": each.name}) for each in read_only)
    lacking = tuple((new, each) for new in create for each in missing(new, demanded.get(new.record_type, ())))
    asked = tuple(Reason("field_missing", _naming(new, each)) for new, each in lacking)
    notes = (*notes, *kept_out, *asked)
    return Preview(filing, cuts, tuple(left_out), notes, is_complete, tuple(each for _, each in lacking))


def _naming(new: NewRecord, field: RecordField) -> dict[str, str]:
    return {"field": field.label, "record_type": new.record_type, "name": field.name}


def thread_key(item: ItemRow) -> str:
    """The Message-ID of the conversation's first mail, the same for every colleague; of a chat the
    service's name for the message that was answered; else the item's own key.
    """
    if item.key.kind is Kind.CHAT:
        return str(item.detail.get("thread_remote_id") or item.key.remote_id)
    if item.key.kind is Kind.EMAIL:
        references = item.detail.get("references")
        if isinstance(references, (list, tuple)) and references:
            return str(references[0])
        in_reply_to = item.detail.get("in_reply_to")
        if in_reply_to:
            return str(in_reply_to)
    uid = item.detail.get("uid")
    return str(uid) if uid else item.filing_key or ""


def _title(item: ItemRow) -> str:
    """A chat message has no subject: its first line stands for it."""
    lines = (item.text or item.snippet).strip().splitlines() if item.key.kind is Kind.CHAT else []
    if not lines:
        return ""
    return lines[0] if len(lines[0]) <= TITLE_CHARS else f"{lines[0][: TITLE_CHARS - 1].rstrip()}{ELLIPSIS}"


def _text(item: ItemRow) -> str:
    """The text; of a chat message with the address under which it stands at its service."""
    link = str(item.detail.get("link") or "") if item.key.kind is Kind.CHAT else ""
    return "\n\n".join(part for part in (item.text or "", link) if part)


def _happened_at(item: ItemRow) -> datetime:
    starts_at = item.detail.get("starts_at")
    if item.key.kind is Kind.EVENT and isinstance(starts_at, str):
        return datetime.fromisoformat(starts_at)
    return item.sent_at or item.received_at


def _plain(text: str) -> str:
    return text.replace("\0", "")


def _cut(field: str, text: str, limit: int | None) -> tuple[str, Cut | None]:
    """The text within ``limit`` code points, never ending inside a composed character."""
    if limit is None or len(text) <= limit:
        return text, None
    end = max(limit - len(ELLIPSIS), 0)
    while 0 < end < len(text) and _joins(text[end - 1], text[end]):
        end -= 1
    short = (text[:end].rstrip() + ELLIPSIS)[:limit]
    return short, Cut(field, len(short), len(text))


def _joins(before: str, after: str) -> bool:
    return unicodedata.combining(after) != 0 or after in "\u200d\ufe0f" or before == "\u200d"


def _whole_html(html: str | None, limits: Mapping[str, int]) -> tuple[str | None, Cut | None]:
    """HTML goes whole or not at all: half of it shows wrong, and the text says the same."""
    limit = limits.get("html_chars", limits.get("text_chars"))
    if html is None or limit is None or len(html) <= limit:
        return html, None
    return None, Cut("html", 0, len(html))


def _attachments(
    known: Sequence[Attachment], ticked: Collection[str] | None, limits: Mapping[str, int]
) -> tuple[list[FiledAttachment], list[LeftOut]]:
    each_mb, total_mb = limits.get("attachment_mb"), limits.get("attachments_total_mb")
    going: list[FiledAttachment] = []
    left_out: list[LeftOut] = []
    total = 0
    for part in known:
        if each_mb is not None and part.size > each_mb * MIB:
            size = f"{part.size / MIB:.1f}"
            params = {"name": part.name, "size": size, "limit": str(each_mb)}
            left_out.append(LeftOut(part, Reason("attachment_too_large", params), False))
        elif ticked is None and _is_inline_image(part):
            left_out.append(LeftOut(part, Reason("inline_image"), True))
        elif ticked is not None and part.part_id not in ticked:
            left_out.append(LeftOut(part, Reason("not_chosen"), True))
        elif total_mb is not None and total + part.size > total_mb * MIB:
            reason = Reason("attachments_too_large", {"limit": str(total_mb)})
            left_out.append(LeftOut(part, reason, True))
        else:
            total += part.size
            going.append(FiledAttachment(part.part_id, part.name, part.content_type, part.size))
    return going, left_out


def _is_inline_image(part: Attachment) -> bool:
    return part.is_inline and part.content_type.lower().startswith("image/")
