"""The models of the stand-in for Odoo: fields as ``fields_get`` tells them, and domains
(https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#search-domains).
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

Row = dict[str, Any]


class Refused(Exception):
    """What Odoo raises, by what it is about: ``access missing no_method no_model signature user value``."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def _field(kind: str, name: str, **more: Any) -> Row:
    return {"type": kind, "string": name.replace("_", " ").title(), "store": True, **more}


def _fields(version: int) -> dict[str, dict[str, Row]]:
    selection = [["email", "Incoming Email"], ["comment", "Comment"], ["email_outgoing", "Outgoing Email"]]
    selection.append(["notification", "System notification"])
    base = "id:integer name:char display_name:char active:boolean create_date:datetime write_date:datetime"
    base += " create_uid:many2one=res.users"
    partner = "is_company:boolean email:char email_normalized:char phone:char website:char function:char city:char"
    partner += " parent_id:many2one=res.partner user_id:many2one=res.users company_name:char x_billing_mail:char"
    message = "message_id:char model:char res_id:many2one_reference subject:char body:html date:datetime"
    message += " message_type:selection subtype_id:many2one=mail.message.subtype is_internal:boolean email_from:char"
    message += " author_id:many2one=res.partner partner_ids:many2many=res.partner parent_id:many2one=mail.message"
    message += " attachment_ids:many2many=ir.attachment email_layout_xmlid:char"
    if version >= 19:
        message += " incoming_email_to:text incoming_email_cc:char outgoing_email_to:char"
    else:
        partner += " mobile:char"
    lead = "type:selection partner_id:many2one=res.partner partner_name:char contact_name:char email_from:char"
    lead += " email_normalized:char phone:char website:char function:char city:char user_id:many2one=res.users"
    lead += " stage_id:many2one=crm.stage probability:float expected_revenue:float"
    task = "project_id:many2one=project.project partner_id:many2one=res.partner stage_id:many2one=project.task.type"
    task += " user_ids:many2many=res.users email_from:char state:selection"
    attachment = (
        "datas:binary mimetype:char res_model:char res_id:many2one_reference description:text file_size:integer"
    )
    attachment += " checksum:char"
    models = {
        "res.partner": f"{base} {partner}",
        "crm.lead": f"{base} {lead}",
        "crm.stage": base,
        "project.task": f"{base} {task}",
        "project.task.type": base,
        "project.project": base,
        "res.users": f"{base} login:char email:char",
        "mail.message": f"{base} {message}",
        "mail.message.subtype": f"{base} internal:boolean res_model:char",
        "mail.activity": f"{base} res_model:char res_id:integer",
        "calendar.event": f"{base} partner_ids:many2many=res.partner",
        "ir.attachment": f"{base} {attachment}",
    }
    known = {model: dict(_parsed(each) for each in text.split()) for model, text in models.items()}
    known["mail.message"]["message_type"]["selection"] = selection
    known["crm.lead"]["type"]["selection"] = [["lead", "Lead"], ["opportunity", "Opportunity"]]
    for model in ("crm.lead", "project.task"):
        known[model]["name"]["required"] = True
    return known


def _parsed(text: str) -> tuple[str, Row]:
    name, _, kind = text.partition(":")
    kind, _, relation = kind.partition("=")
    return name, _field(kind, name, **({"relation": relation} if relation else {}))


FIELDS: Mapping[int, dict[str, dict[str, Row]]] = {version: _fields(version) for version in (17, 19)}


def matches(row: Row, domain: list[Any], known: Collection[str], model: str) -> bool:
    """A domain in prefix notation; terms without an operator are joined by "and"."""
    rest = list(domain)
    results = []
    while rest:
        results.append(_term(row, rest, known, model))
    return all(results)


def _term(row: Row, rest: list[Any], known: Collection[str], model: str) -> bool:
    head = rest.pop(0)
    if head in ("|", "&"):
        left, right = _term(row, rest, known, model), _term(row, rest, known, model)
        return (left or right) if head == "|" else (left and right)
    if head == "!":
        return not _term(row, rest, known, model)
    name, operator, value = head
    if name not in known:
        raise Refused("value", f"Invalid field {model}.{name} in condition {tuple(head)!r}")
    return _compare(row.get(name, False), operator, value)


def _compare(have: Any, operator: str, value: Any) -> bool:
    if isinstance(have, datetime):
        value = datetime.fromisoformat(value).replace(tzinfo=UTC)
    if operator == "in":
        return any(each in value for each in have) if isinstance(have, list) else have in value
    if operator in ("=", "!="):
        return bool((have or False) == (value or False)) is (operator == "=")
    if operator in (">=", "<", ">", "<="):
        return bool({">=": have >= value, "<": have < value, ">": have > value, "<=": have <= value}[operator])
    if operator in ("ilike", "like", "=like", "=ilike"):
        text, pattern = str(have or ""), str(value)
        if operator in ("ilike", "=ilike"):
            text, pattern = text.lower(), pattern.lower()
        return _like(text, pattern if operator.startswith("=") else f"%{pattern}%")
    raise Refused("value", f"Invalid operator {operator!r}")


def _like(text: str, pattern: str) -> bool:
    """SQL's LIKE, with backslash for escapes."""
    if not pattern:
        return not text
    head, rest = pattern[0], pattern[1:]
    if head == "%":
        return any(_like(text[n:], rest) for n in range(len(text) + 1))
    if head == "\\" and rest:
        head, rest = rest[0], rest[1:]
    elif head == "_":
        return bool(text) and _like(text[1:], rest)
    return text[:1] == head and _like(text[1:], rest)
