"""Whole mails in batches, a huge one as a rendition without its files, one part as a stream.

No mail over ``WHOLE`` bytes is ever in memory: what the parser gets instead keeps its header, its texts and the names,
types and sizes of its files, in the same order, so that part ids agree with IMAP sections (RFC 3501 section 6.4.5).
"""

import binascii
import re
from collections.abc import Callable, Iterator, Sequence
from secrets import token_hex

from connectors.imap.answers import Fetched, number
from connectors.imap.fetching import PatientFetch
from connectors.imap.line import Line, Refused
from connectors.imap.structure import Params, Part, part
from connectors.imap.wire import MAX_LITERAL
from workspace.connector.errors import Rejected, Transient
from workspace.mail import mime
from workspace.mail.parse import attachment

WHOLE = 25 * 1024 * 1024
SMALL = 4 * 1024 * 1024
BATCH_MAILS = 200
BATCH_BYTES = 8 * 1024 * 1024
PIECE = 1024 * 1024
_CONTENT_FIELD = re.compile(rb"^(?:content-[^\n]*|mime-version:[^\n]*)\n(?:[ \t][^\n]*\n)*", re.I | re.M)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


class Bodies:
    """Reads from one mailbox; ``select`` gives its open connection."""

    def __init__(self, select: Callable[[], Line], limits: tuple[int, int] = (WHOLE, SMALL)) -> None:
        self._select = select
        self._whole, self._small = limits
        self._patient = PatientFetch(select)

    def whole(self, uids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Each mail as bytes, newest first; one that the server cannot give comes as its header, or not at all."""
        sizes = self._sizes(uids)
        for batch in _batches(sorted(sizes, reverse=True), sizes, self._whole):
            if sizes[batch[0]] > self._whole:
                yield batch[0], self._rendition(batch[0])
            else:
                yield from reversed(self._honest(batch, sum(sizes[uid] for uid in batch)))

    def _honest(self, batch: list[int], announced: int) -> list[tuple[int, bytes]]:
        """A batch that is at most one literal larger than the sizes said."""
        held: list[tuple[int, bytes]] = []
        for uid, raw in self._bodies(sorted(batch)):
            announced -= len(raw)
            held.append((uid, raw))
            if announced < -MAX_LITERAL:
                raise Transient("bad_answer", host=self._select().host)
        return held

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        asked = self._patient.fetch(sorted(uids), b"(UID RFC822.SIZE)", b"RFC822.SIZE")
        return {uid: _length(found) for uid, found in asked}

    def _bodies(self, uids: list[int]) -> Iterator[tuple[int, bytes]]:
        for uid, found in self._patient.fetch(uids, b"(UID BODY.PEEK[])", b"BODY[]"):
            raw: object = found.get(b"BODY[]") if found else None
            if not isinstance(raw, bytes):
                raw = self._item(uid, b"BODY.PEEK[HEADER]", b"BODY[HEADER]")
            if isinstance(raw, bytes):
                yield uid, raw

    def _item(self, uid: int, item: bytes, key: bytes) -> object:
        answers = self._patient.fetch([uid], b"(UID " + item + b")", key)
        return next((found.get(key) for _, found in list(answers) if found), None)

    def structure(self, uid: int) -> Part | None:
        """The parts as the server sees them; None if it cannot say."""
        value = self._item(uid, b"BODYSTRUCTURE", b"BODYSTRUCTURE")
        try:
            return part(value) if isinstance(value, list) else None
        except ValueError:
            return None

    def _rendition(self, uid: int) -> bytes:
        """Header, texts and empty parts; well-formed whatever the mail was."""
        header = self._item(uid, b"BODY.PEEK[HEADER]", b"BODY[HEADER]")
        top = _CONTENT_FIELD.sub(b"", header.rstrip(b"\r\n") + b"\r\n" if isinstance(header, bytes) else b"")
        root = self.structure(uid)
        if root is None:
            return top + b"\r\n"
        return top + b"MIME-Version: 1.0\r\n" + self._rendered(uid, root)

    def _rendered(self, uid: int, each: Part) -> bytes:
        if each.is_multipart:
            mark = f"workspace-{token_hex(12)}".encode()
            inner = b"".join(b"--" + mark + b"\r\n" + self._rendered(uid, c) + b"\r\n" for c in each.children)
            head = _field("Content-Type", each.content_type, (("boundary", mark.decode()),))
            return head + b"\r\n" + inner + b"--" + mark + b"--\r\n"
        head = _field("Content-Type", each.content_type, each.params)
        head += _field("Content-Disposition", each.disposition, each.disposition_params)
        head += _field("Content-ID", each.content_id, ())
        head += _field("Content-Transfer-Encoding", each.encoding, ())
        if each.is_text and each.size <= self._small:
            key = f"BODY[{each.section}]".encode()
            content = self._item(uid, key.replace(b"BODY", b"BODY.PEEK"), key)
            return head + b"\r\n" + (content if isinstance(content, bytes) else b"")
        return head + _field("X-Workspace-Size", str(each.decoded_size), ()) + b"\r\n"

    def part_of(self, uid: int, part_id: str | None) -> Iterator[bytes]:
        """One part decoded, or the whole raw mail for None; raises ``Rejected("not_found")``."""
        size = self._sizes([uid]).get(uid)
        if size is None:
            raise Rejected("not_found", what="The mail")
        if part_id is None:
            yield from self._stream(uid, "")
            return
        if size > self._small and "/" not in part_id:
            found = self._large_part(uid, part_id)
            if found is not None:
                yield from self._decoded(uid, found)
                return
        if size > self._whole:
            raise Rejected("not_found", what="The attachment")
        yield from _pieces(self._small_part(uid, part_id))

    def _small_part(self, uid: int, part_id: str) -> bytes:
        raw = next((raw for _, raw in self._bodies([uid])), b"")
        try:
            return attachment(raw, part_id)
        except LookupError:
            raise Rejected("not_found", what="The attachment") from None

    def _large_part(self, uid: int, part_id: str) -> Part | None:
        root = self.structure(uid)
        leaves = (each for each in root.walk() if not each.is_multipart) if root else ()
        return next((each for each in leaves if each.section == part_id), None)

    def _decoded(self, uid: int, each: Part) -> Iterator[bytes]:
        if each.encoding == "base64":
            yield from decode_base64(self._stream(uid, each.section))
        elif each.encoding in ("", "7bit", "8bit", "binary"):
            yield from self._stream(uid, each.section)
        elif each.size <= WHOLE:
            data = b"".join(self._stream(uid, each.section))
            yield from _pieces(mime.decode_transfer(data, each.encoding.replace("x-uue", "uue")))
        else:
            raise Rejected("too_large", name="The attachment", limit=WHOLE // PIECE, host="Workspace")

    def _stream(self, uid: int, section: str) -> Iterator[bytes]:
        """A section in pieces (RFC 3501 partial FETCH); raises ``Rejected`` where it cannot be had."""
        key = f"BODY[{section}]".encode()
        at = 0
        while True:
            item = f"(UID BODY.PEEK[{section}]<{at}.{PIECE}>)".encode()
            line = self._select()
            try:
                answers = [found.get(key) for _, found in line.fetch([uid], item) if key in found]
            except Refused as error:
                raise Rejected("refused", host=line.host, reason=error.reason) from error
            data = answers[0] if answers else None
            if data is None:
                raise Rejected("not_found", what="The mail")
            if not isinstance(data, bytes) or len(data) > PIECE:
                raise Transient("bad_answer", host=line.host)
            if data:
                yield data
            if len(data) < PIECE:
                return
            at += len(data)


def decode_base64(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Base64 decoded as it comes, whatever stands between its digits."""
    left = b""
    for piece in pieces:
        digits = left + _NOT_BASE64.sub(b"", piece)
        whole = len(digits) & ~3
        left = digits[whole:]
        if whole:
            yield binascii.a2b_base64(digits[:whole])
    if len(left) > 1:
        yield binascii.a2b_base64(left + b"=" * (-len(left) % 4))


def _batches(uids: list[int], sizes: dict[int, int], whole: int) -> Iterator[list[int]]:
    """Runs of mails that are together small; a huge one alone."""
    batch: list[int] = []
    held = 0
    for uid in uids:
        is_full = len(batch) >= BATCH_MAILS or held + sizes[uid] > min(BATCH_BYTES, whole)
        if batch and is_full:
            yield batch
            batch, held = [], 0
        batch.append(uid)
        held += sizes[uid]
    if batch:
        yield batch


def _length(found: Fetched | None) -> int:
    try:
        return number(found.get(b"RFC822.SIZE")) if found else 0
    except ValueError:
        return 0


def _field(name: str, value: str, params: Params) -> bytes:
    if not value:
        return b""
    written = [f'{key}="{text.replace(chr(34), chr(39))}"' for key, text in params]
    line = f"{name}: {'; '.join([value, *written])}"
    clean = re.sub(r"[\r\n\x00]", " ", line)
    return clean.encode("utf-8", "surrogateescape") + b"\r\n"


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE))
