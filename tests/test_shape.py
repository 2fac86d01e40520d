"""The shape of the tree: sizes, names, and what every module and every connector has to have.

An exception stands in one of the tables below, with its reason.
"""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("workspace", "connectors", "ui")
EVERYTHING = (*PRODUCT, "tests", "benchmarks")

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 10

# path -> why this file may be longer than 400 lines
LONG_FILES: dict[str, str] = {}
# "path:function" -> why this function may be longer than 60 lines
LONG_FUNCTIONS: dict[str, str] = {}

WRONG_MODULES = re.compile(r"(utils?|helpers?|common|misc|managers?|.*_(utils?|helpers?)|base_.*)$")
# Words for things that have another name here: Workplace, Account, connector, Collection, ...
WRONG_CLASSES = re.compile(
    r"""(Space|Connection|Source|ConfigEntry|Provider|Integration|Plugin|Backend|Driver|Stream
    |Resource|Folder|Message|Conversation|Post|Meeting|Person|People|Object|Entity|Rev|Hash|State
    |Bookmark|Checkpoint|Task|Job|Command|Syncback|Delta|Notification|Service|Daemon|Server|Client
    |Frontend|Status|.*Manager|.*Helpers?|.*Utils?)$""",
    re.VERBOSE,
)
# What opens a connection without a package of its own for import-linter to forbid.
CONNECTING = {"urllib.request", "QNetworkAccessManager", "QTcpSocket", "QSslSocket", "QUdpSocket"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> list[Path]:
    """Every Python file below these folders, migrations left out: they are history."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file as `path:name`, and its lines from `def` to its end."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            yield f"{name_of(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def imported(path: Path) -> Iterator[str]:
    """The dotted name of everything a file imports: modules, and names out of modules."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (alias.name for alias in node.names)


def connectors() -> list[Path]:
    return sorted(path.parent for path in ROOT.glob("connectors/*/connector.py"))


def test_no_file_is_too_long() -> None:
    sizes = {name_of(p): len(p.read_text("utf-8").splitlines()) for p in modules(*EVERYTHING)}
    too_long = {name for name, size in sizes.items() if size > LONGEST_FILE}
    assert too_long == set(LONG_FILES)


def test_no_function_is_too_long() -> None:
    sizes = [function for path in modules(*EVERYTHING) for function in functions(path)]
    too_long = {name for name, size in sizes if size > LONGEST_FUNCTION}
    assert too_long == set(LONG_FUNCTIONS)


def test_the_usual_function_is_short() -> None:
    sizes = [size for path in modules(*PRODUCT) for _, size in functions(path)]
    assert statistics.median(sizes) < MEDIAN_FUNCTION


def test_every_module_says_what_it_is() -> None:
    silent = [name_of(p) for p in modules(*EVERYTHING) if not ast.get_docstring(tree_of(p))]
    assert silent == []


def test_modules_are_named_after_their_content() -> None:
    parts = {name_of(path): [*path.relative_to(ROOT).parent.parts, path.stem] for path in modules(*EVERYTHING)}
    wrong = [name for name, words in parts.items() if any(map(WRONG_MODULES.match, words))]
    assert wrong == []


def test_classes_use_our_words() -> None:
    wrong = [
        f"{name_of(path)}: {node.name}"
        for path in modules(*PRODUCT)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and WRONG_CLASSES.match(node.name)
    ]
    assert wrong == []


def test_nothing_is_mocked() -> None:
    mocks = {"unittest.mock", "mock", "pytest_mock"}
    wrong = [name_of(path) for path in modules(*EVERYTHING) if mocks & set(imported(path))]
    assert wrong == []


def test_no_signal_cuts_an_id_to_32_bits() -> None:
    wrong = [
        f"{name_of(path)}:{call.lineno}"
        for path in modules("ui")
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[2] == "Signal"
        and any(isinstance(name, ast.Name) and name.id == "int" for name in ast.walk(call))
    ]
    assert wrong == []


def test_the_window_opens_no_connection() -> None:
    wrong = [name_of(path) for path in modules("ui") if CONNECTING & set(imported(path))]
    assert wrong == []


def test_there_are_connectors() -> None:
    assert {"demo", "imap", "builtin_crm"} <= {folder.name for folder in connectors()}


@pytest.mark.parametrize("folder", connectors(), ids=lambda folder: folder.name)
def test_a_connector_is_complete(folder: Path) -> None:
    present = {path.name for path in folder.iterdir()}
    assert present >= {"manifest.toml", "connector.py", "icon.svg"}
    manifest = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
    assert manifest["id"] == folder.name
    tests = ROOT / "tests" / "connectors"
    mirrored = [*tests.glob(f"{folder.name}/test_*.py"), *tests.glob(f"test_{folder.name}*.py")]
    assert mirrored, "it has no tests in tests/connectors"
    headings = re.findall(r"^#+ .*$", (ROOT / "docs/connectors.md").read_text("utf-8"), re.M)
    assert any(f"`{folder.name}`" in line for line in headings), "no section in docs/connectors.md"


def test_everything_the_project_names_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "requirements.lock": project["project"]["dependencies"] + groups["build"],
        "requirements-dev.lock": groups["dev"],
    }
    for lock, requirements in wanted.items():
        text = (ROOT / lock).read_text("utf-8")
        locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.M))
        named = {re.split(r"[^A-Za-z0-9_.-]", line)[0] for line in requirements}
        assert {re.sub(r"[-_.]+", "-", name).lower() for name in named} <= locked, lock
        assert "://" not in text, f"{lock} names an index"
