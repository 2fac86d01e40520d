"""Imports what is needed later while nobody waits for it, in a thread or turn by turn: the window stays smooth."""

import importlib
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QThread

NEEDED = (
    "workspace.mail.html",
    "workspace.mail.parse",
    "workspace.mail.compose",
    "workspace.mail.suspicion",
    "workspace.filing.match",
    "workspace.filing.preview",
    "workspace.filing.new_record",
    "workspace.filing.action",
    "workspace.connector.manifest",
    "workspace.connector.payloads",
    "workspace.store.reading.search",
    "workspace.store.as_mail",
    "workspace.profiles.current",
    "zoneinfo",
    "plistlib",
    "subprocess",
)
"""Nothing of Qt: its classes are made in the window's thread."""
READING = (
    "ui.reader.pages",
    "ui.reader.thumbs",
    "ui.reader.attachments",
    "ui.reader.legible",
    "ui.reader.body",
    "ui.reader.message",
    "ui.reader.header",
    "ui.reader.view",
    "ui.customer.cards",
    "ui.customer.panel",
)
"""What the first conversation needs that is opened."""
WRITING = (
    "ui.compose.addresses",
    "ui.compose.chip_list",
    "ui.compose.recipients",
    "ui.compose.letter",
    "ui.compose.head",
    "ui.compose.template",
    "ui.compose.extras",
    "ui.compose.second_look",
    "ui.compose.files",
    "ui.compose.composer",
    "ui.compose.planned",
    "ui.compose.desk",
    "ui.filing.stack",
    "ui.filing.several",
    "ui.filing.previewpane",
    "ui.filing.sheet",
    "ui.filing.desk",
)
"""What letters and filings need."""
SCREENS = (
    "ui.chat.blocks",
    "ui.chat.message",
    "ui.chat.column",
    "ui.chat.view",
    "ui.search.entries",
    "ui.search.palette",
    "ui.search.results",
    "ui.search.server",
    "ui.search.server_bar",
    "ui.accounts.table",
    "ui.accounts.page",
    "ui.calendar.entries",
    "ui.calendar.hours",
    "ui.calendar.days",
    "ui.calendar.details",
    "ui.calendar.month",
    "ui.calendar.screen",
    "ui.shell.autostart",
    "ui.settings.general",
    "ui.settings.sheet",
    "ui.shell.shortcuts",
    "ui.shell.outbox",
)
"""What is opened in a window; what needs what is behind it."""


def imports(names: Sequence[str]) -> Iterator[None]:
    """Each step imports one of them. Large ones stand behind a part of what they need themselves."""
    for name in names:
        importlib.import_module(name)
        yield


class Warming(QThread):
    """``finished`` means: the desks can be made without a pause."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("warming")

    def run(self) -> None:
        for name in NEEDED:
            importlib.import_module(name)
        manifests = importlib.import_module("workspace.connector.manifest").manifests
        manifests()  # kept for everybody
        importlib.import_module("workspace.profiles.current").shared().refresh()
