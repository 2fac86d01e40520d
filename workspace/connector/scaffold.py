"""Writes a new connector with its test, its fake and its page: ``python -m workspace.connector.scaffold NAME [oauth]``.

What it writes passes lint, mypy and the conformance kit at once; its author changes it from there.
"""

import re
import sys
from collections.abc import Sequence
from keyword import iskeyword, issoftkeyword
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parents[2]
LONGEST_NAME = 24
SIGNINS = ("password", "oauth")
"""Ways of signing in; the folder of the same name in resources/scaffold holds what differs."""
# template in resources/scaffold -> the file that it becomes; both below the project's folder
FILES = {
    "manifest.toml.txt": "connectors/$name/manifest.toml",
    "icon.svg.txt": "connectors/$name/icon.svg",
    "__init__.py.txt": "connectors/$name/__init__.py",
    "connector.py.txt": "connectors/$name/connector.py",
    "mapping.py.txt": "connectors/$name/mapping.py",
    "fake.py.txt": "tests/fakes/$name.py",
    "test_init.py.txt": "tests/connectors/$name/__init__.py",
    "test_contract.py.txt": "tests/connectors/$name/test_contract.py",
}
MORE_FILES = {"oauth": {"oauth/signin.py.txt": "connectors/$name/signin.py"}}
PAGE = "docs/connectors.md"


class RefusedName(ValueError):
    """The name cannot be a connector's; the text says why."""


def refuse_wrong(name: str, root: Path) -> None:
    """Raise :class:`RefusedName` for a name that is no module name, or is taken."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise RefusedName(f"{name!r}: use lower-case letters, digits and single underscores")
    if len(name) > LONGEST_NAME:
        raise RefusedName(f"{name!r}: use at most {LONGEST_NAME} characters")
    if iskeyword(name) or issoftkeyword(name):
        raise RefusedName(f"{name!r} is a word of Python's own")
    targets = [root / f"connectors/{name}", root / f"tests/connectors/{name}"]
    for path in (*targets, root / f"tests/fakes/{name}.py"):
        if path.exists():
            raise RefusedName(f"{path.relative_to(root)} is already there")


def write(name: str, root: Path = ROOT, signin: str = "password") -> list[Path]:
    """Write the files of a new connector below ``root``; raises :class:`RefusedName`, writing none."""
    refuse_wrong(name, root)
    words = _words(name, root, signin)
    files = FILES | MORE_FILES.get(signin, {})
    texts = {
        root / Template(target).substitute(words): _template(root, source, words) for source, target in files.items()
    }
    section = _template(root, "section.md.txt", words)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    with (root / PAGE).open("a", encoding="utf-8") as page:
        page.write(section)
    return [*texts, root / PAGE]


def _words(name: str, root: Path, signin: str) -> dict[str, str]:
    """What the templates' ``$words`` stand for: the names, and each piece of the way of signing in."""
    names = {"name": name, "Name": "".join(part.capitalize() for part in name.split("_")), "signin": signin}
    sources = sorted((root / "resources/scaffold" / signin).glob("*.txt"))
    pieces = {path.name.partition(".")[0]: Template(path.read_text("utf-8")).substitute(names) for path in sources}
    pieces["refused"] = pieces["refused"].rstrip()
    return {**pieces, **names}


def _template(root: Path, source: str, words: dict[str, str]) -> str:
    return Template((root / "resources/scaffold" / source).read_text("utf-8")).substitute(words)


def main(arguments: Sequence[str]) -> int:
    """The command: 0 when written, 1 when refused, 2 for wrong usage."""
    name, signin = (*arguments, "password")[:2] if arguments else ("", "")
    if len(arguments) > 2 or signin not in SIGNINS:
        print(f"usage: python -m workspace.connector.scaffold NAME [{'|'.join(SIGNINS)}]", file=sys.stderr)
        return 2
    try:
        written = write(name, signin=signin)
    except RefusedName as refused:
        print(refused, file=sys.stderr)
        return 1
    for path in written:
        print(path.relative_to(ROOT))
    print(f"Now: .venv/bin/python -m pytest tests/connectors/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
