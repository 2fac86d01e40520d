"""Dovecot and an SMTP sink as the conformance kit's remote."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from imapclient import IMAPClient

from tests.connectors.imap.hand import ImapHand
from tests.fakes.dovecot import PASSWORD, Dovecot
from tests.fakes.relay import Relay
from tests.fakes.smtp import SmtpSink
from workspace.model.kinds import Role

_USERS = count(1)
_VALIDITIES = count(77)
_MAILBOX = {
    Role.INBOX: "INBOX",
    Role.TRASH: "Trash",
    Role.JUNK: "Junk",
    Role.ARCHIVE: "Archive",
    Role.DRAFTS: "Drafts",
}


class ImapRemote(ImapHand):
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

    def named(self, role: Role) -> str:
        return _MAILBOX[role]

    def sent(self) -> list[bytes]:
        return [taken.raw for taken in self.sink.taken if taken.user == self.user]

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
