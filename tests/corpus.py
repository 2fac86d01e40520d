"""``python -m tests.corpus DIR [--pictures FOLDER]``: every mail and calendar of a folder through the whole path.

Each is parsed, stored in an encrypted home, read back, laid out as the reader shows it, previewed as a filing, and
filed into a CRM, attachments byte for byte. Leaves with 1 and names each file that did not get through.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")

from icalendar import Calendar
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.homes import FilledHome, use_throwaway_key
from connectors.builtin_crm.connector import BuiltinCrm
from tests.corpus_files import Sample, samples
from ui.reader.body import MailBody
from ui.reader.content import content_of
from ui.theme.theme import Mode, start_theme
from workspace.connector.contract_remote import KitSession
from workspace.connector.manifest import manifest
from workspace.filing.action import file_action
from workspace.filing.preview import Preview, preview
from workspace.mail.parse import attachment
from workspace.model.actions import Receipt
from workspace.model.filings import Filing, NewRecord
from workspace.model.ids import AccountId, ActionId
from workspace.store.open import unlock
from workspace.store.reader import Reader
from workspace.store.rows import ItemRow

BUDGET_SECONDS = 10.0
"""What one step of one mail may take."""
HANG_SECONDS = 60.0
SHEET = (760, 1000)
START = datetime(2024, 1, 1, tzinfo=UTC)
CUSTOMER = NewRecord("contact", (("name", "Corpus"), ("emails", "corpus@haneul.example")))

Result = TypeVar("Result")


class NotRight(Exception):
    """The step ended and its outcome is wrong; the text says how."""


@dataclass(slots=True)
class Outcome:
    """What became of one file."""

    name: str
    seconds: dict[str, float] = field(default_factory=dict)
    failure: str = ""
    remarks: list[str] = field(default_factory=list)

    @property
    def total(self) -> float:
        return sum(self.seconds.values())

    def step(self, name: str, work: Callable[[], Result]) -> Result | None:
        """Do a step, unless one failed before; what it raises, or too long a time, is this file's failure."""
        if self.failure:
            return None
        began = time.perf_counter()
        try:
            result = work()
        except Exception as error:
            self.failure = f"{name}: {type(error).__name__}: {error}"[:300]
            return None
        self.seconds[name] = time.perf_counter() - began
        if self.seconds[name] > BUDGET_SECONDS:
            self.failure = f"{name}: took {self.seconds[name]:.1f} s"
        return result


class Walk:
    """One home, one CRM and one sheet of paper that all samples go through."""

    def __init__(self, folder: Path) -> None:
        self._filled = FilledHome(folder / "home")
        _, key, _ = unlock(self._filled.home)
        self._reader = Reader(self._filled.home, key)
        self._session = KitSession({}, {"key": os.urandom(32).hex()}, folder)
        self._crm = BuiltinCrm(self._session)
        self._limits = manifest("builtin_crm").limits
        self._count = 0
        self._sheet = QWidget()
        self._sheet.resize(*SHEET)
        self._sheet.show()

    def close(self) -> None:
        self._crm.close()
        self._reader.close()
        self._filled.close()

    def take(self, sample: Sample, picture: Path | None = None) -> Outcome:
        """All steps, in order."""
        outcome = Outcome(sample.name)
        row = outcome.step("store", lambda: self._store(sample))
        if row is None:
            return outcome
        outcome.remarks += _defects(row)
        if sample.calendar is not None:
            outcome.remarks += outcome.step("calendar", lambda: _read_calendar(row)) or []
        outcome.step("show", lambda: self._show(row, picture))
        shown = outcome.step("preview", lambda: self._preview(row))
        if shown is not None:
            outcome.remarks += outcome.step("file", lambda: self._file(sample, row, shown)) or []
        return outcome

    def _store(self, sample: Sample) -> ItemRow:
        """As a pull does: a page, then the body."""
        self._count += 1
        item_id = self._filled.add_one(f"{self._count}", START + timedelta(minutes=self._count), sample.raw)
        row = self._reader.item(item_id)
        if row is None or row.body_state == "none":
            raise NotRight("stored, and not there")
        return row

    def _show(self, row: ItemRow, picture: Path | None) -> None:
        """Lay the text and its folded history out as the reader does, and paint it."""
        content = content_of(row)
        for html in filter(None, (content.new, content.quoted)):
            body = MailBody(self._sheet)
            body.setGeometry(0, 0, *SHEET)
            body.show_html(html, is_paper=content.has_author_colours)
            body.show()
            # The reader scrolls: what is painted is the part in sight.
            painted = body.grab(QRect(0, 0, body.width(), min(body.height(), SHEET[1])))
            if picture is not None and html == content.new:
                painted.save(str(picture))
            body.setParent(None)
            body.deleteLater()
        QApplication.processEvents()

    def _preview(self, row: ItemRow) -> Preview:
        """A filing that survives the way through the outbox."""
        made = preview(row, (), create=(CUSTOMER,), limits=self._limits)
        if Filing.from_json(json.loads(json.dumps(made.filing.to_json()))) != made.filing:
            raise NotRight("changed on its way through JSON")
        return made

    def _file(self, sample: Sample, row: ItemRow, shown: Preview) -> list[str]:
        wanted = {part.part_id: attachment(sample.raw, part.part_id) for part in shown.filing.attachments}
        self._session.blobs = wanted
        action = file_action(shown.filing, AccountId("kit"), row.key, ActionId(f"file-{self._count}"))
        earlier = self._crm.find(action)
        self._crm.perform(action)
        found = self._crm.find(action)
        if found is None:
            raise NotRight("filed, and not found again")
        _compare(shown.filing, wanted, found)
        return ["filed under a key that was there already"] if earlier else []


def _defects(row: ItemRow) -> list[str]:
    found = row.detail.get("defects")
    return [str(each) for each in found] if isinstance(found, list) else []


def _read_calendar(row: ItemRow) -> list[str]:
    """The invitation as it was stored; a calendar that breaks RFC 5545 is a remark, losing it is a failure."""
    text = row.detail.get("calendar")
    if not isinstance(text, str):
        raise NotRight("the invitation is lost")
    try:
        Calendar.from_ical(text, multiple=True)
    except ValueError:
        return ["not a calendar by RFC 5545"]
    return []


def _compare(filing: Filing, wanted: dict[str, bytes], found: Receipt) -> None:
    """Every attachment is in the CRM, byte for byte and with its own name."""
    there = Counter(found.attachments)
    for part in filing.attachments:
        data = wanted[part.part_id]
        expected = (part.name, len(data), hashlib.sha256(data).hexdigest())
        if len(data) != part.size:
            raise NotRight(f"{part.name} has {len(data)} bytes, not the {part.size} shown")
        if not there[expected]:
            raise NotRight(f"{part.name} is not in the CRM as it was")


def report(outcomes: list[Outcome], seconds: float) -> int:
    """Print the counts, the slowest and the failures; how many failed."""
    failed = [each for each in outcomes if each.failure]
    print(f"{len(outcomes)} files in {seconds:.0f} s, {len(failed)} failed")
    for remark, count in Counter(r for each in outcomes for r in each.remarks).most_common():
        print(f"  {count:6}  {remark}")
    print("Slowest:")
    for each in sorted(outcomes, key=lambda each: -each.total)[:10]:
        steps = ", ".join(f"{name} {took:.2f}" for name, took in each.seconds.items())
        print(f"  {each.total:6.2f} s  {each.name}  ({steps})")
    for each in failed:
        print(f"FAILED {each.name}  {each.failure}")
    return len(failed)


class Walker:
    """A process that walks; one that hangs or dies is replaced, and the file it was at named."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far,), daemon=True)
        self._process.start()
        far.close()

    def take(self, sample: Sample, picture: Path | None) -> Outcome:
        self._line.send((sample, picture))
        try:
            if self._line.poll(HANG_SECONDS):
                outcome: Outcome = self._line.recv()
                return outcome
            why = f"not through after {HANG_SECONDS:.0f} s"
        except EOFError:
            why = "the process died"
        self._process.kill()
        self._process.join()
        self._start()
        return Outcome(sample.name, failure=why)

    def close(self) -> None:
        self._line.send(None)
        self._process.join(HANG_SECONDS)


def _serve(line: Connection) -> None:
    application = QApplication([])
    start_theme(application, Mode.LIGHT)
    with tempfile.TemporaryDirectory(prefix="workspace-corpus-") as folder:
        path = Walk(Path(folder))
        while (given := line.recv()) is not None:
            line.send(path.take(*given))
        path.close()


def walk(folder: Path, pictures: Path | None) -> list[Outcome]:
    """Every sample of a folder."""
    walker, outcomes = Walker(), []
    for sample in samples(folder):
        picture = pictures / f"{sample.name.replace('/', '_')}.png" if pictures else None
        outcomes.append(walker.take(sample, picture))
        if len(outcomes) % 200 == 0:
            print(f"{len(outcomes)} ...", file=sys.stderr, flush=True)
    walker.close()
    return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.corpus")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pictures", type=Path, help="also save a picture of every mail here")
    given = parser.parse_args()
    if given.pictures:
        given.pictures.mkdir(parents=True, exist_ok=True)
    use_throwaway_key()
    began = time.perf_counter()
    outcomes = walk(given.folder, given.pictures)
    if not outcomes:
        print(f"There are no mails or calendars in {given.folder}.", file=sys.stderr)
        return 1
    return 1 if report(outcomes, time.perf_counter() - began) else 0


if __name__ == "__main__":
    sys.exit(main())
