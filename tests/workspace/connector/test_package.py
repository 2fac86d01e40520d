"""The worked example is built, installed and used as a third party's package is."""

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.program import Program

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "docs" / "example-connector"
LIMIT_SECONDS = 110

pytestmark = pytest.mark.timeout(300)


def python(*arguments: str, folder: Path, path: str = "") -> str:
    """Run a module in a fresh interpreter that reaches no index; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """``PYTHONPATH`` of an environment that the example's wheel is installed in."""
    folder = tmp_path_factory.mktemp("package")
    source, site = folder / "source", folder / "site"
    shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    python("pip", "wheel", "--no-build-isolation", "--no-deps", "-w", str(folder), str(source), folder=folder)
    [wheel] = folder.glob("*.whl")
    python("pip", "install", "--no-deps", "--target", str(site), str(wheel), folder=folder)
    shutil.rmtree(source)
    assert (site / "workspace_board" / "manifest.toml").is_file()
    return os.pathsep.join((str(site), str(ROOT)))


@pytest.fixture
def service() -> Iterator[str]:
    """The address of the example's service, started as its page says."""
    command = [sys.executable, str(EXAMPLE / "board_service.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def program(tmp_path: Path, path: str) -> Program:
    made = Program(tmp_path / "home")
    made.env["PYTHONPATH"] = path
    return made


def test_an_installed_connector_brings_its_items(program: Program, service: str) -> None:
    assert "Bulletin board" in program.run("connector", "list")
    program.run("connector", "check", "board")
    words = ("account", "add", "board", "--set", f"base_url={service}", "--secret", "token=-")
    account_id = program.run(*words, text="right\n").strip()
    assert program.json("sync", "--once")[0]["health"] == "ok"
    assert {each["account_id"] for each in program.json("list", "chat")} == {account_id}
    assert "The lift is out of order until Friday." in program.run("list", "chat")
    news = urllib.request.Request(
        f"{service}/boards/lobby/notices",
        b'{"text": "The lift runs again.", "key": "k1"}',
        {"Authorization": "Bearer right"},
    )
    urllib.request.urlopen(news, timeout=10).close()
    program.run("sync", "--once")
    assert "The lift runs again." in program.run("list", "chat")


def test_the_example_passes_its_own_tests(path: str, tmp_path: Path) -> None:
    """Against the installed wheel: the folder that is run in has the tests and the service alone."""
    shutil.copytree(EXAMPLE / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "board_service.py"):
        shutil.copy(EXAMPLE / name, tmp_path)
    said = python("pytest", "-q", "-p", "no:cacheprovider", "tests", folder=tmp_path, path=path)
    assert int(said.rpartition(" passed")[0].split()[-1]) >= 20
