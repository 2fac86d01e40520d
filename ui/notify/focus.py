"""Focus: notifications wait, and come as one when it ends."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.notify.choices import KIND, NotifyChoices, tomorrow_morning
from ui.notify.until import focus_words
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.store.user.focus import OPEN_END


class FocusSheet(Sheet):
    """Begins or ends focus. ``said`` carries words about it."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, "", width=400)
        self._context = context
        self._choices = NotifyChoices(context.user)
        until = self._choices.focus_until()
        self.call(focus_words(until) if until else self.tr("Focus"))
        words = self.tr("Notifications wait and come as one when focus ends. Mail goes on arriving.")
        self.layout_.addWidget(label(words, self.body, tone="muted", wrap=True))
        self.choices: list[Button] = []
        column = QVBoxLayout()
        column.setContentsMargins(0, theme().px(t.STEP), 0, 0)
        column.setSpacing(theme().px(2 * t.STEP))
        now = datetime.now(UTC)
        for name, end in (
            (self.tr("30 minutes"), now + timedelta(minutes=30)),
            (self.tr("1 hour"), now + timedelta(hours=1)),
            (self.tr("2 hours"), now + timedelta(hours=2)),
            (self.tr("Until tomorrow, 9:00"), tomorrow_morning(now)),
            (self.tr("Until I end it"), OPEN_END),
        ):
            button = Button(name, self.body, on_click=lambda end=end: self._begin(end))  # type: ignore[misc]
            self.choices.append(button)
            column.addWidget(button)
        self.layout_.addLayout(column)
        self.foot.addStretch()
        if until is not None:
            self.foot.addWidget(Button(self.tr("End focus"), self.body, kind="primary", on_click=self.end))
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))

    def end(self) -> None:
        """What was held comes now."""
        self._set(None)
        self.said.emit(self.tr("Focus has ended."))

    def _begin(self, until: datetime) -> None:
        self._set(until)
        self.said.emit(focus_words(until))

    def _set(self, until: datetime | None) -> None:
        self._choices.focus(until)
        self._context.observer.tell(KIND)
        self.done()
        self.changed.emit()
