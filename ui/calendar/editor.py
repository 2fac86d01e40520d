"""The sheet that makes an event or changes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QDate, QTime, QTimeZone, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QWidget,
)

from ui.calendar.entries import Entry, local_span
from ui.calendar.span import midnight
from ui.compose.address_book import AddressBook
from ui.compose.addresses import people, written_one
from ui.compose.recipients import AddressField
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from ui.widgets.times import day_format
from workspace.connector.payloads import EventFields
from workspace.model.ids import AccountId
from workspace.model.kinds import Kind, Verb
from workspace.store.reading.event_rows import description
from workspace.store.rows import ItemRow

RULES = ("", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY", "FREQ=MONTHLY")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where a new event can go."""

    account_id: AccountId
    remote_id: str
    words: str


def calendars(context: Context) -> list[Calendar]:
    """The calendars of the accounts whose connector makes events; those of the home workplaces' order."""
    found = []
    for account in context.user.accounts():
        manifest = context.manifest_of(account)
        if manifest is None or Verb.CREATE_EVENT not in manifest.actions or not account.is_enabled:
            continue
        rows = [row for row in context.reader.collections(account.account_id) if row.kind is Kind.EVENT]
        found += [Calendar(account.account_id, row.remote_id, f"{account.name} · {row.name}") for row in rows]
    return found


class EventSheet(Sheet):
    """``created`` carries an account id and :class:`EventFields`; ``changed`` what is different, as their JSON."""

    is_form = True
    created = Signal(object, object)
    changed = Signal(object)

    def __init__(self, context: Context, window: QWidget, *, entry: Entry | None = None) -> None:
        super().__init__(window, "")
        self._entry = entry
        self._stood: dict[str, Any] = {}
        self._calendars = calendars(context)
        self.call(self.tr("Change event") if entry else self.tr("New event"))
        self.summary = self._line(self.tr("What"))
        self.summary.textChanged.connect(self._on_changed)
        self.place = self._line(self.tr("Where"))
        self.guests = AddressField(AddressBook(context), self.tr("Guests"), self.body, is_boxed=True)
        self.guests.setPlaceholderText(self.tr("Guests"))
        self.notes = QPlainTextEdit(self.body)
        self.notes.setPlaceholderText(self.tr("Notes"))
        self.notes.setAccessibleName(self.tr("Notes"))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(theme().px(90))
        self.whole_days = QCheckBox(self.tr("Whole days"), self.body)
        self.whole_days.toggled.connect(self._on_changed)
        self.calendar = QComboBox(self.body)
        self.calendar.setAccessibleName(self.tr("Calendar"))
        self.calendar.addItems([each.words for each in self._calendars])
        self.repeats = QComboBox(self.body)
        self.repeats.setAccessibleName(self.tr("Repeats"))
        self.repeats.addItems([self.tr("Does not repeat"), self.tr("Every day"), self.tr("Every working day"),
                               self.tr("Every week"), self.tr("Every month")])  # fmt: skip
        self.first, self.begins = self._moment(self.tr("Starts"))
        self.last, self.ends = self._moment(self.tr("Ends"))
        self.first.dateChanged.connect(self._on_first_changed)
        self.begins.timeChanged.connect(self._on_begin_changed)
        for signal in (self.last.dateChanged, self.ends.timeChanged):
            signal.connect(self._on_changed)
        self.warning = label("", self.body, tone="bad", wrap=True)
        self._length = timedelta(hours=1)
        self._place_parts()

    def start_at(self, starts: datetime, ends: datetime, *, is_all_day: bool, near: Sequence[AccountId] = ()) -> None:
        """A new event there; ``near`` are the accounts whose calendars are offered first."""
        self._show_times(starts, ends, is_all_day)
        at = next((n for n, each in enumerate(self._calendars) if each.account_id in near), 0)
        self.calendar.setCurrentIndex(at)
        self.summary.setFocus()

    def show_row(self, row: ItemRow) -> None:
        """An event to change; its calendar and how it repeats stay."""
        starts, ends, is_all_day = local_span(row)
        self._show_times(starts, ends, is_all_day)
        self.summary.setText(row.subject)
        self.place.setText(str(row.detail.get("location") or ""))
        self.notes.setPlainText(description(row))
        found = row.detail.get("attendees")
        rows = found if isinstance(found, list) else []
        self.guests.setText(", ".join(written_one(name, email) for name, email, _ in rows))
        for hidden in (self.calendar, self.repeats):
            hidden.hide()
        self._stood = self._fields().to_json()

    def save(self) -> None:
        if not self.save_button.isEnabled() or not self.guests.is_right():
            return
        fields = self._fields()
        chosen = self._calendars[self.calendar.currentIndex()] if self._entry is None else None
        self.done()
        if chosen is not None:
            self.created.emit(chosen.account_id, fields)
        else:
            self.changed.emit(self._differences(fields.to_json()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not self.notes.hasFocus():
            self.save()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _differences(self, after: dict[str, Any]) -> dict[str, Any]:
        names = ("summary", "location", "description", "attendees")
        found = {name: after[name] for name in names if after[name] != self._stood[name]}
        times = ("starts_at", "ends_at", "starts_on", "ends_on")
        if any(after[name] != self._stood[name] for name in times):
            found |= {name: after[name] for name in (*times, "tzid") if after[name] is not None}
        return found

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self.body)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setMaxLength(500)
        return made

    def _moment(self, name: str) -> tuple[QDateEdit, QTimeEdit]:
        day, time = QDateEdit(self.body), QTimeEdit(self.body)
        day.setCalendarPopup(True)
        day.setDisplayFormat(day_format())
        time.setDisplayFormat("HH:mm")
        time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        day.setAccessibleName(self.tr("{what}: day").format(what=name))
        time.setAccessibleName(self.tr("{what}: time").format(what=name))
        return day, time

    def _place_parts(self) -> None:
        px = theme().px
        self.layout_.addWidget(self.summary)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(2 * t.STEP))
        grid.setVerticalSpacing(px(2 * t.STEP))
        grid.setColumnStretch(3, 1)
        for n, (words, day, time) in enumerate(
            ((self.tr("Starts"), self.first, self.begins), (self.tr("Ends"), self.last, self.ends))
        ):
            grid.addWidget(label(words, self.body, tone="muted"), n, 0)
            grid.addWidget(day, n, 1)
            grid.addWidget(time, n, 2)
        grid.addWidget(self.whole_days, 0, 3)
        grid.addWidget(self.repeats, 1, 3)
        self.layout_.addLayout(grid)
        for part in (self.place, self.guests, self.notes, self.calendar, self.warning):
            self.layout_.addWidget(part)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        words = self.tr("Save") if self._entry else self.tr("Create")
        self.save_button = Button(words, self.body, kind="primary", on_click=self.save)
        self.foot.addWidget(self.save_button)

    def _show_times(self, starts: datetime, ends: datetime, is_all_day: bool) -> None:
        last = (ends - timedelta(days=1)).date() if is_all_day else ends.date()
        self.whole_days.setChecked(is_all_day)
        self.first.setDate(_qdate(starts.date()))
        self.begins.setTime(QTime(starts.hour, starts.minute))
        self.last.setDate(_qdate(max(last, starts.date())))
        self.ends.setTime(QTime(ends.hour, ends.minute))
        self._length = ends - starts if not is_all_day else timedelta(hours=1)
        self._on_changed()

    def _starts(self) -> datetime:
        return _placed(self.first, self.begins)

    def _ends(self) -> datetime:
        return _placed(self.last, self.ends)

    def _on_first_changed(self) -> None:
        if self.last.date() < self.first.date():
            self.last.setDate(self.first.date())
        self._on_begin_changed()

    def _on_begin_changed(self) -> None:
        """The length stays when the start moves."""
        if not self.whole_days.isChecked():
            ends = self._starts() + self._length
            self.last.setDate(_qdate(ends.date()))
            self.ends.setTime(QTime(ends.hour, ends.minute))
        self._on_changed()

    def _on_changed(self) -> None:
        is_whole = self.whole_days.isChecked()
        for each in (self.begins, self.ends):
            each.setVisible(not is_whole)
        is_wrong = self.last.date() < self.first.date() if is_whole else self._ends() < self._starts()
        if not is_wrong and not is_whole:
            self._length = self._ends() - self._starts()
        words = self.tr("It ends before it starts.") if is_wrong else ""
        if not self._calendars and self._entry is None:
            words = self.tr("No account here can make events.")
        self.warning.setText(words)
        self.warning.setVisible(bool(words))
        self.save_button.setEnabled(not words and bool(self.summary.text().strip()))

    def _fields(self) -> EventFields:
        is_whole = self.whole_days.isChecked()
        at = self.calendar.currentIndex()
        times: dict[str, Any] = {"starts_at": self._starts(), "ends_at": self._ends(), "tzid": zone_here()}
        if is_whole:
            times = {"starts_on": _day(self.first), "ends_on": _day(self.last) + timedelta(days=1)}
        return EventFields(
            collection=self._calendars[at].remote_id if self._entry is None and at >= 0 else "",
            uid=f"{uuid4()}@workspace",
            summary=self.summary.text().strip(),
            location=self.place.text().strip(),
            description=self.notes.toPlainText().strip(),
            attendees=tuple(people(self.guests.text())),
            rrule=RULES[max(0, self.repeats.currentIndex())] or None,
            **times,
        )


def zone_here() -> str:
    """This computer's time zone by its IANA name."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(field: QDateEdit) -> date:
    found = field.date()
    return date(found.year(), found.month(), found.day())


def _placed(day: QDateEdit, time: QTimeEdit) -> datetime:
    start = midnight(_day(day)).replace(tzinfo=None)
    return (start + timedelta(hours=time.time().hour(), minutes=time.time().minute())).astimezone()
