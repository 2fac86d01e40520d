"""What the scaffold writes is a connector that passes everything at once."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workspace.connector import scaffold

ROOT = Path(__file__).resolve().parents[3]
LONGEST = "a_mail_service_with_long"
TAKEN = ("workspace", "connectors/demo", "resources/scaffold", "resources/demo", "tests/connectors/demo")
FILES = (
    "pyproject.toml",
    "connectors/__init__.py",
    "tests/__init__.py",
    "tests/conftest.py",
    "tests/components.py",
    "tests/connectors/__init__.py",
    "tests/fakes/__init__.py",
    "tests/fakes/authority.py",
    "docs/connectors.md",
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a connector stands on."""
    root = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("__pycache__", "*.new")
    for folder in TAKEN:
        shutil.copytree(ROOT / folder, root / folder, ignore=ignored)
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    return root


def run(tree: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    return output


@pytest.mark.timeout(300)
def test_a_new_connector_passes_everything(tree: Path) -> None:
    """With the shortest and the longest name, because lint counts characters."""
    for name, signin in (
        ("x", ""),
        ("a_mail_service_with_long", ""),
        ("y", "oauth"),
        ("an_oauth_service_so_long", "oauth"),
    ):
        written = run(tree, "workspace.connector.scaffold", name, *signin.split()).split()
        assert f"connectors/{name}/connector.py" in written
        assert (f"connectors/{name}/signin.py" in written) is bool(signin)
        assert f"## `{name}`" in (tree / "docs/connectors.md").read_text("utf-8")
        if len(name) > 1:
            passed = run(tree, "pytest", "-q", "-p", "no:cacheprovider", f"tests/connectors/{name}")
            counted = re.search(r"(\d+) passed", passed)
            assert counted
            assert int(counted[1]) > 20
    ours = ("connectors", "tests/connectors", "tests/fakes")
    run(tree, "ruff", "check", "--no-cache", *ours)
    run(tree, "ruff", "format", "--no-cache", "--check", *ours)
    run(tree, "mypy", "connectors")


@pytest.mark.parametrize(
    "name",
    [
        *("", "Harbor", "1harbor", "har bor", "har-bor", "har.bor", "../harbor", "_x", "x__y", "하버"),
        *("class", "match", "demo", "a" * 30),
    ],
)
def test_a_wrong_name_is_refused_and_nothing_written(tree: Path, name: str) -> None:
    before = sorted(tree.rglob("*"))
    with pytest.raises(scaffold.RefusedName):
        scaffold.write(name, tree)
    assert sorted(tree.rglob("*")) == before


def test_a_taken_test_folder_is_left_alone(tree: Path) -> None:
    taken = tree / "tests" / "connectors" / "quay"
    taken.mkdir()
    with pytest.raises(scaffold.RefusedName, match="already there"):
        scaffold.write("quay", tree)
    assert list(taken.iterdir()) == []
    assert not (tree / "connectors" / "quay").exists()


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["a", "magic"], 2), (["a", "oauth", "c"], 2), (["Bad"], 1)])
def test_wrong_usage_is_said(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert scaffold.main(arguments) == code
    assert capsys.readouterr().err.strip()
