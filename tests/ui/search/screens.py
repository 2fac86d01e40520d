"""Pictures of the palette."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

from ui.search.palette import Palette
from ui.shell.window import MainWindow

WAIT_MS = 400


def palette_with(text: str) -> Callable[[MainWindow], None]:
    """The palette with what was found for a text."""

    def show(window: MainWindow) -> None:
        window.mail.inbox.step(1)
        window.commands.run("palette")
        palette = window.findChildren(Palette)[-1]
        palette.field.setText(text)
        loop = QEventLoop()
        QTimer.singleShot(WAIT_MS, loop.quit)
        loop.exec()

    return show


screens: dict[str, Callable[[MainWindow], None]] = {
    "palette": palette_with(""),
    "palette-found": palette_with("haneul"),
    "palette-command": palette_with("arch"),
}
