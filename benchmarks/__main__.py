"""``python -m benchmarks``: everything measured, the table printed, each part written to ``benchmarks/latest.json``."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from benchmarks import accounts, cloud_sync, finding, first_sync, indexing, searching, starting, window
from benchmarks.homes import use_throwaway_key
from benchmarks.mails import write_maildir
from benchmarks.table import Row, show, write

COUNT = 20_000
LATEST = Path(__file__).with_name("latest.json")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--mails", type=int, default=COUNT, help="fewer, to try the bench itself; nothing is written")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    asked = parser.parse_args()
    use_throwaway_key()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="workspace-bench-") as folder:
        bench = Bench(Path(folder), asked.mails)
        for name in [asked.only] if asked.only else PARTS:
            rows = bench.measure(name)
            print(show(rows), flush=True)
            if asked.mails == COUNT:
                write(name, rows, datetime.now().astimezone().date(), LATEST)
    print(f"{time.monotonic() - began:.0f} s; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return 0


class Bench:
    """Parts are measured one after the other, so that nothing of ours disturbs what is measured."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count

    @cached_property
    def maildir(self) -> Path:
        _say(f"Writing {self.count} mails ...")
        write_maildir(self.folder / "mail", self.count)
        return self.folder / "mail"

    def measure(self, name: str) -> list[Row]:
        _say(f"Measuring: {name} ...")
        return PARTS[name](self)

    def index(self) -> list[Row]:
        return indexing.measure(self.maildir, self.folder)

    def search(self) -> list[Row]:
        """On what was indexed."""
        if not (self.folder / "index").exists():
            self.index()
        return searching.measure(self.maildir, self.folder)

    def imap(self) -> list[Row]:
        with first_sync.filled_server(self.count) as server:
            return first_sync.measure(server, self.folder, self.count)

    def clouds(self) -> list[Row]:
        return cloud_sync.measure(self.maildir, self.folder, self.count)

    def accounts(self) -> list[Row]:
        return accounts.measure(self.folder)

    def start(self) -> list[Row]:
        return starting.measure(self.folder, 5 * self.count)

    def window(self) -> list[Row]:
        return window.measure(self.folder, self.count / COUNT)


Part = Callable[[Bench], list[Row]]
PARTS: dict[str, Part] = {
    "index": Bench.index,
    "search": Bench.search,
    "imap": Bench.imap,
    "clouds": Bench.clouds,
    "accounts": Bench.accounts,
    "start": Bench.start,
    "window": Bench.window,
    "finding": lambda bench: finding.measure(bench.folder, 10 * bench.count),
}


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
