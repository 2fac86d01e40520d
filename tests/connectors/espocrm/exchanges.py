"""Calls that the connector makes, as one story that runs on a real EspoCRM and on the stand-in alike."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

Json = dict[str, Any]
SECONDS = 60
_MAIL = (
    b"Message-ID: <Kit.Recorded@haneul.example>\r\nDelivered-To: workspace-recorded\r\n"
    b"From: Orders desk <kit.orders@haneul.example>\r\nTo: support@demo.example\r\nSubject: kit recorded\r\n"
    b"Date: Mon, 02 Mar 2026 09:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWhere is it?\r\n"
)
_FILE = b"0123456789"
_LOST = b"Message-ID: <kit.recorded@HANEUL.example>\r\nFrom: a@b.example\r\nSubject: kit\r\n\r\nx"


@dataclass(frozen=True, slots=True)
class Step:
    """``{name}`` in path and body is the id that the step of that name was answered with."""

    name: str
    method: str
    path: str
    body: Any = None
    params: Mapping[str, str] = field(default_factory=dict)


def _upload(name: str, raw: bytes, **more: Any) -> list[Step]:
    described = {"name": f"kit-{name}", "role": "Attachment", "isBeingUploaded": True, **more}
    data = f"data:application/octet-stream;base64,{base64.b64encode(raw).decode()}"
    return [
        Step(name, "POST", "Attachment", described),
        Step(f"{name}_filled", "POST", f"Attachment/chunk/{{{name}}}", data),
    ]


def _eml(name: str, raw: bytes) -> list[Step]:
    eml = {"type": "message/rfc822", "parentType": "ImportEml", "field": "file", "size": len(raw) + 1}
    return _upload(name, raw, **eml)


def _where(kind: str, attribute: str, value: str, at: int = 0, nth: str = "") -> dict[str, str]:
    before = f"where[{at}]"
    return {f"{before}[type]": kind, f"{before}[attribute]": attribute, f"{before}[value]{nth}": value}


_ADDRESSES = [{"emailAddress": "kit.orders@haneul.example", "primary": True}, {"emailAddress": "kit.b@haneul.example"}]
_EITHER = {
    "where[0][type]": "or",
    "where[0][value][0][type]": "contains",
    "where[0][value][0][attribute]": "emailAddress",
    "where[0][value][0][value]": "@",
    "where[0][value][1][type]": "equals",
    "where[0][value][1][attribute]": "emailAddress",
    "where[0][value][1][value]": "?",
}
_NOTE = {"type": "Post", "post": "kit note", "parentType": "Email", "parentId": "{mail}", "isInternal": True}

STORY = (
    Step("company", "POST", "Account", {"name": "kit company", "website": "https://haneul.example"}),
    Step(
        "contact",
        "POST",
        "Contact",
        {"lastName": "kit person", "emailAddressData": _ADDRESSES, "accountId": "{company}"},
    ),
    Step("alike", "POST", "Contact", {"lastName": "kit other", "emailAddress": "kit.orders@haneul.example"}),
    Step("unpriced", "POST", "Opportunity", {"name": "kit deal", "closeDate": "2026-12-01"}),
    Step("worthless", "POST", "Opportunity", {"name": "kit deal", "closeDate": "2026-12-01", "amount": 0}),
    Step(
        "deal",
        "POST",
        "Opportunity",
        {"name": "kit deal", "amount": 1, "closeDate": "2026-12-01", "accountId": "{company}"},
    ),
    Step(
        "no_such_stage", "POST", "Opportunity", {"name": "kit", "amount": 1, "closeDate": "2026-12-01", "stage": "kit"}
    ),
    Step("one_contact", "GET", "Contact/{contact}"),
    Step("gone", "GET", "Contact/nobody"),
    Step(
        "by_address",
        "GET",
        "Contact",
        params=_where("equals", "emailAddress", "KIT.B@haneul.example") | {"select": "id,name"},
    ),
    Step(
        "once_an_address",
        "GET",
        "Contact",
        params=_EITHER | _where("in", "id", "{contact}", 1, "[0]") | {"select": "id"},
    ),
    Step("too_many", "GET", "Contact", params={"maxSize": "500"}),
    *_eml("eml", _MAIL),
    Step("mail", "POST", "Email/importEml", {"fileId": "{eml}"}),
    Step("eml_went", "GET", "Attachment/{eml}"),
    *_eml("again", _LOST),
    Step("in_other_case", "POST", "Email/importEml", {"fileId": "{again}"}),
    Step("again_goes", "DELETE", "Attachment/{again}"),
    *_upload("file", _FILE[:5], type="application/octet-stream", relatedType="Email", field="attachments", size=10),
    Step(
        "hung", "PUT", "Email/{mail}", {"parentType": "Opportunity", "parentId": "{deal}", "attachmentsIds": ["{file}"]}
    ),
    Step("unfinished", "GET", "Attachment/{file}"),
    Step("finished", "POST", "Attachment/chunk/{file}", f"data:;base64,{base64.b64encode(_FILE[5:]).decode()}"),
    Step("whole_mail", "GET", "Email/{mail}"),
    Step(
        "by_key",
        "GET",
        "Email",
        params=_where("equals", "messageId", "<kit.recorded@haneul.example>") | {"select": "id"},
    ),
    Step("long_subject", "PUT", "Email/{mail}", {"name": "x" * 256}),
    Step("note", "POST", "Note", _NOTE),
    Step("stream", "GET", "Email/{mail}/stream"),
    Step("note_goes", "DELETE", "Note/{note}"),
    Step("file_goes", "DELETE", "Attachment/{file}"),
    Step("mail_goes", "DELETE", "Email/{mail}"),
    Step("deal_goes", "DELETE", "Opportunity/{deal}"),
    Step("contact_goes", "DELETE", "Contact/{contact}"),
    Step("company_goes", "DELETE", "Account/{company}"),
    Step("company_went", "DELETE", "Account/{company}"),
)


def told(base_url: str, headers: Mapping[str, str]) -> Iterator[tuple[str, Json]]:
    """Each step's name with status, reason and answer."""
    ids: dict[str, str] = {}
    for step in STORY:
        body = step.body if isinstance(step.body, str) or step.body is None else json.dumps(step.body)
        answer = requests.request(
            step.method,
            f"{base_url}/api/v1/{_filled(step.path, ids)}",
            params={name: _filled(value, ids) for name, value in step.params.items()},
            data=_filled(body, ids) if body is not None else None,
            headers={**headers, **({} if isinstance(step.body, str) else {"Content-Type": "application/json"})},
            timeout=SECONDS,
        )
        said = json.loads(answer.content) if answer.content else None
        if isinstance(said, dict) and "id" in said:
            ids[step.name] = said["id"]
        yield (
            step.name,
            {"status": answer.status_code, "reason": answer.headers.get("X-Status-Reason", ""), "answer": said},
        )


def _filled(text: str, ids: Mapping[str, str]) -> str:
    for name, each in ids.items():
        text = text.replace(f"{{{name}}}", each)
    return text
