"""The one door from the core to the window: everything Qt stays behind it."""

import gc
import sys
from pathlib import Path

from sqlcipher3 import dbapi2

from workspace.store.home import Home, default_home
from workspace.store.integrity import problems
from workspace.store.open import CACHE_FILE, StoreNewer, unlock
from workspace.store.secrets import KeyLost, NoKeyring, VaultLocked


def open_window(path: str | None, *, demo: bool = False, screenshot: str | None = None) -> int:
    """Open the window on a home and return its exit code; 1 with a sentence where it cannot open."""
    gc.disable()  # nothing of a start is garbage; the window turns it on again
    try:
        home = Home(path or default_home())
        vault, key, set_aside = unlock(home)
        from ui.shell.app import run
    except (NoKeyring, VaultLocked, KeyLost, StoreNewer) as error:
        _say(str(error))
        return 1
    except (OSError, dbapi2.OperationalError) as error:
        return _say_unusable(path, error)
    except ImportError as error:
        _say(f"The window cannot open: {error}. `make demo` installs what is missing.")
        return 1
    for file in set_aside:
        _say(f"The key of this home is lost; its old file was kept as {file}.")
    try:
        return run(home, key, vault, demo=demo, screenshot=Path(screenshot) if screenshot else None)
    except (KeyLost, dbapi2.DatabaseError) as error:
        broken = [f"{home.path / name}" for name, wrong in problems(home, key) if wrong and name != CACHE_FILE]
        if not broken and isinstance(error, dbapi2.OperationalError):
            return _say_unusable(path, error)
        if not broken:
            raise
        _say(f"{' and '.join(broken)}: damaged ({error}). Put back a copy; nothing in it was changed.")
        return 1


def _say_unusable(path: str | None, error: Exception) -> int:
    """A folder that is gone, full, read-only, or not ours."""
    _say(f"The home {path or default_home()} cannot be used: {getattr(error, 'strerror', None) or error}.")
    return 1


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
