"""The filing record as a file."""

import csv
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.filing.test_filed import filed
from tests.ui.reader.sample import SampleHome
from ui.inbox.listings import Place, Where
from ui.inbox.screen import InboxScreen
from ui.shell.deeds import Deed


def test_every_filing_is_a_line_of_the_file(home: SampleHome, window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    desk, _ = filed(home, window)
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    target = tmp_path / "filings.csv"
    desk.write_record(target)
    qtbot.waitUntil(lambda: bool(deeds) and "saved" in deeds[-1].words, timeout=3000)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as lines:
        [line] = csv.DictReader(lines)
    assert (line["crm"], line["records"]) == ("Salesforce EMEA", "company:co1 Haneul Trading")
    assert deeds[-1].words == "Filing record saved to filings.csv: 1"


def test_a_file_that_cannot_be_written_is_said(home: SampleHome, window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    desk, _ = filed(home, window)
    refused: list[str] = []
    desk.refused.connect(refused.append)
    desk.write_record(tmp_path / "nowhere" / "filings.csv")
    qtbot.waitUntil(lambda: bool(refused), timeout=3000)
    assert refused == ["filings.csv could not be written: No such file or directory"]


def test_an_export_that_is_stopped_leaves_the_old_file(
    home: SampleHome, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    desk, _ = filed(home, window)
    target = tmp_path / "filings.csv"
    target.write_text("old", "utf-8")
    told: list[object] = []
    desk.refused.connect(told.append)
    sheet = desk.write_record(target)
    sheet.saved.connect(told.append)
    with qtbot.waitSignal(sheet.closed, timeout=3000):
        sheet.stop_button.click()
    desk._beside.finish()
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.glob("*.csv*")] == [("filings.csv", "old")]
    assert told == []


def test_the_filed_view_offers_it(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    inbox = InboxScreen(home.context, window)
    asked: list[object] = []
    inbox.asked.connect(asked.append)
    inbox.show_place("*", Place.INBOX)
    assert inbox.export.isHidden()
    inbox.show_place("*", Place.FILED)
    assert inbox.where == Where("*", Place.FILED)
    inbox.export.click()
    assert asked == ["export_filings"]
