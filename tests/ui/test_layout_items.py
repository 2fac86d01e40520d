"""PySide keeps the wrapper of a layout's item alive as long as the layout, also after the item itself was deleted with
its widget. When a widget is made at the same address later, its deletion ends the process.
"""

import ast
from pathlib import Path

from PySide6.QtWidgets import QWidgetItem
from shiboken6 import getAllValidWrappers

from ui.compose.composer import Composer
from ui.compose.letter import new_letter
from ui.shell.window import MainWindow

ROOT = Path(__file__).resolve().parents[2]


def test_no_part_of_the_window_asks_a_layout_for_its_items() -> None:
    asking = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "itemAt"
    ]
    assert asking == []


def test_the_foot_of_a_letter_leaves_nothing_behind_where_it_stood(window: MainWindow) -> None:
    """It moves to the foot of the sheet; what stood for it in the letter's own column is deleted by Qt."""
    known = {id(each) for each in getAllValidWrappers()}
    composer = Composer(window.context, window)
    composer.write(new_letter(window.context.user.accounts()[0]))
    kept = [each for each in getAllValidWrappers() if type(each) is QWidgetItem and id(each) not in known]
    assert composer.foot not in [each.widget() for each in kept]
    composer.put_away()
