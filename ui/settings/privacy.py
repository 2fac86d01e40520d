"""The section Privacy: what left this computer, and whom pictures are loaded from."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.settings.rows import Section

if TYPE_CHECKING:
    from ui.settings.sheet import SettingsSheet


class PrivacySection(Section):
    """Links to what keeps its own list."""

    def __init__(self, sheet: "SettingsSheet", parent: QWidget) -> None:
        super().__init__(parent)
        self.heading(self.tr("What leaves this computer"))
        self.say(self.tr("Only what your services need: each connection is counted here, by service and purpose."))
        sheet.add_links(
            self,
            privacy_log=self.tr("What left this computer…"),
            trusted_senders=self.tr("Senders whose pictures are loaded…"),
        )
        self.end()
