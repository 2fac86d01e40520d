"""The texts of a conversation in which words are found: what the cards show, and what is folded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.reader.body import MailBody
from ui.reader.content import made_content
from ui.reader.message import MessageText
from ui.reader.places import searchable, searchable_html
from ui.reader.view import ReaderView
from workspace.model.ids import ItemId
from workspace.store.rows import ItemRow

Key = tuple[ItemId, bool]
"""A message, and whether its quoted history is meant."""


@dataclass(eq=False, slots=True)
class Part:
    """A text that is searched; without a ``body`` it is folded, and its places can only be counted."""

    key: Key
    body: MailBody | None = None
    text: str | None = None
    places: list[int] = field(default_factory=list)
    is_searched: bool = False

    def is_open(self, view: ReaderView) -> bool:
        """Whether it is seen once one scrolls there."""
        return self.body is not None and isValid(self.body) and self.body.isVisibleTo(view)

    def read(self) -> None:
        """Again from its body, where something was put in there."""
        if self.text is None and self.body is not None and isValid(self.body):
            self.text = searchable(self.body.document().toRawText())


class Texts(QObject):
    """Of one reader. ``news``: a text came or changed; ``emptied`` carries the :class:`MailBody` whose text is new."""

    news = Signal()
    emptied = Signal(object)

    def __init__(self, view: ReaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self.parts: list[Part] = []
        """In the order they are read."""
        self._folded: dict[Key, str] = {}
        self._asked: set[ItemId] = set()
        self._heard: WeakSet[MailBody] = WeakSet()

    def forget(self) -> None:
        self.parts = []
        self._folded.clear()
        self._asked.clear()

    def collect(self) -> None:
        """Know again what is in the cards now, in the order it is read."""
        known = {part.key: part for part in self.parts}
        cards = {card.item.item_id: card for card in self._view.message_cards()}
        made: list[Part] = []
        for item in self._view.items:
            text = cards[item.item_id].text if item.item_id in cards else None
            bodies = {False: text.body, True: text.quoted} if text is not None else {}
            self._ask_for(item, text)
            for is_quoted in (False, True):
                key, body = (item.item_id, is_quoted), bodies.get(is_quoted)
                if body is not None or key in self._folded:
                    made.append(self._part(known.get(key) or Part(key), body))
        self.parts = made

    def _ask_for(self, item: ItemRow, text: MessageText | None) -> None:
        """What a message says that no text shows yet."""
        if text is not None:
            wanted = {True: text.content.quoted} if text.quoted is None and text.content.quoted else {}
            work: Callable[[], dict[bool, str]] = partial(_texts_of, wanted)
        elif item.html or item.text:
            work = partial(_texts_in, item)
        else:
            return
        if item.item_id not in self._asked and (text is None or wanted):
            self._asked.add(item.item_id)
            self._view.beside.run(work, partial(self._on_texts, item.item_id))

    def _part(self, part: Part, body: MailBody | None) -> Part:
        if part.body is not body:
            part.body, part.text, part.is_searched = body, None, False
        if body is None and part.text is None:
            part.text = self._folded[part.key]
        if body is not None and body not in self._heard:
            self._heard.add(body)
            body.document().contentsChanged.connect(self._on_contents)
            body.filled.connect(self.news)
        return part

    def _on_texts(self, item_id: ItemId, texts: dict[bool, str]) -> None:
        for is_quoted, text in texts.items():
            self._folded[item_id, is_quoted] = text
        self.news.emit()

    def _on_contents(self) -> None:
        """A piece came, or all was put in anew."""
        document = self.sender()
        for part in self.parts:
            if part.body is not None and isValid(part.body) and part.body.document() is document:
                part.text, part.is_searched = None, False
                self.emptied.emit(part.body)
                self.news.emit()


def _texts_in(item: ItemRow) -> dict[bool, str]:
    """What a message says, and its quoted history, before either is laid out; in any thread."""
    content = made_content(item)
    return _texts_of({False: content.new, True: content.quoted} if content.quoted else {False: content.new})


def _texts_of(parts: dict[bool, str]) -> dict[bool, str]:
    return {is_quoted: searchable_html(html) for is_quoted, html in parts.items()}
