"""What a widget of our own is for a screen reader: Qt by itself calls every drawn widget a client area or a border."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLE = "accessible_role"
_installed: list[bool] = []


def plays(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a widget be told as that: a dialog, a list item, a link."""
    widget.setProperty(ROLE, role.value)
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_told)


def _told(key: str, told: QObject) -> QAccessibleInterface | None:
    role = told.property(ROLE) if isinstance(told, QWidget) else None
    return QAccessibleWidget(told, QAccessible.Role(role)) if isinstance(told, QWidget) and role is not None else None
