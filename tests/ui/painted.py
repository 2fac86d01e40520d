"""What is really painted in a window, whoever paints it: words of the program that are cut with dots.

A subject, a snippet or somebody's name may be cut; the name of a place, a tab, a button or a chip's own words may not.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from tests.ui.sample_home import CUSTOMERS, MAILS, PARTNER, TALK
from ui.theme.resources import RESOURCES

SVG = "{http://www.w3.org/2000/svg}"
DOTS = "…"
ACCOUNTS = ("Workspace CRM", "Slack · cx-team", "Customer service")
EVENTS = ("Stand-up", "Carrier desk sync", "Weekly queue review", "Contract call", "Quarterly review", "Pipeline")


def painted_faults(root: QWidget) -> Iterator[str]:
    """Words of the interface that are painted cut, and what has no room for anything but the dots."""
    own = _own_words(QLocale().language() is QLocale.Language.Korean)
    for words in painted(root):
        stem = words.removesuffix(DOTS).strip()
        if not words.endswith(DOTS) or words in own:
            continue
        if not stem or (stem not in own and _begins(stem, own) and not _begins(stem, _data())):
            yield f"{words!r} is painted cut"


def painted(root: QWidget) -> list[str]:
    """The lines of text in a widget, in the order in which they are painted."""
    buffer, page = QBuffer(), QSvgGenerator()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.setOutputDevice(buffer)
    page.setSize(root.size())
    page.setViewBox(root.rect())
    root.render(page)
    lines: list[str] = []
    before = ("", "", 0.0)
    for group in ET.fromstring(buffer.data().data()).iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            words = "".join(text.itertext())
            place = (group.get("transform", ""), text.get("y", ""), float(text.get("x", "0")))
            # A line in several scripts is painted in several pieces.
            if lines and place[:2] == before[:2] and place[2] > before[2]:
                lines[-1] += words
            else:
                lines.append(words)
            before = place
    return [" ".join(line.split()) for line in lines]


def _begins(stem: str, words: frozenset[str]) -> bool:
    return any(each.startswith(stem) for each in words)


@cache
def _own_words(is_korean: bool) -> frozenset[str]:
    """Everything the program says in that language, up to the first place that is filled in."""
    found = set()
    for entry in ET.parse(Path(RESOURCES) / "translations" / "workspace_ko.ts").getroot().iter("message"):
        said = entry.find("translation") if is_korean else entry.find("source")
        assert said is not None
        forms = [form.text or "" for form in said.iter("numerusform")] or [said.text or ""]
        found |= {form.partition("{")[0].partition("%n")[0].strip() for form in forms}
    return frozenset(found - {""})


@cache
def _data() -> frozenset[str]:
    """What people wrote and are called in the sample home."""
    rows = (*MAILS, *CUSTOMERS, *TALK, *PARTNER)
    return frozenset(
        (*ACCOUNTS, *EVENTS, *(" ".join(part.split()) for row in rows for part in row if isinstance(part, str)))
    )
