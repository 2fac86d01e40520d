"""What a notice says, and what its buttons say."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from ui.notify.desk import Line, Said
from ui.widgets.labels import short
from workspace.model.kinds import Kind

MOST_LINES = 3
DEFAULT = "default"


def tr(text: str) -> str:
    return QCoreApplication.translate("notify", text)


class Titles(QObject):
    """What stands above a notice."""

    def of(self, said: Said) -> str:
        if len(said.lines) > 1:
            return self.tr("%n new conversations", "", len(said.lines))
        return " · ".join(part for part in (_who(said.lines[0]), said.lines[0].workplace) if part)


def text_of(said: Said) -> str:
    if len(said.lines) == 1:
        return "" if said.lines[0].is_hidden else said.lines[0].what
    found = [f"{name}: {number}" for name, number in Counter(line.workplace for line in said.lines).items() if name]
    shown = [line for line in said.lines if not line.is_hidden]
    found += [short(" · ".join((line.who, line.what.partition("\n")[0]))) for line in shown[-MOST_LINES:]]
    return "\n".join(found)


def actions_of(said: Said, can: Callable[[str], bool]) -> tuple[tuple[str, str], ...]:
    """``can`` says whether the window has a command."""
    if said.item is None:
        return ((DEFAULT, tr("Open")),)
    named = (("reply", tr("Reply")), ("file", tr("File")), ("snooze", tr("Snooze")))
    return ((DEFAULT, tr("Open")), *(each for each in named if can(each[0])))


def is_chat(said: Said) -> bool:
    return all(line.item.kind is Kind.CHAT for line in said.lines)


def _who(line: Line) -> str:
    if not line.is_hidden:
        return line.who
    if line.is_back:
        return tr("A snoozed conversation is back")
    return tr("New chat message") if line.item.kind is Kind.CHAT else tr("New mail")
