"""The pages of a PDF for the window: a process draws them, which a hostile file may bring down without harm."""

import json
import sys
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal
from PySide6.QtGui import QImage

LARGEST = 64_000_000
WIDEST, HIGHEST = 2_400, 4_800
PATIENCE_MS = 20_000
"""How long one page may take."""
LONGEST_LINE = 16_000
NEEDED = frozenset(("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LANG", "LC_ALL"))
"""What the process gets of the environment on Linux."""


class Pages(QObject):
    """``counted`` carries how many pages there are and the sizes in points of those that can be drawn, ``drawn`` a
    page's number and its picture, null where it cannot be drawn, ``failed`` ``password``, ``large`` or ``broken``."""

    counted = Signal(object, object)
    drawn = Signal(object, QImage)
    failed = Signal(str)

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._buffer = bytearray()
        self._head: dict[str, Any] | None = None
        self._waiting: list[tuple[int, int]] = []
        self._is_counted = self._is_over = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_ended)
        self.process = QProcess(self)
        self.process.readyReadStandardOutput.connect(self._read)
        self.process.finished.connect(self._on_ended)
        self.process.errorOccurred.connect(self._on_ended)

    def begin(self, data: bytes) -> None:
        """Have the process look at a file."""
        if len(data) > LARGEST:
            QTimer.singleShot(0, self, lambda: self._fail("large"))
            return
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "workspace"]
        self.process.setProcessEnvironment(_environment())
        self.process.setStandardErrorFile(QProcess.nullDevice())
        self.process.start(program[0], [*program[1:], "pages"])
        self._write({"size": len(data)})
        self.process.write(data)
        self._patience.start()

    def ask(self, number: int, width: int) -> None:
        """Have one page drawn, so many pixels wide."""
        if not self._is_over and all(each[0] != number for each in self._waiting):
            self._waiting.append((number, width))
            if self._is_counted and len(self._waiting) == 1:
                self._order()

    def stop(self) -> None:
        """End the process; nothing is told any more."""
        self._is_over = True
        self._patience.stop()
        self.process.blockSignals(True)
        if self.process.state() is not QProcess.ProcessState.NotRunning:
            self.process.kill()
            self.process.waitForFinished(2_000)

    def _order(self) -> None:
        """One page after the other: patience is for one."""
        if self._waiting:
            number, width = self._waiting[0]
            self._write({"page": number, "width": width})
            self._patience.start()
        else:
            self._patience.stop()

    def _write(self, order: dict[str, object]) -> None:
        self.process.write(json.dumps(order).encode() + b"\n")

    def _read(self) -> None:
        self._buffer += self.process.readAllStandardOutput().data()
        while not self._is_over and self._take():
            continue

    def _take(self) -> bool:
        """One answer out of what has come; False where it is not whole yet."""
        if self._head is None:
            end = self._buffer.find(b"\n")
            if end < 0:
                return self._is_sane(len(self._buffer) < LONGEST_LINE) and False
            self._head = _head(bytes(self._buffer[:end]))
            del self._buffer[: end + 1]
            if not self._is_sane(self._head is not None):
                return False
        head = self._head or {}
        if len(self._buffer) < head["bytes"]:
            return False
        data, self._head = bytes(self._buffer[: head["bytes"]]), None
        del self._buffer[: head["bytes"]]
        self._tell(head, data)
        return True

    def _is_sane(self, is_sane: bool) -> bool:
        if not is_sane:
            self._fail("broken")
        return is_sane

    def _tell(self, head: dict[str, Any], data: bytes) -> None:
        if "failed" in head:
            self._fail(str(head["failed"]))
        elif "pages" in head:
            self._is_counted = True
            self._order()
            self.counted.emit(head["pages"], head["sizes"])
        elif self._waiting:
            number, _ = self._waiting.pop(0)
            self._order()
            self.drawn.emit(number, _image(head, data))

    def _on_ended(self, *_: object) -> None:
        self._fail("broken")

    def _fail(self, why: str) -> None:
        if not self._is_over:
            self.stop()
            self.failed.emit(why)


def _environment() -> QProcessEnvironment:
    """Nothing that opens a store or leads to the session: a hostile file may read it."""
    made = QProcessEnvironment.systemEnvironment()
    for name in made.keys():  # noqa: SIM118 - it is no dict
        if name.startswith("WORKSPACE_") or (sys.platform == "linux" and name not in NEEDED):
            made.remove(name)
    return made


def _head(line: bytes) -> dict[str, Any] | None:
    """What a line says; None for one that no process of ours writes: a hostile file may have taken it over."""
    try:
        head = json.loads(line)
        size, width, height = (int(head.get(name, 0)) for name in ("bytes", "width", "height"))
        sizes = [(float(wide), float(high)) for wide, high in head.get("sizes", ())]
        count = int(head.get("pages", 0))
    except (ValueError, TypeError, AttributeError):
        return None
    is_sane = 0 <= width <= WIDEST and 0 <= height <= HIGHEST and size == width * height * 4 and len(sizes) <= 1_000
    made = {**head, "bytes": size, "width": width, "height": height, "sizes": sizes}
    if "pages" in head:
        made["pages"] = count
    return made if is_sane else None


def _image(head: dict[str, Any], data: bytes) -> QImage:
    if not data:
        return QImage()
    return QImage(data, head["width"], head["height"], head["width"] * 4, QImage.Format.Format_RGB32).copy()
