"""Outlook mail of the Graph stand-in: folders, messages, drafts, files, what goes out."""

import base64
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

from tests.fakes.graph_feed import Feeds
from tests.fakes.graph_mime import IN_REPLY_TO, REFERENCES, files_of, json_of, mime_of
from tests.fakes.graph_wire import Call, Json, Refused, Reply

# https://learn.microsoft.com/graph/api/resources/mailfolder: well-known names; the ids differ from them.
FOLDERS = {
    "inbox": "Inbox",
    "drafts": "Drafts",
    "sentitems": "Sent Items",
    "deleteditems": "Deleted Items",
    "junkemail": "Junk Email",
    "archive": "Archive",
    "outbox": "Outbox",
}
MARKS = {"isRead", "flag"}
_KQL = re.compile(r"(received[<>]=|from:|to:|cc:|subject:|)(.*)", re.DOTALL)
_FILTER = re.compile(r"internetMessageId eq '(.*)'\Z", re.DOTALL)


@dataclass
class Message:
    """A message: what its JSON says, and as MIME unless it was made of JSON."""

    id: str
    folder: str
    json: Json
    raw: bytes | None = None
    files: dict[str, Json] = field(default_factory=dict)
    changes: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    """After which serial which properties changed."""

    def mime(self) -> bytes:
        return self.raw if self.raw is not None else mime_of(self.json, self.files.values())


@dataclass
class Folder:
    id: str
    name: str
    parent: str = ""
    alias: str = ""


@dataclass
class Mail:
    """Every mailbox by address."""

    feeds: Feeds
    folders: dict[str, dict[str, Folder]] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    sent: list[bytes] = field(default_factory=list)
    is_slow_to_send: bool = False
    numbers: int = 0

    def open(self, mailbox: str) -> None:
        self.messages[mailbox] = {}
        self.folders[mailbox] = {}
        for alias, name in FOLDERS.items():
            self.add_folder(mailbox, name, alias=alias)

    def new_id(self, kind: str) -> str:
        """Ids that differ in nothing but a letter's case (.../graph/api/resources/message: ids are case-sensitive)."""
        self.numbers += 1
        return f"AAk{kind}-{self.numbers // 2}_{'aA'[self.numbers % 2]}="

    def add_folder(self, mailbox: str, name: str, parent: str = "", alias: str = "") -> str:
        folder = Folder(self.new_id("F"), name, parent, alias)
        self.folders[mailbox][folder.id] = folder
        return folder.id

    def folder(self, mailbox: str, known: str) -> Folder:
        found = self.folders[mailbox]
        alias = next((each for each in found.values() if each.alias == known), None)
        if alias is None and known not in found:
            raise Refused(404, "ErrorItemNotFound")
        return alias or found[known]

    def message(self, mailbox: str, known: str) -> Message:
        if known not in self.messages[mailbox]:
            raise Refused(404, "ErrorItemNotFound")
        return self.messages[mailbox][known]

    def add(self, mailbox: str, folder: str, json: Json, raw: bytes | None = None) -> Message:
        made = Message(self.new_id("M"), self.folder(mailbox, folder).id, json, raw)
        self.messages[mailbox][made.id] = made
        self.touch(mailbox, made, frozenset({"new"}))
        return made

    def touch(self, mailbox: str, message: Message, what: frozenset[str]) -> None:
        self.feeds.touch(feed(mailbox, message.folder), message.id)
        message.changes.append((self.feeds.serial, what))
        message.json["changeKey"] = f"CQAAABYA{self.feeds.serial}"

    def move(self, mailbox: str, message: Message, folder: str) -> None:
        target = self.folder(mailbox, folder).id
        if target != message.folder:
            self.feeds.leave(feed(mailbox, message.folder), message.id)
            message.folder = target
            self.touch(mailbox, message, frozenset({"new"}))

    def delete(self, mailbox: str, message: Message) -> None:
        self.feeds.leave(feed(mailbox, message.folder), message.id)
        del self.messages[mailbox][message.id]

    def deliver(self, mailbox: str, raw: bytes, received_at: datetime, folder: str = "inbox") -> Message:
        return self.add(mailbox, folder, json_of(raw, received_at), raw)


def feed(mailbox: str, folder: str) -> str:
    return f"mail/{mailbox}/{folder}"


def answer(call: Call) -> Reply | None:
    handler = _HANDLERS.get(call.shape)
    return handler(call) if handler else None


def _list_folders(call: Call) -> Reply:
    mail = call.fake.mail
    parent = mail.folder(call.mailbox, call.names["folder"]).id if "folder" in call.names else ""
    found = [each for each in mail.folders[call.mailbox].values() if each.parent == parent]
    start = int(call.query.get("$skiptoken", 0))
    size = call.size() * 2
    more = {"$skiptoken": str(start + size)} if start + size < len(found) else {}
    return call.page([folder_json(mail, call.mailbox, each) for each in found[start : start + size]], more)


def folder_json(mail: Mail, mailbox: str, folder: Folder) -> Json:
    inner = sum(1 for each in mail.folders[mailbox].values() if each.parent == folder.id)
    names = {"id": folder.id, "displayName": folder.name, "parentFolderId": folder.parent}
    held = sum(1 for each in mail.messages[mailbox].values() if each.folder == folder.id)
    return {**names, "childFolderCount": inner, "totalItemCount": held}


def _get_folder(call: Call) -> Reply:
    mail = call.fake.mail
    return Reply.of(folder_json(mail, call.mailbox, mail.folder(call.mailbox, call.names["folder"])))


def _delta(call: Call) -> Reply:
    mail = call.fake.mail
    messages = mail.messages[call.mailbox]
    folder = mail.folder(call.mailbox, call.names["folder"])
    if call.query.get("$orderby", "receivedDateTime desc") != "receivedDateTime desc":
        raise Refused(400, "ErrorInvalidUrlQuery")

    def order(known: str) -> Any:
        return _descending(messages[known].json["receivedDateTime"])

    def show(known: str, low: int, asked: Json) -> Json | None:
        message = messages[known]
        changed = frozenset().union(*(what for at, what in message.changes if at > low))
        if low and changed <= MARKS:
            # .../graph/delta-query-overview: "at least the properties that have been updated"
            return {"@odata.etag": _etag(message), "id": known, **{key: message.json[key] for key in changed}}
        return selected(message, asked.get("$select", ""))

    values, params = call.fake.feeds.page(feed(call.mailbox, folder.id), call.query, order, call.size(), show)
    return call.page(values, params)


def _descending(text: str) -> tuple[int, ...]:
    return tuple(-ord(each) for each in text)


def _etag(message: Message) -> str:
    return f'W/"{message.json["changeKey"]}"'


def selected(message: Message, select: str) -> Json:
    whole = {
        "id": message.id,
        "parentFolderId": message.folder,
        "hasAttachments": bool(message.files) or _has_parts(message),
        **message.json,
    }
    keys = set(select.split(",")) if select else set(whole)
    return {"@odata.etag": _etag(message), "id": message.id, **{k: v for k, v in whole.items() if k in keys}}


def _has_parts(message: Message) -> bool:
    return message.raw is not None and b"\nContent-Disposition: attachment" in message.raw


def _search(call: Call) -> Reply:
    mail = call.fake.mail
    found = list(mail.messages[call.mailbox].values())
    if "folder" in call.names:
        folder = mail.folder(call.mailbox, call.names["folder"]).id
        found = [each for each in found if each.folder == folder]
    if "$filter" in call.query:
        asked = _FILTER.match(call.query["$filter"])
        if asked is None:
            raise Refused(400, "ErrorInvalidUrlQueryFilter")
        wanted = asked[1].replace("''", "'").lower()
        found = [each for each in found if each.json["internetMessageId"].lower() == wanted]
    if "$search" in call.query:
        return _found(call, found)
    return Reply.of({"value": [selected(each, call.query.get("$select", "")) for each in found]})


def _found(call: Call, messages: list[Message]) -> Reply:
    """Newest first, in pages: https://learn.microsoft.com/graph/search-query-parameter#using-search-on-message-collections."""
    asked = call.query["$search"]
    if not (len(asked) > 2 and asked[0] == asked[-1] == '"') or "$orderby" in call.query or "$filter" in call.query:
        raise Refused(400, "SearchWithOrderBy")
    words = asked[1:-1].replace('\\"', '"').split(" AND ")
    found = [each for each in messages if all(any(_says(each, o) for o in word.split(" OR ")) for word in words)]
    found.sort(key=lambda each: str(each.json["receivedDateTime"]), reverse=True)
    start, size = int(call.query.get("$skiptoken", 0)), call.size()
    more = {"$skiptoken": str(start + size)} if start + size < len(found) else {}
    shown = [selected(each, call.query.get("$select", "")) for each in found[start : start + size]]
    return call.page(shown, more)


def _says(message: Message, condition: str) -> bool:
    name, value = _KQL.fullmatch(condition.strip("()")).groups()  # type: ignore[union-attr]
    day = str(message.json["receivedDateTime"])[:10]
    if name in ("received>=", "received<="):
        return day >= value if name == "received>=" else day <= value
    raw = message_from_bytes(message.mime(), policy=default)
    part = raw.get_body(("plain", "html"))
    text = str(part.get_content()) if part is not None else ""
    held = str(raw[name[:-1]] or "") if name else " ".join([*map(str, raw.values()), text])
    return value.strip('"').casefold() in held.casefold()


def _here(call: Call) -> Message:
    return call.fake.mail.message(call.mailbox, call.names["message"])


def _get(call: Call) -> Reply:
    return Reply.of(selected(_here(call), call.query.get("$select", "")))


def _value(call: Call) -> Reply:
    return Reply(200, {"Content-Type": "text/plain"}, _here(call).mime())


def _patch(call: Call) -> Reply:
    message = _here(call)
    if set(call.body) - MARKS and not message.json["isDraft"]:
        raise Refused(400, "ErrorInvalidPropertySet", "updatable only if isDraft = true")
    message.json.update(call.body)
    call.fake.mail.touch(call.mailbox, message, frozenset(call.body))
    return Reply.of(selected(message, ""))


def _delete(call: Call) -> Reply:
    """To Deleted Items, and from there for good; a draft's stay there harms nobody."""
    call.fake.mail.delete(call.mailbox, _here(call))
    return Reply(204)


def _move(call: Call) -> Reply:
    message = _here(call)
    call.fake.mail.move(call.mailbox, message, call.body["destinationId"])
    return Reply.of(selected(message, ""), 201)


def _create(call: Call) -> Reply:
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    number = call.fake.mail.numbers
    draft = {
        "subject": "",
        "body": {"contentType": "text", "content": ""},
        "toRecipients": [],
        "ccRecipients": [],
        "bccRecipients": [],
        "replyTo": [],
        "internetMessageId": f"<{number}@outlook.example>",
        "conversationId": f"conversation-{number}",
        "bodyPreview": "",
        "flag": {"flagStatus": "notFlagged"},
        **(call.body or {}),
        "receivedDateTime": now,
        "sentDateTime": now,
        "isRead": True,
        "isDraft": True,
        "webLink": "https://outlook.example/draft",
    }
    return Reply.of(selected(call.fake.mail.add(call.mailbox, "drafts", draft), ""), 201)


def _create_reply(call: Call) -> Reply:
    """https://learn.microsoft.com/graph/api/message-createreply: a draft in the same conversation."""
    answered = _here(call)
    made = _create(call)
    draft = list(call.fake.mail.messages[call.mailbox].values())[-1]
    message_id = answered.json["internetMessageId"]
    draft.json |= {
        "subject": f"RE: {answered.json['subject']}",
        "toRecipients": [answered.json["from"]],
        "conversationId": answered.json["conversationId"],
        "singleValueExtendedProperties": [
            {"id": IN_REPLY_TO, "value": message_id},
            {"id": REFERENCES, "value": message_id},
        ],
    }
    assert made.status == 201
    return Reply.of(selected(draft, ""), 201)


def _send(call: Call) -> Reply:
    """202; the copy is in Sent Items under the same immutable id (.../graph/outlook-immutable-id)."""
    message = _here(call)
    if not message.json["isDraft"]:
        raise Refused(400, "ErrorInvalidOperation")
    raw = message.mime()
    if not re.search(rb"^(To|Cc|Bcc):", raw, re.MULTILINE):
        raise Refused(400, "ErrorInvalidRecipients")
    call.fake.mail.sent.append(raw)
    message.json["isDraft"] = False
    call.fake.mail.move(call.mailbox, message, "sentitems")
    return Reply(202)


def _send_mime(call: Call) -> Reply:
    """.../graph/outlook-send-mime-message; the copy in Sent keeps the Message-ID."""
    raw = base64.b64decode(call.body, validate=True)
    call.fake.mail.sent.append(raw)
    sent = call.fake.mail.deliver(call.mailbox, raw, datetime.now(UTC), "sentitems")
    sent.json["isRead"] = True
    return Reply(202)


def _files(call: Call) -> Reply:
    message = _here(call)
    if call.query.get("$select") == "id":
        return Reply.of({"value": [{"id": known} for known in message.files]})
    return Reply.of({"value": files_of(message.mime())})


def _attach(call: Call) -> Reply:
    content = base64.b64decode(call.body["contentBytes"])
    if len(content) > 3 * 1024 * 1024:
        raise Refused(413, "ErrorRequestEntityTooLarge")
    known = _add_file(call, _here(call), {**call.body, "content": content})
    return Reply.of({"id": known}, 201)


def _add_file(call: Call, message: Message, file: Json) -> str:
    known = call.fake.mail.new_id("A")
    message.files[known] = file
    call.fake.mail.touch(call.mailbox, message, frozenset({"attachments"}))
    return known


def _detach(call: Call) -> Reply:
    if _here(call).files.pop(call.names["attachment"], None) is None:
        raise Refused(404, "ErrorItemNotFound")
    return Reply(204)


def _upload(call: Call) -> Reply:
    message, item = _here(call), call.body["AttachmentItem"]
    if not {"attachmentType", "name", "size"} <= set(item) or item["size"] < 3 * 1024 * 1024:
        raise Refused(400, "ErrorInvalidRequest")
    known = f"u{len(call.fake.uploads)}"
    call.fake.uploads[known] = {
        "size": item["size"],
        "content": bytearray(),
        "done": lambda content: _add_file(call, message, {**item, "content": content}),
    }
    return Reply.of({"uploadUrl": call.fake.url.replace("/v1.0", f"/upload/{known}")}, 201)


_HANDLERS = {
    "GET {root}/mailFolders": _list_folders,
    "GET {root}/mailFolders/{folder}": _get_folder,
    "GET {root}/mailFolders/{folder}/childFolders": _list_folders,
    "GET {root}/mailFolders/{folder}/messages/delta": _delta,
    "GET {root}/mailFolders/{folder}/messages": _search,
    "GET {root}/messages": _search,
    "POST {root}/messages": _create,
    "GET {root}/messages/{message}": _get,
    "GET {root}/messages/{message}/$value": _value,
    "PATCH {root}/messages/{message}": _patch,
    "DELETE {root}/messages/{message}": _delete,
    "POST {root}/messages/{message}/move": _move,
    "POST {root}/messages/{message}/createReply": _create_reply,
    "POST {root}/messages/{message}/send": _send,
    "POST {root}/sendMail": _send_mime,
    "GET {root}/messages/{message}/attachments": _files,
    "POST {root}/messages/{message}/attachments": _attach,
    "DELETE {root}/messages/{message}/attachments/{attachment}": _detach,
    "POST {root}/messages/{message}/attachments/createUploadSession": _upload,
}
