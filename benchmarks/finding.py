"""Search as somebody types, on a home with many mails: the palette's answer to each key, and what the list's
search costs the window's thread.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from benchmarks.homes import ADDRESS, FilledHome
from benchmarks.mails import SEED, START, Words
from benchmarks.programs import percentile
from benchmarks.table import Row
from ui.inbox.screen import InboxScreen
from ui.models.observer import Observer
from ui.search.finder import find
from ui.shell.context import Context
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Email
from workspace.store.home import Home
from workspace.store.open import unlock
from workspace.store.reader import Reader
from workspace.store.user import UserStore

KEY_MS, TURN_MS = 50.0, 16.0
WORDS = 60
"""Words that are typed letter by letter in the palette."""
QUERIES = (
    "has:image",
    "is:starred",
    "is:unread",
    "is:draft {word}",
    "from:p12",
    "{word}",
    "before:2020",
    "{word} -is:read",
)
LONGEST_SECONDS, SETTLE_SECONDS, SEEN_SECONDS = 30.0, 3.0, 0.1


def measure(folder: Path, count: int) -> list[Row]:
    path = folder / "finding"
    words = _fill(path, count)
    home = Home(path)
    key = unlock(home)[1]
    reader = Reader(home, key)
    times = list(_keys(reader, words))
    note = f"p50 {percentile(times, 50):.1f}, max {max(times):.1f}; {len(times)} keys, {count} mails"
    rows = [Row("palette per key p95", "ms", percentile(times, 95), KEY_MS, note=note)]
    turns, waits = _list_search(home, key, words)
    note = (
        f"processor; p99 {percentile(turns, 99):.1f}; found after p50 {percentile(waits, 50):.0f}, max {max(waits):.0f}"
    )
    reader.close()
    return [*rows, Row("list search, longest GUI turn", "ms", max(turns), TURN_MS, note=note)]


def _fill(path: Path, count: int) -> list[str]:
    """Returns words of the mails, as often as they come."""
    home = FilledHome(path)
    rng = Random(SEED)
    words = Words(rng)
    home.add_emails(_email(n, words, rng) for n in reversed(range(count)))
    home.close()
    return words.text(WORDS, is_korean=False).split()[:WORDS] + words.text(WORDS // 4, is_korean=True).split()


def _email(n: int, words: Words, rng: Random) -> Email:
    sender, text = n % 4000, words.text(50, is_korean=n % 5 == 0)
    return Email(
        RemoteId(str(n)),
        START + timedelta(minutes=5 * n),
        subject=words.text(rng.randint(2, 7), is_korean=n % 5 == 0),
        from_=(Address(f"Person {sender}", f"p{sender}@c{sender % 900}.example"),),
        to=(Address("Me", ADDRESS),),
        message_id=f"<m{n}@bench.example>",
        is_read=n % 50 != 0,
        is_flagged=n % 1000 == 0,
        size=5_000,
        text=text,
        snippet=text[:100],
    )


def _keys(reader: Reader, words: list[str]) -> Iterator[float]:
    """Milliseconds from a key to what the palette shows of the store."""
    for word in words:
        for length in range(1, len(word) + 1):
            began = time.perf_counter()
            find(reader, word[:length], "*")
            yield (time.perf_counter() - began) * 1000


def _list_search(home: Home, key: bytes, words: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds that the window's thread worked in each turn of its loop, paint included, while searches ran and
    their results were scrolled; and that somebody waited for the first of each.
    """
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    start_theme(app, Mode.LIGHT, 1.0)
    reader, user = Reader(home, key), UserStore(home, key)
    observer = Observer(reader, app)
    observer.start()
    window = MainWindow(Context(user, reader, unlock(home)[0], observer, lambda: None))
    window.resize(1440, 900)
    window.show()
    inbox = window.mail.inbox
    _turns(lambda: inbox.view.count > 0)
    _search(inbox, "person")  # what is imported and made once
    _turns(lambda: False, SETTLE_SECONDS)
    busy, waits = list[float](), list[float]()
    for n, query in enumerate(QUERIES * 4):
        began = time.perf_counter()
        busy += _search(inbox, query.format(word=words[n % len(words)]))
        waits.append((time.perf_counter() - began) * 1000)
        for _ in range(3):
            inbox.view.verticalScrollBar().setValue(inbox.view.verticalScrollBar().maximum())
            busy += _turns(lambda: False, SEEN_SECONDS)
    window.close()
    observer.stop()
    user.close()
    reader.close()
    return busy, waits


def _search(inbox: InboxScreen, query: str) -> list[float]:
    """Until what it finds is listed."""
    inbox.search.setText(query)
    return _turns(lambda: inbox.where.query == query and not inbox.results.is_searching)


def _turns(is_done: Callable[[], bool], seconds: float = LONGEST_SECONDS) -> list[float]:
    end, found = time.monotonic() + seconds, list[float]()
    while not is_done() and time.monotonic() < end:
        began = time.thread_time()
        QApplication.processEvents()
        found.append((time.thread_time() - began) * 1000)
        time.sleep(0.001)  # a loop that only turns would take the processor from the search beside it
    return found
