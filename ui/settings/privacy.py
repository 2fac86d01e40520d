"""The section Privacy: the lock, what left this computer, and whose images are shown."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.lock.form import LockForm
from ui.lock.lock import Lock
from ui.settings.rows import Section

if TYPE_CHECKING:
    from ui.settings.sheet import SettingsSheet


class PrivacySection(Section):
    """The form of the lock, and links to what keeps its own list."""

    def __init__(self, sheet: "SettingsSheet", parent: QWidget) -> None:
        super().__init__(parent)
        self.heading(self.tr("Lock this window"))
        self.say(
            self.tr(
                "Hides everything while you are away. It guards the window against people who pass by; your files are "
                "encrypted with a key in your system's keyring in any case."
            )
        )
        self.lock = LockForm(sheet.window_.context.user, self)
        lock = sheet.window_.findChild(Lock)
        if isinstance(lock, Lock):
            self.lock.changed.connect(lock.reload)
        sheet.closed.connect(self.lock.stop)
        self.column.addWidget(self.lock)
        self.heading(self.tr("What leaves this computer"))
        sheet.add_links(
            self,
            privacy_log=(
                self.tr("What left this computer…"),
                self.tr("By day: to which server, what for, and how much."),
            ),
            trusted_senders=(
                self.tr("Senders whose images are shown…"),
                self.tr("Whom you trusted to load images from the web, and how to take that back."),
            ),
        )
        self.end()
