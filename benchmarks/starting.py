"""Start of the program on a home with many mails: from its process's birth to a list painted with rows."""

import statistics
import time
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.homes import ADDRESS, FilledHome
from benchmarks.mails import SEED, START, Words
from benchmarks.programs import python, run
from benchmarks.table import Row
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Email

REACH_SECONDS = 0.6
ROUNDS = 5
WITH_TEXT = 2_000
"""The newest mails have texts; the others are as a pull leaves them before the bodies come."""


def measure(folder: Path, count: int) -> list[Row]:
    home = folder / "large"
    _fill(home, count)
    times = []
    for _ in range(ROUNDS):
        began = time.monotonic()
        painted = float(run(python("benchmarks.window_start", home)).output.splitlines()[-1])
        times.append(painted - began)
    note = f"{min(times):.2f} to {max(times):.2f}, {count} mails"
    return [Row("start to a painted list", "s", statistics.median(times), REACH_SECONDS, note=note)]


def _fill(path: Path, count: int) -> None:
    home = FilledHome(path)
    rng = Random(SEED)
    words = Words(rng)
    home.add_emails(_email(n, words, rng, has_text=n >= count - WITH_TEXT) for n in reversed(range(count)))
    home.close()


def _email(n: int, words: Words, rng: Random, *, has_text: bool) -> Email:
    sender = n % 400
    reply = f"<m{n - rng.randint(1, 40)}@bench.example>" if n > 40 and rng.random() < 0.6 else None
    text = words.text(80, is_korean=n % 5 == 0) if has_text else None
    return Email(
        RemoteId(str(n)),
        START + timedelta(minutes=11 * n),
        subject=words.text(rng.randint(2, 7), is_korean=n % 5 == 0),
        from_=(Address(f"Person {sender}", f"p{sender}@c{sender % 90}.example"),),
        to=(Address("Me", ADDRESS),),
        message_id=f"<m{n}@bench.example>",
        in_reply_to=reply,
        references=(reply,) if reply else (),
        is_read=n % 50 != 0,
        size=5_000,
        text=text,
        snippet=(text or "")[:100],
    )
