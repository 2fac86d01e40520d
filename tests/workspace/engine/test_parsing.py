"""The process that reads mails: the same bodies as without it, restarted when it dies, gone when the engine is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from workspace.engine.parsing import WORTH, Parsing, readable_body

ROOT = Path(__file__).resolve().parents[3]
STARTS_AND_WAITS = """
import sys
from workspace.engine.parsing import WORTH, Parsing
if __name__ == "__main__":
    parsing = Parsing()
    parsing.later([b"Subject: x\\n\\ny"] * WORTH).result()
    print(parsing.process_id, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def parsing() -> Iterator[Parsing]:
    made = Parsing()
    yield made
    made.close()


def raws(count: int) -> list[bytes]:
    html = b"Content-Type: text/html\n\n<p>Order %d <script>x()</script></p>"
    return [(html if n % 2 else b"Subject: Order\n\nOrder %d") % n for n in range(count)]


def test_the_process_reads_what_the_engine_would_read(parsing: Parsing) -> None:
    many = raws(WORTH)
    assert parsing.later(many).result(30) == [readable_body(raw) for raw in many]
    assert parsing.process_id not in (None, os.getpid())


def test_few_mails_start_no_process(parsing: Parsing) -> None:
    assert parsing.later(raws(3)).result(10) == [readable_body(raw) for raw in raws(3)]
    assert parsing.process_id is None


@pytest.mark.expects_log("A mail stopped the process")
def test_a_process_that_dies_is_replaced_and_loses_no_mail(parsing: Parsing) -> None:
    parsing.later(raws(WORTH)).result(30)
    first = parsing.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert parsing.later(raws(4)).result(30) == [readable_body(raw) for raw in raws(4)]
    assert parsing.process_id != first


def ends_at_once(line: Connection) -> None:
    """What a process is that cannot load its libraries."""


@pytest.mark.expects_log("does not start")
def test_where_no_process_starts_mails_are_read_by_the_engine_and_none_is_blamed() -> None:
    parsing = Parsing(ends_at_once)
    many = raws(WORTH)
    for _ in range(2):
        assert parsing.later(many).result(60) == [readable_body(raw) for raw in many]
        assert parsing.process_id is None
    parsing.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_the_process_ends_with_a_killed_engine(tmp_path: Path) -> None:
    script = tmp_path / "engine.py"
    script.write_text(STARTS_AND_WAITS)
    engine = subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert engine.stdout is not None
    assert int(engine.stdout.readline()) != engine.pid
    engine.kill()
    # The process has the other end of this pipe, too: it is at its end when both are gone.
    rest, _ = engine.communicate(timeout=20)
    assert rest == ""
