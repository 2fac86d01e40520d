"""``python -m benchmarks.window HOME [JOURNEY ...]``: the real window on a large home, and how long it is deaf in what
people do. A step's number is the longer of its handler and the longest turn of the event loop after it.
"""

import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks import window_journeys, window_talk
from benchmarks.programs import percentile, python, run
from benchmarks.table import Row
from benchmarks.window_home import MAILS, Size, copied
from benchmarks.window_journeys import Session
from benchmarks.window_turns import NEXT, Turns
from ui.models.observer import Observer
from ui.shell.app import SWITCH_SECONDS
from ui.shell.context import Context
from ui.shell.garbage import Garbage
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme
from workspace.store.home import Home
from workspace.store.open import open_writer, unlock
from workspace.store.reader import Reader
from workspace.store.user import UserStore
from workspace.store.writer import CacheWriter

OPENING_P95 = 50.0
JOURNEYS: dict[str, Callable[[Session], None]] = {
    "letters": window_journeys.letters,
    "walk": window_journeys.walk,
    "scroll": window_journeys.scroll,
    "triage": window_journeys.triage,
    "filters": window_journeys.filters,
    "arrive": window_journeys.arrive,
    "find": window_journeys.find,
    "accounts": window_journeys.accounts,
    "sheets": window_journeys.sheets,
    "many": window_journeys.many,
    "chat": window_talk.chat,
    "calendar": window_talk.calendar,
}


def measure(folder: Path, share: float) -> list[Row]:
    """In a process of its own, on a home that is this share of the whole in size."""
    size = Size() if share >= 1 else Size(round(MAILS * share), 60, 2_000)
    home = copied(size, folder / "window")
    printed = run(python("benchmarks.window", home)).output.splitlines()[-1]
    return [Row(**each) for each in json.loads(printed)]


def main(path: str, *names: str) -> None:
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication(sys.argv[:1])
    home = Home(path)
    vault, key, _ = unlock(home)
    start_theme(app, Mode.LIGHT, 1.0)
    user, reader = UserStore(home, key, is_window=True), Reader(home, key)
    writer = CacheWriter(open_writer(home.cache_db, key))
    writer.mirror_accounts(user.accounts(), dict(user.workplace_accounts()))  # type: ignore[arg-type]
    observer = Observer(reader, app)
    observer.start()
    turns = Turns()
    window = _started(Context(user, reader, vault, observer, lambda: None), turns)
    window.mail.reader.thread_shown.connect(lambda _: turns.note_opening())
    session = Session(window, writer, turns)
    for name in names or JOURNEYS:
        JOURNEYS[name](session)
    print(turns.show(), file=sys.stderr)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", file=sys.stderr)
    print(json.dumps([_plain(each) for each in _rows(turns)]))
    observer.stop()
    window.close()
    writer.close()
    reader.close()
    user.close()


def _started(context: Context, turns: Turns) -> MainWindow:
    """As the program starts it; from the first paint on garbage is collected, but not among what the start made."""
    made: list[MainWindow] = []
    garbage = Garbage(context.observer)

    def begin() -> None:
        window = MainWindow(context)
        window.warmed.connect(garbage.begin)
        window.resize(1440, 900)
        window.show()
        made.append(window)

    turns.step("start: to the first paint", begin, reach=600.0, quiet=0.0)
    garbage.begin()
    turns.step("start: after it", lambda: None, quiet=1.0)
    return made[0]


def _rows(turns: Turns) -> list[Row]:
    rows = turns.rows()
    for name in ("open a message", NEXT):
        if (opened := turns.taken.get(name)) is not None:
            wall, cpu = (percentile(opened.worst(which), 95) for which in (0, 1))
            note = f"processor {cpu:.1f}; {len(opened.turns)} times"
            rows.append(Row(f"window: {name}, p95", "ms p95", wall, OPENING_P95, note=note))
    return rows


def _plain(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("name", "unit", "ours", "reach", "note")}


if __name__ == "__main__":
    main(*sys.argv[1:])
