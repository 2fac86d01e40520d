"""The conformance kit on a real IMAP and SMTP server: ``make live NAME=imap``."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import pytest
from imapclient import IMAPClient

from connectors.imap.connector import ImapConnector
from tests.connectors.imap.hand import ImapHand
from tests.live import Foreign, Keys, LiveContract
from workspace.model.items import Address
from workspace.model.kinds import Role

TIMEOUT_SECONDS = 60

SENDING = (
    "test_a_sent_mail_goes_out_and_is_found",
    "test_a_reply_keeps_the_thread",
    "test_a_sent_attachment_arrives_byte_for_byte",
)


class LiveImap(Foreign, ImapHand):
    """Another mail program at the same mailbox; what it sends goes to ``correspondent``, else to itself."""

    # Every mail of the kit has such a Message-ID; .example is nobody's (RFC 2606).
    criteria = ("HEADER", "Message-ID", "@haneul.example")

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.address = keys.settings.get("address") or keys.settings["username"]
        self.me = Address("Me", self.address)
        self.them = Address("Orders desk", keys.more.get("correspondent", self.address))

    @contextmanager
    def signed_in(self, mailbox: str = "INBOX") -> Iterator[IMAPClient]:
        settings, security = self.settings, self.settings.get("security", "tls")
        context = ssl.create_default_context(cafile=settings.get("ca_file"))
        port = int(settings.get("port", "993"))
        is_tls = security == "tls"
        with IMAPClient(
            settings["host"], port, ssl=is_tls, ssl_context=context if is_tls else None, timeout=TIMEOUT_SECONDS
        ) as client:
            if security == "starttls":
                client.starttls(context)
            client.login(settings["username"], self.secrets["password"])
            client.select_folder(mailbox)
            yield client

    @cached_property
    def _special(self) -> dict[Role, str]:
        """RFC 6154, else the usual names."""
        flags = {Role.TRASH: b"\\Trash", Role.JUNK: b"\\Junk", Role.ARCHIVE: b"\\Archive", Role.SENT: b"\\Sent"}
        with self.signed_in() as client:
            found = {role: client.find_special_folder(flag) for role, flag in flags.items()}
            found[Role.DRAFTS] = client.find_special_folder(b"\\Drafts")
        return {role: name for role, name in found.items() if name}

    def named(self, role: Role) -> str:
        assert role in self._special, f"the account has no mailbox for {role.value}: make one"
        return self._special[role]

    def sent(self) -> list[bytes]:
        return self.raw_mails(self.named(Role.SENT))

    def tidy(self) -> None:
        with self.signed_in() as client:
            for flags, _, name in client.list_folders():
                if b"\\Noselect" in flags:
                    continue
                client.select_folder(name)
                if uids := client.search(self.criteria):
                    client.delete_messages(uids)
                    client.expunge()


class SmallPages(ImapConnector):
    """Pages so small that the kit's few mails make several."""

    first_page = 2
    page = 3


class TestLive(LiveContract):
    connector_id = "imap"
    connector_class = SmallPages
    foreign = LiveImap

    @pytest.fixture(autouse=True)
    def can_send(self, request: pytest.FixtureRequest, remote: LiveImap) -> None:
        """Without ``smtp_host`` the account only receives."""
        if not remote.settings.get("smtp_host") and request.node.name in SENDING:
            pytest.skip("no smtp_host among the keys: nothing is sent")
