"""What Gmail is asked when mail is read: ids, headers and bodies, in batches and as lists."""

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from connectors.google import mail_mapping
from connectors.google.apis import Caller
from connectors.google.labels import ARCHIVE, PLACED, SPAM, TRASH
from workspace.connector.errors import CursorExpired, Rejected, Transient
from workspace.connector.pages import Ref
from workspace.mail.parse import attachment
from workspace.model.items import Collection, Email

ME = "me"
IDS = 500
"""The most that ``messages.list`` and ``history.list`` give at once."""
LARGE = 1_000_000
"""Bytes from which on a mail is asked for alone, so that a batch of bodies fits into memory."""
BODIES = 10


class MailReading:
    """One account's mail for one run."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._large: set[str] = set()

    def profile(self) -> Any:
        return self._caller.ask(self._caller.api["users"].getProfile(userId=ME))

    def address(self) -> str:
        return str(self.profile()["emailAddress"])

    def newest(self) -> str:
        """The history id from which on a first pull follows the changes: the account's, or that of its newest mail
        (https://developers.google.com/workspace/gmail/api/guides/sync#full_synchronization)."""
        try:
            return str(self.profile().get("historyId", "1"))
        except Rejected:
            listing = self._caller.api["users.messages"].list(userId=ME, maxResults=1)
            first = next(iter(self._caller.ask(listing).get("messages") or ()), None)
        return str(self.message(first["id"], format="minimal").get("historyId", "1")) if first else "1"

    def labels(self) -> list[dict[str, Any]]:
        answer = self._caller.ask(self._caller.api["users.labels"].list(userId=ME))
        return list(answer.get("labels") or ())

    def aliases(self) -> list[dict[str, Any]]:
        """The addresses that the account may send as; none where Google will not say."""
        try:
            answer = self._caller.ask(self._caller.api["users.settings.sendAs"].list(userId=ME))
        except Rejected:
            return []
        return list(answer.get("sendAs") or ())

    def count(self, label: str) -> int | None:
        """How many mails a mailbox holds, where Gmail says so."""
        if label == ARCHIVE:
            return None
        try:
            found = self._caller.ask(self._caller.api["users.labels"].get(userId=ME, id=label))
        except Rejected:
            return None
        total = found.get("messagesTotal")
        return total if isinstance(total, int) else None

    def ids(self, label: str, query: str | None = None) -> Iterator[str]:
        """Newest first, each once; in Archive is what is in none of the other mailboxes."""
        seen: set[str] = set()
        if label == ARCHIVE:
            for placed in PLACED:
                seen.update(self.ids(placed))
        asked: dict[str, Any] = {"userId": ME, "maxResults": IDS, "q": query}
        if label != ARCHIVE:
            asked["labelIds"] = [label]
        if label in (TRASH, SPAM):
            asked["includeSpamTrash"] = True
        messages = self._caller.api["users.messages"]
        request = messages.list(**{key: value for key, value in asked.items() if value is not None})
        for answer in self._caller.pages(request, messages.list_next):
            for each in answer.get("messages") or ():
                if each["id"] not in seen:
                    seen.add(each["id"])
                    yield each["id"]

    def found(self, query: str, limit: int) -> list[str]:
        """The newest ids, wherever they lie; Gmail's own answer is in that order."""
        messages = self._caller.api["users.messages"]
        asked = messages.list(userId=ME, maxResults=min(limit, IDS), q=query, includeSpamTrash=True)
        pages = self._caller.pages(asked, messages.list_next)
        return list(islice((each["id"] for answer in pages for each in answer.get("messages") or ()), limit))

    def emails(self, ids: Iterable[str]) -> dict[str, Email | None]:
        """Headers and labels; None for what vanished since it was listed."""
        get = self._caller.api["users.messages"].get
        options = {"format": "metadata", "metadataHeaders": mail_mapping.HEADERS, "fields": mail_mapping.FIELDS}
        requests = {each: get(userId=ME, id=each, **options) for each in ids}
        found = {
            name: mail_mapping.email(answer) if answer else None for name, answer in self._caller.ask_all(requests)
        }
        self._large.update(name for name, mail in found.items() if mail is not None and mail.size > LARGE)
        return found

    def history(self, start: str, token: str | None, collection: Collection) -> Mapping[str, Any]:
        """One page of what happened after ``start``. Raises ``CursorExpired`` where Gmail forgot it."""
        asked = {"userId": ME, "startHistoryId": start, "maxResults": IDS, **({"pageToken": token} if token else {})}
        gone = CursorExpired(collection=collection.name)
        # 404: https://developers.google.com/workspace/gmail/api/guides/sync#limitations
        found = self._caller.ask_or({404: gone, 400: gone}, self._caller.api["users.history"].list(**asked))
        return found or {}

    def bodies(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        small = [ref for ref in refs if ref.remote_id not in self._large]
        large = [ref for ref in refs if ref.remote_id in self._large]
        parts = [small[start : start + BODIES] for start in range(0, len(small), BODIES)]
        for part in [*parts, *([ref] for ref in large)]:
            yield from self._bodies({ref.remote_id: ref for ref in part})

    def _bodies(self, refs: Mapping[str, Ref]) -> Iterator[tuple[Ref, bytes]]:
        get = self._caller.api["users.messages"].get
        requests = {each: get(userId=ME, id=each, format="raw", fields="id,raw") for each in refs}
        for name, answer in self._caller.ask_all(requests):
            if answer and answer.get("raw"):
                yield refs[name], self._decoded(answer["raw"])

    def part(self, remote_id: str, part_id: str | None) -> bytes:
        """The decoded bytes of one part, or the whole mail. Raises ``Rejected`` where it is not there."""
        if part_id is not None:
            found = self._attachment(remote_id, part_id)
            if found is not None:
                return found
        message = self.message(remote_id, format="raw", fields="id,raw")
        raw = self._decoded(message.get("raw") or "")
        if part_id is None:
            return raw
        try:
            return attachment(raw, part_id)
        except LookupError:
            raise Rejected("not_found", what="The attachment") from None

    def message(self, remote_id: str, **options: Any) -> Any:
        """Raises ``Rejected("not_found")``."""
        return self._caller.ask(self._caller.api["users.messages"].get(userId=ME, id=remote_id, **options))

    def _attachment(self, remote_id: str, part_id: str) -> bytes | None:
        """By Gmail's own id for the part, which spares the rest of the mail; None where the two trees differ."""
        message = self.message(remote_id, format="full", fields="id,payload")
        found = attachment_id(message.get("payload") or {}, part_id)
        if found is None:
            return None
        asked = self._caller.api["users.messages.attachments"].get(userId=ME, messageId=remote_id, id=found)
        answer = self._caller.ask_or({400: None, 404: None}, asked)
        return self._decoded(answer.get("data") or "") if answer else None

    def _decoded(self, text: str) -> bytes:
        try:
            return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except binascii.Error as error:
            raise Transient("bad_answer", host=self._caller.host) from error


def attachment_id(payload: Mapping[str, Any], part_id: str) -> str | None:
    """Gmail's id for the part with that IMAP section number (RFC 3501 section 6.4.5), through multiparts only."""
    steps = part_id.split(".")
    if not all(step.isdecimal() for step in steps):
        return None
    part = payload
    if not part.get("parts"):
        steps = [] if steps == ["1"] else steps
    for step in steps:
        parts = part.get("parts") or ()
        if not str(part.get("mimeType", "")).startswith("multipart/") or not 0 < int(step) <= len(parts):
            return None
        part = parts[int(step) - 1]
    found = (part.get("body") or {}).get("attachmentId")
    return str(found) if found else None
