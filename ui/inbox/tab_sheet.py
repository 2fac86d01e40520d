"""The sheets of the inbox's tabs: which there are, in which order, and what one of them takes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.filing.rows import Strip
from ui.inbox.tab_conditions import Conditions
from ui.inbox.tab_preview import Counted, TabPreview
from ui.inbox.tab_words import Likeness, rule_words
from ui.models.observer import News
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import CutLabel, frame, label, restyle
from ui.widgets.sheet import Sheet
from workspace.store.tab_rules import Rule, TabRule

MOST_TABS = 20
Tabs = Sequence[TabRule]
Keep = Callable[[Tabs], object]


class TabRow(QWidget):
    """A tab in the list of them: its name over its rule, and what can be done with it."""

    moved = Signal(object)
    edited = Signal()
    removed = Signal()

    def __init__(self, tab: TabRule, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.name = CutLabel(tab.name, self, kind="strong")
        self.words = CutLabel(words, self, kind="secondary", tone="muted")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.name)
        texts.addWidget(self.words)
        self.up = IconButton("chevron-up", self.tr("Move {tab} up").format(tab=tab.name), self)
        self.down = IconButton("chevron-down", self.tr("Move {tab} down").format(tab=tab.name), self)
        self.edit = Button(self.tr("Edit"), self, small=True, kind="ghost")
        self.edit.setAccessibleName(self.tr("Edit {tab}").format(tab=tab.name))
        self.cross = IconButton("trash", self.tr("Remove {tab}").format(tab=tab.name), self)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.edit.clicked.connect(self.edited)
        self.cross.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(8), px(8))
        layout.setSpacing(px(t.STEP))
        layout.addLayout(texts, 1)
        for each in (self.up, self.down, self.edit, self.cross):
            layout.addWidget(each)


class TabsSheet(Sheet):
    """The tabs of a workplace. What is done here holds at once; a removal can be taken back."""

    edit_asked = Signal(object)
    """A :class:`TabRule`, or None for a new one."""

    def __init__(self, context: Context, workplace: tuple[str, str], keep: Keep, window: QWidget) -> None:
        """``workplace`` is its id and name; ``keep`` stores the tabs that are handed to it."""
        super().__init__(window, "", width=520)
        self._context, (self._workplace_id, name), self._keep = context, workplace, keep
        self.call(self.tr("Tabs of {workplace}").format(workplace=name))
        words = self.tr("Mail goes to the first tab whose rule it meets; all other mail to Customers, Team or Other.")
        self.layout_.addWidget(label(words, self.body, tone="muted", wrap=True))
        self._strip: Strip | None = None
        self.rows: list[TabRow] = []
        self._card = frame("choice", self.body)
        self._list = QVBoxLayout(self._card)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.nothing = label(self.tr("There are no tabs of your own yet."), self.body, tone="muted", wrap=True)
        self.layout_.addWidget(self._card)
        self.layout_.addWidget(self.nothing)
        self.new = Button(self.tr("New tab…"), self.body, on_click=lambda: self._edit(None))
        self.foot.addWidget(self.new)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, kind="primary", on_click=self.done))
        self._shown: list[TabRule] = []
        context.observer.changed.connect(self._on_changed)
        self._show()

    @property
    def tabs(self) -> list[TabRule]:
        return self._context.user.tab_rules(self._workplace_id)

    def _show(self) -> None:
        for row in self.rows:
            row.hide()
            self._list.removeWidget(row)
            row.deleteLater()
        tabs, names = self.tabs, self._context.names()
        self._shown = tabs
        self.rows = [TabRow(each, rule_words(each.rule, names), self._card) for each in tabs]
        for n, (tab, row) in enumerate(zip(tabs, self.rows, strict=True)):
            row.up.setEnabled(n > 0)
            row.down.setEnabled(n < len(tabs) - 1)
            row.moved.connect(partial(self._move, n))
            row.edited.connect(partial(self._edit, tab))
            row.removed.connect(partial(self._remove, tab))
            self._list.addWidget(row)
            row.show()
        self._card.setVisible(bool(tabs))
        self.nothing.setVisible(not tabs)
        self.new.setEnabled(len(tabs) < MOST_TABS)

    def _on_changed(self, news: News) -> None:
        """Also what was undone beside this sheet."""
        if self.isVisible() and self.tabs != self._shown:
            self._show()

    def _move(self, n: int, by: int) -> None:
        tabs = self.tabs
        tabs.insert(n + by, tabs.pop(n))
        self._keep(tabs)
        self._show()
        row = self.rows[n + by]
        near = row.up if by < 0 else row.down
        (near if near.isEnabled() else row.down if by < 0 else row.up).setFocus()

    def _edit(self, tab: TabRule | None) -> None:
        self.done()
        self.edit_asked.emit(tab)

    def _remove(self, tab: TabRule) -> None:
        before = self.tabs
        self._keep([each for each in before if each.rule_id != tab.rule_id])
        self._show()
        if self._strip is not None:
            self._strip.deleteLater()
        self._strip = Strip("note", self.tr("{tab} is removed; its mail stays.").format(tab=tab.name), self.body)
        self._strip.add_link(self.tr("Undo"), lambda: self._restore(before))
        self.layout_.addWidget(self._strip)
        self._strip.show()
        self.reveal(self._strip)
        self._strip.links[0].setFocus()

    def _restore(self, tabs: Tabs) -> None:
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
        self._keep(tabs)
        self._show()
        self.rows[0].edit.setFocus()


class TabSheet(Sheet):
    """One tab: its name, what it takes, and how many of the newest conversations that would be."""

    is_form = True
    kept = Signal()

    def __init__(
        self, context: Context, workplace_id: str, tab: TabRule | Likeness, keep: Keep, window: QWidget
    ) -> None:
        """A :class:`TabRule` is changed; a :class:`Likeness` becomes a new tab."""
        super().__init__(window, "", width=520)
        self._context, self._workplace_id, self._keep = context, workplace_id, keep
        is_new = isinstance(tab, Likeness)
        self._tab = tab if isinstance(tab, TabRule) else TabRule(uuid4().hex, workplace_id, tab.name, tab.rule, 1 << 30)
        self.call(self.tr("New tab") if is_new else self.tr("Edit tab"))
        self.name = QLineEdit(self._tab.name, self.body)
        self.name.setMaxLength(40)
        self.name.setAccessibleName(self.tr("Name of the tab"))
        self.name.setPlaceholderText(self.tr("Name of the tab"))
        self.name.returnPressed.connect(self.save)
        self.joint = QComboBox(self.body)
        self.joint.setProperty("keeps_return", True)
        self.joint.setAccessibleName(self.tr("How many conditions must be met"))
        self.joint.addItem(self.tr("Takes mail that meets one of these"), False)
        self.joint.addItem(self.tr("Takes mail that meets all of these"), True)
        self.joint.setCurrentIndex(int(self._tab.rule.needs_all))
        accounts = {each.account_id: each.name for each in context.accounts_in(workplace_id)}
        self.conditions = Conditions(accounts, tab.values if isinstance(tab, Likeness) else {}, self.body)
        self.conditions.show_conditions(self._tab.rule.conditions)
        self.count = label("", self.body, kind="secondary", tone="muted", wrap=True)
        for part in (self.name, self.joint, self.conditions, self.count):
            self.layout_.addWidget(part)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        self.save_button = Button(self.tr("Save"), self.body, kind="primary", on_click=self.save)
        self.foot.addWidget(self.save_button)
        self._preview = TabPreview(context.reader, workplace_id, window)
        self._preview.counted.connect(self._on_counted)
        self.conditions.changed.connect(self._ask)
        self.conditions.grown.connect(self._on_grown)
        self.conditions.entered.connect(self.save)
        self.joint.currentIndexChanged.connect(self._ask)
        self._ask()

    def open(self) -> None:
        super().open()
        self.name.setFocus()
        self.name.selectAll()

    def done(self) -> None:
        self._preview.leave()
        super().done()

    def tab(self) -> TabRule:
        """As it stands here, without what is not finished."""
        found = tuple(dict.fromkeys(each for each in self.conditions.conditions() if each is not None))
        return replace(self._tab, name=self.name.text().strip(), rule=Rule(found, bool(self.joint.currentData())))

    def tabs(self) -> list[TabRule]:
        """All of the workplace, this one among them."""
        every = self._context.user.tab_rules(self._workplace_id)
        if all(each.rule_id != self._tab.rule_id for each in every):
            return [*every, self.tab()]
        return [self.tab() if each.rule_id == self._tab.rule_id else each for each in every]

    def save(self) -> None:
        self.name.setProperty("wrong", not self.name.text().strip())
        restyle(self.name)
        wrong = self.conditions.mark_wrong()
        if self.name.property("wrong"):
            self.name.setFocus()
        elif wrong is not None:
            wrong.text.setFocus()
        else:
            self._keep(self.tabs())
            self.done()
            self.kept.emit()

    def _on_grown(self, row: QWidget) -> None:
        self.reveal(row)

    def _ask(self) -> None:
        if self.tab().rule.conditions:
            self._preview.ask([replace(each, position=n) for n, each in enumerate(self.tabs())])
        else:
            self.count.setText(self.tr("Without a condition it takes nothing."))

    def _on_counted(self, counted: Counted) -> None:
        if not self.tab().rule.conditions:
            return
        counts, total = counted
        taken = counts[self._tab.rule_id]
        words = self.tr("{taken} of the last %n conversations would go there.", "", total)
        self.count.setText(words.format(taken=taken))
