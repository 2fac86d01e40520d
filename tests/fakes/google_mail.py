"""Gmail's state as the stand-in keeps it: messages with labels, drafts, and a history that forgets.

https://developers.google.com/workspace/gmail/api/guides/sync and .../guides/labels say how they hang together.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import getaddresses
from functools import cached_property
from typing import Any

from tests.fakes.google_web import Refusal, Request

SYSTEM = "INBOX SENT DRAFT TRASH SPAM UNREAD STARRED IMPORTANT CHAT CATEGORY_PERSONAL CATEGORY_SOCIAL".split()
UNASSIGNABLE = {"SENT", "DRAFT"}
MOST = 500
_TERM = re.compile(r'(?:(\w+):)?(?:"([^"]*)"|([^\s{}]+))')
_EITHER = re.compile(r"\{([^}]*)\}")
_ALONE = re.compile(r'(\w+:(?:"[^"]*"|\S+))')


@dataclass
class Mail:
    """One message; ``internal_ms`` is when Gmail took it."""

    id: str
    thread_id: str
    raw: bytes
    internal_ms: int
    labels: set[str]

    @cached_property
    def parsed(self) -> Message:
        return message_from_bytes(self.raw, policy=default)

    @cached_property
    def headers(self) -> list[dict[str, str]]:
        return [{"name": name, "value": str(value)} for name, value in self.parsed.items()]

    @cached_property
    def message_id(self) -> str:
        return str(self.parsed["Message-ID"] or "")

    @cached_property
    def snippet(self) -> str:
        """Escaped for HTML, as Gmail gives it."""
        body = self.parsed.get_body(("plain",)) if hasattr(self.parsed, "get_body") else None
        text = " ".join(body.get_content().split())[:120] if body is not None else ""
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")


@dataclass
class Mailbox:
    """One account's mail."""

    address: str
    mails: dict[str, Mail] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    """Draft id to message id."""
    sent: list[bytes] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    serial: int = 1000
    forgotten: int = 0
    """History up to here is no longer known."""
    most: int = MOST
    vanishing: set[str] = field(default_factory=set)
    """Ids that are listed and then not there any more."""

    def next(self) -> int:
        self.serial += 1
        return self.serial

    def add(self, raw: bytes, labels: Iterable[str], at: datetime | None = None, thread_id: str | None = None) -> Mail:
        number = self.next()
        at = at or datetime.now(UTC)
        name = f"{0x18F000000000 + number:x}"
        mail = Mail(name, thread_id or name, raw, int(at.timestamp() * 1000), set(labels))
        if thread_id is None:
            mail.thread_id = self._thread_of(mail) or name
        self.mails[name] = mail
        self.note(mail, messagesAdded=[{"message": _short(mail)}])
        return mail

    def _thread_of(self, mail: Mail) -> str | None:
        """https://developers.google.com/workspace/gmail/api/guides/threads: References and the subject agree."""
        links = f"{mail.parsed['References'] or ''} {mail.parsed['In-Reply-To'] or ''}".split()
        if not links:
            return None
        return next((each.thread_id for each in self.mails.values() if each.message_id in links), None)

    def note(self, mail: Mail, **what: Any) -> None:
        record = {"id": str(self.next()), "messages": [{"id": mail.id, "threadId": mail.thread_id}], **what}
        self.history.append(record)

    def relabel(self, mail: Mail, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        added, removed = set(add) - mail.labels, set(remove) & mail.labels
        mail.labels = (mail.labels | added) - removed
        if added:
            self.note(mail, labelsAdded=[{"message": _short(mail), "labelIds": sorted(added)}])
        if removed:
            self.note(mail, labelsRemoved=[{"message": _short(mail), "labelIds": sorted(removed)}])

    def trash(self, mail: Mail) -> None:
        self.relabel(mail, ["TRASH"], ["INBOX", "SPAM"])

    def delete(self, mail: Mail) -> None:
        del self.mails[mail.id]
        self.note(mail, messagesDeleted=[{"message": _short(mail)}])

    def forget_history(self) -> None:
        self.forgotten = self.next()
        self.history.clear()

    def add_label(self, name: str) -> str:
        label_id = f"Label_{self.next()}"
        self.labels[label_id] = name
        return label_id


def _short(mail: Mail) -> dict[str, Any]:
    return {"id": mail.id, "threadId": mail.thread_id, "labelIds": sorted(mail.labels)}


class MailMethods:
    """The ``gmail.users`` methods on one mailbox; each takes the request and the parts of its path."""

    def __init__(self, box: Mailbox) -> None:
        self.box = box

    def get_profile(self, request: Request, path: Mapping[str, str]) -> Any:
        total = len(self.box.mails)
        return {"emailAddress": self.box.address, "messagesTotal": total, "historyId": str(self.box.serial)}

    def labels_list(self, request: Request, path: Mapping[str, str]) -> Any:
        system = [{"id": each, "name": each, "type": "system"} for each in SYSTEM]
        own = [{"id": key, "name": name, "type": "user"} for key, name in self.box.labels.items()]
        return {"labels": [*system, *own]}

    def labels_get(self, request: Request, path: Mapping[str, str]) -> Any:
        self._refuse_unknown([path["id"]])
        here = sum(path["id"] in mail.labels for mail in self.box.mails.values())
        return {"id": path["id"], "name": path["id"], "messagesTotal": here}

    def labels_create(self, request: Request, path: Mapping[str, str]) -> Any:
        name = self._free_name(request, "")
        return self._label(self.box.add_label(name))

    def labels_patch(self, request: Request, path: Mapping[str, str]) -> Any:
        """Labels in it keep their names: .../reference/rest/v1/users.labels/patch is about one label."""
        label = self._own_label(path["id"])
        self.box.labels[label] = self._free_name(request, label)
        return self._label(label)

    def labels_delete(self, request: Request, path: Mapping[str, str]) -> Any:
        """Takes it off every mail (.../reference/rest/v1/users.labels/delete)."""
        label = self._own_label(path["id"])
        for mail in self.box.mails.values():
            self.box.relabel(mail, remove=[label])
        del self.box.labels[label]
        return None

    def _label(self, label: str) -> dict[str, str]:
        return {"id": label, "name": self.box.labels[label], "type": "user"}

    def _own_label(self, label: str) -> str:
        if label in SYSTEM:
            raise Refusal(400, "invalidArgument")
        if label not in self.box.labels:
            raise Refusal(404, "notFound")
        return label

    def _free_name(self, request: Request, label: str) -> str:
        """409 where another label has it, whatever its case; 400 for the system's own."""
        name = str(request.body.get("name", ""))
        if not name or name.upper() in SYSTEM:
            raise Refusal(400, "invalidArgument")
        others = [known for key, known in self.box.labels.items() if key != label]
        if name.casefold() in map(str.casefold, others):
            raise Refusal(409, "aborted")
        return name

    def send_as_list(self, request: Request, path: Mapping[str, str]) -> Any:
        own = {"sendAsEmail": self.box.address, "displayName": "Me", "isPrimary": True}
        return {"sendAs": [own, *({"sendAsEmail": each} for each in self.box.aliases)]}

    def history_list(self, request: Request, path: Mapping[str, str]) -> Any:
        start = request.one("startHistoryId")
        if not start.isdigit() or int(start) < self.box.forgotten or int(start) > self.box.serial:
            raise Refusal(404, "notFound")
        after = [record for record in self.box.history if int(record["id"]) > int(start)]
        found, following = self._page(after, request)
        return {**({"history": found} if found else {}), **following, "historyId": str(self.box.serial)}

    def messages_list(self, request: Request, path: Mapping[str, str]) -> Any:
        wanted = set(request.query.get("labelIds", ()))
        self._refuse_unknown(wanted)
        hidden = set() if request.one("includeSpamTrash") == "true" else {"SPAM", "TRASH"} - wanted
        here = [
            mail
            for mail in self.box.mails.values()
            if wanted <= mail.labels and not hidden & mail.labels and _fits(mail, request.one("q"))
        ]
        here.sort(key=lambda mail: (mail.internal_ms, mail.id), reverse=True)
        found, following = self._page(here, request)
        listed = [{"id": mail.id, "threadId": mail.thread_id} for mail in found]
        return {**({"messages": listed} if listed else {}), **following, "resultSizeEstimate": len(here)}

    def messages_get(self, request: Request, path: Mapping[str, str]) -> Any:
        return self._resource(self._mail(path["id"]), request)

    def messages_modify(self, request: Request, path: Mapping[str, str]) -> Any:
        mail = self._mail(path["id"])
        add, remove = request.body.get("addLabelIds", ()), request.body.get("removeLabelIds", ())
        self._refuse_unknown([*add, *remove])
        if UNASSIGNABLE & {*add, *remove} or not (add or remove):
            raise Refusal(400, "invalidArgument")
        self.box.relabel(mail, add, remove)
        return _short(mail)

    def messages_trash(self, request: Request, path: Mapping[str, str]) -> Any:
        mail = self._mail(path["id"])
        self.box.trash(mail)
        return _short(mail)

    def messages_untrash(self, request: Request, path: Mapping[str, str]) -> Any:
        mail = self._mail(path["id"])
        self.box.relabel(mail, remove=["TRASH"])
        return _short(mail)

    def messages_send(self, request: Request, path: Mapping[str, str]) -> Any:
        raw, thread_id = self._given(request, request.body)
        people = message_from_bytes(raw, policy=default)
        to = [str(people[name]) for name in ("To", "Cc", "Bcc") if people[name]]
        addresses = {email.lower() for _, email in getaddresses(to)}
        if not addresses:
            raise Refusal(400, "invalidArgument")
        mine = {"INBOX", "UNREAD"} if self.box.address in addresses else set()
        mail = self.box.add(raw, {"SENT"} | mine, thread_id=thread_id)
        self.box.sent.append(raw)
        return _short(mail)

    def attachments_get(self, request: Request, path: Mapping[str, str]) -> Any:
        number = path["id"].removeprefix("ANGjdJ-")
        for name, part in _numbered(self._mail(path["messageId"]).parsed):
            if name == number:
                content = part.get_payload(decode=True) or b""
                return {"size": len(content), "data": _encoded(content)}
        raise Refusal(400, "invalidArgument")

    def drafts_list(self, request: Request, path: Mapping[str, str]) -> Any:
        here = [key for key, name in self.box.drafts.items() if _fits(self.box.mails[name], request.one("q"))]
        found, following = self._page(here, request)
        return {"drafts": [{"id": key, "message": {"id": self.box.drafts[key]}} for key in found], **following}

    def drafts_get(self, request: Request, path: Mapping[str, str]) -> Any:
        return {"id": path["id"], "message": self._resource(self._draft(path["id"]), request)}

    def drafts_create(self, request: Request, path: Mapping[str, str]) -> Any:
        return self._keep(f"r{self.box.next()}", request)

    def drafts_update(self, request: Request, path: Mapping[str, str]) -> Any:
        """The message of a draft is replaced by another one: .../guides/drafts#updating_drafts."""
        self.box.delete(self._draft(path["id"]))
        return self._keep(path["id"], request)

    def drafts_delete(self, request: Request, path: Mapping[str, str]) -> Any:
        self.box.delete(self._draft(path["id"]))
        del self.box.drafts[path["id"]]

    def _keep(self, name: str, request: Request) -> Any:
        raw, thread_id = self._given(request, request.body.get("message", {}))
        mail = self.box.add(raw, ["DRAFT"], thread_id=thread_id)
        self.box.drafts[name] = mail.id
        return {"id": name, "message": _short(mail)}

    def _draft(self, name: str) -> Mail:
        if name not in self.box.drafts:
            raise Refusal(404, "notFound")
        return self.box.mails[self.box.drafts[name]]

    def _given(self, request: Request, message: Mapping[str, Any]) -> tuple[bytes, str | None]:
        thread_id = message.get("threadId")
        if thread_id and thread_id not in {mail.thread_id for mail in self.box.mails.values()}:
            raise Refusal(404, "notFound")
        if request.media is not None:
            return request.media, thread_id
        try:
            return base64.urlsafe_b64decode(message["raw"]), thread_id
        except (KeyError, ValueError):
            raise Refusal(400, "invalidArgument") from None

    def _mail(self, name: str) -> Mail:
        if name not in self.box.mails or name in self.box.vanishing:
            raise Refusal(404, "notFound")
        return self.box.mails[name]

    def _refuse_unknown(self, labels: Iterable[str]) -> None:
        if set(labels) - set(SYSTEM) - set(self.box.labels):
            raise Refusal(400, "invalidArgument")

    def _page(self, found: list[Any], request: Request) -> tuple[list[Any], dict[str, str]]:
        """Tokens count places, as the worst a service may do."""
        start = int(request.one("pageToken", "0"))
        end = start + min(int(request.one("maxResults", "100")), self.box.most)
        return found[start:end], {"nextPageToken": str(end)} if end < len(found) else {}

    def _resource(self, mail: Mail, request: Request) -> dict[str, Any]:
        form = request.one("format", "full")
        answer = {
            **_short(mail),
            "historyId": str(self.box.serial),
            "internalDate": str(mail.internal_ms),
            "sizeEstimate": len(mail.raw),
        }
        if form == "raw":
            return {**answer, "raw": _encoded(mail.raw)}
        if form == "minimal":
            return answer
        wanted = {each.lower() for each in request.query.get("metadataHeaders", ())}
        headers = [each for each in mail.headers if form == "full" or not wanted or each["name"].lower() in wanted]
        payload = _tree("", mail.parsed) if form == "full" else {"mimeType": mail.parsed.get_content_type()}
        return {**answer, "snippet": mail.snippet, "payload": {**payload, "headers": headers}}


def _fits(mail: Mail, query: str) -> bool:
    """The search operators that are used: https://support.google.com/mail/answer/7190."""
    for either in _EITHER.findall(query):
        if not any(_fits(mail, term) for term in _ALONE.findall(either)):
            return False
    for name, quoted, plain in _TERM.findall(_EITHER.sub("", query)):
        value = quoted or plain
        if name in ("", "from", "to", "cc", "subject") and not _holds(mail, name, value):
            return False
        if name == "after" and mail.internal_ms < int(value) * 1000:
            return False
        if name == "rfc822msgid" and mail.message_id.strip("<>") != value:
            return False
        if name == "before" and mail.internal_ms >= int(value) * 1000:
            return False
    return True


def _holds(mail: Mail, name: str, value: str) -> bool:
    """Words in headers and text, or in one header."""
    names = [name] if name else ["subject", "from", "to", "cc"]
    part = mail.parsed.get_body(("plain", "html")) if isinstance(mail.parsed, EmailMessage) and not name else None
    held = [*(str(mail.parsed[each] or "") for each in names), str(part.get_content()) if part is not None else ""]
    return value.casefold() in " ".join(held).casefold()


def _numbered(part: Message, number: str = "") -> Iterator[tuple[str, Message]]:
    yield number, part
    if part.get_content_maintype() == "multipart":
        for index, child in enumerate(part.get_payload()):
            yield from _numbered(child, f"{number}.{index}" if number else str(index))


def _tree(number: str, part: Message) -> dict[str, Any]:
    """https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages#MessagePart"""
    found: dict[str, Any] = {
        "partId": number,
        "mimeType": part.get_content_type(),
        "filename": part.get_filename() or "",
    }
    if part.get_content_maintype() == "multipart":
        children = enumerate(part.get_payload())
        return {**found, "parts": [_tree(f"{number}.{i}" if number else str(i), each) for i, each in children]}
    content = part.get_payload(decode=True) or b""
    if part.get_filename():
        return {**found, "body": {"attachmentId": f"ANGjdJ-{number}", "size": len(content)}}
    return {**found, "body": {"size": len(content), "data": _encoded(content)}}


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii")
