"""What a process that reads a hostile file can still do: the child says it itself."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what is asked for here")

CHILD = """
import ctypes, os, platform, socket, sys
from workspace.mail.confine import confine
def tries(name, deed):
    try:
        deed()
        said = "done"
    except OSError as error:
        said = type(error).__name__
    print(name, said, flush=True)
def keys(which):
    libc = ctypes.CDLL(None, use_errno=True)
    number = {"x86_64": 250, "aarch64": 219}[platform.machine()]
    if libc.syscall(number, 0, which, 1) < 0:
        raise OSError(ctypes.get_errno(), "keyctl")
secret, port = sys.argv[1], int(sys.argv[2])
held = os.open(secret, os.O_RDONLY)
if sys.argv[3] == "confined":
    print("took", *sorted(confine()), flush=True)
tries("read", lambda: open(secret).read())
tries("held", lambda: os.read(held, 1))
tries("write", lambda: open(secret + ".new", "w").write("x"))
tries("connect", lambda: socket.create_connection(("127.0.0.1", port)).close())
tries("socket", lambda: socket.socket(socket.AF_UNIX))
tries("signal", lambda: os.kill(os.getppid(), 0))
tries("keys", lambda: keys(-3))
tries("program", lambda: os.execv("/bin/true", ["true"]))
"""


def said(tmp_path: Path, how: str) -> dict[str, str]:
    secret = tmp_path / "secret"
    secret.write_text("key")
    with socket.create_server(("127.0.0.1", 0)) as server:
        command = [sys.executable, "-c", CHILD, str(secret), str(server.getsockname()[1]), how]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ}, check=False)
    assert done.stderr == ""
    return {line.partition(" ")[0]: line.partition(" ")[2] for line in done.stdout.splitlines()}


def test_a_process_that_is_not_confined_can_do_all_of_it(tmp_path: Path) -> None:
    found = said(tmp_path, "free")
    deeds = ("read", "held", "write", "connect", "socket", "signal", "keys")
    assert found == dict.fromkeys(deeds, "done")


def test_one_that_is_confined_reads_no_files_and_reaches_nobody(tmp_path: Path) -> None:
    found = said(tmp_path, "confined")
    took = found.pop("took").split()
    assert "limits" in took
    if {"files", "calls"} - set(took):
        pytest.skip("this system has no Landlock, or another machine")
    assert found == {
        "read": "PermissionError",
        "held": "OSError",
        "write": "PermissionError",
        "connect": "PermissionError",
        "socket": "PermissionError",
        "signal": "PermissionError",
        "keys": "PermissionError",
        "program": "PermissionError",
    }
    assert not (tmp_path / "secret.new").exists()
