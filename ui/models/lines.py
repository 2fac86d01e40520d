"""A line of a list, whatever it stands for: the one shape that the one delegate paints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication

from ui.widgets.chips import Chip
from ui.widgets.labels import short
from ui.widgets.messages import message
from ui.widgets.times import coming_time, count, short_time
from workspace.model.ids import AccountId
from workspace.model.kinds import Kind
from workspace.store.rows import AttemptRow, FiledChip, HitRow, ItemRow, RecordRow, ThreadRow

MOST_LABELS, LONGEST_LABEL = 2, 18
Names = Mapping[AccountId, str]
"""What each account is called."""


@dataclass(frozen=True, slots=True)
class Line:
    """``key`` stays the same while its text changes; ``heading`` opens a group above the line."""

    key: object
    title: str
    when: str
    subject: str
    snippet: str = ""
    chips: tuple[Chip, ...] = ()
    is_unread: bool = False
    is_flagged: bool = False
    is_pending: bool = False
    is_pinned: bool = False
    is_muted: bool = False
    heading: str = ""

    @property
    def shape(self) -> tuple[bool, bool, bool]:
        """What decides how high it is: whether it has a snippet, chips, and a heading."""
        return bool(self.snippet), bool(self.chips), bool(self.heading)

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        chips = ", ".join(chip.text for chip in self.chips if chip.text)
        unread = tr("unread") if self.is_unread else ""
        parts = (unread, self.title, self.subject, self.when, self.snippet, chips)
        return ". ".join(short(part) for part in parts if part)


def tr(text: str) -> str:
    return QCoreApplication.translate("lines", text)


def spoken(line: Line, *, is_chosen: bool) -> str:
    """A line of a list for a screen reader, and that it is one of several chosen."""
    return f"{tr('chosen')}. {line.spoken}" if is_chosen else line.spoken


def thread_line(row: ThreadRow, names: Names) -> Line:
    if row.kind is Kind.CHAT:
        return _chat_line(row, names)
    chips = _mark_chips(row)
    chips += [Chip(row.deal, "accent", gives_way=True)] if row.deal else []
    chips += [filed_chip(chip, names) for chip in row.filed]
    if row.attachment_count:
        chips.append(Chip(count(row.attachment_count), icon="paperclip"))
    # Where there is little room the account is still named beside one label.
    labels = [_label_chip(name) for name in row.labels[:MOST_LABELS]]
    chips += labels[:1]
    if row.account_id in names:
        chips.append(Chip(names[row.account_id]))
    chips += labels[1:]
    people = f"{row.people} ({row.item_count})" if row.item_count > 1 else row.people
    return Line(
        key=row.thread_id,
        title=people or row.from_email or tr("No sender"),
        when=short_time(row.last_at),
        subject=row.subject or tr("No subject"),
        snippet=row.snippet,
        chips=tuple(chips),
        is_unread=row.is_unread,
        is_flagged=row.is_flagged,
        is_pending=any(chip.state in ("queued", "trying") for chip in row.filed),
        is_pinned=row.is_pinned,
        is_muted=row.is_muted,
    )


def _label_chip(name: str) -> Chip:
    """Of a label within others the innermost is what it is about."""
    inner = name.rstrip("/").rpartition("/")[2]
    return Chip(inner if len(inner) <= LONGEST_LABEL else f"{inner[: LONGEST_LABEL - 1].rstrip()}…", icon="label")


def _mark_chips(row: ThreadRow) -> list[Chip]:
    """What the user did with a conversation; the first chips, for they say why it stands where it does."""
    chips = [Chip(tr("Pinned"), "accent", "pin")] if row.is_pinned else []
    if row.has_draft:
        chips.append(_draft_chip())
    if row.snoozed_until is not None:
        chips.append(Chip(tr("Until {time}").format(time=coming_time(row.snoozed_until)), "warn", "clock"))
    elif row.returned_at is not None:
        chips.append(Chip(tr("Back since {time}").format(time=short_time(row.returned_at)), "warn", "clock"))
    if row.is_muted:
        chips.append(Chip(tr("Muted"), icon="bell-off"))
    return chips


def _chat_line(row: ThreadRow, names: Names) -> Line:
    """A channel or direct conversation: what it is called, who wrote last, and what."""
    chips = _mark_chips(row)
    chips += [Chip(row.deal, "accent", gives_way=True)] if row.deal else []
    if row.is_unread:
        chips.append(Chip(tr("For you"), "accent", "chat"))
    if row.attachment_count:
        chips.append(Chip(count(row.attachment_count), icon="paperclip"))
    if row.account_id in names:
        chips.append(Chip(names[row.account_id]))
    return Line(
        key=row.thread_id,
        title=row.subject or row.people or tr("No name"),
        when=short_time(row.last_at),
        subject=row.people or tr("No sender"),
        snippet=row.snippet,
        chips=tuple(chips),
        is_unread=row.is_unread,
        is_flagged=row.is_flagged,
        is_pinned=row.is_pinned,
        is_muted=row.is_muted,
    )


def filed_chip(chip: FiledChip, names: Names) -> Chip:
    """Where something was filed, or how far that is, in words."""
    crm = names.get(chip.crm_account_id, "") or chip.label
    if chip.state == "done":
        return Chip(tr("Filed · {crm}").format(crm=crm), "ok", "check")
    words, tone = {
        "failed": (tr("Filing failed"), "bad"),
        "unsure": (tr("Filing unsure"), "warn"),
        "trying": (tr("Filing…"), "warn"),
    }.get(chip.state, (tr("Filing queued"), "warn"))
    return Chip(words, tone)


def hit_line(row: HitRow, names: Names) -> Line:
    chips = [_draft_chip()] if row.is_draft else []
    chips += [filed_chip(chip, names) for chip in row.filed]
    if row.attachment_count:
        chips.append(Chip(count(row.attachment_count), icon="paperclip"))
    if row.key.account_id in names:
        chips.append(Chip(names[row.key.account_id]))
    return Line(
        key=row.item_id,
        title=row.from_.name or row.from_.email or tr("No sender"),
        when=short_time(row.received_at),
        subject=row.subject or (tr("Chat message") if row.key.kind is Kind.CHAT else tr("No subject")),
        snippet=row.snippet,
        chips=tuple(chips),
        is_unread=not row.is_read and not row.is_sent and not row.is_draft,
        is_flagged=row.is_flagged,
    )


def event_day(row: ItemRow) -> date:
    starts_on = row.detail.get("starts_on")
    if isinstance(starts_on, str) and starts_on:
        return date.fromisoformat(starts_on)
    return event_start(row).astimezone().date()


def event_start(row: ItemRow) -> datetime:
    starts_at = row.detail.get("starts_at")
    if isinstance(starts_at, datetime):
        return starts_at
    if isinstance(starts_at, str) and starts_at:
        return datetime.fromisoformat(starts_at)
    if isinstance(starts_at, int):
        return datetime.fromtimestamp(starts_at / 1000, UTC)
    return row.received_at


def event_time(row: ItemRow) -> str:
    if row.detail.get("starts_on"):
        return tr("all day")
    return f"{event_start(row).astimezone():%H:%M}"


RECORD_ICONS = {
    "contact": "contact",
    "company": "company",
    "deal": "deal",
    "case": "case",
    "lead": "lead",
}


def record_line(row: RecordRow, names: Names) -> Line:
    kinds = {
        "contact": tr("Contact"),
        "company": tr("Company"),
        "deal": tr("Deal"),
        "case": tr("Case"),
        "lead": tr("Lead"),
    }
    chips = [Chip(kinds.get(row.record_type, row.record_type), icon=RECORD_ICONS.get(row.record_type, ""))]
    if row.stage:
        chips.append(Chip(row.stage, "accent"))
    if row.account_id in names:
        chips.append(Chip(names[row.account_id]))
    about = " · ".join(part for part in (row.title, row.amount, row.city, row.owner) if part)
    return Line(
        key=row.item_id,
        title=row.name,
        when="" if row.is_open else tr("closed"),
        subject=about or ", ".join((*row.emails, *row.domains)[:2]) or tr("No details"),
        snippet=", ".join(row.emails[:2]) if about else "",
        chips=tuple(chips),
    )


def attempt_line(row: AttemptRow, names: Names) -> Line:
    """A line of the unfiled tray or the outbox, with its reason."""
    return Line(
        key=row.action_id,
        title=row.subject or verb_words(row.verb),
        when=short_time(row.created_at),
        subject=reason(row),
        snippet=f"{verb_words(row.verb)} · {names.get(row.account_id, '')}".rstrip(" ·"),
        chips=(state_chip(row.state),),
    )


def reason(row: AttemptRow) -> str:
    """Why an action is where it is, in a sentence."""
    if row.state == "unsure" and not row.error_key:
        return message("unsure", {})
    if row.error_key:
        return message(row.error_key, row.error_params)
    return tr("Waits for the service to answer.")


def state_chip(state: str) -> Chip:
    words, tone = {
        "failed": (tr("failed"), "bad"),
        "unsure": (tr("unsure"), "warn"),
        "trying": (tr("trying"), "accent"),
    }.get(state, (tr("queued"), "warn"))
    return Chip(words, tone)


def verb_words(verb: str) -> str:
    """What an action does, in words."""
    return {
        "read": tr("Mark read"),
        "unread": tr("Mark unread"),
        "star": tr("Star"),
        "unstar": tr("Remove star"),
        "archive": tr("Archive"),
        "trash": tr("Move to trash"),
        "move": tr("Move"),
        "label": tr("Add label"),
        "unlabel": tr("Remove label"),
        "reply": tr("Reply"),
        "answer": tr("Answer invitation"),
        "react": tr("React"),
        "unreact": tr("Remove reaction"),
        "send": tr("Send"),
        "save_draft": tr("Save draft"),
        "delete_draft": tr("Delete draft"),
        "post": tr("Post"),
        "create_folder": tr("Make folder"),
        "rename_folder": tr("Rename folder"),
        "delete_folder": tr("Delete folder"),
        "create_event": tr("Create event"),
        "change_event": tr("Change event"),
        "delete_event": tr("Delete event"),
        "file": tr("File to CRM"),
        "unfile": tr("Take back filing"),
        "create": tr("Create record"),
    }.get(verb, verb)


def draft_line(key: object, to: str, subject: str, text: str, at: datetime) -> Line:
    return Line(
        key=key,
        title=to or tr("No recipient"),
        when=short_time(at),
        subject=subject or tr("No subject"),
        snippet=" ".join(text.split())[:200],
        chips=(_draft_chip(),),
    )


def _draft_chip() -> Chip:
    return Chip(tr("Draft"), "warn", "draft")
