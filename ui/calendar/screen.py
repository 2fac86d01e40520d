"""The calendar: bar, view and details; asks the store for the days it shows, and for nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.calendar.bar import CalendarBar
from ui.calendar.canvas import Canvas
from ui.calendar.days import Days, days_of
from ui.calendar.deeds import EventDeeds
from ui.calendar.details import Details
from ui.calendar.editor import EventSheet, zone_here
from ui.calendar.entries import Entry, local_span
from ui.calendar.hours import HoursView
from ui.calendar.month import MonthCanvas
from ui.calendar.series import SeriesSheet
from ui.calendar.span import Mode, Span, span_of, step
from ui.inbox.emptiness import Emptiness
from ui.inbox.listings import Place
from ui.inbox.listview import LineView
from ui.models.beside import Asking, Beside
from ui.models.observer import EVENTS, HEALTH, News
from ui.shell.context import Context
from ui.shell.places import place_name
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import frame, label
from ui.widgets.later import later
from ui.widgets.notice import Notice
from ui.widgets.roles import plays
from workspace.connector.payloads import EventFields
from workspace.model.ids import AccountId, WorkplaceId
from workspace.model.items import ItemKey
from workspace.model.kinds import Verb
from workspace.store.reading.event_rows import NEW
from workspace.store.rows import ItemRow

NEWS_MS = 30
BESIDE = 260
"""What a calendar needs beside the details, in pixels at 100 % text size."""


class CalendarScreen(QWidget):
    """``performed`` and ``refused`` as :class:`EventDeeds`; ``file_asked`` carries an item id, ``undo_asked`` a chip;
    ``asked`` the name of a step that an empty calendar offers. ``loaded`` says that it shows what the stores say now.
    """

    performed = Signal(object)
    refused = Signal(object)
    file_asked = Signal(object)
    undo_asked = Signal(object)
    asked = Signal(object)
    loaded = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "surface")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        plays(self, QAccessible.Role.Grouping)
        self.setAccessibleName(place_name(Place.CALENDAR))
        self._context = context
        self.deeds = EventDeeds(context, self)
        self.deeds.performed.connect(self.performed)
        self.deeds.refused.connect(self.refused)
        self.mode, self.day = Mode.WEEK, today()
        self.scope = "*"
        self.shown: list[WorkplaceId] = []
        self.entries: list[Entry] = []
        self.key: ItemKey | None = None
        self._is_open = False
        self._beside = Beside(self)
        self._asking = Asking(self._beside, self._begin, self._on_found)
        self._new_hour: int | None = None
        self._is_arriving = self._is_loaded = False
        self._emptiness: Emptiness | None = None
        self.bar = CalendarBar(self)
        self.hours = HoursView(self)
        self.month = MonthCanvas(self)
        self.list = LineView(self.tr("Agenda"), self)
        self.notice = Notice(self)
        self.details = Details(self)
        self._news = later(self, NEWS_MS, self.reload)
        self._place_parts()
        self._connect()

    def _place_parts(self) -> None:
        self._strip = frame("strip", self)
        self._strip_words = label("", self._strip, kind="secondary", wrap=True)
        inside = QHBoxLayout(self._strip)
        inside.setContentsMargins(theme().px(18), theme().px(4), theme().px(18), theme().px(4))
        inside.addWidget(self._strip_words)
        holder = self._views = QWidget(self)
        self._stack = QStackedLayout(holder)
        for part in (self.hours, self.month, self.list, self.notice):
            self._stack.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(holder, 1)
        row.addWidget(self.details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._strip)
        layout.addLayout(row, 1)
        self.details.hide()

    def _connect(self) -> None:
        self.bar.stepped.connect(self.go)
        self.bar.mode_picked.connect(self.show_mode)
        self.bar.shown_changed.connect(self.show_workplaces)
        self.bar.new_asked.connect(self.begin_new)
        for canvas in self._canvases:
            canvas.picked.connect(lambda entry: self.pick(entry, is_open=self._is_open))
            canvas.opened.connect(lambda entry: self.pick(entry, is_open=True))
            canvas.moved.connect(self.drag)
            canvas.drawn.connect(self.create_at)
            canvas.stepped.connect(self.go)
            canvas.day_asked.connect(self.show_day)
        self.list.picked.connect(lambda entry: self.pick(entry, is_open=True))
        self.details.asked.connect(self.run)
        self.details.undo_asked.connect(self.undo_asked)
        self._context.observer.changed.connect(self.on_changed)

    @property
    def _canvases(self) -> tuple[Canvas, ...]:
        return (*self.hours.canvases, self.month)

    # Where it is

    def show_scope(self, scope: str) -> None:
        """Come here from a workplace: its events and, for the clashes, those of the others."""
        self.scope = scope
        known = [each.workplace_id for each in self._context.user.workplaces()]
        self.shown = [each for each in self.shown if each in known] or known
        if not self._is_loaded:
            self.bar.show_where(self.mode, self.day)
            for canvas in self.hours.canvases:
                canvas.show_entries(self.span, [])
        self.reload()

    def show_workplaces(self, ids: Sequence[WorkplaceId]) -> None:
        self.shown = list(ids)
        self.reload()

    def show_mode(self, mode: Mode) -> None:
        self.mode = mode
        self.reload()
        self.take_focus()

    def take_focus(self) -> None:
        """To the view, as soon as it is there; where an empty list says so, the keys are those of the calendar."""
        self._is_arriving = self._asking.is_under_way
        (self.view if self.view.isVisible() else self).setFocus()

    def show_day(self, day: date) -> None:
        """This day alone."""
        self.day = day
        self.show_mode(Mode.DAY)

    def go(self, by: int) -> None:
        """To the next or the one before; 0 to today."""
        self.day = step(self.mode, self.day, by) if by else today()
        self.pick(None)
        self.reload()

    @property
    def view(self) -> QWidget:
        if self.mode is Mode.AGENDA:
            return self.list
        return self.month if self.mode is Mode.MONTH else self.hours

    @property
    def span(self) -> Span:
        return span_of(self.mode, self.day)

    def on_changed(self, news: News) -> None:
        if self.isVisible() and news.touches(*EVENTS, *HEALTH, "filed", "done"):
            self._news.start()

    def stop(self) -> None:
        """The window closes; news may come until the store is closed."""
        self._news.blockSignals(True)
        self._beside.finish()

    @property
    def is_looking(self) -> bool:
        """Whether something is to come that is not seen yet."""
        return self._asking.is_under_way or any(canvas.is_drawing for canvas in self._canvases)

    def reload(self) -> None:
        """Ask for the shown days again, beside the window; what is asked for meanwhile is looked for once more."""
        self._asking.ask()

    def _begin(self) -> Callable[[], Days]:
        return partial(days_of, self._context, self.mode, self.day, tuple(self.shown))

    def _on_found(self, found: Days) -> None:
        self._show(found)
        self.loaded.emit()

    def _show(self, found: Days) -> None:
        """What is picked stays."""
        self._is_loaded = True
        self.entries, self._emptiness = found.entries, found.emptiness
        self.bar.show_where(found.mode, found.day)
        self.bar.show_workplaces(found.workplaces, self.shown)
        self._strip_words.setText(found.trouble)
        self._strip.setVisible(bool(found.trouble))
        self._show_entries(found)
        self._show_picked()
        if self._new_hour is not None and found.day == self.day:
            self.hours.reveal_hour(self._new_hour)
            self._new_hour = None
        focus = QApplication.focusWidget()
        if self._is_arriving and (focus is None or focus is self or self.isAncestorOf(focus)):
            self.take_focus()

    def _show_entries(self, found: Days) -> None:
        if found.agenda is not None:
            self.list.show_listing(found.agenda)
        elif self.mode is Mode.MONTH:
            self.month.show_month(self.day, self.span, self.entries)
        else:
            self.hours.show_entries(self.span, self.entries)
        if why := self._emptiness:
            ask = partial(self.asked.emit, why.step)
            self.notice.say(why.icon, why.title, why.text, button=why.button, on_click=ask)
        elif self.mode is Mode.AGENDA and not self.entries:
            button = self.tr("New event")
            said = self.tr("No events"), self.tr("Nothing in the next 60 days.")
            self.notice.say("calendar", *said, button=button, on_click=self.begin_new)
        else:
            self._stack.setCurrentWidget(self.view)
            return
        self._stack.setCurrentWidget(self.notice)

    # What is picked

    @property
    def entry(self) -> Entry | None:
        if self.key is None:
            return None
        return next((each for each in self.entries if any(copy.key == self.key for copy in each.everywhere)), None)

    def pick(self, entry: Entry | None, *, is_open: bool = False) -> None:
        """Mark an event; open, its details stand beside the calendar."""
        self.key = entry.key if entry else None
        self._is_open = is_open and entry is not None
        self._show_picked()

    def step(self, by: int) -> None:
        """To the next or previous event."""
        if self.mode is Mode.AGENDA:
            self.list.step(by)
        else:
            (self.month if self.mode is Mode.MONTH else self.hours.grid).pick_next(by)

    def open_picked(self) -> None:
        if self.entry is not None:
            self.pick(self.entry, is_open=True)

    def close_details(self) -> None:
        self.pick(None)
        self.take_focus()

    def _show_picked(self) -> None:
        entry = self.entry
        for view in (self.hours, self.month):
            view.show_picked(entry.key if entry else None)
        whole = self._context.reader.event(entry.key) if entry and self._is_open else None
        self.details.show_entry(replace(entry, row=whole) if entry and whole else None, self._context.names())
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where the details would leave the calendar no room, they stand in its place."""
        self._views.setHidden(not self.details.isHidden() and self.width() < theme().px(t.CUSTOMER + BESIDE))

    # What is done

    def run(self, name: str) -> None:
        """What a button of the details or a key does to the picked event."""
        entry = self.details.entry if self.details.isVisible() else self.entry
        if name == "close":
            self.close_details()
        elif entry is None:
            return
        elif name == "edit" and entry.can(Verb.CHANGE_EVENT):
            self._ask_series(entry, self.tr("Change event"), lambda is_series: self.edit(entry, is_series))
        elif name == "delete" and entry.can(Verb.DELETE_EVENT):
            self._ask_series(entry, self.tr("Delete event"), lambda is_series: self.delete(entry, is_series))
        elif name == "file" and not entry.key.remote_id.startswith(NEW):
            self.file_asked.emit(entry.row.item_id)
        elif name in ("ACCEPTED", "TENTATIVE", "DECLINED") and (asked := entry.asked) is not None:
            answer = lambda is_series: self.deeds.answer(asked.row, name, is_series=is_series)  # noqa: E731
            self._ask_series(asked, self.tr("Answer"), answer)

    def _ask_series(self, entry: Entry, title: str, then: Callable[[bool], object]) -> None:
        """One instance or all of them; a single event is not asked about."""
        if entry.series:
            SeriesSheet(title, then, self.window()).open()
        else:
            then(False)

    def delete(self, entry: Entry, is_series: bool) -> None:
        if self.deeds.delete(entry.row, is_series=is_series):
            self.pick(None)

    def edit(self, entry: Entry, is_series: bool) -> None:
        master = self.deeds.master(entry.row) if is_series else None
        row = master or self._context.reader.event(entry.key)
        if row is None:
            return
        sheet = EventSheet(self._context, self.window(), entry=entry)
        sheet.show_row(row)
        sheet.changed.connect(lambda changes: self._on_edited(entry.row, changes, is_series, has_master=bool(master)))
        sheet.open()

    def _on_edited(self, row: ItemRow, changes: dict[str, Any], is_series: bool, *, has_master: bool) -> None:
        if is_series and not has_master:
            # Without the master nobody can say when the first one would be.
            changes = {name: value for name, value in changes.items() if not name.startswith(("starts", "ends", "tz"))}
        if changes:
            self.deeds.change(row, changes, is_series=is_series)

    def begin_new(self) -> None:
        """A new event at the next full hour of the day shown."""
        now = datetime.now().astimezone()
        day = self.day if self.mode is not Mode.WEEK or not self._has_today() else now.date()
        hour = now.hour + 1 if day == now.date() else 9
        starts = datetime(day.year, day.month, day.day).astimezone() + timedelta(hours=hour)
        self.create_at(starts, starts + timedelta(hours=1), False)

    def _has_today(self) -> bool:
        return today() in self.span.dates()

    def create_at(self, starts: datetime, ends: datetime, is_all_day: bool) -> None:
        sheet = EventSheet(self._context, self.window())
        near = [account.account_id for account in self._context.accounts_in(self.scope)]
        sheet.start_at(starts, ends, is_all_day=is_all_day, near=near)
        sheet.created.connect(self._on_created)
        sheet.open()

    def _on_created(self, account_id: AccountId, fields: EventFields) -> None:
        if not self.deeds.create(account_id, fields):
            return
        starts = fields.starts_at.astimezone() if fields.starts_at else None
        day = starts.date() if starts else fields.starts_on
        if day is not None and day not in self.span.dates():
            self.day = day
        self._new_hour = starts.hour if starts else None
        self.reload()

    def drag(self, entry: Entry, starts: datetime, ends: datetime) -> None:
        """An event was dragged."""
        self._ask_series(entry, self.tr("Move event"), lambda is_series: self._move(entry, starts, ends, is_series))

    def _move(self, entry: Entry, starts: datetime, ends: datetime, is_series: bool) -> None:
        master = self.deeds.master(entry.row) if is_series else None
        if is_series and master is not None:
            first = local_span(master)[0]
            starts, ends = first + (starts - entry.starts), first + (ends - entry.starts)
        if entry.is_all_day:
            changes: dict[str, Any] = {"starts_on": f"{starts.date()}", "ends_on": f"{ends.date()}"}
        else:
            zone = str(entry.row.detail.get("tzid") or zone_here())
            changes = {"starts_at": starts.isoformat(), "ends_at": ends.isoformat(), "tzid": zone}
        self.deeds.change(entry.row, changes, is_series=is_series)


def today() -> date:
    return datetime.now().astimezone().date()
