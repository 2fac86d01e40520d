"""``python -m benchmarks``: everything measured in one run, the table printed, ``benchmarks/latest.json`` written."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import first_sync, indexing, searching, starting
from benchmarks.homes import use_throwaway_key
from benchmarks.mails import write_maildir
from benchmarks.table import Row, show, write

COUNT = 20_000
LATEST = Path(__file__).with_name("latest.json")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--mails", type=int, default=COUNT, help="fewer, to try the bench itself; nothing is written")
    count = parser.parse_args().mails
    use_throwaway_key()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="workspace-bench-") as folder:
        rows = measure(Path(folder), count)
    print(show(rows))
    print(f"{time.monotonic() - began:.0f} s; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    if count == COUNT:
        write(rows, LATEST)
    return 0


def measure(folder: Path, count: int) -> list[Row]:
    """One after the other, so that nothing of ours disturbs what is measured."""
    maildir = folder / "mail"
    _say(f"Writing {count} mails ...")
    write_maildir(maildir, count)
    _say("Indexing ...")
    rows = indexing.measure(maildir, folder)
    _say("Searching ...")
    rows += searching.measure(maildir, folder)
    _say("First sync ...")
    with first_sync.filled_server(count) as server:
        rows += first_sync.measure(server, folder, count)
    _say("Starting ...")
    return rows + starting.measure(folder, 5 * count)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
