"""The details of one event beside the calendar: who, where, when, what it overlaps, and what can be done."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.calendar.entries import Entry
from ui.calendar.paint import remark
from ui.models.lines import filed_chip
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Selectable, label
from ui.widgets.times import day_heading, short_date
from workspace.model.ids import AccountId
from workspace.model.kinds import Verb
from workspace.store.reading.event_rows import NEW, description

ANSWERS = ("ACCEPTED", "TENTATIVE", "DECLINED")
MOST_GUESTS = 40


class Details(QFrame):
    """``asked`` carries what was pressed: edit, delete, file, close, or an answer (ACCEPTED, TENTATIVE, DECLINED).

    ``undo_asked`` carries the :class:`FiledChip` to take back.
    """

    asked = Signal(object)
    undo_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName(self.tr("Event"))
        self.setFixedWidth(theme().px(t.CUSTOMER))
        self.entry: Entry | None = None
        self.buttons: dict[str, Button] = {}
        self._inside: QWidget | None = None
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = QWidget()
        self._page = QVBoxLayout(self._sheet)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.addStretch(1)
        self._scroll.setWidget(self._sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(self._scroll)

    def show_entry(self, entry: Entry | None, names: Mapping[AccountId, str]) -> None:
        self.entry, self.buttons = entry, {}
        if self._inside is not None:
            # Not deleted at once: it may be its own button that asked for this.
            self._inside.hide()
            self._inside.deleteLater()
            self._inside = None
        if entry is not None:
            self._fill(entry, names)
        self.setVisible(entry is not None)

    def _fill(self, entry: Entry, names: Mapping[AccountId, str]) -> None:
        px = theme().px
        inside = QWidget(self._sheet)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(12), px(12), px(16))
        column.setSpacing(px(3 * t.STEP))
        column.addLayout(self._head(entry, inside))
        column.addWidget(self._chips(entry, names, inside))
        column.addWidget(self._facts(entry, inside))
        if entry.asked is not None and not entry.is_cancelled:
            column.addLayout(self._answers(entry, inside))
            if entry.copies:
                words = self.tr("{account} answers.").format(account=entry.asked.account)
                column.addWidget(label(words, inside, kind="caption", wrap=True))
        column.addWidget(self._deeds(entry, inside))
        self._inside = inside
        self._page.insertWidget(0, inside)

    def words(self) -> str:
        """All that is said, for tests."""
        found = self._inside.findChildren(QWidget) if self._inside else []
        return "\n".join(each.text() for each in found if hasattr(each, "text") and callable(each.text))

    def _head(self, entry: Entry, inside: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        title = label(entry.title, inside, kind="heading", wrap=True)
        row.addWidget(title, 1)
        close = IconButton("close", self.tr("Close"), inside, on_click=lambda: self.asked.emit("close"))
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _chips(self, entry: Entry, names: Mapping[AccountId, str], inside: QWidget) -> QWidget:
        holder = QWidget(inside)
        flow = FlowLayout(spacing=theme().px(6), between=theme().px(6))
        holder.setLayout(flow)
        chips = [Chip(words) for words in (*entry.workplaces, *entry.accounts)]
        if words := remark(entry):
            chips.insert(0, Chip(words, "bad" if entry.overlaps and not entry.is_open else "warn"))
        for chip in chips:
            flow.addWidget(ChipLabel(chip, holder))
        for filed in entry.row.filed:
            flow.addWidget(ChipLabel(filed_chip(filed, names), holder))
            undo = Button(self.tr("Undo"), holder, kind="link", on_click=partial(self.undo_asked.emit, filed))
            flow.addWidget(undo)
        return holder

    def _facts(self, entry: Entry, inside: QWidget) -> QWidget:
        holder = QWidget(inside)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(3 * t.STEP))
        grid.setVerticalSpacing(theme().px(6))
        grid.setColumnStretch(1, 1)
        rows = [(name, words) for name, words in self._said(entry) if words]
        for n, (name, words) in enumerate(rows):
            grid.addWidget(label(name, holder, kind="secondary"), n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Selectable(words, holder), n, 1)
        return holder

    def _said(self, entry: Entry) -> tuple[tuple[str, str], ...]:
        row = entry.row
        return (
            (self.tr("When"), when_words(entry)),
            (self.tr("There"), there_words(entry)),
            (self.tr("Repeats"), self.tr("one of a series") if entry.series else ""),
            (self.tr("Overlaps"), "\n".join(entry.overlaps)),
            (self.tr("Where"), entry.place),
            (self.tr("Organizer"), row.from_.name or row.from_.email),
            (self.tr("Attendees"), "\n".join(self._guests(entry))),
            (self.tr("Notes"), description(row)),
        )

    def _guests(self, entry: Entry) -> list[str]:
        words = {
            "ACCEPTED": self.tr("comes"),
            "DECLINED": self.tr("does not come"),
            "TENTATIVE": self.tr("perhaps"),
        }
        found = entry.row.detail.get("attendees")
        rows = found if isinstance(found, list) else []
        none = self.tr("no answer")
        said = [f"{name or email} · {words.get(answer, none)}" for name, email, answer in rows]
        return [*said[:MOST_GUESTS], "…"] if len(said) > MOST_GUESTS else said

    def _answers(self, entry: Entry, inside: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        said = {"ACCEPTED": self.tr("Accept"), "TENTATIVE": self.tr("Perhaps"), "DECLINED": self.tr("Decline")}
        for answer in ANSWERS:
            kind = "primary" if entry.answer == answer else "plain"
            row.addWidget(self._button(answer, said[answer], inside, kind=kind))
        row.addStretch()
        return row

    def _deeds(self, entry: Entry, inside: QWidget) -> QWidget:
        holder = QWidget(inside)
        flow = FlowLayout(spacing=theme().px(2 * t.STEP), between=theme().px(6))
        holder.setLayout(flow)
        is_new = entry.key.remote_id.startswith(NEW)
        if entry.can(Verb.CHANGE_EVENT):
            flow.addWidget(self._button("edit", self.tr("Edit"), inside))
        if not is_new:
            flow.addWidget(self._button("file", self.tr("File to CRM"), inside))
        link = str(entry.row.detail.get("link") or "")
        if link.startswith(("https://", "http://")):
            opened = lambda: QDesktopServices.openUrl(QUrl(link))  # noqa: E731
            flow.addWidget(Button(self.tr("Open in browser"), inside, small=True, on_click=opened))
        if entry.can(Verb.DELETE_EVENT):
            flow.addWidget(self._button("delete", self.tr("Delete"), inside, kind="danger"))
        return holder

    def _button(self, name: str, words: str, inside: QWidget, *, kind: str = "plain") -> Button:
        made = Button(words, inside, kind=kind, small=True, on_click=lambda: self.asked.emit(name))
        self.buttons[name] = made
        return made


def when_words(entry: Entry) -> str:
    """The days and times here."""
    today = datetime.now().astimezone().date()
    if entry.first == entry.last:
        return f"{day_heading(entry.first, today)}\n{entry.times}"
    if entry.is_all_day:
        return f"{short_date(entry.first, today)} – {short_date(entry.last, today)}"
    last = entry.ends.date()
    return f"{short_date(entry.first, today)} {entry.starts:%H:%M} – {short_date(last, today)} {entry.ends:%H:%M}"


def there_words(entry: Entry) -> str:
    """The times in the zone that the event was made in, where its clocks show something else."""
    name = str(entry.row.detail.get("tzid") or "")
    if not name or entry.is_all_day:
        return ""
    try:
        there = entry.starts.astimezone(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    if there.utcoffset() == entry.starts.utcoffset():
        return ""
    return f"{there:%H:%M}–{entry.ends.astimezone(there.tzinfo):%H:%M} · {name}"
