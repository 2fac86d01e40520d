"""What nobody foresaw is said in the window, and not only on a console that nobody reads."""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from workspace.store.damage import CacheDamaged
from workspace.store.open import StoreNotReady
from workspace.store.room import is_disk_full

Done = TypeVar("Done")


def tr(text: str) -> str:
    return QCoreApplication.translate("mishaps", text)


def mishap_words(error: BaseException) -> str:
    """What the user can do about it, as far as that is known."""
    if isinstance(error, CacheDamaged):
        return tr("Mail kept on this computer is damaged; at the services it is safe. “Start again” reads it anew.")
    if isinstance(error, StoreNotReady):
        return tr("The folder with Workspace's data is gone. Bring it back, then start Workspace again.")
    if is_disk_full(error):
        return tr("The disk of this computer is full: that was not kept. Make room, and do it again.")
    return tr("Something went wrong in Workspace: what you just did may not be done.")


def attempt(deed: Callable[[], Done]) -> Done | None:
    """Do it; what it raises is told like every mishap and goes no further, and None is returned.

    For what Qt calls by a method of its own, as ``closeEvent`` or ``data``: after an error left one, PySide 6.11 takes
    a reference too many from the method that Qt calls next, and the process ends.
    """
    try:
        return deed()
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
        return None


class Mishaps:
    """Hears every exception that no part of the window expected. ``say`` shows a sentence."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._before = sys.excepthook

    def begin(self) -> None:
        sys.excepthook = self.hear

    def end(self) -> None:
        sys.excepthook = self._before

    def hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Whoever started the program from a console reads there what it was; a full disk explains itself."""
        if not is_disk_full(error) and not isinstance(error, CacheDamaged):
            self._before(kind, error, trace)
        if not isinstance(error, KeyboardInterrupt):
            self._say(mishap_words(error))
