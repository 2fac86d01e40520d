"""Tabs of the user's own: made, changed and gone through in the window; the engine's part is the store's."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from ui.inbox.tab_sheet import TabSheet, TabsSheet
from ui.shell.window import MainWindow
from ui.theme.theme import theme
from ui.widgets.sheet import Sheet
from workspace.store.tab_rules import Condition, Rule, TabRule

S = TypeVar("S", bound=Sheet)
HANEUL = Rule((Condition("domain", "haneul.example"),))


@pytest.fixture
def home_with_mail(home_with_mail: SampleHome) -> SampleHome:
    """Without chats among the mail."""
    return home_with_mail.snooze_chats()


def sort(sample: SampleHome) -> None:
    """As the engine does it."""
    sample.writer.mirror_tabs(sample.user.tab_rules())
    while sample.writer.place_some():
        pass


def names(window: MainWindow) -> list[str]:
    return list(window.mail.inbox.tabs.names.values())


def sheet_of(window: MainWindow, kind: type[S]) -> S:
    return next(each for each in window.findChildren(kind) if each.isVisible())


@pytest.fixture
def tabbed(open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot) -> MainWindow:
    """With one tab of the user's own."""
    window = open_window(home_with_mail)
    home_with_mail.user.set_tabs(window.scope, [TabRule("t0", window.scope, "Haneul & Co", HANEUL)])
    sort(home_with_mail)
    window.context.observer.look()
    qtbot.waitUntil(lambda: "t0" in window.mail.inbox.tabs.names)
    return window


def test_a_tab_of_a_rule_stands_before_the_rest_and_counts(tabbed: MainWindow, qtbot: QtBot) -> None:
    inbox = tabbed.mail.inbox
    assert names(tabbed) == ["Customers", "Team", "Haneul & Co", "Other"]
    qtbot.waitUntil(lambda: inbox.tabs._buttons["t0"].text() == "Haneul && Co 1")
    counts = tabbed.context.reader.tab_counts(tabbed.scope)
    assert sum(counts.values()) == tabbed.context.reader.unread(tabbed.scope)
    QTest.mouseClick(inbox.tabs._buttons["t0"], Qt.MouseButton.LeftButton)
    assert inbox.where.tab == "t0"
    assert inbox.view.count == 1


def test_a_key_goes_through_the_tabs_round_and_round(tabbed: MainWindow) -> None:
    inbox = tabbed.mail.inbox
    inbox.view.setFocus()
    seen = []
    for key in "]]]][":
        QTest.keyClicks(QApplication.focusWidget() or tabbed, key)
        seen.append(inbox.where.tab)
    assert seen == ["team", "t0", "other", "customers", "other"]
    assert inbox.tabs.current == "other"


def test_what_is_done_in_a_tab_counts_there_at_once(tabbed: MainWindow) -> None:
    (row,) = tabbed.context.reader.threads(scope=tabbed.scope, tab="t0")
    tabbed.deeds.mark_read(row.thread_id)
    tabbed.context.observer.look()
    assert "t0" not in tabbed.context.reader.tab_counts(tabbed.scope)
    assert [each.tab for each in tabbed.context.reader.threads(scope=tabbed.scope, tab="t0")] == ["t0"]


def test_a_tab_that_goes_while_it_is_shown_gives_way(
    tabbed: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    tabbed.mail.inbox.tabs.picked.emit("t0")
    home_with_mail.user.set_tabs(tabbed.scope, [])
    sort(home_with_mail)
    tabbed.context.observer.look()
    qtbot.waitUntil(lambda: names(tabbed) == ["Customers", "Team", "Other"])
    assert tabbed.mail.inbox.where.tab == "customers"


def test_a_search_goes_on_while_a_tab_goes(tabbed: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    inbox = tabbed.mail.inbox
    inbox.tabs.picked.emit("t0")
    inbox.search.setText("invoice")
    qtbot.waitUntil(lambda: inbox.where.query == "invoice")
    home_with_mail.user.set_tabs(tabbed.scope, [])
    tabbed.context.observer.look()
    assert inbox.search.text() == inbox.where.query == "invoice"
    inbox.search.clear()
    qtbot.waitUntil(lambda: not inbox.where.query)
    assert inbox.where.tab == "customers"


def test_an_account_shows_the_fixed_tabs(tabbed: MainWindow) -> None:
    account = tabbed.context.accounts_in(tabbed.scope)[0]
    tabbed.show_account(account.account_id)
    assert names(tabbed) == ["Customers", "Team", "Other"]


def test_many_tabs_find_their_way_into_the_menu(tabbed: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    rules = [TabRule(f"t{n}", tabbed.scope, f"Rather long name {n}", HANEUL, n) for n in range(6)]
    home_with_mail.user.set_tabs(tabbed.scope, rules)
    tabbed.context.observer.look()
    tabs = tabbed.mail.inbox.tabs
    qtbot.waitUntil(lambda: "t5" in tabs.names)
    hidden = [name for name, button in tabs._buttons.items() if button.isHidden()]
    assert hidden
    menu = tabs.menu()
    assert len([each for each in menu.actions() if not each.isSeparator()]) == len(hidden) + 3
    next(each for each in menu.actions() if each.text() == "Other").trigger()
    assert tabbed.mail.inbox.where.tab == "other"
    assert not tabs._buttons["other"].isHidden()
    assert tabs._buttons["other"].geometry().right() < tabs.more.x()
    assert tabbed.mail.inbox.minimumSizeHint().width() <= theme().px(260)


def test_a_tab_is_made_of_a_mail_with_a_preview_and_taken_back(
    open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    window = open_window(home_with_mail)
    window.mail.inbox.step(1)
    window.commands.run("tab_like_this")
    sheet = sheet_of(window, TabSheet)
    assert sheet.name.text() == "Haneul Trading"
    assert sheet.tab().rule == HANEUL
    qtbot.waitUntil(lambda: "conversations would go there" in sheet.count.text())
    assert sheet.count.text().startswith("1 of the last ")
    row = sheet.conditions.rows[0]
    row.field.setCurrentIndex(row.field.findData("sender"))
    assert row.text.text() == "orders@haneul.example"
    row.field.setCurrentIndex(row.field.findData("domain"))
    row.text.setText("nobody.example")
    row.text.textEdited.emit("nobody.example")
    qtbot.waitUntil(lambda: sheet.count.text().startswith("0 of the last "))
    row.text.setText("haneul.example")
    QTest.keyClick(row.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Haneul Trading" in names(window))
    sort(home_with_mail)
    window.context.observer.look()
    (made,) = home_with_mail.user.tab_rules(window.scope)
    assert len(window.context.reader.threads(scope=window.scope, tab=made.rule_id)) == 1
    window.undo()
    assert home_with_mail.user.tab_rules() == []


def test_a_tab_takes_mails_like_the_open_one_too(tabbed: MainWindow, home_with_mail: SampleHome) -> None:
    inbox, user = tabbed.mail.inbox, home_with_mail.user
    inbox.tabs.picked.emit("customers")
    inbox.step(1)
    sender = tabbed.mail.reader.answered_item().from_.email
    (inner,) = inbox.tabs.menu().findChildren(QMenu)
    next(each for each in inner.actions() if each.text() == "Haneul && Co").trigger()
    (tab,) = user.tab_rules(tabbed.scope)
    assert tab.rule.conditions == (*HANEUL.conditions, Condition("domain", sender.partition("@")[2]))
    tabbed.undo()
    assert user.tab_rules(tabbed.scope)[0].rule == HANEUL
    inbox.tabs.given.emit("t0")
    inbox.tabs.given.emit("t0")
    assert user.tab_rules(tabbed.scope) == [tab]


def test_what_is_not_finished_is_not_kept(window: MainWindow, home_with_mail: SampleHome) -> None:
    window.commands.run("edit_tabs")
    every = sheet_of(window, TabsSheet)
    assert every.nothing.isVisible()
    every.new.click()
    sheet = sheet_of(window, TabSheet)
    sheet.save()
    assert QApplication.focusWidget() is sheet.name
    sheet.name.setText("Shop")
    sheet.save()
    assert QApplication.focusWidget() is sheet.conditions.rows[0].text
    sheet.conditions.rows[0].text.setText("shop@shop.example")
    sheet.conditions.add.click()
    sheet.conditions.rows[1].text.setText("b@shop.example")
    sheet.joint.setCurrentIndex(1)
    sheet.save()
    (made,) = home_with_mail.user.tab_rules(window.scope)
    wanted = (Condition("sender", "shop@shop.example"), Condition("sender", "b@shop.example"))
    assert (made.name, made.rule) == ("Shop", Rule(wanted, True))
    sheet.joint.setCurrentIndex(0)  # what is still said while it goes reaches nobody
    assert sheet_of(window, TabsSheet).isVisible()  # back in the list it came from


def test_tabs_are_put_in_order_renamed_and_removed_with_undo(
    tabbed: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    user, scope = home_with_mail.user, tabbed.scope
    user.set_tabs(scope, [TabRule(f"t{n}", scope, f"Tab {n}", HANEUL, n) for n in range(3)])
    tabbed.commands.run("edit_tabs")
    sheet = sheet_of(tabbed, TabsSheet)
    sheet.rows[2].up.click()
    assert [each.rule_id for each in user.tab_rules(scope)] == ["t0", "t2", "t1"]
    assert QApplication.focusWidget() is sheet.rows[1].up
    sheet.rows[0].cross.click()
    assert [each.rule_id for each in user.tab_rules(scope)] == ["t2", "t1"]
    assert sheet._strip is not None
    sheet._strip.links[0].click()
    assert [each.rule_id for each in user.tab_rules(scope)] == ["t0", "t2", "t1"]
    sheet.rows[0].down.click()
    tabbed.undo()
    qtbot.waitUntil(lambda: [row.name.text() for row in sheet.rows] == ["Tab 0", "Tab 2", "Tab 1"])
    sheet.rows[0].edit.click()
    one = sheet_of(tabbed, TabSheet)
    one.name.setText("Another name")
    one.save()
    assert [each.name for each in user.tab_rules(scope)] == ["Another name", "Tab 2", "Tab 1"]
