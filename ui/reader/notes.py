"""Notes above the text of a message: what is wrong with it, or what to be careful about."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import frame, label


def tr(text: str) -> str:
    return QCoreApplication.translate("notes", text)


def note(lines: Sequence[str], parent: QWidget, *, title: str = "") -> QFrame:
    """A box with a sentence a line; a screen reader gets them all as its name."""
    made = frame("note", parent)
    made.setAccessibleName(" ".join((f"{title}:", *lines) if title else lines))
    column = QVBoxLayout(made)
    px = theme().px
    column.setContentsMargins(px(10), px(6), px(10), px(6))
    column.setSpacing(px(t.STEP // 2))
    if title:
        heading = label(title, made, kind="strong", tone="warn", wrap=True)
        column.addWidget(heading)
    for line in lines:
        column.addWidget(label(line, made, tone="warn", wrap=True))
    return made


def hint_words(kind: str, seems: str, is_really: str) -> str:
    """What a :class:`workspace.mail.suspicion.Hint` says, in words."""
    words = {
        "lookalike": tr("It came from {really}. That looks like {seems}, which you know, but is another place."),
        "name_says": tr("The sender's name says {seems}, but it came from {really}."),
        "replies_elsewhere": tr("An answer goes to {really}, not to {seems}."),
        "links_elsewhere": tr("A link says {seems} but leads to {really}."),
    }
    return words[kind].format(seems=seems, really=is_really)
