"""The set-up of a fresh clone, tried on trees made for the test."""

import subprocess
import sys
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from workspace import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A tree with the real set-up, whose `.venv` programs only write down how they are called."""
    for name in ("workspace/bootstrap.py", "pyproject.toml", "requirements.lock"):
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "workspace"):
        said = f'{name} "$@" ${{SBK_EMBED:+SBK_EMBED=$SBK_EMBED}}'
        (programs / name).write_text(f"#!/bin/sh\necho {said} >> {tmp_path}/calls\n")
        (programs / name).chmod(0o755)
    return tmp_path


def call(clone: Path, expression: str, **environ: str) -> str:
    """What one call of the clone's set-up prints, with nothing but the standard library there."""
    program = f"import runpy; runpy.run_path('workspace/bootstrap.py')[{expression}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program],
        cwd=clone,
        env={"PATH": "/usr/bin:/bin"} | environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def calls(clone: Path) -> list[str]:
    """How the programs were called since this was last asked."""
    seen = clone / "calls"
    lines = seen.read_text().splitlines() if seen.exists() else []
    seen.write_text("")
    return lines


def test_a_lock_is_installed_once_and_again_when_it_changes(clone: Path) -> None:
    install = "'ensure_installed']('requirements.lock')"
    call(clone, install)
    locked, unpacked, project, compiled = calls(clone)
    assert locked.endswith("--require-hashes -r requirements.lock")
    assert unpacked == "python -c import shiboken6 SBK_EMBED=0"
    assert project.endswith("--editable .")
    assert compiled.endswith("-m compileall -q workspace connectors ui")
    call(clone, install)
    assert calls(clone) == []
    with (clone / "requirements.lock").open("a") as lock:
        lock.write("# raised\n")
    call(clone, install)
    assert calls(clone) == [locked, unpacked, project, compiled]


def test_a_changed_project_is_installed_without_its_lock(clone: Path) -> None:
    install = "'ensure_installed']('requirements.lock')"
    call(clone, install)
    calls(clone)
    with (clone / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    call(clone, install)
    project, compiled = calls(clone)
    assert project.endswith("--editable .")
    assert compiled.endswith("-m compileall -q workspace connectors ui")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may be without a display")
@pytest.mark.parametrize(
    ("environ", "qt_works", "arguments"),
    [
        ({}, True, "demo --headless"),
        ({"DISPLAY": ":5"}, True, "demo"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, "demo"),
        ({"DISPLAY": ":5"}, False, "demo --headless"),
    ],
)
def test_the_demo_is_headless_where_no_window_can_open_and_says_so(
    clone: Path, environ: dict[str, str], qt_works: bool, arguments: str
) -> None:
    said = call(clone, f"'start_demo'](qt_works={qt_works})", **environ)
    assert calls(clone) == [f"workspace {arguments}"]
    assert ("headless" in said) == ("headless" in arguments)


def test_a_library_a_program_and_a_path_are_seen(tmp_path: Path) -> None:
    assert bootstrap.is_there("sh")
    assert bootstrap.is_there(str(tmp_path))
    assert not bootstrap.is_there("workspace-has-no-such-program")
    assert not bootstrap.is_there("libworkspace-has-none.so.9")
    assert not bootstrap.is_there(str(tmp_path / "nothing"))


def test_the_rule_for_services_is_left_as_found(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text("theirs")
    policy.chmod(0o640)
    with pytest.raises(CalledProcessError) as refused, bootstrap.services_stay_down(policy):
        subprocess.run([policy], check=True)
    assert refused.value.returncode == 101
    assert [path.name for path in tmp_path.iterdir()] == ["policy-rc.d"]
    assert (policy.read_text(), policy.stat().st_mode & 0o777) == ("theirs", 0o640)


def test_no_rule_for_services_is_left_where_there_was_none(tmp_path: Path) -> None:
    with bootstrap.services_stay_down(tmp_path / "policy-rc.d"):
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []
