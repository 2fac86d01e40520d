"""A person at the real window with the real engine: opens a customer's mail, files it by key, takes it back."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.components import require
from tests.journeys.program import Program, until

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]
CUSTOMERS = "type,name,emails,company\ncontact,Orders desk,orders@haneul.example,Haneul Trading\n"
OTHER = "astrid@norrland-foods.example"
CUSTOMERS += f"contact,Astrid Lindqvist,{OTHER},Norrland Foods\n"
PICTURES = Path(__file__).resolve().parents[2] / "build" / "journeys"


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


def picture(name: str) -> None:
    """Keep what the screen shows, for whoever looks at a failed journey."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    raw = subprocess.run(["xwd", "-root", "-silent"], check=True, capture_output=True, timeout=20).stdout
    (PICTURES / f"{name}.xwd").write_bytes(raw)


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
    assert "QT_QPA_PLATFORM" in os.environ


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
        os.kill(pid, signal.SIGSTOP)
        try:
            keys("j", "f", "Return", "j", "f", "Return")
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
