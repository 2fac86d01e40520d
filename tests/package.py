"""`python -m tests.package`: build the frozen program and try it as its user would have it.

It runs away from the source tree and without the virtual environment, so what it finds is frozen;
only its servers are the tests'. Printed at the end: its size, and how long it takes to start.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.fakes.dovecot import PASSWORD, Dovecot, running
from tests.journeys.mailbox import fill, signed_in

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "workspace"
PROGRAM = FOLDER / "workspace"
CONNECTORS = {"demo", "imap", "builtin_crm"}
PATIENCE_SECONDS = 60.0
PASSPHRASE = {"WORKSPACE_VAULT_PASSPHRASE": "frozen"}
MAILS = 400
"""Enough that the engine reads them in a process of its own."""
STARTS = 3
RECORDS = {
    "people.csv": "type,name,emails\ncontact,Orders desk,c1@haneul.example\n",
    "people.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:김하늘\nEMAIL:c2@haneul.example\nEND:VCARD\n",
}
LEAST_WIDTH, LEAST_HEIGHT = 600, 400


class PackageError(Exception):
    """The frozen program does not do what the source does; the text says what."""


def build() -> None:
    """Freeze `workspace.spec` into `dist/workspace`."""
    options = ["--noconfirm", "--log-level", "ERROR", "--workpath", "build/pyinstaller"]
    command = [sys.executable, "-m", "PyInstaller", *options, "workspace.spec"]
    subprocess.run(command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL)


def size_in_megabytes(folder: Path) -> float:
    """What the folder takes, links counted once."""
    return sum(f.lstat().st_size for f in folder.rglob("*") if not f.is_dir()) / 1_000_000


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a newcomer's session has, and nothing of ours."""
    plain = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "TMPDIR": str(home)}
    return plain | {"WORKSPACE_HOME": str(home / "workspace")} | more


def run(home: Path, *arguments: str, before: tuple[str, ...] = (), text: str = "", **environ: str) -> str:
    """The output of one command of the frozen program; an exit code but 0 ends the trial."""
    done = subprocess.run(
        [*before, str(PROGRAM), *arguments],
        cwd=home,
        env=environment(home, **environ),
        input=text,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        words = " ".join(arguments)
        raise PackageError(f"`workspace {words}` ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Ends the process with all its children."""
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)
                ends_within(process, 10)


@contextmanager
def screen() -> Iterator[str]:
    """A display of our own; yields its name."""
    reads, writes = os.pipe()
    # Without -noreset the server starts over, and refuses clients, when xdotool hangs up.
    size = ["-screen", "0", "1440x900x24", "-noreset", "-nolisten", "tcp"]
    command = ["Xvfb", "-displayfd", str(writes), *size]
    xvfb = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL, start_new_session=True)
    os.close(writes)
    with ended(xvfb), os.fdopen(reads) as told:
        yield ":" + told.readline().strip()


def has_window(display: str) -> bool:
    """Whether a titled, visible window as large as the main window is on this display of ours."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", ".", "getwindowgeometry", "%@"],
        env=os.environ | {"DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
    )
    sizes = [line.split()[1] for line in found.stdout.splitlines() if "Geometry:" in line]
    return any(
        int(width) >= LEAST_WIDTH and int(height) >= LEAST_HEIGHT
        for width, _, height in (size.partition("x") for size in sizes)
    )


def ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether the process ends in this time."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def seconds_to_window(home: Path, display: str, *arguments: str) -> float:
    """From starting the frozen program until its window is on the screen."""
    started = time.monotonic()
    environ = environment(home, DISPLAY=display, QT_QPA_PLATFORM="xcb", **PASSPHRASE)
    process = subprocess.Popen([str(PROGRAM), *arguments], cwd=home, env=environ, start_new_session=True)
    with ended(process):
        while not has_window(display):
            waited = time.monotonic() - started
            if ends_within(process, 0.02):
                raise PackageError(f"The window's process ended with {process.returncode}.")
            if waited > PATIENCE_SECONDS:
                raise PackageError(f"No window after {waited:.0f} s.")
        return time.monotonic() - started


def try_keyring(home: Path) -> None:
    """A home whose key can only lie in a Secret Service: its backend is in the frozen program."""
    shell = 'printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$@"'
    session = ("dbus-run-session", "--", "sh", "-c", shell)
    print(run(home, "doctor", before=session), end="")


def try_demo(home: Path, display: str) -> None:
    """The main job, and a picture of the window on sample data: icons, fonts and Qt's picture formats."""
    print(run(home, "demo", "--headless"), end="")
    picture = home / "demo.png"
    run(home, "demo", "--screenshot", str(picture), DISPLAY=display, QT_QPA_PLATFORM="xcb")
    if picture.stat().st_size < LEAST_WIDTH * LEAST_HEIGHT // 20:
        raise PackageError("The picture of the window is empty.")


def try_pages(home: Path) -> None:
    """The process that draws PDFs: it has all it needs once it may open no file any more."""
    command = [str(PROGRAM), "pages"]
    data = next(ROOT.glob("resources/demo/**/*.pdf")).read_bytes()
    with subprocess.Popen(
        command, cwd=home, env=environment(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"size": len(data)}).encode() + b"\n" + data)
        process.stdin.write(json.dumps({"page": 0, "width": 400}).encode() + b"\n")
        process.stdin.flush()
        counted, drawn = json.loads(process.stdout.readline()), json.loads(process.stdout.readline())
        confined = "Seccomp:\t2" in Path(f"/proc/{process.pid}/status").read_text("utf-8")
        process.stdin.close()
        process.stdout.read()
    if counted.get("pages") != 1 or not drawn["bytes"] or not confined:
        raise PackageError(f"A PDF was read as {counted}, drawn as {drawn}, confined: {confined}.")


def try_connectors(home: Path) -> None:
    """Every connector is there, and the doctor finds nothing wrong."""
    lines = run(home, "connector", "list", "--json", **PASSPHRASE).splitlines()
    listed = {json.loads(line)["connector_id"] for line in lines}
    if lacking := CONNECTORS - listed:
        raise PackageError(f"Not in the frozen program: {', '.join(sorted(lacking))}.")
    run(home, "doctor", **PASSPHRASE)


def try_accounts(home: Path, dovecot: Dovecot) -> None:
    """Real accounts: records from CSV and vCard, and mail over TLS that search finds."""
    settings = [word for pair in dovecot.settings().items() for word in ("--set", "=".join(pair))]
    with signed_in(dovecot, dovecot.settings()["username"]) as client:
        fill(client, MAILS)
    secret = ("--secret", "password=-")
    run(home, "account", "add", "imap", *settings, *secret, text=f"{PASSWORD}\n", **PASSPHRASE)
    crm = run(home, "account", "add", "builtin_crm", **PASSPHRASE).strip()
    for name, content in RECORDS.items():
        (home / name).write_text(content, "utf-8")
        run(home, "crm", "import", crm, name, **PASSPHRASE)
    run(home, "sync", "--once", **PASSPHRASE)
    for query in ("계약서", "contract"):
        found = run(home, "search", query, "--limit", str(MAILS), "--json", **PASSPHRASE).splitlines()
        if len(found) != MAILS // 2:
            raise PackageError(f"`workspace search {query}` found {len(found)} of {MAILS // 2} mails.")
    item_id = json.loads(found[0])["item_id"]
    run(home, "file", item_id, "--to", "contact:1", **PASSPHRASE)
    log = (home / "workspace" / "log" / "engine.log").read_text("utf-8")
    if " ERROR " in log:
        raise PackageError(f"The engine's log has errors:\n{log}")


@contextmanager
def new_home() -> Iterator[Path]:
    """A temporary folder that is a user's whole home."""
    home = Path(tempfile.mkdtemp(prefix="workspace-package-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """Build, try, and print what it weighs and how long it takes to start."""
    build()
    with screen() as display, running() as dovecot, new_home() as home:
        try_accounts(home, dovecot)
        starts = [seconds_to_window(home, display) for _ in range(STARTS)]
        demo = seconds_to_window(home, display, "demo")
        try_demo(home, display)
        try_pages(home)
        try_connectors(home)
    with new_home() as home:
        try_keyring(home)
    print(f"size {size_in_megabytes(FOLDER):.0f} MB in {FOLDER.relative_to(ROOT)}")
    print(f"window after {min(starts):.2f} s (best of {STARTS}), the demo's after {demo:.2f} s")


if __name__ == "__main__":
    try:
        main()
    except (PackageError, subprocess.SubprocessError) as error:
        sys.exit(str(error))
