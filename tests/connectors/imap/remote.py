"""Dovecot and an SMTP sink as the conformance kit's remote: another mail program at the same mailbox."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count

from imapclient import IMAPClient

from tests.fakes.dovecot import PASSWORD, Dovecot
from tests.fakes.relay import Relay
from tests.fakes.smtp import SmtpSink
from workspace.connector.contract_remote import Remote
from workspace.model.items import Email, Item
from workspace.model.kinds import Role

_USERS = count(1)
_VALIDITIES = count(77)
_MAILBOX = {
    Role.INBOX: "INBOX",
    Role.TRASH: "Trash",
    Role.JUNK: "Junk",
    Role.ARCHIVE: "Archive",
}
_UID = re.compile(r"\d+\.(\d+)@(.*)")


class ImapRemote(Remote):
    """One fresh user of a running Dovecot."""

    def __init__(self, server: Dovecot, sink: SmtpSink, *, is_encrypted: bool = True) -> None:
        self.server = server
        self.secrets = {"password": PASSWORD}
        self.wrong_secrets = {"password": "wrong"}
        self.user = f"user{next(_USERS)}@haneul.example"
        self.relay = Relay(server.tls_port if is_encrypted else server.port)
        self.sink = sink
        self.smtp_relay = Relay(self.sink.port)
        self.settings = {
            **server.settings(self.user),
            "port": str(self.relay.port),
            "security": "tls" if is_encrypted else "none",
            "smtp_host": "127.0.0.1",
            "smtp_port": str(self.smtp_relay.port),
            "smtp_security": "none",
        }

    def close(self) -> None:
        self.relay.close()
        self.smtp_relay.close()

    @contextmanager
    def signed_in(self, mailbox: str = "INBOX") -> Iterator[IMAPClient]:
        """Another program's connection, not through the relay."""
        with IMAPClient("127.0.0.1", self.server.port, ssl=False, timeout=10) as client:
            client.login(self.user, PASSWORD)
            client.select_folder(mailbox)
            yield client

    def deliver(self, raw: bytes, received_at: datetime) -> None:
        with self.signed_in() as client:
            client.append("INBOX", re.sub(rb"\r?\n", b"\r\n", raw), (), received_at)

    def delete(self, item: Item) -> None:
        uid, mailbox = _place(item)
        with self.signed_in(mailbox) as client:
            client.delete_messages([uid])
            client.expunge()

    def mark(self, item: Item, *, is_read: bool) -> None:
        uid, mailbox = _place(item)
        with self.signed_in(mailbox) as client:
            (client.add_flags if is_read else client.remove_flags)([uid], [b"\\Seen"])

    def move(self, item: Email, role: Role) -> None:
        uid, mailbox = _place(item)
        with self.signed_in(mailbox) as client:
            client.copy([uid], _MAILBOX[role])
            client.delete_messages([uid])
            client.expunge()

    def marks(self, item: Item) -> tuple[bool, bool]:
        uid, mailbox = _place(item)
        with self.signed_in(mailbox) as client:
            flags = client.get_flags([uid])[uid]
        return b"\\Seen" in flags, b"\\Flagged" in flags

    def mailboxes(self, item: Email) -> set[str]:
        with self.signed_in() as client:
            names = [name for _, _, name in client.list_folders()]
            return {name for name in names if self._has(client, name, item.message_id)}

    def _has(self, client: IMAPClient, mailbox: str, message_id: str | None) -> bool:
        client.select_folder(mailbox)
        return bool(client.search(["HEADER", "Message-ID", message_id]))

    def sent(self) -> list[bytes]:
        return [taken.raw for taken in self.sink.taken if taken.user == self.user]

    def drafts(self) -> list[bytes]:
        return self.raw_mails("Drafts")

    def raw_mails(self, mailbox: str) -> list[bytes]:
        with self.signed_in(mailbox) as client:
            uids = client.search()
            return [found[b"BODY[]"] for found in client.fetch(uids, ["BODY.PEEK[]"]).values()]

    def forget_cursors(self) -> None:
        """A new UIDVALIDITY, as after a server's restore from a backup."""
        validity = next(_VALIDITIES)
        arguments = ("mailbox", "update", "-u", self.user, "--uid-validity", str(validity), "INBOX")
        self.server.doveadm(*arguments)

    def cut_network(self) -> None:
        self.relay.cut()
        self.smtp_relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()
        self.smtp_relay.mend()


def _place(item: Item) -> tuple[int, str]:
    match = _UID.fullmatch(item.remote_id)
    assert match is not None
    return int(match[1]), match[2]
