"""The pages of a PDF as pictures, drawn by PDFium: only in a process of its own, which a hostile file may bring down.

The talk over its input and output is in lines of JSON, each followed by as many bytes as it says.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from workspace.mail.confine import confine

LARGEST = 64_000_000
"""Bytes of a file that are looked at."""
MOST_PAGES = 60
WIDEST, HIGHEST = 2_400, 4_800
"""Pixels of a drawn page."""
PIXEL = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page: rows of ``width`` pixels, each blue, green, red and an unused byte."""

    number: int
    width: int
    height: int
    pixels: bytes


def sizes(document: Any) -> list[tuple[float, float]]:
    """Width and height of the pages that may be drawn, in points."""
    return [document.get_page_size(n) for n in range(min(len(document), MOST_PAGES))]


def draw(document: Any, number: int, width: int) -> Drawn:
    """One page, ``width`` pixels wide if that is not too high. Raises ``ValueError`` for a page without a size."""
    page = document[number]
    try:
        wide, high = page.get_size()
        if not (wide > 0 and high > 0):
            raise ValueError(number)
        scale = min(min(width, WIDEST) / wide, HIGHEST / high)
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True, may_draw_forms=False)
        rows = bytes(bitmap.buffer)
        wanted = bitmap.width * PIXEL
        if bitmap.stride != wanted:
            rows = b"".join(rows[at : at + wanted] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
        return Drawn(number, bitmap.width, bitmap.height, rows)
    finally:
        page.close()


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Take a file and say its pages' sizes; then draw what is asked for until the orders end."""
    import pypdfium2

    confine()
    size = int(json.loads(orders.readline())["size"])
    try:
        document = pypdfium2.PdfDocument(orders.read(size))
        _answer(answers, {"pages": len(document), "sizes": sizes(document)})
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        _answer(answers, {"failed": "password" if is_locked else "broken"})
        return
    for order in _lines(orders):
        try:
            drawn = draw(document, int(order["page"]), int(order["width"]))
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            _answer(answers, {"page": order["page"], "width": 0, "height": 0})
        else:
            head = {"page": drawn.number, "width": drawn.width, "height": drawn.height}
            _answer(answers, head, drawn.pixels)


def _lines(orders: IO[bytes]) -> Iterator[dict[str, Any]]:
    while line := orders.readline():
        yield json.loads(line)


def _answer(answers: IO[bytes], head: dict[str, Any], data: bytes = b"") -> None:
    answers.write(json.dumps(head | {"bytes": len(data)}).encode() + b"\n")
    answers.write(data)
    answers.flush()
