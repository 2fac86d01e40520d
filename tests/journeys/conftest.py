"""Servers and a program for the journeys."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.dovecot import Dovecot, running
from tests.fakes.smtp import SmtpSink
from tests.journeys.program import Program

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background by a script: what we start would ignore Ctrl+C too.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with running() as server:
        yield server


@pytest.fixture
def smtp() -> Iterator[SmtpSink]:
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def engine(program: Program) -> Iterator[None]:
    """An engine that somebody else runs, as a window does."""
    process = program.start("engine")
    yield
    process.terminate()
    process.communicate(timeout=30)
