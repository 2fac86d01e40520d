"""The sections General, Look and About. Each choice takes effect at once."""

from importlib.metadata import version
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from ui.settings.choices import LANGUAGES
from ui.settings.rows import Section
from ui.shell.autostart import Autostart, CannotStartAtLogin
from ui.theme.theme import SCALES, Mode, theme
from workspace.store.secrets import FileVault

if TYPE_CHECKING:
    from ui.settings.sheet import SettingsSheet


class GeneralSection(Section):
    """Language, start at login, and the lists that stand for themselves."""

    def __init__(self, sheet: "SettingsSheet", parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        languages: list[tuple[object, str]] = [("", self.tr("As the system")), *LANGUAGES]
        self.language_box = self.box(self.tr("Language"), languages, sheet.choices.language)
        self.language_box.currentIndexChanged.connect(self._on_language_picked)
        self._autostart = Autostart.here(sheet.window_.context.user.home)
        self.autostart_box = self.check(
            self.tr("Start when I sign in to this computer"), self._autostart.is_on, self._on_autostart
        )
        self.wrong = self.say("", tone="bad")
        self.wrong.hide()
        sheet.add_links(
            self,
            accounts=(self.tr("Accounts…"), self.tr("What is connected, how each one is, and what repairs it.")),
            notices=(self.tr("Notifications so far…"), self.tr("What you were told, and what waits for focus to end.")),
            writing=(
                self.tr("Templates and signatures…"),
                self.tr("Texts you write again and again, and a signature for each address."),
            ),
            never_file=(self.tr("Never-file list…"), self.tr("Addresses and domains whose mail reaches no CRM.")),
            export_filings=(
                self.tr("Export the filing record…"),
                self.tr("What was filed where and when, as a CSV file for a spreadsheet."),
            ),
        )
        self.end()

    def _on_language_picked(self) -> None:
        self._sheet.choices.language = self.language_box.currentData()
        self._sheet.rebuild_asked.emit()

    def _on_autostart(self, is_on: bool) -> None:
        try:
            self._autostart.turn(is_on)
            self.wrong.hide()
        except CannotStartAtLogin as error:
            self.autostart_box.blockSignals(True)
            self.autostart_box.setChecked(self._autostart.is_on)
            self.autostart_box.blockSignals(False)
            self.wrong.setText(self.tr("This could not be set: {why}").format(why=error))
            self.wrong.show()


class LookSection(Section):
    """Theme and text size."""

    def __init__(self, sheet: "SettingsSheet", parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        modes: list[tuple[object, str]] = [
            (Mode.SYSTEM.value, self.tr("As the system")),
            (Mode.LIGHT.value, self.tr("Light")),
            (Mode.DARK.value, self.tr("Dark")),
        ]
        self.theme_box = self.box(self.tr("Theme"), modes, sheet.choices.mode.value)
        scales: list[tuple[object, str]] = [(str(scale), f"{round(scale * 100)} %") for scale in SCALES]
        self.scale_box = self.box(self.tr("Text size"), scales, str(sheet.choices.scale))
        self.say(self.tr("The whole window grows with the text. Columns fold away where the room is short."))
        self.theme_box.currentIndexChanged.connect(self._on_theme_picked)
        self.scale_box.currentIndexChanged.connect(self._on_scale_picked)
        self.end()

    def _on_theme_picked(self) -> None:
        self._sheet.choices.mode = Mode(self.theme_box.currentData())
        theme().set_mode(self._sheet.choices.mode)

    def _on_scale_picked(self) -> None:
        self._sheet.choices.scale = float(self.scale_box.currentData())
        self._sheet.rebuild_asked.emit()


class AboutSection(Section):
    """What this is, and where it keeps what."""

    def __init__(self, sheet: "SettingsSheet", parent: QWidget) -> None:
        super().__init__(parent)
        context = sheet.window_.context
        self.heading(self.tr("Workspace {version}").format(version=version("workspace-desktop")))
        self.say(self.tr("Free software under the MIT licence. Qt {version}.").format(version=qVersion()))
        self.heading(self.tr("Your data"))
        self.say(self.tr("In {folder}, encrypted.").format(folder=context.user.home.path))
        is_file = isinstance(context.vault, FileVault)
        place = self.tr("an encrypted file beside it") if is_file else context.vault.describe()
        self.say(self.tr("Passwords and keys: {place}.").format(place=place))
        self.say(self.tr("Nothing goes to the makers of this program. What goes to your services stands in the log."))
        sheet.add_links(
            self,
            privacy_log=(
                self.tr("What left this computer…"),
                self.tr("By day: to which server, what for, and how much."),
            ),
            help=(self.tr("Help"), self.tr("Pages by topic, on this computer.")),
            shortcuts=(self.tr("Keyboard shortcuts"), self.tr("Every key, as it is bound now.")),
        )
        self.end()
