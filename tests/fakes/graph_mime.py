"""Exchange's two views of a mail: a MIME message as Graph's JSON, and JSON as the MIME message that goes out."""

import base64
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, getaddresses

from tests.fakes.graph_wire import Json

# MAPI properties that become headers, [MS-OXCMAIL] section 2.1.3.2.3.
IN_REPLY_TO, REFERENCES = "String 0x1042", "String 0x1039"


def json_of(raw: bytes, received_at: datetime) -> Json:
    message = message_from_bytes(raw, policy=policy.default)

    def people(name: str) -> list[Json]:
        found = getaddresses([str(each) for each in message.get_all(name, [])])
        return [{"emailAddress": {"name": name or email, "address": email}} for name, email in found]

    sender = (people("From") or [{"emailAddress": {"name": "", "address": ""}}])[0]
    stamp = received_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    body = message.get_body(("plain", "html"))
    return {
        "subject": str(message["Subject"] or ""),
        "from": sender,
        "sender": sender,
        "toRecipients": people("To"),
        "ccRecipients": people("Cc"),
        "bccRecipients": [],
        "replyTo": people("Reply-To"),
        "receivedDateTime": stamp,
        "sentDateTime": stamp,
        "internetMessageId": str(message["Message-ID"] or ""),
        "conversationId": f"conversation-{message['Message-ID']}",
        "isRead": False,
        "isDraft": False,
        "flag": {"flagStatus": "notFlagged"},
        "body": {
            "contentType": "html" if body and body.get_content_subtype() == "html" else "text",
            "content": body.get_content() if body else "",
        },
        "bodyPreview": body.get_content()[:255] if body else "",
        "webLink": "https://outlook.example/mail",
    }


def files_of(raw: bytes) -> list[Json]:
    """https://learn.microsoft.com/graph/api/resources/fileattachment"""
    return [
        {
            "@odata.type": "#microsoft.graph.fileAttachment",
            "id": f"AAkA-{number}=",
            "name": part.get_filename(),
            "contentType": part.get_content_type(),
            "contentBytes": base64.b64encode(part.get_payload(decode=True)).decode("ascii"),
            "isInline": part.get_content_disposition() == "inline",
        }
        for number, part in enumerate(message_from_bytes(raw, policy=policy.default).iter_attachments())
    ]


def mime_of(found: Json, files: Iterable[Json]) -> bytes:
    """What Exchange makes of a message that came as JSON."""
    made = EmailMessage()
    made["Message-ID"] = found["internetMessageId"]
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Subject"] = found["subject"]
    for name, key in (("From", "from"), ("To", "toRecipients"), ("Cc", "ccRecipients"), ("Bcc", "bccRecipients")):
        people = [found[key]] if key == "from" and found.get(key) else found.get(key) or []
        if written := ", ".join(_written(each) for each in people):
            made[name] = written
    for name, value in _links(found):
        made[name] = value
    kind = found["body"]["contentType"].lower()
    made.set_content(found["body"]["content"], subtype="html" if kind == "html" else "plain")
    for each in files:
        main, _, sub = each.get("contentType", "application/octet-stream").partition("/")
        made.add_attachment(
            each["content"], maintype=main, subtype=sub, filename=each["name"], cid=each.get("contentId")
        )
    return made.as_bytes()


def _written(each: Json) -> str:
    return formataddr((each["emailAddress"].get("name", ""), each["emailAddress"]["address"]))


def _links(found: Json) -> Iterator[tuple[str, str]]:
    names = {IN_REPLY_TO: "In-Reply-To", REFERENCES: "References"}
    for each in found.get("singleValueExtendedProperties", []):
        yield names[each["id"]], each["value"]
