"""Whole mails: as MIME, in batches of twenty; made of their JSON where a service has no MIME to give."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import Any

from connectors.microsoft.delta import is_missing
from connectors.microsoft.graph import BATCH, Answer, Graph, Json, path, values
from connectors.microsoft.mail_mapping import SELECT, email
from connectors.microsoft.remote_ids import place
from workspace.connector.errors import ConnectorError, Rejected, Transient
from workspace.connector.pages import Ref
from workspace.mail.compose import OutgoingFile, build
from workspace.model.ids import RemoteId
from workspace.model.items import Address
from workspace.model.kinds import Role

LARGEST = 150 * 1024 * 1024
"""The largest message that Exchange Online can hold (its service description, "Message limits")."""
_URL_SAFE: dict[int, Any] = str.maketrans("-_", "+/")
_NOBODY = Address("", "unknown@mail.invalid")
"""Stands for a sender that no header can hold; lists show what the service said."""


class Bodies:
    """Fetches whole messages for one run."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._has_mime: bool | None = None
        """Whether the service gives mails as MIME, once one was asked for."""

    def several(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        """What vanished, and what the service cannot give, is left out."""
        for at in range(0, len(refs), BATCH):
            yield from self._batch(refs[at : at + BATCH])

    def _batch(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        if self._has_mime is False:
            yield from self.each(refs)
            return
        answers = self._graph.batch([_value(ref.remote_id) for ref in refs])
        late: ConnectorError | None = None
        for ref, answer in zip(refs, answers, strict=True):
            raw = mime_of(answer)
            if raw is None:
                try:
                    raw = self._alone(ref, answer)
                except Transient as error:
                    # What came is delivered before the rest is waited for.
                    late = error
                    continue
            else:
                self._has_mime = True
            if raw is not None:
                yield ref, raw
        if late is not None:
            raise late

    def each(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        """One by one, for mails that would be too much for one answer together."""
        for ref in refs:
            try:
                yield ref, self.whole(ref.remote_id)
            except Rejected:
                continue

    def whole(self, remote_id: RemoteId) -> bytes:
        """One message; raises ``Rejected`` where it is not there, or too large."""
        if self._has_mime is False:
            return self._made(remote_id)
        try:
            raw = self._graph.raw(_value(remote_id), largest=LARGEST)
        except Rejected as error:
            if not is_missing(error):
                raise
            return self._made(remote_id)
        self._has_mime = True
        return raw

    def _alone(self, ref: Ref, answer: Answer) -> bytes | None:
        """A message that the batch did not bring; None where it is not there any more."""
        if answer.status == 429:
            raise self._graph.refusal(answer, "The mail")
        try:
            return self._made(ref.remote_id) if answer.status == 404 else self.whole(ref.remote_id)
        except Rejected:
            return None

    def _made(self, remote_id: RemoteId) -> bytes:
        """A message that is there, but not as MIME: https://learn.microsoft.com/graph/api/message-get"""
        where = place(remote_id).message
        found = self._graph.get(where, {"$select": f"{SELECT},body"})
        if self._has_mime is None:
            # Whoever has this one as JSON alone has no other as MIME.
            self._has_mime = False
        return _built(found, list(self._files(where)) if found.get("hasAttachments") else [])

    def _files(self, where: str) -> Iterator[OutgoingFile]:
        """https://learn.microsoft.com/graph/api/message-list-attachments"""
        for each in values(self._graph.get(f"{where}/attachments"), self._graph.host):
            try:
                content = self._content(where, each)
            except (Rejected, binascii.Error):
                continue
            kind = str(each.get("contentType") or "application/octet-stream")
            cid = str(each.get("contentId") or "") if each.get("isInline") else ""
            yield OutgoingFile(" ".join(str(each.get("name") or "file").split()), kind, content, cid or None)

    def _content(self, where: str, file: Json) -> bytes:
        if isinstance(inside := file.get("contentBytes"), str):
            return base64.b64decode(inside)
        return self._graph.raw(f"{where}/attachments{path(str(file.get('id')))}/$value", largest=LARGEST)


def _value(remote_id: RemoteId) -> str:
    return f"{place(remote_id).message}/$value"


def mime_of(answer: Answer) -> bytes | None:
    """The message in a batch's answer: base64, or as it is (https://learn.microsoft.com/graph/json-batching)."""
    if answer.status >= 300 or not isinstance(answer.body, str) or not answer.body:
        return None
    text = answer.body
    if ":" in text[:2000]:
        return text.encode("utf-8", "surrogateescape")
    try:
        return base64.b64decode(text.translate(_URL_SAFE), validate=False)
    except (binascii.Error, ValueError):
        return None


def _built(found: Json, files: list[OutgoingFile]) -> bytes:
    mail = email(found, "", Role.OTHER)
    body = found.get("body") or {}
    content = str(body.get("content") or "")
    is_html = str(body.get("contentType") or "").lower() == "html"
    sent_at = mail.sent_at or mail.received_at
    text: dict[str, Any] = {"html": content} if is_html else {"text": content}
    text |= {"attachments": files, "sent_at": sent_at}
    people: dict[str, Any] = {"from_": (mail.from_ or (_NOBODY,))[0], "to": mail.to, "cc": mail.cc}
    subject = " ".join(mail.subject.split())
    try:
        return build(**people, **text, subject=subject, message_id=mail.message_id or "")
    except ValueError:
        return build(**text, from_=_NOBODY, message_id="<unknown@mail.invalid>")
