"""Mail that goes out, and drafts: made as a draft under its own Message-ID, given its files, then sent.

The draft keeps its immutable id when it becomes the copy in Sent (https://learn.microsoft.com/graph/outlook-immutable-id),
and whoever asks later finds it by its Message-ID. An answer to an invitation goes as MIME: JSON has no place for iTIP.
"""

import base64
from collections.abc import Callable, Iterable, Iterator

from connectors.microsoft.delta import is_missing
from connectors.microsoft.graph import Graph, Json, path
from connectors.microsoft.mail import by_message_id
from connectors.microsoft.mail_mapping import links, message
from connectors.microsoft.remote_ids import named, place, root_of
from connectors.microsoft.verbs import receipt
from workspace.connector.errors import Rejected, Transient
from workspace.connector.payloads import Outgoing, OutgoingAttachment
from workspace.mail.compose import OutgoingFile, build
from workspace.model.actions import Action, Receipt
from workspace.model.kinds import Kind, Verb

SMALL = 3 * 1024 * 1024
"""Files below go in one call; larger ones, up to 150 MB, by an upload session.

https://learn.microsoft.com/graph/outlook-large-attachments
"""
RANGE = 320 * 1024 * 10
"""A range is at most 4 MB, and a multiple of 320 KiB as for files elsewhere in Graph."""

_MIME_FIELDS = "from_ to cc bcc subject text html message_id in_reply_to references calendar".split()

Blob = Callable[[str], Iterator[bytes]]


class Sending:
    """Sends and keeps mail for the user's own mailbox and for shared ones."""

    def __init__(self, graph: Graph, blob: Blob, shared: Iterable[str]) -> None:
        self._graph = graph
        self._blob = blob
        self._shared = {each.lower(): each for each in shared}

    def send(self, action: Action) -> Receipt:
        """Once: a mail under this Message-ID that went out already is the answer; a half-made draft is made anew."""
        outgoing = Outgoing.from_json(dict(action.payload))
        mailbox = self._mailbox(outgoing)
        for known in by_message_id(self._graph, mailbox, outgoing.message_id):
            if not known.get("isDraft"):
                return receipt(action, named(mailbox, str(known["id"])), known.get("webLink"), found=True)
            self._discard(mailbox, str(known["id"]))
        if outgoing.calendar is not None:
            self._graph.post_mime(f"{root_of(mailbox)}/sendMail", self._mime(outgoing))
            return receipt(action)
        draft = self._answer(action, outgoing, mailbox) or self._draft(outgoing, mailbox)
        where = root_of(mailbox) + path("messages", str(draft["id"]))
        self._attach(where, outgoing.attachments)
        self._graph.post(f"{where}/send")
        return receipt(action, named(mailbox, str(draft["id"])), draft.get("webLink"))

    def _mime(self, outgoing: Outgoing) -> bytes:
        """Bcc is written: whoever takes a whole message knows its recipients from nowhere else."""
        files = [
            OutgoingFile(each.name, each.content_type, b"".join(self._blob(each.blob_id)), each.content_id)
            for each in outgoing.attachments
        ]
        given = {name: getattr(outgoing, name) for name in _MIME_FIELDS}
        try:
            return build(**given, attachments=files, sent_at=outgoing.date, keep_bcc=True)
        except ValueError as error:
            raise Rejected("refused", host=self._graph.host, reason=str(error)) from None

    def find(self, action: Action) -> Receipt | None:
        """The copy of a mail that went out; a draft does not count."""
        outgoing = Outgoing.from_json(dict(action.payload))
        mailbox = self._mailbox(outgoing)
        for known in by_message_id(self._graph, mailbox, outgoing.message_id):
            if not known.get("isDraft"):
                return receipt(action, named(mailbox, str(known["id"])), known.get("webLink"), found=True)
        return None

    def save_draft(self, action: Action) -> Receipt:
        """The draft of that Message-ID is changed where there is one, so that its id stays."""
        outgoing = Outgoing.from_json(dict(action.payload))
        mailbox = self._mailbox(outgoing)
        known = self._drafts(mailbox, outgoing)
        if known:
            draft = self._graph.patch(root_of(mailbox) + path("messages", known[0]), message(outgoing))
            draft.setdefault("id", known[0])
        else:
            draft = self._draft(outgoing, mailbox)
        where = root_of(mailbox) + path("messages", str(draft["id"]))
        if known:
            self._detach(where)
        self._attach(where, outgoing.attachments)
        for surplus in known[1:]:
            self._discard(mailbox, surplus)
        return receipt(action, named(mailbox, str(draft["id"])), draft.get("webLink"))

    def delete_draft(self, action: Action) -> Receipt:
        outgoing = Outgoing.from_json(dict(action.payload))
        mailbox = self._mailbox(outgoing)
        for known in self._drafts(mailbox, outgoing):
            self._discard(mailbox, known)
        return receipt(action)

    def _mailbox(self, outgoing: Outgoing) -> str:
        """The shared mailbox that it is written from; empty for the user's own."""
        return self._shared.get(outgoing.from_.email.lower(), "")

    def _drafts(self, mailbox: str, outgoing: Outgoing) -> list[str]:
        found = by_message_id(self._graph, mailbox, outgoing.message_id, within="drafts")
        return [str(each["id"]) for each in found]

    def _draft(self, outgoing: Outgoing, mailbox: str, **more: str) -> Json:
        """https://learn.microsoft.com/graph/api/user-post-messages"""
        body = {**message(outgoing), **links(outgoing), **more}
        return self._made(self._graph.post(f"{root_of(mailbox)}/messages", body))

    def _answer(self, action: Action, outgoing: Outgoing, mailbox: str) -> Json | None:
        """A draft in the conversation of the answered mail; None where that is not in this mailbox (any more).

        https://learn.microsoft.com/graph/api/message-createreply
        """
        item = action.item
        if action.verb is not Verb.REPLY or item is None or item.kind is not Kind.EMAIL:
            return None
        answered = place(item.remote_id)
        if answered.mailbox != mailbox:
            return None
        try:
            draft = self._made(self._graph.post(f"{answered.message}/createReply"))
        except Rejected as error:
            if not is_missing(error):
                raise
            return None
        where = root_of(mailbox) + path("messages", str(draft["id"]))
        written = {**draft, **self._graph.patch(where, message(outgoing))}
        if written.get("internetMessageId") in (None, outgoing.message_id):
            return written
        # Found again by its Message-ID alone: a service that keeps its own gets a new draft, in the conversation.
        self._discard(mailbox, str(draft["id"]))
        thread = written.get("conversationId")
        return self._draft(outgoing, mailbox, **({"conversationId": str(thread)} if thread else {}))

    def _made(self, draft: Json) -> Json:
        if not draft.get("id"):
            raise Transient("bad_answer", host=self._graph.host)
        return draft

    def _discard(self, mailbox: str, graph_id: str) -> None:
        try:
            self._graph.delete(root_of(mailbox) + path("messages", graph_id))
        except Rejected as error:
            if error.message_key != "not_found":
                raise

    def _detach(self, where: str) -> None:
        answer = self._graph.get(f"{where}/attachments", {"$select": "id"})
        for each in answer.get("value") or ():
            self._graph.delete(f"{where}/attachments{path(str(each['id']))}")

    def _attach(self, where: str, attachments: Iterable[OutgoingAttachment]) -> None:
        for each in attachments:
            if each.size < SMALL or not self._upload(where, each):
                self._attach_small(where, each)

    def _attach_small(self, where: str, each: OutgoingAttachment) -> None:
        """https://learn.microsoft.com/graph/api/message-post-attachments"""
        content = b"".join(self._blob(each.blob_id))
        file = {"@odata.type": "#microsoft.graph.fileAttachment", **_named(each)}
        self._graph.post(f"{where}/attachments", {**file, "contentBytes": base64.b64encode(content).decode("ascii")})

    def _upload(self, where: str, each: OutgoingAttachment) -> bool:
        """False where there are no such sessions: https://learn.microsoft.com/graph/api/attachment-createuploadsession"""
        item = {"attachmentType": "file", "size": each.size, **_named(each)}
        try:
            made = self._graph.post(f"{where}/attachments/createUploadSession", {"AttachmentItem": item})
        except Rejected as error:
            if not is_missing(error):
                raise
            return False
        url = str(made.get("uploadUrl") or "")
        if not url:
            raise Transient("bad_answer", host=self._graph.host)
        at = 0
        for piece in _ranges(self._blob(each.blob_id)):
            self._graph.put_range(url, piece, at, each.size)
            at += len(piece)
        return True


def _named(each: OutgoingAttachment) -> Json:
    file: Json = {"name": each.name, "contentType": each.content_type, "isInline": each.content_id is not None}
    return {**file, "contentId": each.content_id.strip("<>")} if each.content_id else file


def _ranges(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= RANGE:
            yield bytes(held[:RANGE])
            del held[:RANGE]
    if held:
        yield bytes(held)
