"""Mails as people get them, to be opened: notes, threads with quotes, newsletters of tables, inline pictures."""

import base64
import random
from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from benchmarks.mails import SEED, Words

LETTERS = 40
LARGE = 300_000
"""Characters of the largest newsletter's HTML."""


def letters() -> Iterator[bytes]:
    """The same every time; every eighth is a newsletter, the largest of them as large as Gmail would cut twice over."""
    words = Words(random.Random(SEED))
    for n in range(LETTERS):
        kind = n % 8
        if kind == 0:
            yield _letter(n, "text/html", newsletter(words, LARGE if n == 0 else 40_000 + 20_000 * (n // 8)))
        elif kind in (1, 2):
            yield _with_pictures(n, words)
        elif kind in (3, 4):
            yield _letter(n, "text/html", _answer(words, 2 + n % 6))
        else:
            yield _letter(n, "text/plain", words.text(40 + 60 * kind, is_korean=n % 3 == 0))


def newsletter(words: Words, size: int) -> str:
    """Tables in tables with colours of their own, as mail programs of marketing make them."""
    rows, length = [], 0
    while length < size:
        cells = "".join(
            f'<td width="33%" style="padding:8px;font-family:Arial;font-size:14px;color:#333333;vertical-align:top">'
            f'<table cellpadding="0" cellspacing="0" border="0" width="100%"><tr><td bgcolor="#f2f2f2" height="60">'
            f'<img src="https://img.example/{words.rng.randint(1, 999)}.png" width="180" height="60" alt=""></td></tr>'
            f'<tr><td style="padding-top:6px"><a href="https://shop.example/{n}" style="color:#0055aa">'
            f"{words.text(4, is_korean=n == 1)}</a><br>{words.text(18, is_korean=n == 1)}</td></tr></table></td>"
            for n in range(3)
        )
        rows.append(f'<tr style="border-bottom:1px solid #dddddd">{cells}</tr>')
        length += len(rows[-1])
    return (
        '<html><body bgcolor="#ffffff"><table align="center" width="600" cellpadding="0" cellspacing="0" border="0">'
        f'<tr><td colspan="3"><h1 style="color:#222222">{words.text(5, is_korean=False)}</h1></td></tr>'
        f"{''.join(rows)}</table></body></html>"
    )


def _answer(words: Words, depth: int) -> str:
    quoted = ""
    for n in range(depth):
        said = words.text(50, is_korean=n % 2 == 0)
        quoted = (
            f"<p>{said}</p><p>On Tue, Person {n} wrote:</p>"
            f'<blockquote style="border-left:1px solid #ccc;margin:0 0 0 .8ex;padding-left:1ex">{quoted}</blockquote>'
        )
    return f"<html><body>{quoted}</body></html>"


def _with_pictures(n: int, words: Words) -> bytes:
    html = (
        f'<p>{words.text(60, is_korean=n % 2 == 0)}</p><img src="cid:p0"><img src="cid:p1"><p>Best,<br>Person {n}</p>'
    )
    parts = [
        f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{_base64(html.encode())}"
    ]
    for picture in range(2):
        parts.append(
            f"Content-Type: image/png\r\nContent-ID: <p{picture}>\r\nContent-Disposition: inline; filename=p.png\r\n"
            f"Content-Transfer-Encoding: base64\r\n\r\n{_base64(_picture(words.rng))}"
        )
    body = "".join(f"--b0undary\r\n{part}\r\n" for part in parts)
    return _head(n, 'multipart/related; boundary="b0undary"') + f"\r\n{body}--b0undary--\r\n".encode("ascii")


def _picture(rng: random.Random) -> bytes:
    image = QImage(640, 420, QImage.Format.Format_RGB32)
    image.fill(QColor(rng.randrange(256), rng.randrange(256), rng.randrange(256)))
    for _ in range(4_000):
        image.setPixelColor(rng.randrange(640), rng.randrange(420), QColor(rng.randrange(256), 0, 0))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _letter(n: int, kind: str, text: str) -> bytes:
    head = _head(n, f"{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64")
    return head + b"\r\n" + _base64(text.encode()).encode("ascii")


def _head(n: int, kind: str) -> bytes:
    """Three in a row are one conversation where they are not newsletters."""
    root = n - n % 8 + 3
    answer = f"In-Reply-To: <l{root}@x>\r\nReferences: <l{root}@x>\r\n" if n % 8 in (4, 5) else ""
    listed = "List-Unsubscribe: <https://shop.example/off>\r\n" if n % 8 == 0 else ""
    sender = f"Person {10 * n} <p{10 * n}@c{10 * n % 90}.example>"
    return (
        f"From: {sender}\r\nTo: me0@bench.example\r\nSubject: Letter {n}\r\nMessage-ID: <l{n}@x>\r\n{answer}{listed}"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n"
    ).encode("ascii")


def _base64(data: bytes) -> str:
    return base64.encodebytes(data).decode("ascii").replace("\n", "\r\n")
