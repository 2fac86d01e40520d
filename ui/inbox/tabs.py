"""The split tabs of the inbox: customers, team, those that the user's rules make, and the rest, with unread counts."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import CutLabel, short
from ui.widgets.times import count
from workspace.store.tab_rules import CUSTOMERS, FIXED, OTHER, TEAM, TabRule

WORTH_SAYING = 3_000
"""Sorting fewer conversations than that into new tabs is over before anybody reads about it."""
LONGEST = 24


def tab_names(rules: Sequence[TabRule] = ()) -> dict[str, str]:
    """What the tabs are called, in their order: what no rule and no CRM knows comes last."""
    return {
        CUSTOMERS: QCoreApplication.translate("Tabs", "Customers"),
        TEAM: QCoreApplication.translate("Tabs", "Team"),
        **{each.rule_id: each.name for each in rules},
        OTHER: QCoreApplication.translate("Tabs", "Other"),
    }


class MoreButton(IconButton):
    """With a dot while a tab that found no room has something unread."""

    def __init__(self, name: str, parent: QWidget, on_click: Callable[[], object]) -> None:
        super().__init__("more", name, parent, width=28, height=28, on_click=on_click)
        self._has_news = False

    def show_news(self, has_news: bool) -> None:
        if has_news != self._has_news:
            self._has_news = has_news
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._has_news:
            painter, side = QPainter(self), theme().px(t.DOT)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme().colors.accent))
            painter.drawEllipse(QRectF(self.width() - side - theme().px(2), theme().px(3), side, side))


class Tabs(QWidget):
    """``picked`` carries the name of a tab, one of :func:`tab_names`; ``asked`` the name of a command; ``given`` the
    tab that mails like the open one shall go to.

    Those that find no room stand in the menu at the end; the current one is always in sight.
    """

    picked = Signal(object)
    asked = Signal(object)
    given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.setAccessibleName(self.tr("Tabs"))
        self._names: dict[str, str] = {}
        self._unread: Mapping[str, int] = {}
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), 0, px(6), px(8))
        outer.setSpacing(px(2))
        row = QHBoxLayout()
        row.setSpacing(px(t.STEP))
        self._row = QHBoxLayout()
        self._row.setSpacing(px(t.STEP))
        self.more = MoreButton(self.tr("More tabs"), self, self._open_menu)
        row.addLayout(self._row)
        row.addStretch()
        row.addWidget(self.more)
        self.progress = CutLabel("", self, kind="secondary", tone="muted")
        self.progress.hide()
        outer.addLayout(row)
        outer.addWidget(self.progress)
        self.show_tabs(tab_names())

    @property
    def names(self) -> Mapping[str, str]:
        return self._names

    @property
    def current(self) -> str:
        return next((name for name, button in self._buttons.items() if button.isChecked()), CUSTOMERS)

    def show_tabs(self, names: Mapping[str, str]) -> None:
        """Which tabs there are, with what each is called."""
        if list(names.items()) == list(self._names.items()):
            return
        current, self._names = self.current, dict(names)
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {name: self._made(name) for name in names}
        self.show_tab(current if current in names else CUSTOMERS)
        self.show_counts(self._unread)

    def _made(self, name: str) -> Button:
        button = Button("", self, kind="tab")
        button.setCheckable(True)
        button.clicked.connect(lambda checked=False: self.picked.emit(name))
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    def show_counts(self, unread: Mapping[str, int]) -> None:
        self._unread = dict(unread)
        for name, button in self._buttons.items():
            words = self._words(name)
            if words != button.text():
                button.say(words)
                button.setToolTip(self._names[name] if len(self._names[name]) > LONGEST else "")
        self._fit()

    def _words(self, name: str) -> str:
        called, number = short(self._names[name]), self._unread.get(name, 0)
        called = called if len(called) <= LONGEST else f"{called[: LONGEST - 1].rstrip()}…"
        # An ampersand in a button's text would mark a key.
        return f"{called.replace('&', '&&')} {count(number)}" if number else called.replace("&", "&&")

    def show_tab(self, name: str) -> None:
        self._buttons[name].setChecked(True)
        self._fit()

    def show_progress(self, sorted_: tuple[int, int] | None) -> None:
        """How far older mail is sorted into tabs that changed: so many of so many, None where all of it is."""
        is_said = sorted_ is not None and sorted_[1] >= WORTH_SAYING
        self.progress.setVisible(is_said)
        if sorted_ is not None and is_said:
            done = 100 * sorted_[0] // sorted_[1]
            self.progress.setText(self.tr("Sorting older mail into the tabs… {done} %").format(done=done))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the column: what finds no room stands in the menu."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the tabs that there is room for, the current one before all others."""
        px = theme().px
        room = self.width() - px(18) - px(28) - px(t.STEP)
        current = self.current
        room -= self._buttons[current].sizeHint().width()
        is_full = False
        for name, button in self._buttons.items():
            wide = button.sizeHint().width() + px(t.STEP)
            is_full = is_full or (name != current and wide > room)
            button.setVisible(name == current or not is_full)
            room -= 0 if is_full or name == current else wide
        hidden = [name for name, button in self._buttons.items() if button.isHidden()]
        unread = sum(self._unread.get(name, 0) for name in hidden)
        words = self.tr("More tabs, %n unread", "", unread) if unread else self.tr("More tabs")
        self.more.setToolTip(words)
        self.more.setAccessibleName(words)
        self.more.show_news(unread > 0)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def menu(self) -> QMenu:
        """The tabs that found no room, then what can be done with tabs."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Tabs"))
        for name, button in self._buttons.items():
            if button.isHidden():
                self._add(menu, self._words(name)).triggered.connect(
                    lambda checked=False, name=name: self.picked.emit(name)
                )
        menu.addSeparator()
        if own := [name for name in self._names if name not in FIXED]:
            inner = menu.addMenu(self.tr("Mails like this go to"))
            for name in own:
                called = short(self._names[name]).replace("&", "&&")
                inner.addAction(called).triggered.connect(lambda checked=False, name=name: self.given.emit(name))
        for words, command in (
            (self.tr("A tab of mails like this…"), "tab_like_this"),
            (self.tr("Edit tabs…"), "edit_tabs"),
        ):
            self._add(menu, words).triggered.connect(lambda checked=False, command=command: self.asked.emit(command))
        return menu

    def _add(self, menu: QMenu, words: str) -> QAction:
        return menu.addAction(words)
