"""Labels: the menu of what a conversation carries, with one Undo, for one and for several."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu

from tests.ui.sample_home import SUPPORT, VIP, SampleHome
from ui.inbox.labels import label_menu
from ui.models.lines import LONGEST_LABEL, thread_line
from ui.shell.window import MainWindow
from ui.widgets.chips import chip_colors
from workspace.model.ids import AccountId, RemoteId, ThreadId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import ThreadRow

URGENT = Collection(RemoteId("L1"), "Urgent & hot", Kind.EMAIL, Role.OTHER)
LATER = Collection(RemoteId("L2"), "Later", Kind.EMAIL, Role.OTHER)


@pytest.fixture
def labelled(home_with_mail: SampleHome) -> SampleHome:
    """The sample home, whose mail accounts have labels."""
    for account_id in (SUPPORT, VIP):
        account = home_with_mail.user.account(AccountId(account_id))
        assert account is not None
        rows = home_with_mail.reader.collections(account.account_id)
        stands = [Collection(RemoteId(row.remote_id), row.name, row.kind, Role(row.role)) for row in rows]
        home_with_mail.writer.discover(account, [*stands, URGENT, LATER])
    return home_with_mail


def rows(window: MainWindow) -> list[ThreadRow]:
    view = window.mail.inbox.view
    found = [view.lines.row_at(view.lines.index(n)) for n in range(view.count)]
    return [row for row in found if row.kind is Kind.EMAIL]


def carried(window: MainWindow, thread_id: ThreadId) -> set[str]:
    items = window.context.reader.thread_items(thread_id)
    return {place for item in items for place in item.collections} & {"L1", "L2"}


def trigger(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def checked(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isChecked()]


def test_a_label_is_put_on_shown_and_taken_off_again(labelled: SampleHome, window: MainWindow) -> None:
    thread_id = rows(window)[0].thread_id
    menu = label_menu(window, [thread_id])
    assert [action.text() for action in menu.actions()] == ["Later", "Urgent && hot"]
    assert checked(menu) == []
    trigger(menu, "Later")
    assert carried(window, thread_id) == {"L2"}
    assert checked(label_menu(window, [thread_id])) == ["Later"]
    shown = window.context.reader.thread(thread_id)
    assert shown is not None
    assert "Later" in [chip.text for chip in thread_line(shown, {}).chips if chip.icon == "label"]
    assert thread_id in [row.thread_id for row in rows(window)]
    trigger(label_menu(window, [thread_id]), "Later")
    assert carried(window, thread_id) == set()


def test_undo_takes_a_label_back(labelled: SampleHome, window: MainWindow) -> None:
    thread_id = rows(window)[0].thread_id
    trigger(label_menu(window, [thread_id]), "Later")
    window.undo()
    assert carried(window, thread_id) == set()


def test_of_several_accounts_each_has_a_menu_and_gets_only_its_own(labelled: SampleHome, window: MainWindow) -> None:
    both = rows(window)
    ids = [row.thread_id for row in both]
    assert {row.account_id for row in both} == {SUPPORT, VIP}
    menu = label_menu(window, ids)
    inner = menu.actions()[0].menu()
    assert isinstance(inner, QMenu)
    owner = next(each for each, name in window.context.names().items() if name == menu.actions()[0].text())
    trigger(inner, "Later")
    wanted = [{"L2"} if row.account_id == owner else set() for row in both]
    assert [carried(window, each) for each in ids] == wanted
    assert {row.account_id for row in labelled.reader.attempts() if row.verb == Verb.LABEL} == {owner}


def test_the_bar_of_chosen_lines_offers_labels_where_there_are_any(labelled: SampleHome, window: MainWindow) -> None:
    window.commands.run("next")
    window.commands.run("choose")
    assert window.mail.inbox.chosen.icons["label"].isVisible()
    command = window.commands.for_key("l")
    assert command is not None
    assert command.name == "label"


def test_an_account_with_folders_only_says_so(window: MainWindow) -> None:
    window.commands.run("next")
    window.commands.run("label")
    assert window.toast.isVisible()


def test_a_line_shows_two_labels_by_their_inner_names_cut_to_a_few_letters(window: MainWindow) -> None:
    names = ("Clients/Haneul Trading", "A label of a great many words", "Third")
    line = thread_line(replace(rows(window)[0], labels=names), {})
    chips = [chip.text for chip in line.chips if chip.icon == "label"]
    assert chips == ["Haneul Trading", "A label of a grea…"]
    assert max(map(len, chips)) == LONGEST_LABEL
    assert chip_contrast() >= 4.5


def chip_contrast() -> float:
    """Of the ink of a label's chip on its ground, by WCAG 2.2."""
    ink, ground = (luminance(QColor(each)) for each in chip_colors("plain"))
    return (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
