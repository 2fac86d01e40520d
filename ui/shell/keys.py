"""The keyboard: single keys run commands anywhere but in text fields, also on a Korean layout."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.shell.commands import Commands
from ui.widgets.sheet import Sheet

_JAMO = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ"
_LATIN = "qwertyuiopasdfghjklzxcvbnmQWERTOP"
LATIN_OF_JAMO = dict(zip(_JAMO, _LATIN, strict=True))
"""The keys of the 2-beolsik layout (KS X 5002): what a Korean keyboard types where a Latin one types a letter."""

_NAMED = {
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "Return",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Space: "Space",
    **{Qt.Key(Qt.Key.Key_F1 + n): f"F{n + 1}" for n in range(12)},
}
_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier, "Alt+"),
)


def key_name(event: QKeyEvent) -> str:
    """How :class:`Commands` calls what was pressed; empty for a bare modifier."""
    prefix = "".join(word for mask, word in _MODIFIERS if event.modifiers() & mask)
    has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    named = _NAMED.get(Qt.Key(event.key())) if event.key() in _NAMED else None
    if named:
        return prefix + ("Shift+" if has_shift and named not in ("Return", "Escape") else "") + named
    typed = event.text() if event.text() and event.text().isprintable() else _of_code(event.key())
    letter = LATIN_OF_JAMO.get(typed, typed)
    if prefix and has_shift and letter.isalpha():
        prefix += "Shift+"
    return prefix + letter.upper() if prefix and letter else letter


def _of_code(code: int) -> str:
    """With Ctrl held the text is a control character, the key code still names the key."""
    if not 0x20 < code < 0x10000:
        return ""
    letter = chr(code)
    return letter.lower() if letter.isascii() else letter


def is_locked(window: QWidget) -> bool:
    """Whether the window shows nothing until its user is back."""
    return bool(window.property("locked"))


def is_typing(widget: QWidget | None) -> bool:
    """Whether keys pressed now are text."""
    if isinstance(widget, QTextEdit | QPlainTextEdit | QLineEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox) or (isinstance(widget, QComboBox) and widget.isEditable())


def _is_beside_text(name: str) -> bool:
    """Whether a key is no text even where text is written: with Ctrl held, or F1 to F12."""
    return name.startswith("Ctrl+") or (name[0] == "F" and name[1:].isdigit())


def _is_pressed(focus: QWidget | None) -> bool:
    """Whether Enter presses what has the focus."""
    is_box = isinstance(focus, QCheckBox | QRadioButton)
    return isinstance(focus, QAbstractButton) and not is_box and not focus.property("keeps_return")


class KeyFilter(QObject):
    """Watches the key presses of one window where they arrive: at what has the focus.

    Not the whole application's: a filter there is asked some thousand times whenever a message is opened.
    """

    def __init__(self, window: QWidget, commands: Commands, page: Callable[[], str] = lambda: "") -> None:
        super().__init__(window)
        self._page = page
        self._window = window
        self._commands = commands
        self._at: QWidget | None = None
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        focused: list[QWidget | None] = [QApplication.focusWidget(), self._window.focusWidget()]
        if watched is not next((each for each in focused if each is not None), self._window):
            return False
        return self._run(event)

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self._window):
            return  # it is being taken apart
        if self._at is not None and isValid(self._at):
            self._at.removeEventFilter(self)
        # Where another window has the focus, what had it here gets it back, and keys that are sent meanwhile.
        at = now if now is not None and now.window() is self._window else self._window.focusWidget()
        self._at = None if at is self._window else at
        if self._at is not None:
            self._at.installEventFilter(self)

    def _run(self, event: QKeyEvent) -> bool:
        name, focus = key_name(event), QApplication.focusWidget()
        command = self._commands.for_key(name, self._page())
        if self._sheet_is_open():
            return False
        if name == "Return" and _is_pressed(focus):
            focus.click()  # type: ignore[union-attr]  # Qt presses one with Space alone
            return True
        if command is None:
            return False
        if is_typing(focus) and (name == "Ctrl+Z" or not _is_beside_text(name)):
            return False
        if name == "Ctrl+A" and isinstance(focus, QTextEdit | QPlainTextEdit | QLineEdit | QAbstractSpinBox | QLabel):
            return False
        if name == "Return" and focus is not None and focus.property("keeps_return"):
            return False
        if focus is not None and name in (focus.property("keeps") or ()):
            return False
        command.run()
        return True

    def _sheet_is_open(self) -> bool:
        """Asked with every key: sheets stand in the window itself."""
        sheets = self._window.findChildren(Sheet, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return is_locked(self._window) or any(sheet.isVisible() for sheet in sheets)
