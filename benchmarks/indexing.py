"""Indexing a Maildir: ours into an encrypted cache, beside ``notmuch new`` and ``mu index``."""

from pathlib import Path

from benchmarks.programs import Took, python, run
from benchmarks.table import Row

NOTMUCH_REACH = 8.0
MU_REACH = 4.0
_NOTMUCH = """
[database]
path={maildir}
[user]
name=Me
primary_email=me@bench.example
[new]
tags=inbox;
[maildir]
synchronize_flags=false
"""


def measure(maildir: Path, folder: Path) -> list[Row]:
    """Leaves the home ``folder/index`` and notmuch's configuration for the search to use."""
    ours = run(python("benchmarks.index_child", maildir, folder / "index"))
    notmuch = _notmuch(maildir, folder)
    mu = _mu(maildir, folder)
    return [
        _row("index, beside notmuch", ours, notmuch, NOTMUCH_REACH),
        _row("index, beside mu", ours, mu, MU_REACH),
    ]


def _row(name: str, ours: Took, peer: Took, reach: float) -> Row:
    note = f"cpu {ours.cpu:.1f} and {peer.cpu:.1f} s"
    return Row(name, "s", ours.wall, reach, peer.wall, is_speed=True, note=note)


def notmuch_config(folder: Path) -> Path:
    return folder / "notmuch-config"


def _notmuch(maildir: Path, folder: Path) -> Took:
    config = notmuch_config(folder)
    config.write_text(_NOTMUCH.format(maildir=maildir))
    return run(["notmuch", "new", "--quiet"], NOTMUCH_CONFIG=str(config))


def _mu(maildir: Path, folder: Path) -> Took:
    store = folder / "mu"
    run(["mu", "init", "--quiet", f"--muhome={store}", f"--maildir={maildir}"])
    return run(["mu", "index", "--quiet", f"--muhome={store}"])
