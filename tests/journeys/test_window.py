"""A person at the real window with the real engine: opens a customer's mail, files it by key, takes it back."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.components import require
from tests.fakes.dovecot import Dovecot
from tests.journeys.mailbox import fill, signed_in
from tests.journeys.program import PASSPHRASE, Program, until
from ui.accounts.add_sheet import AddAccountSheet
from ui.inbox.listings import Place
from ui.shell.app import Shell
from ui.shell.window import MainWindow
from workspace.connector.manifest import manifest
from workspace.store.home import Home
from workspace.store.secrets import home_key, open_vault

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]
CUSTOMERS = "type,name,emails,company\ncontact,Orders desk,orders@haneul.example,Haneul Trading\n"
OTHER = "astrid@norrland-foods.example"
CUSTOMERS += f"contact,Astrid Lindqvist,{OTHER},Norrland Foods\n"


@contextmanager
def window(program: Program) -> Iterator[str]:
    """The window's id while it is open; ``xdotool`` types into it."""
    with opened(program) as process:
        yield _windows(process.pid)[-1]


@contextmanager
def opened(program: Program) -> Iterator[subprocess.Popen[str]]:
    """The window's process while it is open and has the focus."""
    process = program.start()
    try:
        found: list[str] = []
        until(
            lambda: found.extend(_windows(process.pid)) or found or process.poll() is not None, 60, "the window opens"
        )
        assert found, f"the window left with {process.returncode}: {process.communicate(timeout=30)}"
        subprocess.run(["xdotool", "windowfocus", "--sync", found[-1]], check=False, timeout=20, capture_output=True)
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _windows(pid: int) -> list[str]:
    command = [require("xdotool"), "search", "--onlyvisible", "--pid", str(pid), "--name", "Workspace"]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=20).stdout.split()


def keys(*names: str) -> None:
    """Type keys into the window that has the focus."""
    subprocess.run(["xdotool", "key", "--delay", "120", *names], check=True, timeout=20)


@pytest.fixture
def shop(program: Program, tmp_path: Path) -> Program:
    """A workplace with a mailbox of the sample data and a CRM that knows its main customer."""
    program.run("workplace", "add", "Customer service")
    service = tmp_path / "service.json"
    settings = ["--set", "persona=support", "--set", "address=support@brightwell.example", "--set", f"path={service}"]
    program.run("account", "add", "demo", *settings, "--name", "support@", "--workplace", "Customer service")
    crm = program.run("account", "add", "builtin_crm", "--name", "CRM", "--workplace", "Customer service").strip()
    customers = tmp_path / "customers.csv"
    customers.write_text(CUSTOMERS, "utf-8")
    program.run("crm", "import", crm, str(customers))
    program.run("sync", "--once")
    return program


def engine_pid(program: Program) -> int:
    return int(json.loads((program.home / "bell").read_text())["pid"])


def main_mail(program: Program) -> dict[str, Any]:
    return next(r for r in program.json("list", "email") if r["from"][0]["email"] == "orders@haneul.example")


def filings(program: Program) -> list[dict[str, Any]]:
    return [row for row in program.json("outbox", "list") if row["verb"] == "file"]


def chip(program: Program) -> str:
    """How the customer's mail stands: ``done`` once filed, empty when it is not."""
    shown = program.json("show", str(main_mail(program)["item_id"]))[0]
    return next((each["state"] for each in shown["filed"]), "")


def test_f_and_enter_file_the_open_mail_once_and_undo_takes_it_back(shop: Program) -> None:
    with window(shop):
        keys("j")
        until(lambda: main_mail(shop)["is_read"], 30, "the opened mail is marked as read")
        keys("f")
        keys("Return", "Return")
        until(lambda: chip(shop) == "done", 60, "the mail is filed")
        assert len(shop.json("file", str(main_mail(shop)["item_id"]))) == 1


def test_the_window_survives_its_engine(shop: Program) -> None:
    with window(shop):
        until(shop.kill_engine, 30, "an engine is there to be killed")
        until(lambda: shop.run("sync", "--once", expect=(0, 4)) != "", 60, "a new engine answers")
        keys("j", "s")
        until(lambda: main_mail(shop)["is_flagged"], 60, "what was typed after the crash is done")


def test_two_mails_filed_while_the_engine_stands_still_are_done_when_it_wakes(shop: Program) -> None:
    with window(shop):
        until(lambda: (shop.home / "bell").exists(), 30, "an engine is there")
        pid = engine_pid(shop)
        keys("j")
        until(lambda: main_mail(shop)["is_read"], 30, "the first mail is open")
        os.kill(pid, signal.SIGSTOP)
        try:
            keys("f", "Return")
            until(lambda: len(filings(shop)) == 1, 30, "the first filing waits in the outbox")
            keys("j", "f", "Return")
            until(lambda: len(filings(shop)) == 2, 30, "both filings wait in the outbox")
        finally:
            os.kill(pid, signal.SIGCONT)
        until(lambda: filings(shop) == [], 60, "the outbox is empty")
    filed = [row for row in shop.json("list", "email") if row["from"][0]["email"] in (OTHER, "orders@haneul.example")]
    states = [[each["state"] for each in shop.json("show", str(row["item_id"]))[0]["filed"]] for row in filed]
    assert states.count(["done"]) == 2


def test_a_second_start_raises_the_first_window(shop: Program) -> None:
    with window(shop) as first:
        assert shop.run(expect=0) == ""
        assert first


LEAVING = """
import pathlib, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workspace.cli import main
app, looking = QApplication([]), QTimer()
looking.timeout.connect(lambda: pathlib.Path(sys.argv[2], "leave").exists() and app.closeAllWindows())
looking.start(50)
sys.exit(main())
"""
"""The program, whose user closes the window when told to."""


def test_a_start_while_the_last_window_still_leaves_opens_another(shop: Program) -> None:
    command = [sys.executable, "-c", LEAVING, "--home", str(shop.home)]
    first = subprocess.Popen(command, env=shop.env)
    until(lambda: _windows(first.pid) and (shop.home / "bell").exists(), 60, "the first window with its engine")
    engine = engine_pid(shop)
    os.kill(engine, signal.SIGSTOP)
    try:
        (shop.home / "leave").touch()
        until(lambda: not _windows(first.pid), 30, "the first window is gone")
        assert first.poll() is None, "it still waits for its engine"
        with window(shop) as second:
            assert second
    finally:
        os.kill(engine, signal.SIGCONT)
        first.wait(30)


def test_a_home_that_cannot_be_used_is_named_in_a_window_and_opens_once_it_can(program: Program) -> None:
    program.run("workplace", "add", "Orders")
    (program.home / "user.db").rename(program.home / "elsewhere")
    (program.home / "user.db").mkdir()
    process = program.start()
    until(lambda: _windows(process.pid), 60, "the window that says why")
    (program.home / "user.db").rmdir()
    (program.home / "elsewhere").rename(program.home / "user.db")
    _press(process.pid, "Return")  # Try again
    until(lambda: (program.home / "bell").exists(), 60, "the window with its engine")
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert said.startswith(f"The home {program.home} cannot be used: ")


def test_who_leaves_a_home_that_cannot_be_used_leaves_it_as_it_is(program: Program) -> None:
    program.run("workplace", "add", "Orders")
    (program.home / "vault").write_bytes(b"{}")
    process = program.start()
    until(lambda: _windows(process.pid), 60, "the window that says why")
    _press(process.pid, "Escape")
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, f"{program.home / 'vault'} is damaged; put back a copy of it.\n")


def _press(pid: int, key: str) -> None:
    subprocess.run(["xdotool", "windowfocus", "--sync", _windows(pid)[-1], "key", key], check=True, timeout=20)


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """The window of a new home in this process, with its engine as a child."""
    for name, value in PASSPHRASE.items():
        monkeypatch.setenv(name, value)
    home = Home(tmp_path / "home")
    vault = open_vault(home)
    made = Shell(qapp, home, home_key(home, vault), vault)
    made.start_engine()
    made.open()
    qtbot.waitUntil(lambda: made.window is not None, timeout=30_000)
    yield made
    assert made.window is not None
    made.window.close()
    made.close()


def press(sheet: AddAccountSheet, **typed: str) -> None:
    """Fill in fields, and let the service be asked."""
    for key, value in typed.items():
        sheet.form.fill(key, value)
    sheet.check()
    assert sheet.is_checking


def refused(sheet: AddAccountSheet, qtbot: QtBot) -> dict[str, str]:
    """What is wrong by field once the service has answered."""
    qtbot.waitUntil(lambda: not sheet.is_checking, timeout=20_000)
    return sheet.form.wrong()


def test_an_account_is_added_in_the_dialog(shell: Shell, program: Program, dovecot: Dovecot, qtbot: QtBot) -> None:
    settings = dovecot.settings()
    with signed_in(dovecot, settings["username"]) as client:
        fill(client, 3)
    window = shell.window
    assert isinstance(window, MainWindow)
    window.sheets.add_account_of(manifest("imap"))
    sheet = window.findChildren(AddAccountSheet)[-1]
    press(sheet, **settings, password="wrong")
    ((field, words),) = refused(sheet, qtbot).items()
    assert field == "password"
    assert words.startswith(f"{settings['username']}: localhost refused the user name or password. Type it again;")
    press(sheet, host="mail.invalid", password="pw")
    ((field, words),) = refused(sheet, qtbot).items()
    assert field == "host"
    assert words.startswith(f"{settings['username']}: mail.invalid could not be reached.")
    assert program.json("account", "list") == []
    with qtbot.waitSignal(sheet.added, timeout=20_000):
        press(sheet, host="localhost")
    assert [row["name"] for row in program.json("account", "list")] == [settings["username"]]
    window.show_place(Place.INBOX)
    qtbot.waitUntil(lambda: window.mail.inbox.view.count == 3, timeout=20_000)
