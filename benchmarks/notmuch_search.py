"""``/usr/bin/python3 notmuch_search.py MAILDIR CONFIG QUERIES``: what notmuch takes, in-process; prints JSON.

Runs under Debian's Python, which has the binding, so it imports nothing of ours.
"""

import json
import sys
import time
from itertools import islice
from pathlib import Path

import notmuch2


def search(database: "notmuch2.Database", text: str, limit: int) -> "tuple[float, int]":
    """Milliseconds until sender, subject and date of the newest hits are read, and how many they are."""
    began = time.perf_counter()
    hits = database.messages(text, sort=notmuch2.Database.SORT.NEWEST_FIRST)
    rows = [(m.header("from"), m.header("subject"), m.date) for m in islice(hits, limit)]
    return (time.perf_counter() - began) * 1000, len(rows)


def main(maildir: str, config: str, queries: str) -> None:
    asked = json.loads(Path(queries).read_text())
    found = {kind: [] for kind in asked["queries"]}
    with notmuch2.Database(maildir, config=config) as database:
        for _ in range(asked["passes"]):
            for kind, texts in asked["queries"].items():
                for text in texts:
                    found[kind].append(search(database, text, asked["limit"]))
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
