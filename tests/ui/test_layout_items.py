"""PySide keeps the wrapper of a layout's item alive as long as the layout, also after the item itself was deleted with
its widget. When a widget is made at the same address later, its deletion ends the process.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_part_of_the_window_asks_a_layout_for_its_items() -> None:
    asking = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "itemAt"
    ]
    assert asking == []
