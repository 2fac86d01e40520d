"""What a workplace tells of, with or without its words, and when it is quiet. Each choice takes effect at once."""

from dataclasses import replace

from PySide6.QtCore import QLocale, QObject, Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGridLayout, QTimeEdit, QVBoxLayout, QWidget

from ui.notify.choices import KIND, NotifyChoices
from ui.notify.rules import WEEK, Tell
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import field_label, label
from ui.widgets.sheet import Sheet
from workspace.model.ids import WorkplaceId

EVENING, MORNING = 18 * 60, 9 * 60


class NotifyPage(QWidget):
    """The settings of notifications, for a sheet or a page of settings."""

    def __init__(self, context: Context, parent: QWidget, *, workplace_id: str = "") -> None:
        """``workplace_id`` is the one shown first."""
        super().__init__(parent)
        self._context = context
        self._choices = NotifyChoices(context.user)
        px = theme().px
        form = QFormLayout()
        form.setVerticalSpacing(px(3 * t.STEP))
        form.setHorizontalSpacing(px(24))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        workplaces = [(str(each.workplace_id), each.name) for each in context.user.workplaces()]
        self.workplace_box = self._box(form, self.tr("Workplace"), workplaces or [("", self.tr("Workspace"))])
        self.tell_box = self._box(
            form,
            self.tr("Tell me of"),
            [
                (Tell.ALL.value, self.tr("Everything in the inbox")),
                (Tell.PEOPLE.value, self.tr("Customers, team and chats")),
                (Tell.NOTHING.value, self.tr("Nothing (mute)")),
            ],
        )
        self.hidden_box = QCheckBox(self.tr("Hide who and what it is about"), self)
        self.days = [QuietDay(day, self) for day in range(WEEK)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(2 * t.STEP))
        grid.setVerticalSpacing(px(t.STEP))
        for place, day in enumerate(self.days):
            day.place(grid, place)
            day.changed.connect(self._keep)
        grid.setColumnStretch(3, 1)
        self.stays_box = QCheckBox(self.tr("Stay in the tray when the window is closed"), self)
        self.stays_box.setChecked(self._choices.stays)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(3 * t.STEP))
        column.addLayout(form)
        column.addWidget(self.hidden_box)
        column.addWidget(label(self.tr("Quiet hours"), self, kind="strong"))
        words = self.tr("What arrives in them is told as one notification when they end.")
        column.addWidget(label(words, self, tone="muted", wrap=True))
        column.addLayout(grid)
        column.addWidget(self.stays_box)
        place = max(0, self.workplace_box.findData(workplace_id))
        self.workplace_box.setCurrentIndex(place)
        self._show()
        self.workplace_box.currentIndexChanged.connect(self._show)
        self.tell_box.currentIndexChanged.connect(self._keep)
        self.hidden_box.toggled.connect(self._keep)
        self.stays_box.toggled.connect(self._keep_staying)

    @property
    def _shown(self) -> WorkplaceId | None:
        chosen = self.workplace_box.currentData()
        return WorkplaceId(chosen) if chosen else None

    def _box(self, form: QFormLayout, name: str, entries: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setProperty("keeps_return", True)
        for value, words in entries:
            box.addItem(words, value)
        form.addRow(field_label(name, self), box)
        return box

    def _show(self) -> None:
        rules = self._choices.rules(self._shown)
        for part in (self.tell_box, self.hidden_box, *self.days):
            part.blockSignals(True)
        self.tell_box.setCurrentIndex(self.tell_box.findData(rules.tell.value))
        self.hidden_box.setChecked(rules.is_hidden)
        for day in self.days:
            day.show_span(rules.quiet.get(day.day))
        for part in (self.tell_box, self.hidden_box, *self.days):
            part.blockSignals(False)

    def _keep(self) -> None:
        rules = replace(
            self._choices.rules(self._shown).telling(Tell(self.tell_box.currentData())),
            is_hidden=self.hidden_box.isChecked(),
            quiet={day.day: span for day in self.days if (span := day.span) is not None},
        )
        self._choices.set_rules(self._shown, rules)
        self._context.observer.tell(KIND)

    def _keep_staying(self, stays: bool) -> None:
        self._choices.stays = stays
        self._context.observer.tell(KIND)


class QuietDay(QObject):
    """The quiet hours that begin on one weekday."""

    changed = Signal()

    def __init__(self, day: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.day = day
        name = QLocale().dayName(day + 1, QLocale.FormatType.LongFormat)
        self.box = QCheckBox(name, parent)
        self.box.setAccessibleName(self.tr("Quiet on {day}").format(day=name))
        self.begin = self._time(parent, self.tr("{day}: quiet from").format(day=name))
        self.end = self._time(parent, self.tr("{day}: quiet until").format(day=name))
        self.note = label("", parent, kind="secondary")
        self.show_span(None)
        self.box.toggled.connect(self._on_changed)
        self.begin.timeChanged.connect(self._on_changed)
        self.end.timeChanged.connect(self._on_changed)

    def place(self, grid: QGridLayout, row: int) -> None:
        for column, part in enumerate((self.box, self.begin, self.end, self.note)):
            grid.addWidget(part, row, column)

    @property
    def span(self) -> tuple[int, int] | None:
        """Minutes of the day; None where the day is not quiet."""
        return (_minutes(self.begin), _minutes(self.end)) if self.box.isChecked() else None

    def show_span(self, span: tuple[int, int] | None) -> None:
        begin, end = span or (EVENING, MORNING)
        for part in (self.box, self.begin, self.end):
            part.blockSignals(True)
        self.box.setChecked(span is not None)
        self.begin.setTime(QTime(begin // 60, begin % 60))
        self.end.setTime(QTime(end // 60, end % 60))
        for part in (self.box, self.begin, self.end):
            part.blockSignals(False)
        self._dress()

    def _time(self, parent: QWidget, name: str) -> QTimeEdit:
        edit = QTimeEdit(parent)
        edit.setDisplayFormat("HH:mm")
        edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        edit.setAccessibleName(name)
        return edit

    def _on_changed(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        is_quiet = self.box.isChecked()
        self.begin.setEnabled(is_quiet)
        self.end.setEnabled(is_quiet)
        begin, end = _minutes(self.begin), _minutes(self.end)
        words = self.tr("24 hours") if begin == end else self.tr("until the next day") if end < begin else ""
        self.note.setText(words if is_quiet else "")


class NotifySheet(Sheet):
    """The same settings in a sheet of their own."""

    def __init__(self, context: Context, window: QWidget, *, workplace_id: str = "") -> None:
        super().__init__(window, "", width=520)
        self.call(self.tr("Notifications"))
        self.page = NotifyPage(context, self.body, workplace_id=workplace_id)
        self.layout_.addWidget(self.page)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))


def _minutes(edit: QTimeEdit) -> int:
    return edit.time().hour() * 60 + edit.time().minute()
