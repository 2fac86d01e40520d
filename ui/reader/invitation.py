"""The card of an invitation inside its mail: what, when, where, what it overlaps, and the answer."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.calendar.answering import answer, answer_so_far, answer_words, held_event, invitation_of, way_of
from ui.calendar.deeds import EventDeeds
from ui.calendar.entries import clashes_with
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.icon import IconLabel
from ui.widgets.labels import label, short
from ui.widgets.times import day_heading, short_date
from workspace.model.kinds import Kind, Verb
from workspace.store.rows import ItemRow

if TYPE_CHECKING:
    from workspace.connector.invitation import Invitation

SHOWN_CLASHES = 3


class InvitationCard(QFrame):
    """``performed`` carries a :class:`Deed`, ``said`` a sentence."""

    performed = Signal(object)
    said = Signal(object)

    def __init__(self, context: Context, item: ItemRow, invitation: "Invitation", parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._context = context
        self.item, self.invitation = item, invitation
        self._chosen = ""
        self.buttons: dict[str, Button] = {}
        self._way = ""
        self._deeds = EventDeeds(context, self)
        self._deeds.performed.connect(self.performed)
        self._deeds.refused.connect(self.said)
        self.setAccessibleName(self.tr("Invitation: {title}").format(title=short(invitation.event.summary)))
        self._layout = QVBoxLayout(self)
        px = theme().px
        self._layout.setContentsMargins(px(14), px(12), px(14), px(12))
        self._inside: QWidget | None = None
        self._fill()

    def answer(self, partstat: str) -> None:
        """Accept, perhaps or decline; queued, and shown at once."""
        way = way_of(self._context, self.item, self.invitation)
        if way is not None and answer(self._context, self._deeds, self.item, self.invitation, way, partstat):
            self._chosen = partstat if way.row is None else ""
            self._fill()

    def remove(self) -> None:
        """Take a cancelled meeting out of the calendar."""
        row = held_event(self._context, self.item, self.invitation, Verb.DELETE_EVENT)
        if row is not None:
            whole = bool(row.detail.get("recurrence_id")) and not self.invitation.event.recurrence_id
            self._deeds.delete(row, is_series=whole)
            self._fill()

    @property
    def words(self) -> list[str]:
        """All that is said, for tests and screen readers."""
        found = self._inside.findChildren(QWidget) if self._inside else []
        return [each.text() for each in found if hasattr(each, "text") and callable(each.text)]

    def _fill(self) -> None:
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self.buttons, self._way = {}, ""
        px = theme().px
        self._inside = inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2 * t.STEP))
        column.addLayout(self._head(inside))
        column.addLayout(self._facts(inside))
        column.addLayout(self._foot(inside))
        self._layout.addWidget(inside)

    def _head(self, inside: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(IconLabel("calendar", t.ICON, inside))
        title = self.invitation.event.summary or self.tr("No title")
        row.addWidget(label(short(title), inside, kind="heading", wrap=True), 1)
        words, tone = self._state()
        if words:
            row.addWidget(ChipLabel(Chip(words, tone), inside))
        return row

    def _state(self) -> tuple[str, str]:
        method, event = self.invitation.method, self.invitation.event
        if method == "CANCEL" or event.is_cancelled:
            return self.tr("Cancelled"), "bad"
        if method in ("REPLY", "COUNTER") and event.attendees:
            who = event.attendees[0].address
            said = answer_words(event.attendees[0].partstat)
            return f"{short(who.name or who.email)}: {said}", "ok" if said == answer_words("ACCEPTED") else "warn"
        return "", ""

    def _facts(self, inside: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(3 * t.STEP))
        grid.setVerticalSpacing(theme().px(t.STEP))
        grid.setColumnStretch(1, 1)
        event = self.invitation.event
        organizer = event.organizer
        rows = (
            (self.tr("When"), self._when(), ""),
            (self.tr("Where"), event.location[:500], ""),
            (self.tr("Organizer"), (organizer.name or organizer.email) if organizer else "", ""),
            (self.tr("Repeats"), self.tr("a series") if event.rrule else "", ""),
            (self.tr("Calendar"), *self._clash()),
        )
        for n, (name, words, tone) in enumerate(row for row in rows if row[1]):
            grid.addWidget(label(name, inside, kind="secondary"), n, 0)
            grid.addWidget(label(words, inside, tone=tone, wrap=True), n, 1)
        return grid

    def _when(self) -> str:
        event, today = self.invitation.event, datetime.now().astimezone().date()
        if event.starts_at and event.ends_at:
            starts, ends = event.starts_at.astimezone(), event.ends_at.astimezone()
            if starts.date() == ends.date():
                return f"{day_heading(starts.date(), today)} · {starts:%H:%M}–{ends:%H:%M}"
            return f"{short_date(starts.date(), today)} {starts:%H:%M} – {short_date(ends.date(), today)} {ends:%H:%M}"
        return day_heading(event.starts_on, today) if event.starts_on else ""

    def _clash(self) -> tuple[str, str]:
        """What is in one's calendars at that time; nothing is said where there is no calendar."""
        event = self.invitation.event
        if event.starts_at is None or not self.invitation.is_question:
            return "", ""
        ends = event.ends_at or event.starts_at
        if ends < datetime.now(UTC) or not self._context.reader.is_brought(Kind.EVENT):
            return "", ""
        found = clashes_with(self._context, event.starts_at, ends, event.uid)
        if not found:
            return self.tr("Nothing else at that time"), "ok"
        named = [f"“{short(each.title)}” {each.starts:%H:%M}" for each in found[:SHOWN_CLASHES]]
        return self.tr("Overlaps {events}").format(events=", ".join(named)), "bad"

    def _foot(self, inside: QWidget) -> QVBoxLayout:
        row = FlowLayout(spacing=theme().px(2 * t.STEP))
        if self.invitation.is_question:
            self._add_answers(row, inside)
        elif self._state()[1] == "bad" and held_event(self._context, self.item, self.invitation, Verb.DELETE_EVENT):
            words = self.tr("Remove from the calendar")
            self.buttons["remove"] = Button(words, inside, small=True, on_click=self.remove)
            row.addWidget(self.buttons["remove"])
        column = QVBoxLayout()
        column.setSpacing(theme().px(t.STEP))
        column.addLayout(row)
        if self.buttons and self._way:
            column.addWidget(label(self._way, inside, kind="secondary", wrap=True))
        return column

    def _add_answers(self, row: FlowLayout, inside: QWidget) -> None:
        way = way_of(self._context, self.item, self.invitation)
        if way is None:
            row.addWidget(label(self.tr("No account here can answer this."), inside, tone="muted"))
            return
        current = self._chosen or answer_so_far(self._context, self.item, self.invitation, way)
        for words, partstat in (
            (self.tr("Accept"), "ACCEPTED"),
            (self.tr("Perhaps"), "TENTATIVE"),
            (self.tr("Decline"), "DECLINED"),
        ):
            kind = "primary" if partstat == current else "plain"
            press = lambda partstat=partstat: self.answer(partstat)  # noqa: E731
            self.buttons[partstat] = Button(words, inside, kind=kind, small=True, on_click=press)
            row.addWidget(self.buttons[partstat])
        by_mail = self.tr("by mail from {address}").format(address=way.email)
        self._way = way.account.name if way.row is not None else by_mail


def invitation_card(context: Context, item: ItemRow, parent: QWidget) -> InvitationCard | None:
    """The card for a mail that holds an invitation."""
    invitation = invitation_of(item) if item.detail.get("calendar") else None
    return InvitationCard(context, item, invitation, parent) if invitation is not None else None
