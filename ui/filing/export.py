"""The filing record as a file for a spreadsheet, written beside the window: it can be stopped."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget
from shiboken6 import isValid

from ui.filing.words import tr
from ui.models.beside import Beside
from ui.reader.attachments import downloads
from ui.shell.context import Context
from ui.widgets import saving
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel, label
from ui.widgets.later import later
from ui.widgets.messages import why
from ui.widgets.sheet import Sheet
from ui.widgets.times import count
from workspace.filing.record import write_csv
from workspace.store.rows import ReceiptRow
from workspace.store.whole_file import whole_file

AT_ONCE = 50
"""Lines between two looks at whether it was stopped."""
SHOWN_MS, LOOK_MS = 250, 100
"""What is through sooner needs no sheet; how often its progress is shown."""


def ask_where(window: QWidget) -> Path | None:
    """The file that the user names; None where they do not."""
    name = tr("filings")
    proposed = str(Path(downloads()) / f"{name}.csv")
    return saving.ask_where(window, tr("Export the filing record…"), proposed, "CSV (*.csv)")


class Stopped(Exception):
    """The user does not want it any more."""


class ExportSheet(Sheet):
    """``saved`` carries how it went in a sentence, ``failed`` why it did not; nothing is told of one that was stopped.

    A file of the same name stays as it was until all is written.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, path: Path, beside: Beside, window: QWidget) -> None:
        super().__init__(window, "", width=420)
        self.call(self.tr("Exporting the filing record"))
        self._context, self._path, self._beside = context, path, beside
        self._stopped = Event()
        self.layout_.addWidget(CutLabel(path.name, self.body, tone="muted"))
        self.bar = QProgressBar(self.body)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.layout_.addWidget(self.bar)
        self.words = label("", self.body, kind="secondary")
        self.layout_.addWidget(self.words)
        self.foot.addStretch()
        self.stop_button = Button(self.tr("Stop"), self.body, on_click=self.dismiss)
        self.foot.addWidget(self.stop_button)
        self._through, self._number = 0, 0
        self._slow = later(self, SHOWN_MS, self.open)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._show_progress)

    def start(self) -> None:
        self._slow.start()
        self._look.start()
        self._beside.run(self._write, self._on_written)

    def dismiss(self) -> None:
        """Stop; the half-written file goes."""
        self._stopped.set()
        super().dismiss()

    def done(self) -> None:
        self._slow.stop()
        self._stopped.set()
        super().done()

    def _write(self) -> int | OSError | None:
        """How many lines were written; None where it was stopped. Runs beside the window."""
        try:
            with whole_file(self._path) as fresh:
                return self._write_to(fresh)
        except Stopped:
            return None
        except OSError as problem:
            return problem

    def _write_to(self, path: Path) -> int:
        # With a mark of UTF-8, without which spreadsheets show Korean as noise.
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            reader = self._context.reader.another()  # a long answer must not keep the window's questions waiting
            try:
                receipts = reader.filings()
            finally:
                reader.close()
            accounts = {account.account_id: account for account in self._context.user.accounts()}
            return write_csv(out, self._until_stopped(receipts), accounts)

    def _until_stopped(self, receipts: list[ReceiptRow]) -> Iterator[ReceiptRow]:
        self._number = len(receipts)
        for self._through, receipt in enumerate(receipts):
            if self._through % AT_ONCE == 0 and self._stopped.wait(0.001):  # the window has its turn meanwhile
                raise Stopped
            yield receipt

    def _show_progress(self) -> None:
        self.bar.setRange(0, self._number)
        self.bar.setValue(self._through)
        self.words.setText(self.tr("{n} of {total}").format(n=count(self._through), total=count(self._number)))

    def _on_written(self, found: int | OSError | None) -> None:
        if not isValid(self) or self._stopped.is_set():
            return
        if isinstance(found, OSError):
            words = self.tr("{file} could not be written: {reason}")
            self.failed.emit(words.format(file=self._path.name, reason=why(found)))
        elif found is not None:
            words = tr("Filing record saved to {file}: {n}")
            self.saved.emit(words.format(n=count(found), file=self._path.name))
        self.done()
