"""The sheet of what left this computer: lines in words, an empty state, an export that says how it went."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from ui.lock.secret import keep_setting, make_setting, stored_setting
from ui.settings.log_sheet import LogSheet
from ui.settings.log_table import LogTable
from ui.shell.window import MainWindow
from workspace.cli.commands import workspace
from workspace.model.departures import RECEIVE, Departure
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer


def leave(sample: SampleHome) -> None:
    """As the engine writes it."""
    ledger = Ledger(open_writer(sample.home.ledger_db, sample.key))
    today = datetime.now().astimezone()
    row = Departure(
        today.date().isoformat(), SUPPORT, "imap.example", RECEIVE, 3, 84_000, int(today.timestamp() * 1000)
    )
    ledger.add_departures([row, Departure("2026-01-01", "gone", "old.example", "archive", 1, 1, 1)])
    ledger.close()


def opened(window: MainWindow, qtbot: QtBot) -> LogSheet:
    window.commands.run("privacy_log")
    sheet = window.findChild(LogSheet)
    assert isinstance(sheet, LogSheet)
    qtbot.waitUntil(lambda: sheet.said.text() != "Reading…")
    return sheet


def test_the_log_says_in_words_who_sent_what_where(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    leave(home_with_mail)
    sheet = opened(window, qtbot)
    table = sheet.table
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cells = [table.index(0, column).data() for column in range(1, 6)]
    assert cells == ["support@ · IMAP", "imap.example", "Receiving", "3", "84 KB"]
    sheet.days.setCurrentIndex(2)
    qtbot.waitUntil(lambda: table.rowCount() == 2)
    assert [table.index(1, column).data() for column in (1, 3)] == ["removed account", "Changing"]
    tester.deleteLater()


def test_a_log_without_lines_says_so(window: MainWindow, qtbot: QtBot) -> None:
    assert opened(window, qtbot).said.text() == "Nothing left in this time."


def test_the_export_says_where_it_is_or_why_not(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot, tmp_path: Path
) -> None:
    leave(home_with_mail)
    sheet = opened(window, qtbot)
    sheet.export(tmp_path / "log.csv")
    qtbot.waitUntil(lambda: sheet.said.text() == "Saved to log.csv: 2")
    assert "imap.example" in (tmp_path / "log.csv").read_text("utf-8-sig")
    sheet.export(tmp_path / "no such folder" / "log.csv")
    qtbot.waitUntil(lambda: "could not be written" in sheet.said.text())


@pytest.mark.parametrize("purpose", ["send", "reply", "post"])
def test_what_is_written_to_others_is_sending(purpose: str, window: MainWindow) -> None:
    table = LogTable(window)
    assert table.purpose_words(purpose) == "Sending"
    assert table.headerData(3, Qt.Orientation.Horizontal) == "What for"


def test_the_command_line_lists_the_log_and_takes_a_lock_off(home_with_mail: SampleHome, tmp_path: Path) -> None:
    leave(home_with_mail)
    keep_setting(home_with_mail.user, make_setting("2580", 5))
    path = str(home_with_mail.home.path)

    def run(*words: str) -> str:
        done = CliRunner().invoke(workspace, ["--home", path, *words])
        assert done.exit_code == 0, done.output
        return done.output

    assert "imap.example" in run("log")
    assert json.loads(run("log", "--json", "--since", "2026-02-01").splitlines()[0])["times"] == 3
    assert run("log", "--csv", str(tmp_path / "log.csv")).startswith("2 lines")
    assert run("lock", "show") == "on\n"
    run("lock", "off")
    assert (run("lock", "show"), stored_setting(home_with_mail.user)) == ("off\n", None)
