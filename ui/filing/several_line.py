"""One message of several that are filed at once: where it would go, and what becomes of it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.filing.selection import Selection, proposal_of
from ui.filing.words import item_words, reason_words, tr
from ui.models.lines import reason
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel, restyle
from workspace.filing.match import Decision
from workspace.model.ids import ActionId
from workspace.store.rows import AttemptRow, ItemRow

WORST = ("failed", "unsure", "trying", "queued", "done")
SETTLED = ("done", "failed", "unsure", "stopped")
TONES = {"done": "ok", "failed": "bad", "unsure": "warn", "open": "warn"}


class Line(QFrame):
    """``asked``: a person wants to choose for this item id. ``retried``: these filings are wanted again.

    ``ticked``: it was taken out or in.
    """

    asked = Signal(object)
    retried = Signal(object)
    ticked = Signal()

    def __init__(self, item: ItemRow, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.item = item
        self.selection: Selection | None = None
        self.state = ""
        self.action_ids: list[ActionId] = []
        self._link = ""
        self._failed: list[ActionId] = []
        self.box = QCheckBox(self)
        self.box.setFixedWidth(px(t.ICON) + 2)
        self.box.setAccessibleName(item_words(item))
        self.box.toggled.connect(lambda _: self.ticked.emit())
        self.result = CutLabel("", self, kind="secondary")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(CutLabel(item_words(item), self))
        words.addWidget(self.result)
        self.choose = Button(tr("Choose…"), self, kind="link", on_click=partial(self.asked.emit, item.item_id))
        self.link = Button(tr("Open"), self, kind="link", on_click=self._open)
        self.retry = Button(tr("Retry"), self, kind="link", on_click=lambda: self.retried.emit(self._failed))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(t.STEP), px(t.STEP), px(t.STEP))
        row.setSpacing(px(2 * t.STEP))
        row.addWidget(self.box)
        row.addLayout(words, 1)
        for button in (self.choose, self.link, self.retry):
            button.hide()
            row.addWidget(button)

    @property
    def is_ready(self) -> bool:
        """Whether it goes when File is pressed."""
        return self.state == "ready" and self.box.isChecked()

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    def look_up(self, context: Context) -> None:
        """Whom it is about; only what is sure is ticked."""
        self.selection = Selection(proposal_of(context, self.item))
        matches = self.selection.proposal.matches
        if matches.refusal is None and matches.decision is Decision.ONE:
            self.selection.tick_first()
        is_filed = any(found.filed is not None for found in matches.by_account.values())
        is_sure = self.selection.is_ready()
        may_choose = matches.refusal is None or matches.refusal.may_insist or matches.refusal.key == "never_file"
        self.choose.setVisible(not is_sure and not is_filed and may_choose)
        self.box.setChecked(is_sure)
        self._say("ready" if is_sure else "filed" if is_filed else "open" if may_choose else "refused")

    def begin(self, action_ids: list[ActionId]) -> None:
        """It was put into the outbox."""
        self.action_ids = action_ids
        self._say("queued")

    def follow(self, item: ItemRow, attempts: Mapping[ActionId, AttemptRow]) -> None:
        """What has become of it: as good as its worst filing, in that filing's own words."""
        self.item = item
        states = [chip.state for chip in item.filed]
        state = next((each for each in WORST if each in states), "stopped")
        chip = next((chip for chip in item.filed if chip.state == state), None)
        known = [attempts[each] for each in self.action_ids if each in attempts]
        if state == "failed" and known and all(each.state in ("queued", "trying") for each in known):
            state = "queued"  # wanted again; the engine has not begun yet
        self._failed = [each.action_id for each in known if each.state == "failed"]
        self._link = (chip.link or "") if chip and state == "done" else ""
        why = next((reason(each) for each in known if each.error_key), "") if state != "done" else ""
        self._say(state, why)

    def _say(self, state: str, why: str = "") -> None:
        self.state = state
        self.box.setEnabled(state == "ready")
        if state in ("queued", "done", "filed"):
            self.choose.hide()
        self.link.setVisible(self._link.startswith(("http://", "https://")))
        self.retry.setVisible(state == "failed" and bool(self._failed))
        self.result.setText(self._words(state, why))
        self.result.setProperty("tone", TONES.get(state, ""))
        restyle(self.result)
        self.setAccessibleName(f"{item_words(self.item)}. {self.result.text()}")

    def _words(self, state: str, why: str) -> str:
        where = self._where()
        if state in ("open", "refused") and self.selection is not None:
            return self._open_words(self.selection)
        if why:
            return tr("Waiting: {reason}").format(reason=why) if state in ("queued", "trying") else why
        return {
            "ready": tr("Goes to {where}").format(where=where),
            "filed": tr("Filed already"),
            "done": tr("Filed to {where}.").format(where=where),
            "failed": tr("The CRM refused it."),
            "unsure": tr("This may be filed to {where}. Check there before you file it again.").format(where=where),
            "stopped": tr("Not filed."),
        }.get(state, tr("On its way to {where}.").format(where=where))

    def _where(self) -> str:
        selection = self.selection
        if selection is not None and selection.chosen():
            short = tr("Only from, to and date are filed.") if selection.header_only else ""
            is_said = bool(short) and self.state == "ready"
            return f"{selection.words()} · {short}" if is_said else selection.words()
        labels = (chip.label for chip in self.item.filed)
        return ", ".join(dict.fromkeys(label for label in labels if label)) or tr("the CRM")

    def _open_words(self, selection: Selection) -> str:
        matches = selection.proposal.matches
        if matches.refusal is not None:
            return reason_words(matches.refusal)
        waiting = next((seen.notes[0] for seen in selection.previews() if not seen.is_complete), None)
        if waiting is not None:
            return reason_words(waiting)
        is_torn = matches.decision is Decision.SEVERAL
        return tr("Several fit: choose.") if is_torn else tr("Nobody is sure to be meant.")

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._link))
