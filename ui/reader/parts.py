"""The bytes of one message: attachments, pictures in its text, remote pictures, and the whole as it came."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ui.reader.content import Content
from ui.reader.question import Question
from ui.shell.context import Context
from workspace.model.items import Attachment
from workspace.store.home import private_folder
from workspace.store.rows import ItemRow
from workspace.store.whole_file import whole_file

RAW = "raw"
"""The part id under which the engine keeps the message as it came."""
FETCH_SECONDS = 300


class Parts(QObject):
    """``arrived`` and ``failed`` carry a part id (and a sentence); ``images_arrived`` says: paint again."""

    arrived = Signal(object)
    failed = Signal(object, object)
    images_arrived = Signal()

    def __init__(self, context: Context, item: ItemRow, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.item = item
        self._open: dict[str, Question] = {}
        self.may_show_remote = False
        self.addresses: tuple[str, ...] = ()

    def show_content(self, content: Content) -> None:
        self.addresses = content.images

    def image(self, name: str) -> Iterator[bytes] | None:
        """The bytes for ``cid:…`` or ``remote:N`` in pieces; what is not here yet is asked for if it may be."""
        scheme, _, rest = name.partition(":")
        if scheme == "cid":
            return self._inline_image(rest)
        if not self.may_show_remote or not rest.isdecimal() or int(rest) >= len(self.addresses):
            return None
        return self._context.reader.remote_image(self.addresses[int(rest)])

    def show_remote(self) -> None:
        """The user wants the remote pictures: the engine gets those that are not here."""
        self.may_show_remote = True
        reader = self._context.reader
        missing = [url for url in self.addresses if not reader.has_remote_image(url)]
        if missing:
            self._ask("remote", "remote_images", {"urls": missing}, self.images_arrived.emit)
        else:
            self.images_arrived.emit()

    def another(self, parent: QObject) -> "Parts":
        """The same message for somebody who lives longer or shorter."""
        return Parts(self._context, self.item, parent)

    def is_here(self, part_id: str) -> bool:
        return self._context.reader.attachment_bytes(self.item.item_id, part_id) is not None

    def read(self, part_id: str) -> bytes | None:
        """A part's bytes, None while they are not here."""
        chunks = self._context.reader.attachment_bytes(self.item.item_id, part_id)
        return None if chunks is None else b"".join(chunks)

    def write(self, part_id: str, path: Path) -> bool:
        """Save a part to a file, whole or not at all; False while it is not here. Raises ``OSError``."""
        chunks = self._context.reader.attachment_bytes(self.item.item_id, part_id)
        if chunks is None:
            return False
        with whole_file(path) as fresh, fresh.open("wb") as file:
            file.writelines(chunks)
        return True

    def copy(self, part_id: str, name: str) -> Path:
        """A copy to be shown by another program, which goes when the window ends. Raises ``OSError``."""
        path = Path(tempfile.mkdtemp(dir=private_folder(self._context.user.home.opened))) / name
        self.write(part_id, path)
        path.chmod(0o400)
        return path

    def fetch(self, part_id: str) -> None:
        """Have the engine get a part; ``arrived`` or ``failed`` follows."""
        verb = "fetch_raw" if part_id == RAW else "fetch_attachment"
        key = self.item.key
        payload: dict[str, object] = {
            "account_id": key.account_id,
            "kind": str(key.kind),
            "remote_id": key.remote_id,
            **({} if part_id == RAW else {"part_id": part_id}),
        }
        self._ask(part_id, verb, payload, lambda: self.arrived.emit(part_id))

    def is_fetching(self, part_id: str) -> bool:
        return part_id in self._open

    def stop(self, part_id: str) -> None:
        question = self._open.pop(part_id, None)
        if question is not None:
            question.stop()

    def _inline_image(self, content_id: str) -> Iterator[bytes] | None:
        part = next((p for p in self.item.attachments if _is_named(p, content_id)), None)
        if part is None:
            return None
        pieces = self._context.reader.attachment_bytes(self.item.item_id, part.part_id)
        if pieces is None and not self.is_fetching(part.part_id):
            self.fetch(part.part_id)
            self._open[part.part_id].answered.connect(lambda _: self.images_arrived.emit())
        return pieces

    def _ask(self, name: str, verb: str, payload: dict[str, object], then: Callable[[], None]) -> None:
        if name in self._open:
            return
        question = Question(self._context, verb, payload, self, seconds=FETCH_SECONDS)
        self._open[name] = question
        question.answered.connect(lambda _: self._on_answered(name, then))
        question.failed.connect(lambda words: self._on_failed(name, words))

    def _on_answered(self, name: str, then: Callable[[], None]) -> None:
        self._open.pop(name, None)
        then()

    def _on_failed(self, name: str, words: str) -> None:
        self._open.pop(name, None)
        self.failed.emit(name, words)


def _is_named(part: Attachment, content_id: str) -> bool:
    return (part.content_id or "").strip("<>") == content_id.strip("<>")
