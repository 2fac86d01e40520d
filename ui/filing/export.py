"""The filing record as a file for a spreadsheet."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.filing.words import tr
from ui.reader.attachments import downloads
from ui.shell.context import Context
from ui.widgets.times import count
from workspace.filing.record import write_csv


def ask_where(window: QWidget) -> Path | None:
    """The file that the user names; None where they do not."""
    proposed = str(Path(downloads()) / f"{tr('filings')}.csv")
    path, _ = QFileDialog.getSaveFileName(window, tr("Export the filing record…"), proposed, "CSV (*.csv)")
    return Path(path) if path else None


def write_record(context: Context, path: Path) -> str:
    """Write every filing there and say so; raises ``OSError`` where the file cannot be written."""
    accounts = {account.account_id: account for account in context.user.accounts()}
    # With a mark of UTF-8, without which spreadsheets show Korean as noise.
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        number = write_csv(out, context.reader.filings(), accounts)
    return tr("Filing record saved to {file}: {n}").format(n=count(number), file=path.name)
