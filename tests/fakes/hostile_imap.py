"""An IMAP server on loopback that really serves mails, and breaks the rules where it is told to.

Each fault is a line of :class:`Faults`; everything else is answered as a plain IMAP4rev1 server would.
"""

import contextlib
import re
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

_TAGGED = re.compile(rb"(\S+) (UID )?(\w+) ?(.*)", re.DOTALL)


@dataclass(slots=True)
class Faults:
    """What goes wrong; UIDs name mails. All of it may be changed while the server runs."""

    hangs_up_in: set[int] = field(default_factory=set)
    """The connection closes in the middle of the mail's literal."""
    stalls_at: set[int] = field(default_factory=set)
    """Nothing more comes before this mail."""
    overstates: set[int] = field(default_factory=set)
    """The literal's size is a thousand more than what follows."""
    understates: set[int] = field(default_factory=set)
    """The literal's size is less than what follows."""
    announces: dict[int, int] = field(default_factory=dict)
    """The literal is announced with this size, and then the connection is silent."""
    refuses: dict[int, str] = field(default_factory=dict)
    """A FETCH that includes the mail ends with NO or BAD, before the mail is given."""
    garbage_before: set[int] = field(default_factory=set)
    """Well-framed nonsense comes before the mail."""
    dates: dict[int, str] = field(default_factory=dict)
    """The mail's INTERNALDATE as it stands."""
    refused_mailboxes: set[str] = field(default_factory=set)
    says_bye_at: str = ""
    """The command that is answered with BYE."""
    greeting: bytes = b"* OK hello\r\n"


class HostileImap:
    """Serves ``mails`` (UID 1 and up) in INBOX; the mailboxes in ``names`` are empty."""

    def __init__(self, mails: Sequence[bytes], names: Sequence[str] = ("INBOX",)) -> None:
        self.mails = list(mails)
        self.names = names
        self.faults = Faults()
        self.commands: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._guard = threading.Lock()
        self._open: set[socket.socket] = set()
        self._closing = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def settings(self) -> dict[str, str]:
        return {
            "host": "127.0.0.1",
            "port": str(self.port),
            "security": "none",
            "username": "kim@haneul.example",
        }

    def close(self) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._guard:
            for each in self._open:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._guard:
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as lines:
            connection.sendall(self.faults.greeting)
            for line in lines:
                self.commands.append(line)
                match = _TAGGED.match(line.rstrip(b"\r\n"))
                if match is None or not self._answer(connection, match):
                    break
        with self._guard:
            self._open.discard(connection)

    def _answer(self, connection: socket.socket, match: re.Match[bytes]) -> bool:
        """False where the connection is to be closed."""
        tag, _, word, rest = match.groups()
        name = word.decode().upper()
        if name == self.faults.says_bye_at:
            connection.sendall(b"* BYE too busy\r\n")
            return False
        if name == "FETCH":
            return self._fetch(connection, tag, rest)
        untagged, status = self._simple(name, rest)
        connection.sendall(untagged + tag + b" " + status + b"\r\n")
        return name != "LOGOUT"

    def _simple(self, name: str, rest: bytes) -> tuple[bytes, bytes]:
        if name == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\n", b"OK done"
        if name == "LIST":
            lines = "".join(f'* LIST () "/" "{each}"\r\n' for each in self.names)
            return lines.encode(), b"OK done"
        if name == "SELECT":
            return self._select(rest.decode().strip('"'))
        if name == "SEARCH":
            uids = b" ".join(b"%d" % uid for uid in self._uids(rest))
            return b"* SEARCH " + uids + b"\r\n", b"OK done"
        return b"", b"OK done"

    def _select(self, mailbox: str) -> tuple[bytes, bytes]:
        if mailbox in self.faults.refused_mailboxes:
            return b"", b"NO [NOPERM] not for you"
        count = len(self.mails) if mailbox == "INBOX" else 0
        lines = f"* {count} EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT {count + 1}] ok\r\n"
        return lines.encode(), b"OK [READ-WRITE] done"

    def _uids(self, text: bytes) -> list[int]:
        """The existing UIDs that a command names; all where it names none."""
        spans = re.findall(rb"(\d+)(?::(\d+))?", text.split(b"(")[0])
        everything = range(1, len(self.mails) + 1)
        if not spans:
            return list(everything)
        named = [(int(low), int(high or low)) for low, high in spans]
        return [uid for uid in everything if any(low <= uid <= high for low, high in named)]

    def _fetch(self, connection: socket.socket, tag: bytes, rest: bytes) -> bool:
        for uid in self._uids(rest):
            if uid in self.faults.refuses:
                refusal = self.faults.refuses[uid].encode()
                connection.sendall(tag + b" " + refusal + b" cannot read that\r\n")
                return True
            if not self._send_mail(connection, uid, rest):
                return False
        connection.sendall(tag + b" OK done\r\n")
        return True

    def _send_mail(self, connection: socket.socket, uid: int, rest: bytes) -> bool:
        raw = self.mails[uid - 1]
        date = self.faults.dates.get(uid, "02-Mar-2026 09:00:00 +0000")
        if uid in self.faults.garbage_before:
            connection.sendall(b"* %d FETCH (UID (((\r\n* \xff\xfe GARBAGE ((\r\n* 9 FETCH\r\n" % uid)
        head = b'* %d FETCH (UID %d FLAGS () INTERNALDATE "%s" RFC822.SIZE %d' % (
            uid,
            uid,
            date.encode(),
            len(raw),
        )
        if b"BODY" not in rest:
            connection.sendall(head + b")\r\n")
            return True
        if uid in self.faults.stalls_at:
            connection.sendall(head)
            self._closing.wait()
            return False
        key, data = _section(raw, rest)
        return self._send_literal(connection, uid, head + b" " + key, data)

    def _send_literal(self, connection: socket.socket, uid: int, head: bytes, data: bytes) -> bool:
        faults = self.faults
        size = len(data)
        if uid in faults.announces:
            connection.sendall(head + b" {%d}\r\n" % faults.announces[uid] + data)
            self._closing.wait()
            return False
        if uid in faults.overstates:
            size += 1000
        if uid in faults.understates:
            size //= 2
        is_cut = uid in faults.hangs_up_in
        sent = data[: len(data) // 2] if is_cut else data + b")\r\n"
        connection.sendall(head + b" {%d}\r\n" % size + sent)
        return not is_cut


def _section(raw: bytes, rest: bytes) -> tuple[bytes, bytes]:
    """The item's name in the answer, and its bytes."""
    header, _, _ = raw.partition(b"\r\n\r\n")
    if b"BODY.PEEK[]" in rest:
        return b"BODY[]", raw
    key = b"BODY[HEADER.FIELDS (DATE)]" if b"HEADER.FIELDS" in rest else b"BODY[HEADER]"
    return key, header + b"\r\n\r\n"
