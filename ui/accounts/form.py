"""The sign-in form, drawn from a connector's manifest."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRegularExpression, Qt, QUrl, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.icon import IconLabel
from ui.widgets.labels import label, restyle
from workspace.mail.servers import guessed

if TYPE_CHECKING:
    from workspace.connector.manifest import Field, Label, Manifest
    from workspace.profiles.profile import Profile

LOCK = 13
GUESSED = {"address", "host", "smtp_host", "smtp_port", "smtp_security", "username"}
"""A form that asks for all of these is one of a mailbox."""


def worded(words: "Label") -> str:
    """A manifest's label in the window's language, English where there is none."""
    language = "ko" if QLocale().language() is QLocale.Language.Korean else "en"
    return words.get(language) or words.get("en", "")


class AccountForm(QWidget):
    """One row a field; what few need is folded away. ``submitted`` is Return in a field.

    The form of a mailbox asks for the address first, and keeps the servers folded: they are found. ``address_typed``
    carries what stands there.
    """

    submitted = Signal()
    address_typed = Signal(str)

    def __init__(
        self,
        manifest: "Manifest",
        given: Mapping[str, str],
        parent: QWidget,
        *,
        only_secrets: bool = False,
        profile: "Profile | None" = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._rows: dict[str, FieldRow] = {}
        self._guessed: dict[str, str] = {}
        self._half_lines: dict[QVBoxLayout, QHBoxLayout] = {}
        """Of each column the line that ends it, where that has room for one more."""
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(3 * t.STEP))
        self._folded = QWidget(self)
        folded = QVBoxLayout(self._folded)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.setSpacing(theme().px(3 * t.STEP))
        self._guesses = {field.key for field in manifest.fields} >= GUESSED and profile is None and not given
        for field in self._in_order(manifest):
            if field.generated or (only_secrets and not field.secret) or self._is_settled(field):
                continue
            prepared = profile.values.get(field.key, field.default) if profile else field.default
            is_locked = profile is not None and field.key in profile.locked
            needed = self._guesses and field.key == "address"
            row = FieldRow(field, given.get(field.key, prepared), self, is_locked=is_locked, is_needed=needed)
            row.submitted.connect(self.submitted)
            row.setObjectName(f"account_{field.key}")
            self._add(row, folded if field.advanced or self._is_spared(field) else column)
            self._rows[field.key] = row
        self.asks_nothing = column.count() == 0
        if self._guesses:
            self._rows["address"].changed.connect(self._on_address)
        self._more = Button(self.tr("More settings"), self, kind="link", on_click=self.unfold)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._folded)
        self._folded.hide()
        # What is found of a mailbox has a link of its own.
        self._more.setVisible(folded.count() > 0 and not self._guesses)

    def _in_order(self, manifest: "Manifest") -> "list[Field]":
        """The address first where the rest can be guessed from it, the password next."""
        first = ("address", "password") if self._guesses else ()
        rank = {key: n for n, key in enumerate(first)}
        return sorted(manifest.fields, key=lambda field: rank.get(field.key, len(rank)))

    @property
    def finds_servers(self) -> bool:
        """Whether the rest is to be found from the address."""
        return self._guesses

    @property
    def address(self) -> str:
        """What was typed as one; empty where the form asks for none."""
        rows = (self._rows[key] for key in ("address", "username", "user") if key in self._rows)
        return next((row.value for row in rows if "@" in row.value), "")

    @property
    def has_own_servers(self) -> bool:
        """Whether the user typed a server."""
        row = self._rows.get("host")
        return row is not None and row.value not in ("", row.first, self._guessed.get("host"))

    def _on_address(self, address: str) -> None:
        self.fill_found(guessed(address))
        self.address_typed.emit(address)

    def fill_found(self, settings: Mapping[str, str]) -> None:
        """Fill in what nobody typed themselves."""
        for key, value in settings.items():
            row = self._rows.get(key)
            if row is not None and row.value in (row.first, self._guessed.get(key)):
                row.fill(value)
                self._guessed[key] = value

    def _is_settled(self, field: "Field") -> bool:
        """The admin's profile says it, and there is nothing to show."""
        if self._profile is None:
            return False
        given = self._profile.settings
        if field.key == "client_secret" and not field.required:
            return "client_id" in given
        is_empty = field.key in self._profile.locked and field.key not in given and not field.default
        return is_empty or field.key in self._profile.secrets

    def _is_spared(self, field: "Field") -> bool:
        """Over a profile only what is needed and left open is asked at once; of a mailbox not what is found."""
        profile = self._profile
        if self._guesses and field.key in GUESSED - {"address"}:
            return True
        return profile is not None and (not field.required or field.key in profile.settings)

    def _add(self, row: "FieldRow", column: QVBoxLayout) -> None:
        """Below the others; a short field goes beside the short one before it."""
        beside = self._half_lines.pop(column, None)
        if not row.is_short:
            column.addWidget(row)
        elif beside is not None:
            beside.addWidget(row, 1)
        else:
            line = self._half_lines[column] = QHBoxLayout()
            line.setSpacing(theme().px(3 * t.STEP))
            line.setAlignment(Qt.AlignmentFlag.AlignTop)
            line.addWidget(row, 1)
            column.addLayout(line)

    def values(self) -> tuple[dict[str, str], dict[str, str]]:
        """The settings and the secrets that were filled in; over a profile, those that were changed."""
        if self._profile is None:
            filled = {key: row for key, row in self._rows.items() if row.value}
        else:
            filled = {key: row for key, row in self._rows.items() if row.is_changed}
        settings = {key: row.value for key, row in filled.items() if not row.field.secret}
        return settings, {key: row.value for key, row in filled.items() if row.field.secret}

    def keys(self) -> set[str]:
        """The settings and secrets it asks for."""
        return set(self._rows)

    def fill(self, key: str, value: str) -> None:
        self._rows[key].fill(value)

    def put_below(self, key: str, part: QWidget) -> None:
        """Something more, below a field that is not folded away."""
        self._column.insertWidget(self._column.indexOf(self._rows[key]) + 1, part)

    def go_to(self, key: str) -> None:
        """The field gets the focus."""
        self._rows[key].take_focus()

    def say_wrong(self, key: str, reason: str) -> bool:
        """Show a reason at its field and go there; False where the form has no such field."""
        self.clear_wrong()
        row = self._rows.get(key)
        if row is None:
            return False
        if self._folded.isAncestorOf(row):
            self.unfold()
        row.say_wrong(reason)
        return True

    def clear_wrong(self) -> None:
        for row in self._rows.values():
            row.say_wrong("")

    def name_of(self, key: str) -> str:
        return worded(self._rows[key].field.label) if key in self._rows else key

    def first_secret(self) -> str:
        return next((key for key, row in self._rows.items() if row.field.secret), "")

    def field_of_host(self, host: str) -> str:
        """The field in which a host was typed, alone or in an address of the web; empty where none has it."""
        rows = (row for row in self._rows.values() if host and not row.field.secret)
        return next((row.field.key for row in rows if host in (row.value, QUrl(row.value).host())), "")

    def asked(self) -> tuple[str, ...]:
        """The fields that are not folded away."""
        return tuple(key for key, row in self._rows.items() if not self._folded.isAncestorOf(row))

    def is_shown(self, key: str) -> bool:
        return not (self._folded.isHidden() and self._folded.isAncestorOf(self._rows[key]))

    def hint(self, key: str) -> str:
        return self._rows[key].hint

    def locked(self) -> tuple[str, ...]:
        """The fields that are shown as the organisation's."""
        return tuple(key for key, row in self._rows.items() if row.is_locked)

    def wrong(self) -> dict[str, str]:
        """The reasons that are shown, by field."""
        return {key: row.reason for key, row in self._rows.items() if row.reason}

    def unfold(self) -> None:
        self._folded.show()
        self._more.hide()


class FieldRow(QWidget):
    """A label, its field, a help line, and below it what is wrong."""

    submitted = Signal()
    changed = Signal(str)

    def __init__(
        self, field: "Field", value: str, parent: QWidget, *, is_locked: bool = False, is_needed: bool = False
    ) -> None:
        super().__init__(parent)
        self.field, self.is_locked = field, is_locked
        words = worded(field.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(t.STEP))
        self._read: Callable[[], str]
        self._write: Callable[[str], None]
        self._widget = self._made(value)
        self._widget.setAccessibleName(words)
        self._widget.setAccessibleDescription(self.hint)
        if is_locked:
            self._widget.setProperty("locked", "true")
            self._holder.setEnabled(False)
        self._first = self.value
        if field.type != "check":
            is_asked = field.required or field.default or is_locked or is_needed
            optional = "" if is_asked else self.tr(" (optional)")
            column.addWidget(label(words + optional, self, kind="caption"))
        column.addWidget(self._holder)
        if self.hint:
            column.addWidget(self._hint_line())
        self._wrong: QLabel = label("", self, tone="bad", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addStretch()

    @property
    def is_short(self) -> bool:
        return self.field.type in ("number", "choice")

    @property
    def value(self) -> str:
        return self._read()

    @property
    def first(self) -> str:
        """What it said at first."""
        return self._first

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than at first."""
        return self.value != self._first

    @property
    def hint(self) -> str:
        """What is said below it: its help, or that it is not the user's to change."""
        return self.tr("Set by your organisation.") if self.is_locked else worded(self.field.help)

    def _hint_line(self) -> QWidget:
        words = label(self.hint, self, kind="secondary", wrap=True)
        if not self.is_locked:
            return words
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(t.STEP))
        row.addWidget(IconLabel("lock", LOCK, line, token="muted"))
        row.addWidget(words, 1)
        return line

    @property
    def reason(self) -> str:
        return self._wrong.text()

    def fill(self, value: str) -> None:
        self._write(value)

    def take_focus(self) -> None:
        self._widget.setFocus()

    def say_wrong(self, reason: str) -> None:
        self._wrong.setText(reason)
        self._wrong.setVisible(bool(reason))
        self._widget.setProperty("wrong", "true" if reason else "false")
        restyle(self._widget)
        if reason:
            self._widget.setFocus()

    def _made(self, value: str) -> QWidget:
        if self.field.type == "choice":
            return self._choice(value)
        if self.field.type == "check":
            return self._check(value)
        return self._line(value)

    def _choice(self, value: str) -> QWidget:
        box = QComboBox(self)
        box.setProperty("keeps_return", True)
        for key, words in self.field.choices:
            box.addItem(worded(words), key)
        self._read = lambda: str(box.currentData() or "")
        self._write = lambda key: box.setCurrentIndex(max(0, box.findData(key)))
        self._write(value)
        self._holder: QWidget = box
        return box

    def _check(self, value: str) -> QWidget:
        box = QCheckBox(worded(self.field.label), self)
        self._read = lambda: "true" if box.isChecked() else "false"
        self._write = lambda text: box.setChecked(text == "true")
        self._write(value)
        self._holder = box
        return box

    def _line(self, value: str) -> QWidget:
        edit = QLineEdit(value, self)
        self._read = lambda: edit.text() if self.field.secret else edit.text().strip()
        self._write = edit.setText
        edit.returnPressed.connect(self.submitted)
        edit.textChanged.connect(self.changed)
        if self.field.type == "number":
            digits = QRegularExpression("[0-9]{0,9}")
            edit.setValidator(QRegularExpressionValidator(digits, edit))
        self._holder = edit
        if self.field.secret or self.field.type == "password":
            self._holder = self._masked(edit)
        elif self.field.type == "file":
            self._holder = self._with_browse(edit)
        return edit

    def _masked(self, edit: QLineEdit) -> QWidget:
        edit.setEchoMode(QLineEdit.EchoMode.Password)

        def toggle() -> None:
            is_hidden = edit.echoMode() is QLineEdit.EchoMode.Password
            mode = QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password
            edit.setEchoMode(mode)
            eye.set_icon("eye-off" if is_hidden else "eye")

        eye = IconButton("eye", self.tr("Show or hide"), self, height=t.FIELD, on_click=toggle)
        return self._beside(edit, eye)

    def _with_browse(self, edit: QLineEdit) -> QWidget:
        def browse() -> None:
            path, _ = QFileDialog.getSaveFileName(
                self,
                worded(self.field.label),
                edit.text(),
                options=QFileDialog.Option.DontConfirmOverwrite,
            )
            if path:
                edit.setText(path)

        return self._beside(edit, Button(self.tr("Choose…"), self, on_click=browse))

    def _beside(self, edit: QWidget, button: QWidget) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(t.STEP))
        row.addWidget(edit, 1)
        row.addWidget(button)
        return holder
