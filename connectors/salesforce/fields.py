"""The fields of a new record: named as ours or as the org's, in the type that each has there, and what the org demands.

https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from connectors.salesforce.failures import Refused
from connectors.salesforce.line import Line
from connectors.salesforce.objects import Kept
from connectors.salesforce.soql import Row, moment
from workspace.connector.errors import Rejected
from workspace.model.filings import RecordField
from workspace.model.kinds import RecordType

Field = Mapping[str, Any]
CLOSES_AFTER = timedelta(days=30)
"""An opportunity has to say when it will be closed."""
FIRST_STAGE = "Prospecting"
"""The first that every new org has, for a server that does not tell its stages."""
_API_NAME = re.compile(r"[A-Z][A-Za-z0-9_]*")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_PERSON = {"phones": "Phone", "title": "Title"}
_PLAIN: Mapping[str, Mapping[str, str]] = {
    RecordType.CONTACT: {**_PERSON, "city": "MailingCity"},
    RecordType.LEAD: {**_PERSON, "city": "City", "company": "Company", "stage": "Status"},
    RecordType.COMPANY: {"name": "Name", "phones": "Phone", "domains": "Website", "city": "BillingCity"},
    RecordType.DEAL: {"name": "Name", "stage": "StageName", "amount": "Amount"},
    RecordType.CASE: {"name": "Subject", "stage": "Status"},
}
_OURS = frozenset("name emails phones domains title company city stage amount owner".split())
"""Names that a form may hold for any type; what a type has no place for is left out."""
_REQUIRED: Mapping[str, Sequence[str]] = {
    "Account": ["Name"],
    "Contact": ["LastName"],
    "Lead": ["LastName", "Company"],
    "Opportunity": ["Name", "StageName", "CloseDate"],
    "Case": [],
}
"""What Salesforce itself demands, for a server that does not describe, or leaves out what has a default."""
_NAMES = frozenset({"Name", "LastName"})
_YES, _NO = frozenset({"true", "yes", "1", "예", "y"}), frozenset({"false", "no", "0", "아니요", "n"})


def written(line: Line, kept: Kept, given: Mapping[str, Sequence[str]]) -> Row:
    """The record's fields by the org's names. Raises ``Rejected`` for one that it has not or would not take."""
    body: Row = {}
    for key, values in given.items():
        name = _name(line, kept, key)
        if name:
            body[name] = _value(line, kept, name, values[0])
    if kept.record_type is RecordType.DEAL and "Amount" in body and line.schema.fields(kept.name):
        currency = _CURRENCY.search(given.get("amount", ("",))[0])
        if currency and line.schema.creatable(kept.name, "CurrencyIsoCode"):
            body.setdefault("CurrencyIsoCode", currency[0])
    if kept.record_type in (RecordType.CONTACT, RecordType.LEAD):
        body.update(_person(given, body))
    for key, value in body.items():
        _refuse_long(line, kept, key, value)
    return body


def defaults(line: Line, kept: Kept) -> Row:
    """What we fill in ourselves where nothing was given."""
    if kept.record_type is RecordType.DEAL:
        found: Row = {"CloseDate": (date.today() + CLOSES_AFTER).isoformat()}  # noqa: DTZ011  the user's day
        return {**found, "StageName": _choice(line, kept.name, "StageName") or FIRST_STAGE}
    if kept.record_type is RecordType.CASE:
        offered = {str(each.get("value")) for each in line.schema.choices(kept.name, "Origin")}
        return {"Origin": "Email"} if "Email" in offered else {}
    return {}


def demanded(line: Line, kept: Kept) -> list[RecordField]:
    """What the org wants to have in a new record and neither we nor Salesforce fill in."""
    filled = {*_NAMES, *defaults(line, kept)}
    known = line.schema.fields(kept.name)
    if known is None:
        return []
    return [
        RecordField(_key(kept, name), _label(line, kept, name), tuple(_labels(line, kept.name, name)))
        for name in _required(line, kept)
        if name not in filled
    ]


def refuse_missing(line: Line, kept: Kept, body: Row) -> None:
    """Name what the org demands before anything is written."""
    for name in _required(line, kept):
        if body.get(name) in (None, ""):
            raise _required_error(line, kept, name)


def refused(line: Line, kept: Kept, body: Row, said: Refused) -> Rejected | None:
    """What the org's refusal of a field means, None where it is about something else."""
    name = said.fields.partition(", ")[0]
    if "REQUIRED_FIELD_MISSING" in said.codes and name:
        return _required_error(line, kept, name)
    if "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" in said.codes and name:
        return _value_gone(line, kept, name, body.get(name, ""))
    return None


def _required(line: Line, kept: Kept) -> list[str]:
    known = line.schema.fields(kept.name)
    if known is None:
        return list(_REQUIRED[kept.name])
    return [name for name, field in known.items() if _is_required(kept, name, field)]


def _is_required(kept: Kept, name: str, field: Field) -> bool:
    if not field.get("createable", True) or field.get("nillable", True) or field.get("type") == "boolean":
        return False
    if field.get("defaultedOnCreate") or field.get("defaultValue") is not None or name == "OwnerId":
        return False
    # Salesforce says of every field whether it is filled in; a server that does not is believed for the org's own.
    return "defaultedOnCreate" in field or name in _REQUIRED[kept.name] or name.endswith("__c")


def _required_error(line: Line, kept: Kept, name: str) -> Rejected:
    host, label = line.host, _label(line, kept, name)
    return Rejected("field_required", host=host, field=label, key=_key(kept, name), record_type=kept.record_type.value)


def _value_gone(line: Line, kept: Kept, name: str, value: Any) -> Rejected:
    more = {"key": _key(kept, name), "record_type": kept.record_type.value}
    return Rejected("value_gone", host=line.host, field=_label(line, kept, name), value=value, **more)


def _name(line: Line, kept: Kept, key: str) -> str:
    """The org's name of a field, empty for one of ours that this type has no place for."""
    plain = _PLAIN[kept.record_type]
    if key in plain:
        return plain[key]
    if key in _OURS:
        return ""
    known = line.schema.fields(kept.name)
    same = key if known is None else next((name for name in known if name.casefold() == key.casefold()), "")
    if not same or (known is None and not _API_NAME.fullmatch(same)) or not line.schema.creatable(kept.name, same):
        raise Rejected("forbidden", host=line.host, reason=f"{kept.name}.{key}")
    return same


def _value(line: Line, kept: Kept, name: str, text: str) -> Any:
    field = (line.schema.fields(kept.name) or {}).get(name) or {"type": "currency" if name == "Amount" else ""}
    kind = field.get("type")
    try:
        if kind in ("double", "currency", "percent", "int", "long"):
            return _number(text)
        if kind == "boolean":
            return _truth(text)
        if kind == "date":
            return date.fromisoformat(text[:10]).isoformat()
        if kind == "datetime":
            at = datetime.fromisoformat(text)
            return moment(at if at.tzinfo else at.astimezone().astimezone(UTC))
    except ValueError:
        reason = f"“{text}” is no {kind}"
        raise Rejected("setting_wrong", field=_label(line, kept, name), reason=reason) from None
    return _picked(line, kept, name, field, text) if kind in ("picklist", "multipicklist") else text


def _number(text: str) -> int | float:
    found = _NUMBER.search(text)
    if found is None:
        raise ValueError(text)
    value = float(found[0].replace(",", ""))
    return int(value) if value.is_integer() else value


def _truth(text: str) -> bool:
    word = text.strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(text)
    return word in _YES


def _picked(line: Line, kept: Kept, name: str, field: Field, text: str) -> str:
    """The value of a choice that is given by value or by label; several are parted by semicolons."""
    offered = line.schema.choices(kept.name, name)
    found = []
    for word in text.split(";") if field.get("type") == "multipicklist" else [text]:
        wanted = word.strip().casefold()
        same = (c for c in offered if wanted in (str(c.get("value")).casefold(), str(c.get("label") or "").casefold()))
        value = next((str(each["value"]) for each in same), None)
        if value is None and offered and field.get("restrictedPicklist"):
            raise _value_gone(line, kept, name, word.strip())
        found.append(value or word.strip())
    return ";".join(found)


def _refuse_long(line: Line, kept: Kept, key: str, value: Any) -> None:
    known = line.schema.fields(kept.name)
    if known is not None and not line.schema.creatable(kept.name, key):
        raise Rejected("forbidden", host=line.host, reason=f"{kept.name}.{key}")
    length = int(((known or {}).get(key) or {}).get("length") or 0)
    if length and isinstance(value, str) and len(value) > length:
        reason = f"longer than {length} characters"
        raise Rejected("setting_wrong", field=_label(line, kept, key), reason=reason)


def _person(given: Mapping[str, Sequence[str]], body: Row) -> Row:
    found: Row = {}
    words = " ".join(given.get("name", ())).split()
    if words and not body.get("LastName"):
        # A name in one piece, as Korean ones are, is a last name.
        found = {"LastName": words[-1], **({"FirstName": " ".join(words[:-1])} if words[:-1] else {})}
    if given.get("emails") and not body.get("Email"):
        found["Email"] = given["emails"][0]
    if len(given.get("phones", ())) > 1:
        found["MobilePhone"] = given["phones"][1]
    return found


def _choice(line: Line, name: str, field: str) -> str:
    choices = line.schema.choices(name, field)
    default = next((str(each["value"]) for each in choices if each.get("defaultValue")), "")
    return default or next((str(each["value"]) for each in choices), "")


def _key(kept: Kept, name: str) -> str:
    """What a field is given by: our name of it where we have one."""
    ours = {theirs: key for key, theirs in _PLAIN[kept.record_type].items()}
    return {"LastName": "name", "Email": "emails", **ours}.get(name, name)


def _label(line: Line, kept: Kept, name: str) -> str:
    return str(((line.schema.fields(kept.name) or {}).get(name) or {}).get("label") or name)


def _labels(line: Line, name: str, field: str) -> list[str]:
    return [str(each.get("label") or each.get("value")) for each in line.schema.choices(name, field)]
