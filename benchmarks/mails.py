"""Seeded mails for the benchmarks: 20 % Korean, threads, HTML, base64, some attachments; the same bytes every time."""

import base64
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from pathlib import Path

SEED = 20
START = datetime(2024, 1, 1, tzinfo=UTC)
SYLLABLES = (
    "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후기니디리미비시이지치키티피히"
)
PARTICLES = ("", "", "을", "를", "은", "는", "에서", "으로", "과")
KNOWN_KOREAN = ("계약", "주문", "배송", "견적", "회의")
KNOWN_ENGLISH = ("contract", "order", "delivery", "quote", "meeting", "invoice", "renewal")


class Words:
    """A vocabulary with Zipf-like frequencies, so that some words are in a third of all mails and most in few."""

    def __init__(self, rng: random.Random) -> None:
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.rng = rng
        self.english = [*KNOWN_ENGLISH] + ["".join(rng.choices(letters, k=rng.randint(3, 10))) for _ in range(40_000)]
        self.korean = [*KNOWN_KOREAN] + ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(20_000)]

    def text(self, count: int, *, is_korean: bool) -> str:
        words = [self._word(is_korean=is_korean) for _ in range(count)]
        lines = (" ".join(words[n : n + 12]) for n in range(0, len(words), 12))
        return "\r\n".join(lines)

    def _word(self, *, is_korean: bool) -> str:
        vocabulary = self.korean if is_korean else self.english
        rank = int(len(vocabulary) ** self.rng.random()) - 1
        word = vocabulary[rank]
        return word + self.rng.choice(PARTICLES) if is_korean else word


def mails(count: int) -> Iterator[tuple[datetime, bytes]]:
    """``count`` messages, oldest first, with their arrival times."""
    rng = random.Random(SEED)  # seeded: every run measures the same bytes
    words = Words(rng)
    roots: list[tuple[str, str]] = []
    for n in range(count):
        at = START + timedelta(minutes=17 * n)
        is_korean = rng.random() < 0.2
        yield at, _mail(n, at, words, roots, is_korean=is_korean)


def _mail(n: int, at: datetime, words: Words, roots: list[tuple[str, str]], *, is_korean: bool) -> bytes:
    rng = words.rng
    message_id = f"<m{n}@bench.example>"
    reply = rng.choice(roots[-200:]) if roots and rng.random() < 0.6 else None
    subject = f"Re: {reply[1]}" if reply else words.text(rng.randint(2, 7), is_korean=is_korean)
    if reply is None:
        roots.append((message_id, subject))
    charset = "euc-kr" if is_korean and rng.random() < 0.15 else "utf-8"
    head = [
        f"From: {Header(f'Person {n % 400}', 'utf-8').encode()} <p{n % 400}@c{n % 90}.example>",
        "To: Me <me@bench.example>",
        f"Subject: {Header(subject, 'utf-8').encode(linesep=chr(13) + chr(10))}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: {message_id}",
        *([f"In-Reply-To: {reply[0]}", f"References: {reply[0]}"] if reply else []),
        "MIME-Version: 1.0",
    ]
    text = words.text(rng.randint(60, 500), is_korean=is_korean)
    return "\r\n".join([*head, _body(rng, text, charset)]).encode("ascii")


def _body(rng: random.Random, text: str, charset: str) -> str:
    plain = _part("text/plain", text, charset)
    shape = rng.random()
    if shape < 0.45:
        return plain
    html = _part("text/html", f"<html><body><p>{text}</p></body></html>", charset)
    if shape < 0.6:
        return html
    parts = [plain, html]
    if shape > 0.95:
        data = base64.encodebytes(rng.randbytes(20_000)).decode("ascii").replace("\n", "\r\n")
        parts.append(
            'Content-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
            f'Content-Disposition: attachment; filename="a.pdf"\r\n\r\n{data}'
        )
    kind = "mixed" if len(parts) > 2 else "alternative"
    body = "".join(f"--b0undary\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="b0undary"\r\n\r\n{body}--b0undary--\r\n'


def _part(content_type: str, text: str, charset: str) -> str:
    data = base64.encodebytes(text.encode(charset, "replace")).decode("ascii")
    lines = data.replace("\n", "\r\n")
    return f"Content-Type: {content_type}; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines}"


def write_maildir(folder: Path, count: int) -> None:
    """A Maildir of ``count`` mails, all read, for the peers that index files."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for n, (at, raw) in enumerate(mails(count)):
        path = folder / "cur" / f"{int(at.timestamp())}.{n:06}.bench:2,S"
        path.write_bytes(raw.replace(b"\r\n", b"\n"))
