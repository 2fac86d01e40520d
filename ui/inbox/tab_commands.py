"""What is done with tabs: gone through, changed, put in order, and made of a mail. All of it can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.inbox.tab_words import Likeness, likeness, rule_words
from ui.shell.deeds import Deed
from workspace.model.kinds import Kind
from workspace.store.tab_rules import Rule, TabRule, condition

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("tab_commands", text)


def add_commands(window: "MainWindow") -> None:
    """Register the keys and what the menu of the tabs asks for."""
    deeds, move = TabDeeds(window), QCoreApplication.translate("commands", "Move")
    for name, words, keys, by in (
        ("next_tab", tr("Next tab"), ("]",), 1),
        ("previous_tab", tr("Previous tab"), ("[",), -1),
    ):
        window.commands.add(name, words, move, keys, partial(deeds.step, by))
    group = QCoreApplication.translate("workplaces", "Workplace")
    window.commands.add("edit_tabs", tr("Edit tabs…"), group, (), deeds.edit)
    window.commands.add("tab_like_this", tr("A tab of mails like this…"), group, (), deeds.make)
    window.commands.add("tab_of_sender", tr("A tab of mails from this sender…"), group, (), deeds.make_of_sender)
    window.mail.inbox.tabs.asked.connect(window.commands.run)
    window.mail.inbox.tabs.given.connect(deeds.give)


class TabDeeds:
    """Of one window, in the workplace that is shown."""

    def __init__(self, window: "MainWindow") -> None:
        self._window, self._user = window, window.context.user

    def step(self, by: int) -> None:
        if self._window.pages.currentWidget() is self._window.mail:
            self._window.mail.inbox.step_tab(by)

    def edit(self) -> None:
        """The sheet of all tabs."""
        window = self._window
        if window.scope not in {each.workplace_id for each in self._user.workplaces()}:
            window.toast.say(tr("Tabs belong to a workplace. Add one first."))
            return
        from ui.inbox.tab_sheet import TabsSheet

        sheet = TabsSheet(
            window.context, (window.scope, window.workplace_name), self._keeper(tr("Tabs changed")), window
        )
        sheet.edit_asked.connect(self._edit_one)
        sheet.open()

    def make(self) -> None:
        """A new tab of mails like the one that is open; empty where none is."""
        self._open(self._likeness())

    def make_of_sender(self) -> None:
        """A new tab of what the sender of the open mail writes, from any list or company."""
        like = self._likeness()
        if sender := like.values.get("sender"):
            self._open(replace(like, rule=Rule((condition("sender", sender),))))
        else:
            self._window.toast.say(tr("Open a mail first."))

    def give(self, rule_id: str) -> None:
        """Have a tab take mails like the one that is open, too."""
        found, like = self._user.tab_rules(self._window.scope), self._likeness()
        tab = next((each for each in found if each.rule_id == rule_id), None)
        if tab is None or not like.rule.conditions:
            self._window.toast.say(tr("Open a mail first."))
            return
        more = replace(tab, rule=replace(tab.rule, conditions=(*tab.rule.conditions, *like.rule.conditions)))
        if tab.rule.needs_all:
            # One more that must be met would take less: that is looked at first.
            self._open(more)
        elif like.rule.conditions[0] in tab.rule.conditions:
            self._window.toast.say(tr("{tab} takes such mails already.").format(tab=tab.name))
        else:
            words = rule_words(like.rule, self._window.context.names())
            keep = self._keeper(tr("{tab} takes mail {which} now").format(tab=tab.name, which=words))
            keep([more if each.rule_id == rule_id else each for each in found])

    def _likeness(self) -> Likeness:
        mail = self._window.mail
        items = mail.shown.items if mail.thread_id is not None and not mail.is_chat else []
        received = [each for each in items if each.key.kind is Kind.EMAIL and not each.is_sent and not each.is_draft]
        return likeness(received[-1]) if received else Likeness()

    def _edit_one(self, tab: TabRule | None) -> None:
        self._open(tab or Likeness(), is_listed=True)

    def _open(self, tab: TabRule | Likeness, *, is_listed: bool = False) -> None:
        window = self._window
        if window.scope not in {each.workplace_id for each in self._user.workplaces()}:
            window.toast.say(tr("Tabs belong to a workplace. Add one first."))
            return
        from ui.inbox.tab_sheet import TabSheet

        words = tr("Tab changed") if isinstance(tab, TabRule) else tr("Tab added")
        sheet = TabSheet(window.context, window.scope, tab, self._keeper(words), window)
        if is_listed:
            sheet.closed.connect(self.edit)
        sheet.open()

    def _keeper(self, words: str) -> Callable[[Sequence[TabRule]], None]:
        workplace_id = self._window.scope

        def keep(tabs: Sequence[TabRule]) -> None:
            before = self._user.tab_rules(workplace_id)
            self._set(workplace_id, tabs)
            self._window.deeds.performed.emit(Deed(words, lambda: self._set(workplace_id, before)))

        return keep

    def _set(self, workplace_id: str, tabs: Sequence[TabRule]) -> bool:
        self._user.set_tabs(workplace_id, tabs)
        self._window.context.ring()
        self._window.context.observer.tell("tabs")
        return True
