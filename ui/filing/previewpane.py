"""Exactly what will be written: field by field for each chosen CRM, what is cut, and what stays behind."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.filing.words import cut_words, field_words, reason_words, tr, type_words
from ui.reader.people import whole
from ui.reader.sizes import file_size
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import frame, label
from workspace.filing.people import Linked
from workspace.filing.preview import Preview
from workspace.model.filings import NewRecord

SHOWN_TEXT = 1_200
"""Characters of the text that are shown; all of it is written."""


class PreviewPane(QWidget):
    """One card a CRM."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._inside: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.words = ""

    def show_previews(self, previews: Sequence[tuple[str, Preview, Sequence[Linked]]]) -> None:
        """Of each CRM its name, what is written to it, and whom it links by itself."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget(self)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(2 * t.STEP))
        spoken = []
        for name, seen, others in previews:
            rows, notes = facts(seen, others), warnings(seen)
            spoken += [name, *(f"{field}: {words}" for field, words in rows), *notes]
            inside.addWidget(self._card(name, rows, notes))
        self.words = "\n".join(spoken)
        self._layout.addWidget(self._inside)

    def _card(self, name: str, rows: Sequence[tuple[str, str]], notes: Sequence[str]) -> QFrame:
        px = theme().px
        card = frame("inset", self)
        grid = QGridLayout(card)
        grid.setContentsMargins(px(12), px(10), px(12), px(10))
        grid.setHorizontalSpacing(px(3 * t.STEP))
        grid.setVerticalSpacing(px(3))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(name, card, kind="strong"), 0, 0, 1, 2)
        for n, (field, words) in enumerate(rows, 1):
            heading = label(field, card, kind="secondary")
            grid.addWidget(heading, n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, card, wrap=True), n, 1)
        for n, note in enumerate(notes, len(rows) + 1):
            grid.addWidget(label(note, card, tone="warn", wrap=True), n, 0, 1, 2)
        return card


def facts(seen: Preview, others: Sequence[Linked] = ()) -> list[tuple[str, str]]:
    """What is written, by field."""
    filing = seen.filing
    text = filing.text if len(filing.text) <= SHOWN_TEXT else f"{filing.text[:SHOWN_TEXT]} […]"
    records = (f"{ref.name} ({type_words(ref.record_type)})" for ref in filing.records)
    rows = [
        (tr("On"), ", ".join(records)),
        (tr("Linked by itself"), ", ".join(map(_linked, others))),
        (tr("Created"), "; ".join(new_words(new) for new in filing.create)),
        (tr("From"), whole([filing.from_])),
        (tr("To"), whole([*filing.to, *filing.cc])),
        (tr("Blind copy"), whole(filing.bcc)),
        (tr("Date"), f"{filing.sent_at.astimezone():%Y-%m-%d %H:%M}"),
        (field_words("subject"), filing.subject),
        (field_words("text"), text.strip()),
        (tr("Attachments"), ", ".join(_file(a.name, a.size) for a in filing.attachments)),
    ]
    return [(name, words) for name, words in rows if words]


def new_words(new: NewRecord) -> str:
    values = ", ".join(value for _, value in new.fields)
    return f"{type_words(new.record_type)}: {values}"


def warnings(seen: Preview) -> list[str]:
    """What is cut or stays behind, and why."""
    left = [
        tr("{name} stays behind: {reason}").format(name=each.attachment.name, reason=reason_words(each.reason))
        for each in seen.left_out
    ]
    cuts = [cut_words(cut) for cut in seen.cuts]
    return [*cuts, *left, *(reason_words(note) for note in seen.notes)]


def _linked(other: Linked) -> str:
    """One person; of several with one address the CRM takes one, or none."""
    names = [f"{ref.name} ({type_words(ref.record_type)})" for ref in other.records]
    return names[0] if len(names) == 1 else tr("one of {names}").format(names=", ".join(names))


def _file(name: str, size: int) -> str:
    words = file_size(size)
    return f"{name} ({words})" if words else name
