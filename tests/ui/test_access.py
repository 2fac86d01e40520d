"""What a screen reader is told: every control of every screen has a name and says what it is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from tests.ui.walking import place_of, seen, walk

DRAWN = frozenset({"Sheet"})
VAGUE = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border, QAccessible.Role.Pane)


def is_control(widget: QWidget) -> bool:
    takes_keys = widget.focusPolicy() & (Qt.FocusPolicy.TabFocus | Qt.FocusPolicy.ClickFocus)
    return widget.isEnabled() and (bool(takes_keys) or isinstance(widget, QAbstractButton))


def fault(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    name, role = told.text(QAccessible.Text.Name).strip(), told.role()
    if not name:
        return "has no name"
    if role in VAGUE and not DRAWN & {each.__name__ for each in type(widget).__mro__}:
        return f"is only a {role.name}"
    return ""


def test_every_control_of_every_screen_has_a_name_and_a_role(
    app: QApplication, open_window: OpenWindow, home_with_mail: SampleHome
) -> None:
    faults: dict[str, str] = {}
    for name, window in walk(open_window, home_with_mail):
        for widget in seen(window):
            if is_control(widget) and (words := fault(widget)):
                faults.setdefault(f"{place_of(widget)} {words}", name)
    assert not faults, "\n".join(f"{screen}: {words}" for words, screen in faults.items())
