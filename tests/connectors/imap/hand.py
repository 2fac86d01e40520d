"""Another mail program at the same mailbox, as the conformance kit's remote needs one."""

import re
from abc import abstractmethod
from contextlib import AbstractContextManager
from datetime import datetime

from imapclient import IMAPClient

from workspace.connector.contract_remote import Remote
from workspace.model.items import Email, Item
from workspace.model.kinds import Role

_UID = re.compile(r"\d+\.(\d+)@(.*)")


class ImapHand(Remote):
    """Whatever server it is; a subclass signs in and knows the mailboxes' names."""

    criteria: tuple[str, ...] = ("ALL",)
    """Which mails count, where the mailboxes have others too (RFC 3501 section 6.4.4)."""

    @abstractmethod
    def signed_in(self, mailbox: str = "INBOX") -> AbstractContextManager[IMAPClient]:
        """A connection with that mailbox selected."""

    @abstractmethod
    def named(self, role: Role) -> str:
        """The name of the mailbox with that role."""

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
            client.copy([uid], self.named(role))
            client.delete_messages([uid])
            client.expunge()

    def marks(self, item: Item) -> tuple[bool, bool]:
        uid, mailbox = _place(item)
        with self.signed_in(mailbox) as client:
            flags = client.get_flags([uid])[uid]
        return b"\\Seen" in flags, b"\\Flagged" in flags

    def mailboxes(self, item: Email) -> set[str]:
        with self.signed_in() as client:
            names = [name for flags, _, name in client.list_folders() if b"\\Noselect" not in flags]
            return {name for name in names if self._has(client, name, item.message_id)}

    def _has(self, client: IMAPClient, mailbox: str, message_id: str | None) -> bool:
        client.select_folder(mailbox)
        return bool(client.search(["HEADER", "Message-ID", message_id]))

    def drafts(self) -> list[bytes]:
        return self.raw_mails(self.named(Role.DRAFTS))

    def raw_mails(self, mailbox: str) -> list[bytes]:
        with self.signed_in(mailbox) as client:
            uids = client.search(self.criteria)
            return [found[b"BODY[]"] for found in client.fetch(uids, ["BODY.PEEK[]"]).values()]


def _place(item: Item) -> tuple[int, str]:
    match = _UID.fullmatch(item.remote_id)
    assert match is not None
    return int(match[1]), match[2]
