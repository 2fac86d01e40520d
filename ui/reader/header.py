"""What stands above the messages: the subject, and chips that say which deal it is and where it is filed."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.lines import Names, filed_chip
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Selectable
from workspace.model.kinds import Kind
from workspace.store.rows import FiledChip, ItemRow

LONGEST = 400
"""Characters of a subject that are shown; the source has them all."""


class Header(QWidget):
    """``undo_asked`` carries the :class:`FiledChip` whose filing is to be taken back."""

    undo_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.subject = Selectable("", self, kind="title")
        self._row: QWidget | None = None
        self._shown: object = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(2 * t.STEP) + 2)
        self._layout.addWidget(self.subject)

    def show_items(self, items: Sequence[ItemRow], deals: Iterable[str], names: Names) -> None:
        first = next((item.subject for item in items if item.subject), "") or _talkers(items)
        if len(first) > LONGEST:
            first = f"{first[:LONGEST]}…"
        self.subject.setText(first or self.tr("No subject"))
        self.setAccessibleName(first or self.tr("No subject"))
        deals, filed = tuple(deals), newest_filings(items)
        is_record = items[-1].key.kind is Kind.RECORD
        if self._shown != (deals, filed, is_record):
            self._shown = (deals, filed, is_record)
            self._fill(deals, filed, names, is_record=is_record)

    def _fill(self, deals: Sequence[str], filed: Sequence[FiledChip], names: Names, *, is_record: bool) -> None:
        if self._row is not None:
            self._row.hide()
            self._row.deleteLater()
        self._row = QWidget(self)
        chips = FlowLayout(spacing=theme().px(5))
        self._row.setLayout(chips)
        for deal in deals:
            chips.addWidget(ChipLabel(Chip(deal, "accent"), self._row))
        for chip in filed:
            self._add_filed(chips, self._row, chip, names)
        if not filed and not is_record:
            chips.addWidget(ChipLabel(Chip(self.tr("Not filed yet")), self._row))
        self._layout.addWidget(self._row)

    def _add_filed(self, chips: FlowLayout, row: QWidget, chip: FiledChip, names: Names) -> None:
        chips.addWidget(ChipLabel(filed_chip(chip, names), row))
        link = chip.link
        if link and link.startswith(("http://", "https://")):
            chips.addWidget(Button(self.tr("Open"), row, kind="link", on_click=lambda: _open(link)))
        if chip.state in ("done", "queued") and (chip.receipt_id or chip.action_id):
            chips.addWidget(Button(self.tr("Undo"), row, kind="quiet", on_click=lambda: self.undo_asked.emit(chip)))


def _talkers(items: Sequence[ItemRow]) -> str:
    """A chat has no subject: those who write in it stand for it."""
    names = (item.from_.name or item.from_.email for item in items if item.key.kind is Kind.CHAT)
    return ", ".join(dict.fromkeys(name for name in names if name))


def newest_filings(items: Sequence[ItemRow]) -> tuple[FiledChip, ...]:
    """One chip a CRM account: the newest message's word counts."""
    found: dict[str, FiledChip] = {}
    for item in items:
        for chip in item.filed:
            found[chip.crm_account_id] = chip
    return tuple(found.values())


def _open(link: str) -> None:
    QDesktopServices.openUrl(QUrl(link))
