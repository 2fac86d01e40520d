"""The head of a letter: from whom, to whom, about what."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QListView, QSizePolicy, QVBoxLayout, QWidget

from ui.compose.address_book import AddressBook
from ui.compose.identities import Identity, identities
from ui.compose.letter import Letter
from ui.compose.line_field import LineField
from ui.compose.recipients import AddressField
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.cutbox import CutBox
from ui.widgets.labels import label
from ui.widgets.tabbing import EARLY

TO_ROOM = 160
"""The button for Cc and Bcc stands below a field To that would have less room than this beside it."""


class Head(QWidget):
    """``changed`` says that something was typed, ``from_changed`` that another address was chosen to write from."""

    changed = Signal()
    from_changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._letter = context, parent
        self.book = book = AddressBook(context)
        self.identities: list[Identity] = []
        self.from_ = CutBox(self)
        self.from_.setAccessibleName(self.tr("From"))
        self.from_.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.from_.setMinimumContentsLength(8)
        self.from_.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        # Else Qt measures each of 1,200 addresses whenever the box gets a font.
        cast("QListView", self.from_.view()).setUniformItemSizes(True)
        self.to = AddressField(book, self.tr("To"), self)
        self.cc = AddressField(book, self.tr("Cc"), self)
        self.bcc = AddressField(book, self.tr("Bcc"), self)
        self.subject = LineField(self.tr("Subject"), self)
        self._place_fields()
        self.from_.currentIndexChanged.connect(lambda _: self.from_changed.emit())
        self.subject.textEdited.connect(lambda _: self._on_typed())
        for field in (self.to, self.cc, self.bcc):
            field.changed.connect(self._on_typed)
            field.line.entered.connect(book.begin)
            field.dragged.connect(self.show_copies)
            field.others = {each.accessibleName(): each for each in (self.to, self.cc, self.bcc) if each is not field}
            field.moved.connect(self._on_moved)

    @property
    def identity(self) -> Identity | None:
        at = self.from_.currentIndex()
        return self.identities[at] if at >= 0 else None

    def show_letter(self, letter: Letter) -> None:
        was_blocked = self.from_.blockSignals(True)
        self.identities = identities(self._context)
        self.from_.addItems([each.words for each in self.identities])
        self.choose_from(letter)
        self.from_.blockSignals(was_blocked)
        for field, words in ((self.to, letter.to), (self.cc, letter.cc), (self.bcc, letter.bcc)):
            field.setText(words)
        self.subject.setText(letter.subject)
        self.show_copies(is_forced=False)

    def choose_from(self, letter: Letter) -> None:
        """The address that the letter is from."""
        wanted = letter.account_id, letter.from_email
        known = ((each.account.account_id, each.email) for each in self.identities)
        at = next((row for row, each in enumerate(known) if each == wanted), None)
        if at is not None:
            self.from_.setCurrentIndex(at)

    def open_copies(self, field: AddressField) -> None:
        """Show Cc and Bcc, with the keyboard in one of them."""
        self.show_copies()
        field.setFocus()

    def show_copies(self, is_forced: bool = True) -> None:
        for field in (self.cc, self.bcc):
            is_shown = is_forced or bool(field.text())
            field.setVisible(is_shown)
            self._names[field].setVisible(is_shown)
        is_folded = not is_forced and not (self.cc.text() and self.bcc.text())
        self._beside.setVisible(is_folded)
        self._place_to()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_to()

    def has_right_people(self) -> bool:
        """Marks the field that is wrong and says what is wrong with it."""
        for field in (self.to, self.cc, self.bcc):
            if not field.is_right():
                self._say_wrong(field, self.tr("“{words}” is not an address").format(words=field.wrong()))
                return False
        if all(field.is_empty for field in (self.to, self.cc, self.bcc)):
            self.to.mark("missing")
            self._say_wrong(self.to, self.tr("Who is it to?"))
            return False
        return True

    def _place_fields(self) -> None:
        px = theme().px
        self._grid, self._is_beside = QGridLayout(self), True
        grid = self._grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(3 * t.STEP))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._names = {}
        rows = (
            (self.tr("From"), self.from_),
            (self.tr("To"), self.to),
            (self.tr("Cc"), self.cc),
            (self.tr("Bcc"), self.bcc),
            (self.tr("Subject"), self.subject),
        )
        for n, (name, field) in enumerate(rows):
            row = n if n < 2 else n + 1  # the second is the button's, where it stands below
            self._names[field] = label(name, self, tone="muted")
            self._names[field].setFixedHeight(px(t.FIELD))
            grid.addWidget(self._names[field], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1, 1, 1 if field is self.to else 2)
        self._beside = QWidget(self)
        copies = Button(self.tr("Cc Bcc"), self._beside, kind="quiet", on_click=lambda: self.open_copies(self.cc))
        copies.setToolTip(self.tr("Add Cc or Bcc (Ctrl+Shift+C, Ctrl+Shift+B)"))
        for part in (self._beside, copies):
            part.setProperty(EARLY, True)
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, (px(t.FIELD) - copies.sizeHint().height()) // 2, 0, 0)
        beside.addWidget(copies)
        beside.addStretch()
        grid.addWidget(self._beside, 1, 2)
        self._add_key("Ctrl+Shift+C", self.cc)
        self._add_key("Ctrl+Shift+B", self.bcc)
        self._wrong = label("", self, kind="secondary", tone="bad")
        self._wrong.hide()
        grid.addWidget(self._wrong, len(rows) + 1, 1)

    def _place_to(self) -> None:
        """Beside the button for Cc and Bcc, or above it where it would be too narrow for an address."""
        grid, is_folded = self._grid, not self._beside.isHidden()
        names = max(each.sizeHint().width() for each in self._names.values())
        taken = names + self._beside.sizeHint().width() + 2 * grid.horizontalSpacing()
        is_beside = is_folded and self.width() - taken >= theme().px(TO_ROOM)
        if is_beside == self._is_beside:
            return
        self._is_beside = is_beside
        grid.addWidget(self.to, 1, 1, 1, 1 if is_beside else 2)
        if is_beside:
            grid.addWidget(self._beside, 1, 2)
        else:
            grid.addWidget(self._beside, 2, 1, 1, 2, Qt.AlignmentFlag.AlignRight)

    def _add_key(self, keys: str, field: AddressField) -> None:
        """From anywhere in the letter."""
        reach = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shortcut = QShortcut(QKeySequence(keys), self._letter, context=reach)
        shortcut.activated.connect(lambda: self.open_copies(field))

    def _on_moved(self, field: AddressField) -> None:
        """Recipients went to a field that may be folded."""
        if field.isHidden():
            self.show_copies()

    def _say_wrong(self, field: AddressField, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.show()
        field.setFocus()

    def _on_typed(self) -> None:
        self._wrong.hide()
        self.changed.emit()
