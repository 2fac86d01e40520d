"""Search, the fifty newest hits: ours in this process, beside notmuch in a process with its own Python binding."""

import json
import time
from pathlib import Path

from benchmarks.indexing import notmuch_config
from benchmarks.programs import percentile, run
from benchmarks.queries import KINDS, queries
from benchmarks.table import Row
from workspace.store.home import Home
from workspace.store.open import unlock
from workspace.store.reader import Reader

REACH_MS = 5.0
LIMIT = 50
IN_SIGHT = 12
"""Rows that a window shows at once, with the words around the hit."""
PASSES = 3
DEBIAN_PYTHON = "/usr/bin/python3"


def measure(maildir: Path, folder: Path) -> list[Row]:
    """A row a kind, p95 against the reach; the medians and the peer's numbers stand in the note."""
    asked = queries()
    ours = _ours(folder / "index", asked)
    theirs = _notmuch(maildir, folder, asked)
    return [_row(kind, ours[kind], theirs[kind]) for kind in KINDS]


def _row(kind: str, ours: list[tuple[float, int]], theirs: list[tuple[float, int]]) -> Row:
    times, peer = [ms for ms, _ in ours], [ms for ms, _ in theirs]
    note = (
        f"p50 {percentile(times, 50):.2f}; notmuch p50 {percentile(peer, 50):.2f} p95 {percentile(peer, 95):.2f};"
        f" hits shown {sum(n for _, n in ours)} and {sum(n for _, n in theirs)}"
    )
    return Row(f"search p95, {kind}", "ms", percentile(times, 95), REACH_MS, note=note)


def _ours(home_path: Path, asked: dict[str, list[str]]) -> dict[str, list[tuple[float, int]]]:
    home = Home(home_path)
    reader = Reader(home, unlock(home)[1])
    found: dict[str, list[tuple[float, int]]] = {kind: [] for kind in asked}
    for _ in range(PASSES):
        for kind, texts in asked.items():
            for text in texts:
                began = time.perf_counter()
                rows = reader.search(text, limit=LIMIT)
                reader.hit_texts([row.item_id for row in rows[:IN_SIGHT]], text)
                found[kind].append(((time.perf_counter() - began) * 1000, len(rows)))
    reader.close()
    return found


def _notmuch(maildir: Path, folder: Path, asked: dict[str, list[str]]) -> dict[str, list[tuple[float, int]]]:
    question = folder / "queries.json"
    question.write_text(json.dumps({"passes": PASSES, "limit": LIMIT, "queries": asked}))
    script = Path(__file__).with_name("notmuch_search.py")
    took = run([DEBIAN_PYTHON, script, maildir, notmuch_config(folder), question])
    answer: dict[str, list[tuple[float, int]]] = json.loads(took.output)
    return answer
