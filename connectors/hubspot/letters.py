"""What a filing becomes in HubSpot: the properties of a mail, a meeting or a note, and how its key is found again.

https://developers.hubspot.com/docs/api-reference/legacy/crm/activities/emails/guide (and meetings, notes)
"""

import html
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from connectors.hubspot.objects import ACTIVITIES, OWNER
from workspace.model.filings import Filing
from workspace.model.items import Address

KEY = "hs_email_message_id"
"""The Message-ID of a mail, as HubSpot's own add-ins keep it."""
ATTACHMENTS = "hs_attachment_ids"
READ = {
    "emails": (KEY, "hs_email_headers", ATTACHMENTS, OWNER, "hs_email_subject"),
    "meetings": ("hs_meeting_body", ATTACHMENTS, OWNER),
    "notes": ("hs_note_body", ATTACHMENTS, OWNER),
}
_BODY = {"meetings": "hs_meeting_body", "notes": "hs_note_body"}
_SIGN = "Workspace: "


def activity(filing_kind: str) -> str:
    """The object that a filing of this kind becomes."""
    return ACTIVITIES.get(filing_kind, "notes")


def properties(filing: Filing, owner: str, file_ids: Sequence[str], *, keeps_key: bool) -> dict[str, str]:
    """The properties of the new object; ``keeps_key`` says whether the portal lets :data:`KEY` be written."""
    name = activity(filing.kind)
    common = {"hs_timestamp": _time(filing.sent_at), OWNER: owner, ATTACHMENTS: ";".join(file_ids)}
    own = {"emails": _mail, "meetings": _meeting, "notes": _note}[name](filing)
    if name == "emails" and keeps_key:
        own[KEY] = filing.key
    return {key: value for key, value in {**common, **own}.items() if value}


def _mail(filing: Filing) -> dict[str, str]:
    headers = {
        "from": _person(filing.from_),
        "sender": _person(filing.from_),
        "to": [_person(each) for each in filing.to],
        "cc": [_person(each) for each in filing.cc],
        "bcc": [],
        "message-id": filing.key,
    }
    return {
        "hs_email_direction": "INCOMING_EMAIL" if filing.is_incoming else "EMAIL",
        "hs_email_status": "SENT",
        "hs_email_subject": filing.subject,
        "hs_email_text": filing.text,
        "hs_email_html": filing.html or "",
        "hs_email_headers": json.dumps(headers, ensure_ascii=False),
    }


def _meeting(filing: Filing) -> dict[str, str]:
    return {
        "hs_meeting_title": filing.subject,
        "hs_meeting_body": _html(filing),
        "hs_meeting_start_time": _time(filing.sent_at),
        "hs_meeting_outcome": "COMPLETED" if filing.sent_at < datetime.now(UTC) else "SCHEDULED",
    }


def _note(filing: Filing) -> dict[str, str]:
    return {"hs_note_body": _html(filing)}


def _html(filing: Filing) -> str:
    """The text as HTML, who said it in front, and the key at the end: these objects have no field for one."""
    people = ", ".join(filter(None, (each.name or each.email for each in (filing.from_, *filing.to, *filing.cc))))
    lines = [f"<p><b>{html.escape(filing.subject)}</b></p>", f"<p>{html.escape(people)}</p>"]
    text = html.escape(filing.text).replace("\n", "<br>")
    return "".join([*lines, f"<p>{text}</p>", f"<p>{_SIGN}{html.escape(filing.key)}</p>"])


def keys_of(name: str, given: Mapping[str, Any]) -> set[str]:
    """Under which keys an object may be found."""
    said = given.get("properties")
    known: Mapping[str, Any] = said if isinstance(said, dict) else {}
    if name in _BODY:
        body = html.unescape(str(known.get(_BODY[name]) or ""))
        return {body.rpartition(_SIGN)[2].split("</p>")[0].strip()} if _SIGN in body else set()
    keys = {str(known.get(KEY) or "")}
    try:
        headers = json.loads(str(known.get("hs_email_headers") or "{}"))
    except ValueError:
        headers = {}
    if isinstance(headers, dict):
        keys.add(str(headers.get("message-id") or ""))
    return keys - {""}


def files_of(given: Mapping[str, Any]) -> list[str]:
    said = given.get("properties")
    ids = str(said.get(ATTACHMENTS) or "") if isinstance(said, dict) else ""
    return [each.strip() for each in ids.split(";") if each.strip()]


def _person(address: Address) -> dict[str, str]:
    first, _, last = address.name.rpartition(" ")
    names = {"firstName": first or last, "lastName": last if first else ""}
    return {"email": address.email, **{key: value for key, value in names.items() if value}}


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
