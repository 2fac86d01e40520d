"""Pictures of the palette."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

from tests.filing_screens import wait_for
from ui.search.palette import Palette
from ui.shell.window import MainWindow

WAIT_MS = 400


def wait() -> None:
    loop = QEventLoop()
    QTimer.singleShot(WAIT_MS, loop.quit)
    loop.exec()


def palette_with(text: str) -> Callable[[MainWindow], None]:
    """The palette with what was found for a text."""

    def show(window: MainWindow) -> None:
        window.mail.inbox.step(1)
        window.commands.run("palette")
        palette = window.findChildren(Palette)[-1]
        palette.field.setText(text)
        wait()

    return show


def found_for(text: str) -> Callable[[MainWindow], None]:
    """The list of what a search finds, and what the services are offered to add."""

    def show(window: MainWindow) -> None:
        everything = window.mail.inbox.view.count
        window.mail.inbox.search.setText(text)
        wait_for(lambda: window.mail.inbox.view.count < everything)
        wait()
        window.mail.inbox.search_server()
        window.mail.inbox.step(1)
        wait()

    return show


def under_way(window: MainWindow) -> None:
    """A search that takes long."""
    window.mail.inbox.search.setText("order")
    wait()
    window.mail.inbox._show_searching()


def misunderstood(window: MainWindow) -> None:
    """An operator that cannot be."""
    window.mail.inbox.search.setText("order has:zebra")
    wait()


def mistyped(window: MainWindow) -> None:
    """An operator that there is not."""
    window.mail.inbox.search.setText("order form:haneul")
    wait()


def saved(window: MainWindow) -> None:
    """The sheet of saved searches."""
    for name, query in (("Orders", "order after:2026"), ("is:starred", "is:starred"), ("하늘무역", "from:haneul")):
        window.context.user.save_search(window.scope, name, query)
    window.commands.run("saved_searches")


screens: dict[str, Callable[[MainWindow], None]] = {
    "palette": palette_with(""),
    "palette-found": palette_with("haneul"),
    "palette-command": palette_with("arch"),
    "search-found": found_for("order"),
    "search-nothing": found_for("xyzzy"),
    "search-under-way": under_way,
    "search-saved": saved,
    "search-misunderstood": misunderstood,
    "search-mistyped": mistyped,
    "palette-mistyped": palette_with("form:haneul"),
}
