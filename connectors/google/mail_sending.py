"""Mail that leaves through Gmail, drafts, and finding both again by their Message-ID.

Gmail files its own copy in Sent. A draft carries ``X-Workspace-Draft: draft/action``, so that saving the same version
twice changes nothing.
"""

import base64
from collections.abc import Callable, Iterator
from typing import Any

from googleapiclient.http import MediaInMemoryUpload

from connectors.google.apis import Caller
from connectors.google.failures import identified, odd_answers
from connectors.google.labels import SENT
from connectors.google.mail_reading import ME
from connectors.google.mail_verbs import receipt
from workspace.connector.errors import Rejected
from workspace.connector.payloads import Outgoing
from workspace.mail.compose import OutgoingFile, build
from workspace.model.actions import Action, Receipt
from workspace.model.kinds import Kind

MAX_MB = 25
"""What Gmail accepts, encoded: https://support.google.com/a/answer/1366776."""
INLINE_BYTES = 3_000_000
"""A larger mail goes through the upload address, as it is and not as base64: 5 MB of JSON is the most that is taken."""
_DRAFT_FIELD = "X-Workspace-Draft"
_LOOKED_AT = 25
_ID_FIELDS = "id,threadId,labelIds,payload/headers"


class MailSending:
    """Sends and drafts of one account. ``blob`` gives an attachment's bytes."""

    def __init__(self, caller: Caller, blob: Callable[[str], Iterator[bytes]]) -> None:
        self._caller = caller
        self._blob = blob
        self._messages = caller.api["users.messages"]
        self._drafts = caller.api["users.drafts"]

    def send(self, action: Action) -> Receipt:
        """``Transient`` may also mean that the answer was lost: :meth:`find` tells before another attempt."""
        mail = Outgoing.from_json(dict(action.payload))
        if not (mail.to or mail.cc or mail.bcc):
            raise Rejected("setting_missing", field="to")
        raw = self._built(mail)
        sent = self._hand_in(raw, self._thread(action), self._send)
        return receipt(action, identified(sent, self._caller.host))

    def _send(self, message: dict[str, str], media: MediaInMemoryUpload | None) -> Any:
        return self._messages.send(userId=ME, body=message or None, media_body=media)

    def _hand_in(
        self, raw: bytes, thread_id: str | None, request: Callable[[dict[str, str], MediaInMemoryUpload | None], Any]
    ) -> Any:
        """By the upload address where the mail is large, unless there is none (servers that imitate Google).

        Without a thread it is uploaded alone: such servers may not take multipart uploads apart.
        """
        thread = {"threadId": thread_id} if thread_id else {}
        if len(raw) > INLINE_BYTES:
            media = MediaInMemoryUpload(raw, mimetype="message/rfc822")
            taken = self._caller.ask_or({404: None, 405: None}, request(thread, media))
            if taken is not None:
                return taken
        encoded = base64.urlsafe_b64encode(raw).decode("ascii")
        return self._caller.ask(request({"raw": encoded, **thread}, None))

    def find(self, action: Action) -> Receipt | None:
        """The sent mail by its Message-ID: by search, and among the newest in case the index lags."""
        wanted = str(action.payload["message_id"])
        listings = (
            {"q": f"rfc822msgid:{wanted.strip('<>')}", "maxResults": _LOOKED_AT},
            {"labelIds": [SENT], "maxResults": _LOOKED_AT},
        )
        for asked in listings:
            listed = self._caller.ask(self._messages.list(userId=ME, **asked)).get("messages") or ()
            for found in self._headers([each["id"] for each in listed]):
                if _header(found, "Message-ID") == wanted and SENT in (found.get("labelIds") or ()):
                    return receipt(action, found["id"], found=True)
        return None

    def _headers(self, ids: list[str]) -> list[Any]:
        options = {"format": "metadata", "metadataHeaders": ["Message-ID"], "fields": _ID_FIELDS}
        requests = {each: self._messages.get(userId=ME, id=each, **options) for each in ids}
        return [answer for _, answer in self._caller.ask_all(requests) if answer]

    def save_draft(self, action: Action) -> Receipt:
        """Keep a draft in place of the version before; the same action again changes nothing."""
        mail = Outgoing.from_json(dict(action.payload))
        version = f"{mail.draft_id or mail.message_id}/{action.action_id}"
        known = self._known_drafts(mail)
        for draft in known:
            if _header(draft["message"], _DRAFT_FIELD) == version:
                return receipt(action, draft["message"]["id"])
        raw = f"{_DRAFT_FIELD}: {version}\r\n".encode() + self._built(mail)

        def request(message: dict[str, str], media: MediaInMemoryUpload | None) -> Any:
            given = {"userId": ME, "body": {"message": message} if message else None, "media_body": media}
            return self._drafts.update(id=known[0]["id"], **given) if known else self._drafts.create(**given)

        saved = self._hand_in(raw, self._thread(action), request)
        for spare in known[1:]:
            self._delete(spare["id"])
        return receipt(action, identified(saved.get("message") or {}, self._caller.host))

    def delete_draft(self, action: Action) -> Receipt:
        for draft in self._known_drafts(Outgoing.from_json(dict(action.payload))):
            self._delete(draft["id"])
        return receipt(action)

    def _delete(self, draft_id: str) -> None:
        self._caller.ask_or({404: None}, self._drafts.delete(userId=ME, id=draft_id))

    def _known_drafts(self, mail: Outgoing) -> list[Any]:
        """Ours by the Message-ID or the draft's id; a service that does not search is asked for the newest."""
        asked = {"q": f"rfc822msgid:{mail.message_id.strip('<>')}", "maxResults": _LOOKED_AT}
        with odd_answers(self._caller.host):
            listed = self._listed_drafts(**asked) or self._listed_drafts(maxResults=_LOOKED_AT)
            requests = {each: self._drafts.get(userId=ME, id=each, format="metadata") for each in listed}
            found = [draft for _, draft in self._caller.ask_all(requests) if draft]
            return [draft for draft in found if _is_version_of(draft.get("message") or {}, mail)]

    def _listed_drafts(self, **asked: Any) -> list[str]:
        listed = self._caller.ask(self._drafts.list(userId=ME, **asked)).get("drafts") or ()
        return [each["id"] for each in listed]

    def _thread(self, action: Action) -> str | None:
        """The thread of the mail that is answered; none where it is gone meanwhile."""
        if action.item is None or action.item.kind is not Kind.EMAIL:
            return None
        asked = self._messages.get(userId=ME, id=action.item.remote_id, format="minimal", fields="id,threadId")
        answered = self._caller.ask_or({404: None, 400: None}, asked)
        return answered.get("threadId") if answered else None

    def _built(self, mail: Outgoing) -> bytes:
        """With Bcc, by which Gmail delivers; it takes the field off what others get."""
        files = [
            OutgoingFile(each.name, each.content_type, b"".join(self._blob(each.blob_id)), each.content_id)
            for each in mail.attachments
        ]
        people = {"from_": mail.from_, "to": mail.to, "cc": mail.cc, "bcc": mail.bcc, "keep_bcc": True}
        text = {
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html,
            "attachments": files,
            "calendar": mail.calendar,
        }
        links = {"in_reply_to": mail.in_reply_to, "references": mail.references}
        try:
            raw = build(message_id=mail.message_id, sent_at=mail.date, **people, **text, **links)  # type: ignore[arg-type]
        except ValueError as error:
            field, _, reason = str(error).partition(": ")
            raise Rejected("setting_wrong", field=field, reason=reason) from error
        if len(raw) > MAX_MB * 1_400_000:
            raise Rejected("too_large", name="The mail", limit=MAX_MB, host="Gmail")
        return raw


def _is_version_of(message: dict[str, Any], mail: Outgoing) -> bool:
    marked = _header(message, _DRAFT_FIELD)
    is_marked = bool(mail.draft_id) and marked.startswith(f"{mail.draft_id}/")
    return is_marked or _header(message, "Message-ID") == mail.message_id


def _header(message: dict[str, Any], name: str) -> str:
    headers = (message.get("payload") or {}).get("headers") or ()
    found = (each.get("value", "") for each in headers if each.get("name", "").lower() == name.lower())
    return str(next(found, ""))
