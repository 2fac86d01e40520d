"""The one door from the core to the window: everything Qt stays behind it."""

import gc
import os
import sys
import traceback
from pathlib import Path

from workspace.store.home import Home, default_home
from workspace.store.open import unlock

UNSEEN = frozenset({"offscreen", "minimal", "vnc"})
"""Qt's platforms on which nobody sits before the screen."""


def open_window(path: str | None, *, demo: bool = False, screenshot: str | None = None) -> int:
    """Open the window on a home and return its exit code; 1 with a sentence where it cannot open.

    Where somebody sits before a screen, a window says it too, and what can be done.
    """
    gc.disable()  # nothing of a start is garbage; the window turns it on again
    start = _Start(path, demo, screenshot)
    while True:
        try:
            return start.run()
        except ImportError as error:
            _say(f"The window cannot open: {error}. `make demo` installs what is missing.")
            return 1
        except Exception as error:
            if not start.goes_on_after(error):
                return 1


class _Start:
    """One start of the window, tried again for as long as the user wants."""

    def __init__(self, path: str | None, demo: bool, screenshot: str | None) -> None:
        self._path = path
        self._demo = demo
        self._screenshot = Path(screenshot) if screenshot else None
        self._is_seen = screenshot is None and has_screen()
        # Who sits there is asked before anything is set aside.
        self._may_set_aside = not self._is_seen
        self._home: Home | None = None
        self._key: bytes | None = None

    def run(self) -> int:
        self._home = self._key = None
        home = Home(self._path or default_home())
        vault, key, set_aside = unlock(home, may_set_aside=self._may_set_aside)
        from ui.shell.app import run

        self._home, self._key = home, key
        for file in set_aside:
            _say(f"The key of this home is lost; its old file was kept as {file}.")
        return run(home, key, vault, demo=self._demo, screenshot=self._screenshot)

    def goes_on_after(self, error: Exception) -> bool:
        """Say why the home did not open; true if it is to be tried again. A fault of the program goes up."""
        from workspace.store.unopened import Unopened, Why, unopened

        path = str(self._path or default_home())
        found = unopened(error, path, self._home, self._key)
        if found is not None:
            _say(found.sentence)
        if self._is_seen:
            from ui.shell.unopened import Answer, ask

            fault = Unopened(Why.BROKEN, path, "".join(traceback.format_exception(error)))
            answer = ask(found or fault)
            self._may_set_aside = answer is Answer.ANEW
            if answer is not Answer.QUIT:
                return True
        if found is None:
            raise error
        return False


def has_screen() -> bool:
    """Whether somebody can see a window of this process."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in UNSEEN:
        return False
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
