"""Servers and a program for the journeys."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.dovecot import Dovecot, running
from tests.fakes.smtp import SmtpSink
from tests.journeys.office import Office
from tests.journeys.person import Person, pictures_in
from tests.journeys.program import PASSPHRASE, Program
from ui.shell.app import Shell
from workspace.store.home import Home
from workspace.store.secrets import home_key, open_vault

SitDown = Callable[[], Person]

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
    with SmtpSink() as sink:
        yield sink


@pytest.fixture
def engine(program: Program) -> Iterator[None]:
    """An engine that somebody else runs, as a window does."""
    process = program.start("engine")
    yield
    process.terminate()
    process.communicate(timeout=30)


@pytest.fixture
def office(program: Program, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The program's home, to be set up before the window opens."""
    for name, value in PASSPHRASE.items():
        monkeypatch.setenv(name, value)
    made = Office(program.home)
    yield made
    made.close()


@pytest.fixture
def sit_down(
    program: Program, tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SitDown]:
    """Opens the window on the program's home, as its start does, with an engine beside it; closed at the end."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    yield from seats(program, tmp_path, qapp, qtbot, monkeypatch)


def seats(
    program: Program, tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SitDown]:
    for name, value in PASSPHRASE.items():
        monkeypatch.setenv(name, value)
    shells: list[Shell] = []

    def sit() -> Person:
        home = Home(program.home)
        vault = open_vault(home)
        shell = Shell(qapp, home, home_key(home, vault), vault)
        shells.append(shell)
        shell.start_engine()
        shell.open()
        return Person(shell, qtbot, pictures_in(tmp_path))

    yield sit
    for shell in shells:
        if shell.window is not None:
            shell.window.close()
        shell.close()
