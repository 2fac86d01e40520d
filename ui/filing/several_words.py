"""What the sheet for several messages says of all of them together."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ui.filing.several_line import Line
from ui.widgets.times import count


def tr(text: str) -> str:
    return QCoreApplication.translate("several", text)


def looking_words(looked: int, of: int) -> str:
    return tr("Looking up {n} of {total}…").format(n=count(looked), total=count(of))


def found_words(lines: Sequence[Line]) -> str:
    """Before anything is filed."""
    ready = sum(line.is_ready for line in lines)
    open_ = sum(line.state == "open" for line in lines)
    parts = (
        (ready, tr("{n} sure")),
        (open_, tr("{n} to choose")),
        (len(lines) - ready - open_, tr("{n} left out")),
    )
    return " · ".join(words.format(n=count(n)) for n, words in parts if n)


def filing_words(going: Sequence[Line]) -> str:
    """While what is filed is under way, and after it."""
    settled = sum(line.is_settled for line in going)
    done = tr("{n} of {total} through").format(n=count(settled), total=count(len(going)))
    number = sum(line.state in ("failed", "unsure") for line in going)
    failed = tr("{n} failed").format(n=count(number))
    return f"{done} · {failed}" if number else done
