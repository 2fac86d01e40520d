"""One message of several that are filed at once: where it would go, and what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.filing.selection import Ground, Selection, proposal_of
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


@dataclass(frozen=True, slots=True)
class Looked:
    """Whom one message is about; ``state`` is ready, filed, open or refused."""

    item: ItemRow
    selection: Selection
    state: str


def looked_up(context: Context, item: ItemRow, ground: Ground | None = None) -> Looked:
    """Only what is sure is chosen; touches only the stores."""
    selection = Selection(proposal_of(context, item, ground))
    matches = selection.proposal.matches
    if matches.refusal is None and matches.decision is Decision.ONE:
        selection.tick_first()
    if selection.is_ready():
        return Looked(item, selection, "ready")
    if any(found.filed is not None for found in matches.by_account.values()):
        return Looked(item, selection, "filed")
    may_choose = matches.refusal is None or matches.refusal.may_insist or matches.refusal.key == "never_file"
    return Looked(item, selection, "open" if may_choose else "refused")


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
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, px(t.STEP), px(t.STEP), px(t.STEP))
        self._row.setSpacing(px(2 * t.STEP))
        self._row.addWidget(self.box)
        self._row.addLayout(words, 1)

    @cached_property
    def choose(self) -> Button:
        """The buttons are made when one is needed: most lines of hundreds never need any."""
        return self._button(tr("Choose…"), lambda: self.asked.emit(self.item.item_id))

    @cached_property
    def link(self) -> Button:
        return self._button(tr("Open"), self._open)

    @cached_property
    def retry(self) -> Button:
        return self._button(tr("Retry"), lambda: self.retried.emit(self._failed))

    def _button(self, words: str, on_click: Callable[[], object]) -> Button:
        made = Button(words, self, kind="link", on_click=on_click)
        made.hide()
        self._row.addWidget(made)
        return made

    def _offer(self, name: str, is_offered: bool) -> None:
        if is_offered or name in self.__dict__:
            getattr(self, name).setVisible(is_offered)

    @property
    def is_ready(self) -> bool:
        """Whether it goes when File is pressed."""
        return self.state == "ready" and self.box.isChecked()

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    def look_up(self, context: Context) -> None:
        """Whom it is about; only what is sure is ticked."""
        self.show_looked(looked_up(context, self.item))

    def show_looked(self, looked: Looked) -> None:
        self.selection = looked.selection
        self._offer("choose", looked.state == "open")
        self.box.setChecked(looked.state == "ready")
        self._say(looked.state)

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
            self._offer("choose", False)
        self._offer("link", self._link.startswith(("http://", "https://")))
        self._offer("retry", state == "failed" and bool(self._failed))
        self.result.setText(self._words(state, why))
        tone = TONES.get(state, "")
        if (self.result.property("tone") or "") != tone:
            self.result.setProperty("tone", tone)
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
