"""Workplaces are changed, put in order, removed and got back from the window; accounts move between them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SALES, SUPPORT, VIP, SampleHome
from ui.shell.move_sheet import MoveAccountSheet
from ui.shell.rail import Tile
from ui.shell.window import MainWindow
from ui.shell.workplace_sheet import WorkplaceSheet
from ui.shell.workplaces import WorkplaceDeeds
from workspace.model.accounts import Workplace
from workspace.profiles.template import LARGEST


@pytest.fixture
def deeds(window: MainWindow) -> WorkplaceDeeds:
    return window.findChildren(WorkplaceDeeds)[0]


def tiles(window: MainWindow) -> list[str]:
    return [tile.workplace.name for tile in window.rail.tiles]


def edit(window: MainWindow) -> WorkplaceSheet:
    window.commands.run("edit_workplace")
    return window.findChildren(WorkplaceSheet)[-1]


def shown(window: MainWindow) -> Workplace:
    return next(tile.workplace for tile in window.rail.tiles if tile.isChecked())


def test_a_workplace_gets_another_name_colour_and_picture(window: MainWindow) -> None:
    sheet = edit(window)
    sheet.name.setText("Night desk")
    sheet.show_color("#123456")
    sheet.show_sign("star")
    sheet.save()
    made = shown(window)
    assert (made.name, made.letters, made.color, made.icon) == ("Night desk", "ND", "#123456", "star")
    assert window.sidebar.title.text() == "Night desk"
    assert edit(window).color == "#123456"


def test_letters_of_ones_own_outlive_a_new_name(window: MainWindow) -> None:
    sheet = edit(window)
    sheet.letters.selectAll()
    QTest.keyClicks(sheet.letters, "QQ")
    sheet.name.setText("Night desk")
    sheet.save()
    assert shown(window).letters == "QQ"
    sheet = edit(window)
    sheet.name.setText("Day desk")
    sheet.save()
    assert shown(window).letters == "QQ"


def test_accounts_go_in_and_out_of_a_workplace(window: MainWindow, home_with_mail: SampleHome) -> None:
    sheet = edit(window)
    sheet.choose(SALES)
    sheet.choose(VIP, False)
    sheet.save()
    here = home_with_mail.user.workplace_accounts()[shown(window).workplace_id]
    assert (SALES in here, VIP in here, SUPPORT in here) == (True, False, True)


def test_the_account_a_workplace_is_for_is_in_it(window: MainWindow, home_with_mail: SampleHome) -> None:
    sheet = edit(window)
    sheet.link.setCurrentIndex(sheet.link.findData(SALES))
    sheet.save()
    made = home_with_mail.user.workplace(shown(window).workplace_id)
    assert made is not None
    assert made.linked_account_id == SALES
    assert SALES in home_with_mail.user.workplace_accounts()[made.workplace_id]
    home_with_mail.user.unassign(made.workplace_id, SALES)
    made = home_with_mail.user.workplace(made.workplace_id)
    assert made is not None
    assert made.linked_account_id is None


def test_a_removed_workplace_comes_back_with_undo(window: MainWindow, home_with_mail: SampleHome) -> None:
    user, before = home_with_mail.user, tiles(window)
    members, homes = user.workplace_accounts(), [a.home_workplace_id for a in user.accounts()]
    window.commands.run("remove_workplace")
    assert tiles(window) == before[1:]
    assert window.workplace_name == before[1]
    assert "its accounts and their mail stay" in window.toast.words
    window.commands.run("undo")
    assert tiles(window) == before
    assert window.workplace_name == before[0]
    assert window.rail.tiles[0].isChecked()
    assert user.workplace_accounts() == members
    assert [a.home_workplace_id for a in user.accounts()] == homes


def test_the_last_workplace_can_be_removed_too(window: MainWindow, home_with_mail: SampleHome) -> None:
    for _ in range(2):
        window.commands.run("remove_workplace")
    assert tiles(window) == []
    window.commands.run("edit_workplace")
    assert not window.findChildren(WorkplaceSheet)
    assert home_with_mail.user.accounts()


def test_of_many_workplaces_the_current_one_is_in_sight_wherever_it_is_moved(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    for n in range(30):
        home_with_mail.user.add_workplace(f"Team {n}", "#3B5BDB", f"T{n}")
    window.show_workplaces()
    rail = window.rail

    def is_in_sight(tile: Tile) -> bool:
        return tile.visibleRegion().boundingRect() == tile.rect()

    for _ in range(20):
        window.commands.run("workplace_down")
    current = next(tile for tile in rail.tiles if tile.isChecked())
    assert rail.tiles.index(current) == 20
    qtbot.waitUntil(lambda: is_in_sight(current))
    rail.show_current(rail.tiles[0].workplace.workplace_id)
    qtbot.waitUntil(lambda: is_in_sight(rail.tiles[0]))


def test_tiles_are_put_in_order_by_key_and_by_hand(window: MainWindow, home_with_mail: SampleHome) -> None:
    before = tiles(window)
    window.commands.run("workplace_down")
    assert tiles(window) == before[::-1] == [each.name for each in home_with_mail.user.workplaces()]
    tile = window.rail.tiles[1]
    start = tile.rect().center()
    QTest.mousePress(tile, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(tile, start - QPoint(0, tile.height()))
    QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=start)
    assert tiles(window) == before == [each.name for each in home_with_mail.user.workplaces()]
    QTest.keyClick(window.rail.tiles[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert tiles(window) == before[::-1]


def test_the_menu_of_a_tile_offers_what_is_possible(window: MainWindow, deeds: WorkplaceDeeds) -> None:
    menu = deeds.menu(window.rail.tiles[0].workplace.workplace_id)
    assert isinstance(menu, QMenu)
    can = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert can == {
        "Edit…": True, "Move up": False, "Move down": True, "Export…": True, "Mute notifications": True,
        "Notification settings…": True, "Remove": True,
    }  # fmt: skip


def test_a_moved_account_is_at_home_there_and_comes_back_with_undo(
    window: MainWindow, home_with_mail: SampleHome
) -> None:
    user = home_with_mail.user
    first, second = (each.workplace_id for each in user.workplaces())
    window.show_account(SUPPORT)
    window.commands.run("move_account")
    sheet = window.findChildren(MoveAccountSheet)[-1]
    assert sheet.account.currentText() == user.account(SUPPORT).name  # type: ignore[union-attr]
    assert sheet.target.currentData() == second
    sheet.go.click()
    assert SUPPORT in user.workplace_accounts()[second]
    assert SUPPORT not in user.workplace_accounts()[first]
    assert user.account(SUPPORT).home_workplace_id == second  # type: ignore[union-attr]
    window.commands.run("undo")
    assert SUPPORT in user.workplace_accounts()[first]
    assert SUPPORT not in user.workplace_accounts()[second]
    assert user.account(SUPPORT).home_workplace_id == first  # type: ignore[union-attr]


def test_a_workplace_goes_out_and_comes_in_as_a_template(
    window: MainWindow, deeds: WorkplaceDeeds, home_with_mail: SampleHome, tmp_path: Path
) -> None:
    file = tmp_path / "desk.toml"
    deeds.export_to(shown(window), file)
    deeds.import_from(file)
    assert tiles(window) == ["Customer service", "영업", "Customer service"]
    assert window.rail.tiles[2].isChecked()
    assert window.pages.shows("accounts")
    members = home_with_mail.user.workplace_accounts()[shown(window).workplace_id]
    assert len(members) == 4
    assert not set(members) & {SUPPORT, VIP}


def test_a_template_that_cannot_be_written_is_said(window: MainWindow, deeds: WorkplaceDeeds, tmp_path: Path) -> None:
    deeds.export_to(shown(window), tmp_path / "no folder" / "desk.toml")
    assert window.toast.words == "Not exported: No such file or directory"


WITH_SECRET = """
version = 1
[workplace]
name = "Desk"
color = "#112233"
[[accounts]]
connector = "imap"
name = "Mail"
settings = { password = "hunter2" }
"""


def test_a_file_that_is_no_template_makes_nothing(window: MainWindow, deeds: WorkplaceDeeds, tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    file.write_text("version = 2", "utf-8")
    deeds.import_from(file)
    assert window.toast.words == "Not imported: the template is not right at version"
    for text, why in (
        ("a mail: [", "the file is no template of a workplace"),
        ("x" * (LARGEST + 1), "the file is larger than 1 MB"),
        (WITH_SECRET, "a password or key stands in it, at accounts.0.settings.password"),
    ):
        file.write_text(text, "utf-8")
        deeds.import_from(file)
        assert window.toast.words == f"Not imported: {why}"
    assert len(window.rail.tiles) == 2
