"""Set up a fresh clone: `.venv`, locked dependencies, system packages; for the demo, start it too.

Run by the Makefile with the system's own Python before anything is installed, so it imports the
standard library only and nothing of ours.
"""

import ctypes
import fcntl
import glob
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PROGRAMS = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
POLICY = Path("/usr/sbin/policy-rc.d")

# Debian package -> what shows that it is there: a library, a program, or a path (a pattern).
QT = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libgssapi-krb5-2": "libgssapi_krb5.so.2",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libx11-xcb1": "libX11-xcb.so.1",
}
FONTS = {
    "fonts-noto-cjk": "/usr/share/fonts/**/NotoSansCJK*",
    "fonts-noto-color-emoji": "/usr/share/fonts/**/NotoColorEmoji*",
}
TESTS = {
    "dovecot-imapd": "/usr/lib*/dovecot/imap",
    "dovecot-lmtpd": "/usr/lib*/dovecot/lmtp",
    "xvfb": "Xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "gnome-keyring": "gnome-keyring-daemon",
    "dbus": "dbus-run-session",
}
PEERS = {
    "notmuch": "notmuch",
    "python3-notmuch2": "/usr/lib*/python3*/*-packages/notmuch2",
    "maildir-utils": "mu",
    "isync": "mbsync",
}
FREEZER = {"binutils": "objdump"}

# purpose -> the lock it needs and the system packages it uses
PURPOSES = {
    "demo": ("requirements.lock", QT | FONTS),
    "test": ("requirements-dev.lock", QT | FONTS | TESTS),
    "bench": ("requirements-dev.lock", QT | FONTS | TESTS | PEERS),
    "package": ("requirements-dev.lock", QT | FONTS | TESTS | FREEZER),
    "tools": ("requirements-dev.lock", {}),
}


class SetupError(Exception):
    """Setting up cannot go on; the text is the one sentence to show."""


def is_there(probe: str) -> bool:
    """Whether a library can be loaded, a program be found, or a path be matched."""
    if probe.startswith("/"):
        return bool(glob.glob(probe, recursive=True))
    if ".so." not in probe:
        return shutil.which(probe, path=PROGRAMS) is not None
    try:
        ctypes.CDLL(probe)
    except OSError:
        return False
    return True


def missing(packages: dict[str, str]) -> list[str]:
    """The Debian packages whose content is not on this machine; only Linux needs any."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for package, probe in packages.items() if not is_there(probe)]


def install_line(packages: list[str]) -> str:
    """The one line that a person runs to get these Debian packages."""
    if shutil.which("apt-get", path=PROGRAMS):
        return "sudo apt-get install --no-install-recommends " + " ".join(packages)
    return "install with your package manager what Debian calls: " + " ".join(packages)


def may_install() -> bool:
    """Only root on Debian or Ubuntu installs system packages by itself."""
    return os.geteuid() == 0 and shutil.which("apt-get", path=PROGRAMS) is not None


@contextmanager
def services_stay_down(policy: Path = POLICY) -> Iterator[None]:
    """Keep apt from starting what it installs (Debian's policy-rc.d), and leave that as found."""
    kept = policy.with_name("policy-rc.d.kept-by-workspace")
    if policy.exists() and not kept.exists():
        policy.rename(kept)
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink()
        if kept.exists():
            kept.rename(policy)


def quietly(command: list[str], environ: dict[str, str]) -> bool:
    """Run a system program without its chatter; its complaints are shown when it fails."""
    done = subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr, flush=True)
    return done.returncode == 0


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages as root; Dovecot's service neither runs now nor at the next start."""
    print("Installing system packages: " + " ".join(packages), flush=True)
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "PATH": PROGRAMS + ":/sbin"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    with services_stay_down():
        quietly([*apt, "update"], environ)
        done = quietly(install, environ)
    if "dovecot-imapd" in packages and shutil.which("systemctl", path=PROGRAMS):
        quietly(["systemctl", "disable", "dovecot.service", "dovecot.socket"], environ)
    return done


def ensure_system(packages: dict[str, str]) -> list[str]:
    """Install what is missing where we may, else say how; returns what is still missing."""
    lacking = missing(packages)
    if lacking and may_install():
        apt_install(lacking)
        lacking = missing(packages)
    if lacking:
        print(f"System packages are missing. Run: {install_line(lacking)}", file=sys.stderr)
    return lacking


def run(*command: str | Path, **variables: str) -> None:
    """Run one step of the set-up; its failure ends the set-up."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | variables
    code = subprocess.run(command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, check=False).returncode
    if code:
        raise SetupError(f"Setting up stopped: `{' '.join(map(str, command))}` failed ({code}).")


def make_venv() -> None:
    """Create `.venv` with the Python that runs this."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not may_install():
            raise SetupError(f"This Python cannot make .venv. Run: {install_line([package])}")
        if not apt_install([package]):
            raise SetupError(f"Debian's package {package} could not be installed.")
    print("Making .venv with Python " + sys.version.split()[0], flush=True)
    run(sys.executable, "-m", "venv", "--clear", VENV)


def digest(*names: str) -> str:
    """What an installation depends on: these files, and where the tree lies."""
    content = b"\0".join([str(ROOT).encode(), *(ROOT.joinpath(n).read_bytes() for n in names)])
    return f"{'+'.join(names)} {hashlib.sha256(content).hexdigest()}"


def ensure_installed(lock: str) -> None:
    """Bring `.venv` up to the lock and the project; costs nothing when neither has changed."""
    stamp = VENV / "installed"
    # The development lock holds the other one, so installing it makes both true.
    locks = list(dict.fromkeys(["requirements.lock", lock]))
    if not (VENV / "bin" / "python").exists():
        make_venv()
    known = stamp.read_text().splitlines() if stamp.exists() else []
    pip = (VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    if digest(lock) not in known:
        print(f"Installing {lock}", flush=True)
        run(*pip, "install", "--no-deps", "--require-hashes", "-r", lock)
        # PySide6's own Python part lies in a zip inside its library and is compiled anew at every start; its switch
        # unpacks it beside the library, once.
        run(VENV / "bin" / "python", "-c", "import shiboken6", SBK_EMBED="0")
        known = [digest(name) for name in locks]
        stamp.write_text("\n".join(known))
    if digest("pyproject.toml") not in known:
        run(*pip, "install", "--no-deps", "--no-build-isolation", "--editable", ".")
        # Where PYTHONDONTWRITEBYTECODE is set, nothing else ever would, and each start would compile it all.
        run(VENV / "bin" / "python", "-m", "compileall", "-q", "workspace", "connectors", "ui")
        known = [line for line in known if not line.startswith("pyproject.toml ")]
        stamp.write_text("\n".join([*known, digest("pyproject.toml")]))


def has_display() -> bool:
    """Whether a window can be opened here; only Linux may be without a display."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start_demo(*, qt_works: bool) -> None:
    """Become the demo: with the window where one can open, headless and saying so elsewhere."""
    program = str(VENV / "bin" / "workspace")
    sys.stdout.flush()
    if has_display() and qt_works:
        os.execv(program, [program, "demo"])
    why = "Qt's libraries are missing" if has_display() else "there is no display"
    print(f"Running the demo headless, because {why}.", flush=True)
    os.execv(program, [program, "demo", "--headless"])


def main(purpose: str) -> None:
    """Make everything ready for one purpose, a key of `PURPOSES`."""
    lock, packages = PURPOSES[purpose]
    with (ROOT / "pyproject.toml").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        lacking = ensure_system(packages)
        ensure_installed(lock)
    qt_works = not QT.keys() & set(lacking)
    if purpose == "demo":
        start_demo(qt_works=qt_works)
    elif not qt_works:
        raise SetupError("Nothing was run, because Qt's libraries are missing.")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main(sys.argv[1])
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
