"""One signed-in IMAP connection: commands in, answers out one by one."""

import contextlib
import imaplib
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from connectors.imap import answers
from connectors.imap.answers import Fetched
from connectors.imap.wire import BadAnswer, Wire, named
from workspace.connector.errors import Transient

Pieces = list[bytes]
_LITERAL = re.compile(rb"\{(\d{1,20})\+?\}\r?\n$")
_EXISTS = re.compile(rb"\* (\d{1,10}) EXISTS", re.IGNORECASE)
_UID = re.compile(rb"\d{1,10}")
_STATUS = re.compile(rb"\S+ (OK|NO|BAD)\b ?(.*)", re.IGNORECASE | re.DOTALL)


class Refused(Exception):
    """The server answered NO or BAD to one command; the connection is fine."""

    def __init__(self, text: bytes) -> None:
        self.reason = text.decode("utf-8", "replace").strip()[:300]
        self.code = answers.code(text)[0]
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Selected:
    """A mailbox as SELECT described it; ``modseq`` is 0 where the server keeps none (RFC 7162)."""

    mailbox: bytes
    uidvalidity: int
    uidnext: int
    exists: int
    modseq: int


class Line:
    """A connection after sign-in, with at most one mailbox selected."""

    def __init__(self, wire: Wire, host: str) -> None:
        self.wire = wire
        self.host = host
        self.capabilities = frozenset(wire.capabilities())
        self.selected: Selected | None = None
        self.is_open = True
        self._count = 0
        self.has_qresync = self._enable_qresync()
        self.has_condstore = self.has_qresync or b"CONDSTORE" in self.capabilities

    def _enable_qresync(self) -> bool:
        if not {b"QRESYNC", b"ENABLE"} <= self.capabilities:
            return False
        with named(self.host):
            return b"QRESYNC" in self.wire.enable("QRESYNC")

    def run(self, command: bytes, *rest: bytes) -> Generator[Pieces, None, bytes]:
        """Send a command, yield its untagged answers, return the text after OK; raises ``Refused``.

        ``rest`` are a literal, text, a literal, text, and so on.
        """
        self._count += 1
        tag = b"W%d" % self._count
        self._send(tag, [command, *rest])
        is_done = False
        try:
            while True:
                pieces = self.answer()
                if pieces[0].startswith(tag + b" "):
                    is_done = True
                    return self._completed(pieces[0])
                yield pieces
        finally:
            # Whoever stops listening leaves answers behind that the next command would take for its own.
            if not is_done:
                self.close()

    def _send(self, tag: bytes, pieces: Pieces) -> None:
        """With literals pushed where the server takes them (RFC 7888), else each when it is asked for."""
        pushes = bool({b"LITERAL+", b"LITERAL-"} & self.capabilities)
        waiting = tag + b" " + pieces[0]
        for literal, text in zip(pieces[1::2], pieces[2::2], strict=True):
            waiting += b"{%d%b}\r\n" % (len(literal), b"+" if pushes else b"")
            if not pushes:
                self._write(waiting)
                self._wait_for_go(tag)
                waiting = b""
            waiting += literal + text
        self._write(waiting + b"\r\n")

    def _write(self, data: bytes) -> None:
        with named(self.host):
            self.wire.raw.send(data)

    def _wait_for_go(self, tag: bytes) -> None:
        while not (pieces := self.answer())[0].startswith(b"+"):
            if pieces[0].startswith(tag + b" "):
                self._completed(pieces[0])
                raise Transient("bad_answer", host=self.host)

    def _completed(self, line: bytes) -> bytes:
        status = _STATUS.match(line)
        if status is None:
            raise Transient("bad_answer", host=self.host)
        if status[1].upper() != b"OK":
            raise Refused(status[2])
        return status[2]

    def answer(self) -> Pieces:
        """The next answer, waiting for it."""
        try:
            pieces = self._read_answer()
        except (OSError, imaplib.IMAP4.error, ValueError):
            self.close()
            with named(self.host):
                raise
        if pieces[0][:5].upper() == b"* BYE":
            self.close()
            raise Transient("connection_closed", host=self.host)
        if pieces[0][:1] not in b"*+W":
            self.close()
            raise Transient("bad_answer", host=self.host)
        return pieces

    def _read_answer(self) -> Pieces:
        raw = self.wire.raw
        pieces = []
        while True:
            line = raw.readline()
            if not line.endswith(b"\n"):
                raise imaplib.IMAP4.abort("end of connection")
            literal = _LITERAL.search(line)
            if literal is None:
                pieces.append(line.rstrip(b"\r\n"))
                if not pieces[0]:
                    raise BadAnswer("an empty line")
                return pieces
            pieces.append(line[: literal.start()])
            pieces.append(raw.read(int(literal[1])))

    def ask(self, command: bytes, *rest: bytes) -> tuple[list[Pieces], bytes]:
        """All untagged answers of a small command, and the text after OK."""
        found: list[Pieces] = []
        answering = self.run(command, *rest)
        while True:
            try:
                found.append(next(answering))
            except StopIteration as stop:
                return found, stop.value

    def select(self, mailbox: bytes) -> Selected:
        """Make a mailbox the selected one; raises ``Refused``."""
        self.selected = None
        extra = b" (CONDSTORE)" if self.has_condstore else b""
        name = answers.quoted(mailbox.decode("ascii"))
        found, _ = self.ask(b"SELECT " + name + extra)
        codes = dict(answers.code(pieces[0]) for pieces in found)
        counts = [int(match[1]) for p in found if (match := _EXISTS.match(p[0]))]
        try:
            state = Selected(
                mailbox,
                answers.number(codes.get(b"UIDVALIDITY", b"0")),
                answers.number(codes.get(b"UIDNEXT", b"0")),
                counts[-1] if counts else 0,
                answers.number(codes.get(b"HIGHESTMODSEQ", b"0")),
            )
        except ValueError:
            self.close()
            raise Transient("bad_answer", host=self.host) from None
        self.selected = state
        return state

    def search(self, criteria: bytes) -> list[int]:
        """The UIDs of the selected mailbox that match, ascending."""
        found, _ = self.ask(b"UID SEARCH " + criteria)
        words = [p[0][8:].split() for p in found if p[0][:8].upper() == b"* SEARCH"]
        return sorted({int(word) for line in words for word in line if _UID.fullmatch(word)})

    def search_text(self, criteria: Sequence[bytes | str], limit: int) -> list[int]:
        """The highest UIDs that match, ascending; of ``criteria`` commands are bytes, what a person typed is text."""
        words = [each for each in criteria if isinstance(each, str)]
        pieces = [b"UID SEARCH " + (b"RETURN (ALL) " if b"ESEARCH" in self.capabilities else b"")]
        if not all(map(str.isascii, words)):
            pieces[0] += b"CHARSET UTF-8 "
        for n, each in enumerate(criteria):
            pieces[-1] += b" " if n else b""
            if isinstance(each, bytes):
                pieces[-1] += each
            elif each.isascii():
                pieces[-1] += answers.quoted(each)
            else:
                pieces += [each.encode(), b""]
        found, _ = self.ask(*pieces)
        try:
            spans = [span for p in found for span in answers.searched(p[0])]
        except ValueError:
            raise Transient("bad_answer", host=self.host) from None
        return answers.newest(spans, limit)

    def fetch(self, uids: Sequence[int], items: bytes) -> Iterator[tuple[int, Fetched]]:
        """One UID FETCH; answers that cannot be read, and those of other mails, are left out."""
        wanted = set(uids)
        for pieces in self.run(b"UID FETCH " + answers.uid_set(uids) + b" " + items):
            try:
                found = answers.fetched(pieces)
                uid = answers.number(found.get(b"UID")) if found else 0
            except ValueError:
                continue
            if found and uid in wanted:
                yield uid, found

    def append(self, mailbox: bytes, raw: bytes, flags: Sequence[str]) -> bytes:
        """Put a message into a mailbox; returns the text after OK."""
        with named(self.host):
            try:
                text: bytes = self.wire.append(mailbox, raw, flags)
            except BaseException:
                # Whatever was not read of the answer would be taken for the next command's.
                self.close()
                raise
        return text

    def close(self) -> None:
        """Drop the connection; never raises."""
        if self.is_open:
            self.is_open = False
            self.selected = None
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                self.wire.shutdown()

    def log_out(self) -> None:
        """Say goodbye, then drop the connection; never raises."""
        if self.is_open:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                self.wire.raw.send(b"WX LOGOUT\r\n")
        self.close()
