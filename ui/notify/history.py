"""The history of notifications, also of those that nobody saw because focus or quiet hours held them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.models.observer import News
from ui.notify.choices import NotifyChoices
from ui.notify.until import focus_words
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon import IconLabel
from ui.widgets.labels import CutLabel, label
from ui.widgets.roles import plays
from ui.widgets.sheet import Sheet
from ui.widgets.times import short_time
from workspace.model.ids import WorkplaceId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind
from workspace.store.user.notices import NoticeRow

MOST_SHOWN = 50


class HistorySheet(Sheet):
    """``picked`` carries the :class:`ItemKey` of a line, ``cleared`` in words what was forgotten, and
    the lines.
    """

    picked = Signal(object)
    cleared = Signal(str, object)
    settings_asked = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, "", width=560)
        self.call(self.tr("Notifications"))
        self._context = context
        self.lines: list[NoticeLine] = []
        self._list: QWidget | None = None
        self._held = label("", self.body, tone="warn", wrap=True)
        self.layout_.addWidget(self._held)
        self._column = QVBoxLayout()
        self.layout_.addLayout(self._column)
        self.clear = Button(self.tr("Clear"), self.body, kind="ghost", on_click=self._on_clear)
        self.foot.addWidget(Button(self.tr("Settings…"), self.body, kind="link", on_click=self._on_settings))
        self.foot.addStretch()
        self.foot.addWidget(self.clear)
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        context.observer.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        rows = self._context.user.notices(MOST_SHOWN)
        names = {each.workplace_id: each.name for each in self._context.user.workplaces()}
        self._show_held([row for row in rows if row.is_held])
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget(self.body)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(t.STEP))
        unread = self._context.reader.still_unread(row.item for row in rows if row.read_at is None)
        self.lines = [
            NoticeLine(row, _name(names, row.workplace_id), self._list, is_unread=row.item in unread) for row in rows
        ]
        for line in self.lines:
            line.picked.connect(self._on_picked)
            column.addWidget(line)
        if not rows:
            column.addWidget(label(self.tr("Nothing yet"), self._list, kind="strong"))
            words = self.tr("What arrives for you is told by your system and kept here for 30 days.")
            column.addWidget(label(words, self._list, tone="muted", wrap=True))
        self._column.addWidget(self._list)
        self.clear.setVisible(any(not row.is_held for row in rows))

    def _show_held(self, held: list[NoticeRow]) -> None:
        until = NotifyChoices(self._context.user).focus_until()
        words = [focus_words(until)] if until else []
        words += [self.tr("%n held back", "", len(held))] if held else []
        self._held.setText(" · ".join(words))
        self._held.setVisible(bool(words))

    def _on_changed(self, news: News) -> None:
        rows = self._context.user.notices(MOST_SHOWN)
        if [(row.seq, row.is_held) for row in rows] != [(line.row.seq, line.row.is_held) for line in self.lines]:
            self.reload()

    def _on_picked(self, item: ItemKey) -> None:
        self._context.user.read_notices([item])
        self.done()
        self.picked.emit(item)

    def _on_clear(self) -> None:
        rows = self._context.user.clear_notices()
        self.reload()
        self.cleared.emit(self.tr("%n notifications cleared", "", len(rows)), rows)

    def _on_settings(self) -> None:
        self.done()
        self.settings_asked.emit()


class NoticeLine(QFrame):
    """One line; Enter or a click opens what it tells of."""

    picked = Signal(object)

    def __init__(self, row: NoticeRow, workplace: str, parent: QWidget, *, is_unread: bool) -> None:
        super().__init__(parent)
        self.row = row
        self.setProperty("kind", "card")
        self.setProperty("keeps_return", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plays(self, QAccessible.Role.ListItem)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        state = self.tr("held back") if row.is_held else self.tr("unread") if is_unread else ""
        self.setAccessibleName(", ".join(part for part in (row.title, row.text, workplace, state) if part))
        px = theme().px
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(CutLabel(row.title, self, kind="strong" if is_unread else ""))
        words.addWidget(CutLabel(row.text, self, kind="secondary"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(8))
        layout.setSpacing(px(3 * t.STEP))
        layout.addWidget(IconLabel("chat" if row.item.kind is Kind.CHAT else "mail", t.ICON, self))
        layout.addLayout(words, 1)
        about = QVBoxLayout()
        about.setSpacing(px(2))
        for text in (short_time(row.at), " · ".join(part for part in (workplace, self._held_words()) if part)):
            about.addWidget(label(text, self, kind="caption"), 0, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(about)

    def _held_words(self) -> str:
        return self.tr("held back") if self.row.is_held else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.row.item)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.picked.emit(self.row.item)


def _name(names: dict[WorkplaceId, str], workplace_id: WorkplaceId | None) -> str:
    return names.get(workplace_id, "") if workplace_id is not None and len(names) > 1 else ""
