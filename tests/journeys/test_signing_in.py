"""Signing in by a browser through the command line, with a connector that an installed package brings."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.authority import Authority, running
from tests.fakes.pier import package
from tests.journeys.program import Program

BROWSER = f"{sys.executable} -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1]).read()' %s"


@pytest.fixture
def authority() -> Iterator[Authority]:
    """Its tokens are as long as Microsoft's."""
    with running(mails={"anna@pier.example": ["hello"]}, padding=3000) as made:
        yield made


@pytest.fixture
def pier(program: Program, tmp_path: Path) -> Program:
    """The program beside the package, without a browser."""
    program.env["PYTHONPATH"] = os.pathsep.join(package.install(tmp_path / "site"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        program.env.pop(name, None)
    return program


def first_line(process: subprocess.Popen[str], stream: str = "stdout") -> str:
    """What a command prints first, while it waits."""
    found: list[str] = []
    pipe = getattr(process, stream)
    reading = threading.Thread(target=lambda: found.append(pipe.readline()), daemon=True)
    reading.start()
    reading.join(60)
    assert found, "nothing was printed in a minute"
    return found[0].strip()


def ended(process: subprocess.Popen[str], code: int = 0) -> tuple[str, str]:
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    return out.strip(), err.strip()


def add(pier: Program, authority: Authority) -> str:
    process = pier.start("account", "add", "pier", "--set", f"base_url={authority.url}", "--print-url")
    url = first_line(process)
    assert url.startswith(f"{authority.url}/authorize?")
    with urllib.request.urlopen(url, timeout=20) as page:
        assert b"close this window" in page.read()
    return ended(process)[0]


def test_an_address_is_printed_opened_and_the_mail_comes(pier: Program, authority: Authority) -> None:
    account_id = add(pier, authority)
    assert [a["identity"] for a in pier.json("account", "list")] == [authority.user]
    assert pier.json("sync", "--once")[0]["health"] == "ok"
    authority.revoke(authority.user)
    assert json.loads(pier.run("sync", "--once", "--json", expect=3))["health"] == "needs_signin"
    process = pier.start("account", "signin", account_id, "--print-url")
    urllib.request.urlopen(first_line(process), timeout=20).close()
    assert authority.user in ended(process)[0]
    assert pier.json("sync", "--once")[0]["health"] == "ok"
    authority.user = "bob@pier.example"
    process = pier.start("account", "signin", account_id, "--print-url")
    urllib.request.urlopen(first_line(process), timeout=20).close()
    assert "This is bob@pier.example" in ended(process, 1)[1]
    assert pier.json("sync", "--once")[0]["health"] == "ok"


def test_a_refused_permission_leaves_with_3_and_an_unreachable_service_with_4(
    pier: Program, authority: Authority
) -> None:
    authority.is_denying = True
    process = pier.start("account", "add", "pier", "--set", f"base_url={authority.url}", "--print-url")
    urllib.request.urlopen(first_line(process), timeout=20).close()
    assert "The permission was not given" in ended(process, 3)[1]
    pier.run("account", "add", "pier", "--set", "base_url=http://127.0.0.1:1", "--device", expect=4)
    assert pier.json("account", "list") == []


def test_without_a_browser_a_code_is_shown(pier: Program, authority: Authority) -> None:
    process = pier.start("account", "add", "pier", "--set", f"base_url={authority.url}")
    line = first_line(process, "stderr")
    assert f"{authority.url}/activate" in line
    authority.answer_device(line.rpartition(" ")[2])
    assert ended(process)[0] == pier.json("account", "list")[0]["account_id"]


def test_without_a_browser_and_codes_the_address_is_shown(pier: Program, authority: Authority) -> None:
    process = pier.start("account", "add", "pier", "--set", f"base_url={authority.url}", "--set", "codes=false")
    assert first_line(process, "stderr").startswith("Open this address")
    urllib.request.urlopen(first_line(process, "stderr"), timeout=20).close()
    ended(process)
    refused = ("account", "add", "pier", "--set", f"base_url={authority.url}", "--set", "codes=false", "--device")
    pier.run(*refused, expect=1)


def test_the_browser_is_opened_where_there_is_one(pier: Program, authority: Authority) -> None:
    pier.env["BROWSER"] = BROWSER
    pier.run("account", "add", "pier", "--set", f"base_url={authority.url}")
    assert len(pier.json("account", "list")) == 1


def test_control_c_withdraws_the_sign_in(pier: Program, authority: Authority) -> None:
    process = pier.start("account", "add", "pier", "--set", f"base_url={authority.url}", "--print-url")
    url = first_line(process)
    process.send_signal(signal.SIGINT)
    assert ended(process, 1)[1].splitlines()[-1] == "Stopped."
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(url, timeout=20)
    assert pier.json("account", "list") == []


def test_a_password_account_has_no_address(program: Program) -> None:
    program.run("account", "add", "imap", "--print-url", expect=1)
