"""The head of a letter: from whom, to whom, about what."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from ui.compose.identities import Identity, identities
from ui.compose.letter import Letter, people, wrong_address
from ui.compose.line_field import LineField
from ui.compose.recipients import AddressBook, AddressField
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.cutbox import CutBox
from ui.widgets.labels import label


class Head(QWidget):
    """``changed`` says that something was typed, ``from_changed`` that another address was chosen to write from."""

    changed = Signal()
    from_changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        book = AddressBook(context)
        self.from_ = CutBox(self)
        self.from_.setAccessibleName(self.tr("From"))
        self.from_.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.from_.setMinimumContentsLength(8)
        self.from_.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.to = AddressField(book, self.tr("To"), self)
        self.cc = AddressField(book, self.tr("Cc"), self)
        self.bcc = AddressField(book, self.tr("Bcc"), self)
        self.subject = LineField(self.tr("Subject"), self)
        self._place_fields()
        self.from_.currentIndexChanged.connect(lambda _: self.from_changed.emit())
        for field in (self.to, self.cc, self.bcc, self.subject):
            field.textEdited.connect(lambda _: self._on_typed())

    @property
    def identity(self) -> Identity | None:
        found: Identity | None = self.from_.currentData()
        return found

    def show_letter(self, letter: Letter) -> None:
        was_blocked = self.from_.blockSignals(True)
        for identity in identities(self._context):
            self.from_.addItem(identity.words, identity)
        self.choose_from(letter)
        self.from_.blockSignals(was_blocked)
        for field, words in ((self.to, letter.to), (self.cc, letter.cc), (self.bcc, letter.bcc)):
            field.setText(words)
            field.setCursorPosition(0)
        self.subject.setText(letter.subject)
        self.show_copies(is_forced=False)

    def choose_from(self, letter: Letter) -> None:
        """The address that the letter is from."""
        for at in range(self.from_.count()):
            identity: Identity = self.from_.itemData(at)
            if (identity.account.account_id, identity.email) == (letter.account_id, letter.from_email):
                self.from_.setCurrentIndex(at)

    def show_copies(self, is_forced: bool = True) -> None:
        for field in (self.cc, self.bcc):
            is_shown = is_forced or bool(field.text())
            field.setVisible(is_shown)
            self._names[field].setVisible(is_shown)
        self._copies.setVisible(not is_forced and not (self.cc.text() and self.bcc.text()))

    def has_right_people(self) -> bool:
        """Marks the field that is wrong and says what is wrong with it."""
        for field in (self.to, self.cc, self.bcc):
            if not field.is_right():
                self._say_wrong(field, self.tr("“{words}” is not an address").format(words=wrong_address(field.text())))
                return False
        if not any(people(field.text()) for field in (self.to, self.cc, self.bcc)):
            self.to.mark("missing")
            self._say_wrong(self.to, self.tr("Who is it to?"))
            return False
        return True

    def _place_fields(self) -> None:
        px = theme().px
        grid = QGridLayout(self)
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
            self._names[field] = label(name, self, tone="muted")
            grid.addWidget(self._names[field], n, 0)
            grid.addWidget(field, n, 1, 1, 1 if field is self.to else 2)
        self._copies = Button(self.tr("Cc Bcc"), self, kind="quiet", on_click=self.show_copies)
        grid.addWidget(self._copies, 1, 2)
        self._wrong = label("", self, kind="secondary", tone="bad")
        self._wrong.hide()
        grid.addWidget(self._wrong, len(rows), 1)

    def _say_wrong(self, field: AddressField, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.show()
        field.setFocus()

    def _on_typed(self) -> None:
        self._wrong.hide()
        self.changed.emit()
