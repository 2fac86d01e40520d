"""What is said to somebody whose Workspace does not open: what happened, what was kept, what to do next."""

import platform
from enum import Enum
from importlib.metadata import version

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.language import use_language
from ui.theme import tokens as t
from ui.theme.theme import start_theme, theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from workspace.store.unopened import Unopened, Why

WIDTH = 520


class Answer(Enum):
    """What is to be done about it."""

    AGAIN = "again"
    ANEW = "anew"
    """Without what cannot be read any more: its files are kept under another name."""
    QUIT = "quit"


def tr(text: str) -> str:
    return QCoreApplication.translate("unopened", text)


def ask(found: Unopened) -> Answer:
    """Show it in a window of its own, and wait for an answer. Makes the application where there is none."""
    from ui.shell.app import application

    app = application()
    start_theme(app)
    use_language(app, "")
    dialog = UnopenedDialog(found)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer


class UnopenedDialog(QDialog):
    """``answer`` is to quit until a button says otherwise."""

    def __init__(self, found: Unopened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = Answer.QUIT
        self._found = found
        happened, kept, step = words(found)
        self.setWindowTitle(tr("Workspace did not open"))
        self.setAccessibleName(f"{happened} {kept} {step}")
        self.setProperty("kind", "window")
        px = theme().px
        self.setMinimumWidth(px(WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(24), px(24), px(16))
        layout.setSpacing(px(2 * t.STEP))
        self.texts = [
            label(happened, self, kind="heading", wrap=True),
            label(kept, self, wrap=True),
            label(step, self, wrap=True),
            label(found.sentence.strip().rpartition("\n")[2], self, tone="muted", wrap=True),
        ]
        for text in self.texts:
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(text)
        layout.addSpacing(px(2 * t.STEP))
        layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(Button(tr("Copy details"), self, kind="ghost", on_click=self._copy))
        row.addStretch(1)
        row.addWidget(Button(tr("Quit"), self, on_click=self.reject))
        if self._found.why is Why.KEY_LOST:
            row.addWidget(Button(tr("Start anew"), self, on_click=lambda: self._choose(Answer.ANEW)))
        if self._found.why is not Why.NEWER:
            again = Button(tr("Try again"), self, kind="primary", on_click=lambda: self._choose(Answer.AGAIN))
            again.setDefault(True)
            again.setFocus()
            row.addWidget(again)
        return row

    def _choose(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()

    def _copy(self) -> None:
        QApplication.clipboard().setText(details(self._found))


def details(found: Unopened) -> str:
    """For whoever is asked for help: the reason, the home, the program and the system."""
    return "\n".join(
        (
            f"Workspace {version('workspace-desktop')}, {platform.platform()}, Python {platform.python_version()}",
            f"{found.why}: {found.home}",
            found.sentence.strip(),
        )
    )


def words(found: Unopened) -> tuple[str, str, str]:
    """What happened, what was kept, what to do next."""
    happened, kept, step = _words(found.why)
    files = "\n".join(found.files)
    return happened.format(home=found.home, files=files), kept, step.format(home=found.home)


def _words(why: Why) -> tuple[str, str, str]:
    unchanged = tr("Nothing was changed.")
    match why:
        case Why.NO_KEYRING | Why.LOCKED | Why.KEY_LOST | Why.NEWER:
            return _key_words(why, unchanged)
        case Why.READ_ONLY:
            return (
                tr("Workspace may not write in its folder {home}."),
                unchanged,
                tr("Give yourself the right to write there, then try again."),
            )
        case Why.DISK_FULL:
            return (
                tr("The disk of this computer is full."),
                tr("What was kept before is still there."),
                tr("Make room, then try again."),
            )
        case Why.UNUSABLE:
            return (
                tr("The folder {home} cannot be used."),
                unchanged,
                tr("See whether its drive is there and it is a folder, then try again."),
            )
        case Why.DAMAGED:
            return (
                tr("What Workspace keeps on this computer is damaged: {files}"),
                tr("Nothing in it was changed. Mail, events and contacts are safe at the services."),
                tr("Put back a copy of the file, then try again."),
            )
        case Why.OTHER_WINDOW:
            return (
                tr("Another window of Workspace is open and does not answer."),
                unchanged,
                tr("Wait a moment or end that program, then try again."),
            )
    return (
        tr("Something went wrong in Workspace."),
        tr("What is kept on this computer was left as it is."),
        tr("Try again. If it happens again, send the details to whoever looks after Workspace for you."),
    )


def _key_words(why: Why, unchanged: str) -> tuple[str, str, str]:
    if why is Why.NO_KEYRING:
        return (
            tr("This computer has no keyring for passwords."),
            unchanged,
            tr(
                "Install one, such as GNOME Keyring, and try again. Or keep passwords in an encrypted file: set "
                "WORKSPACE_VAULT_PASSPHRASE before Workspace starts."
            ),
        )
    if why is Why.LOCKED:
        return (
            tr("The passwords of Workspace are locked."),
            unchanged,
            tr("Unlock the keyring, or give the passphrase that this home was made with, then try again."),
        )
    if why is Why.KEY_LOST:
        return (
            tr("The key to what Workspace keeps on this computer is not in the keyring any more."),
            tr("Nothing was changed. Mail, events and contacts are safe at the services."),
            tr(
                "Bring the keyring back and try again. Or start anew: you add your accounts again, and the old files "
                "stay in {home} under other names."
            ),
        )
    return (
        tr("A newer version of Workspace was used here."),
        unchanged,
        tr("Start the newer version: this one cannot read what it keeps."),
    )
