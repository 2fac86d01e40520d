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
MARK = "x-workspace-action"
"""The header that says which action made a mail: ours is told from a colleague's by it."""
LONGEST = 65_536
"""Characters of one property: https://developers.hubspot.com/docs/api-reference/legacy/crm/activities/notes/guide"""
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


def properties(
    filing: Filing, owner: str, file_ids: Sequence[str], *, action_id: str, keeps_key: bool
) -> dict[str, str]:
    """The properties of the new object; ``keeps_key`` says whether the portal lets :data:`KEY` be written."""
    name = activity(filing.kind)
    common = {"hs_timestamp": _time(filing.sent_at), OWNER: owner, ATTACHMENTS: ";".join(file_ids)}
    own = {"emails": _mail, "meetings": _meeting, "notes": _note}[name](filing)
    if name == "emails":
        own["hs_email_headers"] = _headers(filing, action_id)
    if name == "emails" and keeps_key:
        own[KEY] = filing.key
    return {key: value for key, value in {**common, **own}.items() if value}


def _headers(filing: Filing, action_id: str) -> str:
    """As JSON; of a mail to very many people as many as the property takes."""
    headers = {
        "from": _person(filing.from_),
        "sender": _person(filing.from_),
        "message-id": filing.key,
        MARK: action_id,
    }
    to, cc, bcc = ([_person(each) for each in addresses] for addresses in (filing.to, filing.cc, filing.bcc))
    while len(text := json.dumps({**headers, "to": to, "cc": cc, "bcc": bcc}, ensure_ascii=False)) > LONGEST:
        longer = bcc or cc or to
        del longer[len(longer) * 3 // 4 :]
    return text


def _mail(filing: Filing) -> dict[str, str]:
    return {
        "hs_email_direction": "INCOMING_EMAIL" if filing.is_incoming else "EMAIL",
        "hs_email_status": "SENT",
        "hs_email_subject": filing.subject,
        "hs_email_text": filing.text,
        "hs_email_html": filing.html or "",
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
    people = ", ".join(
        filter(None, (each.name or each.email for each in (filing.from_, *filing.to, *filing.cc, *filing.bcc)))
    )
    head = f"<p><b>{html.escape(filing.subject)}</b></p><p>{html.escape(people[: LONGEST // 8])}</p>"
    end = f"<p>{_SIGN}{html.escape(filing.key)}</p>"
    text = filing.text
    # Escaped, a text may become several times as long.
    while len(whole := f"{head}<p>{_escaped(text)}</p>{end}") > LONGEST:
        text = text[: len(text) * 3 // 4]
    return whole


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def keys_of(name: str, given: Mapping[str, Any]) -> set[str]:
    """Under which keys an object may be found."""
    said = given.get("properties")
    known: Mapping[str, Any] = said if isinstance(said, dict) else {}
    if name in _BODY:
        body = html.unescape(str(known.get(_BODY[name]) or ""))
        return {body.rpartition(_SIGN)[2].split("</p>")[0].strip()} if _SIGN in body else set()
    keys = {str(known.get(KEY) or "").strip(), str(headers_of(given).get("message-id") or "").strip()} - {""}
    # Other clients may have left the angle brackets out.
    return {each if each.startswith("<") or "@" not in each else f"<{each}>" for each in keys}


def headers_of(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The headers of a mail as whoever filed it wrote them; empty where they are none."""
    said = given.get("properties")
    try:
        headers = json.loads(str((said or {}).get("hs_email_headers") or "{}"))
    except (ValueError, AttributeError):
        return {}
    return headers if isinstance(headers, dict) else {}


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
