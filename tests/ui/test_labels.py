"""Labels: the menu of what a conversation carries, with one Undo, for one and for several."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from tests.ui.sample_home import SUPPORT, VIP, SampleHome
from ui.inbox.labels import open_labels
from ui.inbox.place_sheet import PlaceSheet
from ui.models.lines import LONGEST_LABEL, thread_line
from ui.shell.window import MainWindow
from ui.widgets.chips import chip_colors
from workspace.model.ids import AccountId, RemoteId, ThreadId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import ThreadRow

LABELS = ("Later", "Urgent & hot")
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


def asked(window: MainWindow, *thread_ids: ThreadId) -> PlaceSheet:
    by_account: dict[AccountId, list[ThreadId]] = {}
    for row in rows(window):
        if row.thread_id in thread_ids:
            by_account.setdefault(row.account_id, []).append(row.thread_id)
    sheet = open_labels(window, by_account)
    assert sheet is not None
    return sheet


def checked(sheet: PlaceSheet) -> list[str]:
    items = [sheet.list.item(n) for n in range(sheet.list.count())]
    found = [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]
    sheet.done()
    return found


def test_a_label_is_put_on_shown_and_taken_off_again(labelled: SampleHome, window: MainWindow) -> None:
    thread_id = rows(window)[0].thread_id
    sheet = asked(window, thread_id)
    assert sheet.words == ["Later", "Urgent & hot"]
    sheet.pick("Later")
    assert carried(window, thread_id) == {"L2"}
    assert checked(asked(window, thread_id)) == ["Later"]
    shown = window.context.reader.thread(thread_id)
    assert shown is not None
    assert "Later" in [chip.text for chip in thread_line(shown, {}).chips if chip.icon == "label"]
    assert thread_id in [row.thread_id for row in rows(window)]
    asked(window, thread_id).pick("Later")
    assert carried(window, thread_id) == set()


def test_undo_takes_a_label_back(labelled: SampleHome, window: MainWindow) -> None:
    thread_id = rows(window)[0].thread_id
    asked(window, thread_id).pick("Later")
    window.undo()
    assert carried(window, thread_id) == set()


def test_of_several_accounts_each_has_a_menu_and_gets_only_its_own(labelled: SampleHome, window: MainWindow) -> None:
    both = rows(window)
    ids = [row.thread_id for row in both]
    assert {row.account_id for row in both} == {SUPPORT, VIP}
    owner = both[0].account_id
    sheet = asked(window, *ids)
    accounts = dict.fromkeys(row.account_id for row in both)
    assert sheet.words == [f"{label} · {window.context.names()[each]}" for each in accounts for label in LABELS]
    sheet.pick(f"Later · {window.context.names()[owner]}")
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


def test_an_account_with_folders_only_says_so(window: MainWindow, home_with_mail: SampleHome) -> None:
    for account_id in (SUPPORT, VIP):
        home_with_mail.user.update_account(AccountId(account_id), connector_id="imap")
    assert open_labels(window, {rows(window)[0].account_id: [rows(window)[0].thread_id]}) is None
    assert window.toast.isVisible()


def test_the_first_label_is_made_where_it_is_put_on(window: MainWindow) -> None:
    thread_id = rows(window)[0].thread_id
    sheet = asked(window, thread_id)
    assert sheet.words == []
    sheet.field.setText("Follow up")
    sheet.pick("New label “Follow up”")
    shown = window.context.reader.thread(thread_id)
    assert shown is not None
    assert shown.labels == ("Follow up",)
    assert shown.thread_id in [row.thread_id for row in rows(window)]
    window.undo()
    assert window.context.reader.attempts() == []


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
