"""Names of what lies where: ids of Graph, with the address of a shared mailbox before those that lie in one.

Graph's ids of mails and folders hold no ``@``: https://learn.microsoft.com/graph/outlook-immutable-id
"""

from dataclasses import dataclass

from connectors.microsoft.graph import path
from workspace.connector.errors import Rejected
from workspace.model.ids import RemoteId


@dataclass(frozen=True, slots=True)
class Place:
    """A mail or a folder: its id, and the mailbox where it is not the user's own."""

    mailbox: str
    graph_id: str

    @property
    def root(self) -> str:
        return root_of(self.mailbox)

    @property
    def message(self) -> str:
        return self.root + path("messages", self.graph_id)

    @property
    def folder(self) -> str:
        return self.root + path("mailFolders", self.graph_id)


def root_of(mailbox: str) -> str:
    """Where a mailbox begins: ``/me`` or ``/users/ADDRESS``."""
    return path("users", mailbox) if mailbox else "/me"


def place(remote_id: str) -> Place:
    head, slash, rest = remote_id.partition("/")
    return Place(head, rest) if slash and "@" in head else Place("", remote_id)


def named(mailbox: str, graph_id: str) -> RemoteId:
    return RemoteId(f"{mailbox}/{graph_id}" if mailbox else graph_id)


@dataclass(frozen=True, slots=True)
class Talk:
    """A chat, or a channel of a team; with ``root`` and ``reply`` a message in it."""

    team: str
    channel: str
    root: str = ""
    reply: str = ""

    @property
    def messages(self) -> str:
        where = path("teams", self.team, "channels", self.channel) if self.team else path("chats", self.channel)
        return f"{where}/messages"

    @property
    def message(self) -> str:
        where = self.messages + path(self.root)
        return f"{where}/replies{path(self.reply)}" if self.reply else where

    @property
    def remote_id(self) -> RemoteId:
        """As the service's own addresses say it: ``chats/CHAT/MESSAGE``, ``teams/TEAM/CHANNEL/MESSAGE/REPLY``."""
        where = ("teams", self.team) if self.team else ("chats",)
        return RemoteId("/".join(each for each in (*where, self.channel, self.root, self.reply) if each))

    def of(self, message_id: str, reply_to: str | None) -> "Talk":
        """The message of that id here; ``reply_to`` is the one that it answers, in a channel."""
        if reply_to and self.team and reply_to != message_id:
            return Talk(self.team, self.channel, reply_to, message_id)
        return Talk(self.team, self.channel, message_id)


def talk(remote_id: str) -> Talk:
    """Raises ``Rejected("not_found")`` for what is no chat, channel or message."""
    first, *parts = remote_id.split("/")
    if first == "teams" and len(parts) in (2, 3, 4):
        return Talk(*parts)
    if first == "chats" and len(parts) in (1, 2):
        return Talk("", *parts)
    raise Rejected("not_found", what="The message")
