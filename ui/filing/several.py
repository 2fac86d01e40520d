"""The sheet that files several messages at once: one line and one result for each, one progress bar for all.

Only what the match is sure of is filed; where a person has to choose, the line says so and opens the sheet for one.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.filing.selection import Selection, proposal_of
from ui.filing.words import item_words, reason_words, tr
from ui.models.observer import News
from ui.shell.context import Context
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel
from ui.widgets.later import later
from ui.widgets.sheet import Sheet
from ui.widgets.times import count
from workspace.filing.match import Decision
from workspace.store.rows import ItemRow

SETTLED = ("done", "failed", "unsure")


class Line(QWidget):
    """One message and what becomes of it. ``asked``: a person wants to choose."""

    asked = Signal(object)

    def __init__(self, item: ItemRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.selection: Selection | None = None
        self.state = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(CutLabel(item_words(item), self), 3)
        self.result = CutLabel(tr("Looking it up…"), self, kind="secondary")
        row.addWidget(self.result, 2)
        self.choose = Button(tr("Choose…"), self, kind="link", on_click=partial(self.asked.emit, item.item_id))
        self.choose.hide()
        row.addWidget(self.choose)

    @property
    def is_ready(self) -> bool:
        return self.selection is not None and self.selection.is_ready()

    def look_up(self, context: Context) -> None:
        """Whom it is about; only what is sure is ticked."""
        self.selection = Selection(proposal_of(context, self.item))
        matches = self.selection.proposal.matches
        if matches.refusal is None and matches.decision is Decision.ONE:
            self.selection.tick_first()
        is_filed = any(found.filed is not None for found in matches.by_account.values())
        self.choose.setVisible(not self.is_ready and not is_filed)
        self._say("ready" if self.is_ready else "filed" if is_filed else "open")

    def follow(self, item: ItemRow) -> None:
        """What has become of it: as good as its worst filing."""
        states = [chip.state for chip in item.filed]
        worst = next((state for state in ("failed", "unsure", "trying", "queued") if state in states), "")
        self._say(worst or ("done" if states else "queued"))

    def _say(self, state: str) -> None:
        self.state = state
        self.result.setText(self._words(state))
        self.setAccessibleName(f"{item_words(self.item)}. {self.result.text()}")

    def _words(self, state: str) -> str:
        selection = self.selection
        where = selection.words() if selection is not None and selection.chosen() else ""
        if state == "open" and selection is not None:
            matches = selection.proposal.matches
            if matches.refusal is not None:
                return reason_words(matches.refusal)
            is_torn = matches.decision is Decision.SEVERAL
            return tr("Several fit: choose.") if is_torn else tr("Nobody is sure to be meant.")
        return {
            "ready": tr("Goes to {where}").format(where=where),
            "filed": tr("Filed already"),
            "done": tr("Filed to {where}.").format(where=where),
            "failed": tr("The CRM refused it."),
            "unsure": tr("This may be filed to {where}. Check there before you file it again.").format(where=where),
        }.get(state, tr("On its way to {where}.").format(where=where))


class SeveralSheet(Sheet):
    """``filed`` carries the selections that were confirmed, once; ``choose_asked`` the item id to choose for."""

    filed = Signal(object)
    choose_asked = Signal(object)

    def __init__(self, context: Context, items: Sequence[ItemRow], window: QWidget) -> None:
        super().__init__(window, window.tr("File %n messages to CRM", "", len(items)))
        self._context = context
        self.lines = [Line(item, self.body) for item in items]
        for line in self.lines:
            line.asked.connect(self._on_choose)
            self.layout_.addWidget(line)
        self.bar = QProgressBar(self.body)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.layout_.addWidget(self.bar)
        self._is_filed = False
        self._filed: list[Line] = []
        self.close_button = Button(self.tr("Cancel"), self.body, on_click=self.dismiss)
        self.file_button = Button(self.tr("File"), self.body, kind="primary", key="⏎", on_click=self.file)
        self._place_buttons()
        # One message a turn of the event loop: the sheet can be left meanwhile.
        self._turn = later(self, 0, self._look_up_next)
        self._show_progress(0, len(self.lines))
        self._turn.start()
        context.observer.changed.connect(self._on_changed)

    @property
    def ready(self) -> list[Line]:
        return [line for line in self.lines if line.is_ready]

    def file(self) -> None:
        """File what is sure, once."""
        if self._is_filed or not self.file_button.isEnabled():
            return
        self._is_filed = True
        self._filed = self.ready
        self.filed.emit([line.selection for line in self._filed])
        self.file_button.hide()
        self.close_button.setText(self.tr("Close"))
        self.close_button.setFocus()
        self._follow()

    def _place_buttons(self) -> None:
        row = QHBoxLayout()
        row.addStretch()
        self.file_button.setEnabled(False)
        row.addWidget(self.close_button)
        row.addWidget(self.file_button)
        self.layout_.addLayout(row)

    def _look_up_next(self) -> None:
        left = [line for line in self.lines if line.selection is None]
        if left:
            left[0].look_up(self._context)
            self._show_progress(len(self.lines) - len(left) + 1, len(self.lines))
        if len(left) > 1:
            self._turn.start()
            return
        self.file_button.setEnabled(bool(self.ready))
        self.file_button.setText(self.tr("File {n}").format(n=count(len(self.ready))))
        if self.ready:
            self.file_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, news: News) -> None:
        if self._is_filed and news.touches("filed", "actions", "done"):
            self._follow()

    def _follow(self) -> None:
        for line in self._filed:
            item = self._context.reader.item(line.item.item_id)
            if item is not None:
                line.follow(item)
        self._show_progress(sum(line.state in SETTLED for line in self._filed), len(self._filed))

    def _show_progress(self, n: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(n)

    def _on_choose(self, item_id: object) -> None:
        self.done()
        self.choose_asked.emit(item_id)
