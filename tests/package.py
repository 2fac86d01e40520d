"""`python -m tests.package`: build the frozen program and try it as its user would have it.

It runs away from the source tree and without the virtual environment, so what it finds is frozen.
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

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "workspace"
PROGRAM = FOLDER / "workspace"
CONNECTORS = {"demo", "imap", "builtin_crm"}
PATIENCE_SECONDS = 60.0
LEAST_WIDTH, LEAST_HEIGHT = 600, 400


class PackageError(Exception):
    """The frozen program does not do what the source does; the text says what."""


def build() -> None:
    """Freeze `workspace.spec` into `dist/workspace`."""
    options = ["--noconfirm", "--log-level", "WARN", "--workpath", "build/pyinstaller"]
    command = [sys.executable, "-m", "PyInstaller", *options, "workspace.spec"]
    subprocess.run(command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL)


def size_in_megabytes(folder: Path) -> float:
    """What the folder takes, links counted once."""
    return sum(f.lstat().st_size for f in folder.rglob("*") if not f.is_dir()) / 1_000_000


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a newcomer's session has, and nothing of ours."""
    plain = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "TMPDIR": str(home)}
    return plain | {"WORKSPACE_HOME": str(home / "workspace")} | more


def run(home: Path, *arguments: str, before: tuple[str, ...] = (), passphrase: str = "") -> str:
    """The output of one command of the frozen program; an exit code but 0 ends the trial."""
    done = subprocess.run(
        [*before, str(PROGRAM), *arguments],
        cwd=home,
        env=environment(home, **({"WORKSPACE_VAULT_PASSPHRASE": passphrase} if passphrase else {})),
        stdin=subprocess.DEVNULL,
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
    xvfb = subprocess.Popen(
        command, pass_fds=[writes], stderr=subprocess.DEVNULL, start_new_session=True
    )
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


def seconds_to_window(home: Path, display: str) -> float:
    """From starting the frozen demo until its window is on the screen."""
    started = time.monotonic()
    environ = environment(home, DISPLAY=display, QT_QPA_PLATFORM="xcb")
    process = subprocess.Popen(
        [str(PROGRAM), "demo"], cwd=home, env=environ, start_new_session=True
    )
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
    shell = (
        "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;"
        ' exec "$0" "$@"'
    )
    run(home, "workplace", "add", "Frozen", before=("dbus-run-session", "--", "sh", "-c", shell))


def try_commands(home: Path) -> None:
    """The main job, the doctor and the connectors, with an encrypted file for the secrets."""
    print(run(home, "demo", "--headless", passphrase="frozen"), end="")
    print(run(home, "doctor", passphrase="frozen"), end="")
    lines = run(home, "connector", "list", "--json", passphrase="frozen").splitlines()
    listed = {
        value for line in lines for value in json.loads(line).values() if isinstance(value, str)
    }
    if lacking := CONNECTORS - listed:
        raise PackageError(f"Not in the frozen program: {', '.join(sorted(lacking))}.")


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
    with screen() as display, new_home() as first, new_home() as second:
        cold = seconds_to_window(first, display)
        warm = seconds_to_window(second, display)
    with new_home() as home:
        try_commands(home)
    with new_home() as home:
        try_keyring(home)
    print(f"size {size_in_megabytes(FOLDER):.0f} MB in {FOLDER.relative_to(ROOT)}")
    print(f"window after {cold:.2f} s, the second time {warm:.2f} s")


if __name__ == "__main__":
    try:
        main()
    except (PackageError, subprocess.SubprocessError) as error:
        sys.exit(str(error))
