"""What can be done with one message of a chat beside its buttons: copied, opened at its service, marked unread."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from workspace.store.rows import ItemRow


def tr(text: str) -> str:
    return QCoreApplication.translate("ChatView", text)


def message_menu(
    item: ItemRow, service: str, follow: Callable[[str], object], unread: Callable[[], object] | None, parent: QWidget
) -> QMenu:
    """``follow`` opens an address; ``unread`` marks what stands from here on, None where that cannot be."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    clipboard = QGuiApplication.clipboard()
    menu.addAction(tr("Copy text")).triggered.connect(lambda: clipboard.setText(item.text or ""))
    link = str(item.detail.get("link") or "")
    if link:
        menu.addAction(tr("Copy link")).triggered.connect(lambda: clipboard.setText(link))
        menu.addAction(tr("Open in {service}").format(service=service)).triggered.connect(lambda: follow(link))
    if unread is not None:
        menu.addAction(tr("Mark unread from here")).triggered.connect(lambda: unread())
    return menu
