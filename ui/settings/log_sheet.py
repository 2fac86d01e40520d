"""The sheet with the private log: what left this computer, when, where to and what for; it can be exported."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QTableView
from shiboken6 import isValid

from ui.models.beside import Beside
from ui.reader.attachments import downloads
from ui.settings.log_table import ACCOUNT, HOST, LogTable
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.messages import why
from ui.widgets.saving import ask_where
from ui.widgets.sheet import Sheet
from ui.widgets.times import count
from workspace.model.departures import Departure
from workspace.store.departures import write_csv
from workspace.store.whole_file import whole_file

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

SHOWN = 5_000
"""Lines that the sheet shows at most; the export has all."""
HEIGHT = 320


class LogSheet(Sheet):
    """Reads and writes beside the window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, "", width=880)
        self._window_ = window
        self._context = window.context
        self._beside = Beside(self)
        self.call(self.tr("What left this computer"))
        words = self.tr(
            "Counted where it leaves: how often your accounts were connected to which service, what for, and how much "
            "was sent. Kept for a year, on this computer only."
        )
        self.layout_.addWidget(label(words, self.body, kind="secondary", wrap=True))
        self.days = QComboBox(self.body)
        self.days.setAccessibleName(self.tr("Period"))
        self.days.setProperty("keeps_return", True)
        for number, text in ((7, self.tr("7 days")), (30, self.tr("30 days")), (366, self.tr("A year"))):
            self.days.addItem(text, number)
        self.days.currentIndexChanged.connect(self.reload)
        self.said = label("", self.body, kind="secondary")
        row = QHBoxLayout()
        row.addWidget(self.days)
        row.addWidget(self.said, 1, Qt.AlignmentFlag.AlignRight)
        self.layout_.addLayout(row)
        self.table = LogTable(self)
        self.layout_.addWidget(self._view())
        self.foot.addWidget(Button(self.tr("Export…"), self.body, on_click=self.ask_where))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self.reload()

    def reload(self) -> None:
        since = datetime.now().astimezone().date() - timedelta(days=int(self.days.currentData()) - 1)
        self.said.setText(self.tr("Reading…"))
        self._beside.run(lambda: self._read(since, SHOWN), self.show_rows)

    def ask_where(self) -> None:
        name = self.tr("departures")
        proposed = str(Path(downloads()) / f"{name}.csv")
        path = ask_where(self._window_, self.tr("Export the log…"), proposed, "CSV (*.csv)")
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write everything that is kept; a file of the same name stays as it was until all is written."""
        self.said.setText(self.tr("Writing…"))
        self._beside.run(lambda: self._write(path), lambda found: self._on_written(path, found))

    def done(self) -> None:
        self._beside.finish()
        super().done()

    def _view(self) -> QTableView:
        view = QTableView(self.body)
        view.setModel(self.table)
        view.setAccessibleName(self.title.text())
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setFixedHeight(theme().px(HEIGHT))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme().px(t.NAV))
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setDefaultSectionSize(theme().px(110))
        for column in (ACCOUNT, HOST):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return view

    def _read(self, since: date | None, limit: int = -1) -> list[Departure]:
        reader = self._context.reader.another()  # a long answer must not keep the window's questions waiting
        try:
            return reader.departures(since, limit)
        finally:
            reader.close()

    def show_rows(self, rows: list[Departure]) -> None:
        if not isValid(self):
            return
        names = {str(account_id): name for account_id, name in self._context.names().items()}
        self.table.show_rows(rows, names)
        if not rows:
            self.said.setText(self.tr("Nothing left in this time."))
        elif len(rows) == SHOWN:
            self.said.setText(self.tr("The newest {n} lines; the export has all.").format(n=count(SHOWN)))
        else:
            hosts = len({row.host for row in rows})
            self.said.setText(self.tr("%n service(s)", "", hosts))

    def _write(self, path: Path) -> int | OSError:
        names = {str(account_id): name for account_id, name in self._context.names().items()}
        try:
            # With a mark of UTF-8, without which spreadsheets show Korean as noise.
            with whole_file(path) as fresh, fresh.open("w", encoding="utf-8-sig", newline="") as out:
                return write_csv(out, self._read(None), names)
        except OSError as problem:
            return problem

    def _on_written(self, path: Path, found: int | OSError) -> None:
        if not isValid(self):
            return
        if isinstance(found, OSError):
            words = self.tr("{file} could not be written: {reason}")
            self.said.setText(words.format(file=path.name, reason=why(found)))
        else:
            self.said.setText(self.tr("Saved to {file}: {n}").format(file=path.name, n=count(found)))
