"""The settings of the window: theme, language, text size. Each takes effect at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from ui.settings.choices import LANGUAGES, Choices
from ui.theme import tokens as t
from ui.theme.theme import SCALES, Mode, theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet


class SettingsSheet(Sheet):
    """``rebuild_asked`` says that the window has to be made anew (language, text size), ``never_file_asked`` that the
    list of whose mail is never filed is wanted.
    """

    rebuild_asked = Signal()
    never_file_asked = Signal()

    def __init__(self, choices: Choices, window: QWidget) -> None:
        super().__init__(window, "", width=440)
        self._choices = choices
        self.title.setText(self.tr("Settings"))
        self.body.setAccessibleName(self.title.text())
        form = QFormLayout()
        form.setVerticalSpacing(theme().px(3 * t.STEP))
        form.setHorizontalSpacing(theme().px(24))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        modes = [
            (Mode.SYSTEM.value, self.tr("As the system")),
            (Mode.LIGHT.value, self.tr("Light")),
            (Mode.DARK.value, self.tr("Dark")),
        ]
        languages = [("", self.tr("As the system")), *LANGUAGES]
        scales = [(str(scale), f"{round(scale * 100)} %") for scale in SCALES]
        self.theme_box = self._box(form, self.tr("Theme"), modes, choices.mode.value)
        self.language_box = self._box(form, self.tr("Language"), languages, choices.language)
        self.scale_box = self._box(form, self.tr("Text size"), scales, str(choices.scale))
        self.theme_box.currentIndexChanged.connect(self._on_theme_picked)
        self.language_box.currentIndexChanged.connect(self._on_language_picked)
        self.scale_box.currentIndexChanged.connect(self._on_scale_picked)
        self.layout_.addLayout(form)
        never = Button(self.tr("Never-file list…"), self.body, kind="link", on_click=self._on_never_file)
        self.layout_.addWidget(never, 0, Qt.AlignmentFlag.AlignLeft)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))

    def _on_never_file(self) -> None:
        self.done()
        self.never_file_asked.emit()

    def _box(self, form: QFormLayout, name: str, entries: list[tuple[str, str]], chosen: str) -> QComboBox:
        box = QComboBox(self.body)
        box.setAccessibleName(name)
        box.setProperty("keeps_return", True)
        for value, words in entries:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        form.addRow(label(name, self.body), box)
        return box

    def _on_theme_picked(self) -> None:
        self._choices.mode = Mode(self.theme_box.currentData())
        theme().set_mode(self._choices.mode)

    def _on_language_picked(self) -> None:
        self._choices.language = self.language_box.currentData()
        self.rebuild_asked.emit()

    def _on_scale_picked(self) -> None:
        self._choices.scale = float(self.scale_box.currentData())
        self.rebuild_asked.emit()
