"""What a record may hold, per type, and how values from forms and files are checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workspace.connector.errors import Rejected
from workspace.mail.address import ascii_domain, normalise
from workspace.model.kinds import RecordType

LISTS = ("emails", "phones", "domains")
MAX_CHARS = 1000
MAX_VALUES = 100

_WORK = ("name", "stage", "amount", "owner", "is_open", "company", "contacts")
_PERSON = ("name", "emails", "phones", "title", "company", "city", "owner")
ALLOWED: Mapping[str, tuple[str, ...]] = {
    RecordType.CONTACT: _PERSON,
    RecordType.LEAD: (*_PERSON, "stage", "is_open"),
    RecordType.COMPANY: ("name", "emails", "phones", "domains", "city", "owner"),
    RecordType.DEAL: _WORK,
    RecordType.CASE: _WORK,
}
_ALIASES = {
    "email": "emails",
    "phone": "phones",
    "domain": "domains",
    "contact": "contacts",
    "organization": "company",
}
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+")
_DOMAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_CLOSED = frozenset(
    (
        "closed",
        "won",
        "lost",
        "done",
        "resolved",
        "solved",
        "converted",
        "cancelled",
        "canceled",
        "closed won",
        "closed lost",
        "완료",
        "종료",
        "종결",
        "성사",
        "성공",
        "실패",
        "취소",
        "전환",
        "해결",
    )
)


@dataclass(slots=True)
class Draft:
    """The values of a record before it is written. ``company`` and ``contacts`` name its parents by
    name or address.
    """

    record_type: str
    name: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    title: str = ""
    company: str = ""
    city: str = ""
    stage: str = ""
    amount: str = ""
    owner: str = ""
    is_open: bool = True
    contacts: list[str] = field(default_factory=list)
    parent_ids: list[int] = field(default_factory=list)


WORDS = ("name", "title", "company", "city", "stage", "amount", "owner")
"""The columns of ``record`` that hold one piece of text."""


def draft(record_type: str, pairs: Iterable[tuple[str, object]]) -> Draft:
    """Check the fields of one record; a list field comes as several pairs or as one list.

    Raises ``Rejected`` with ``setting_missing`` or ``setting_wrong`` naming the field.
    """
    if record_type not in ALLOWED:
        known = ", ".join(ALLOWED)
        raise Rejected("setting_wrong", field="record_type", reason=f"it must be one of {known}")
    made = Draft(str(record_type))
    is_open = None
    for given, value in pairs:
        key = _ALIASES.get(given, given)
        if key not in (*ALLOWED[record_type], "parent_ids"):
            raise Rejected("setting_wrong", field=given, reason=f"a {record_type} has no such field")
        for text in value if isinstance(value, (list, tuple)) else (value,):
            checked = check(key, str(text))
            if key == "is_open":
                is_open = checked == "true" if checked else None
            elif checked:
                _put(made, key, checked)
    if not made.name:
        raise Rejected("setting_missing", field="name")
    made.is_open = is_open if is_open is not None else made.stage.casefold() not in _CLOSED
    return made


def demands(text: str) -> Mapping[str, tuple[str, ...]]:
    """The fields in a setting such as ``contact.phones, deal.amount``, by type; raises ``Rejected`` for others."""
    found: dict[str, tuple[str, ...]] = {}
    for word in text.replace(",", " ").split():
        record_type, _, key = word.partition(".")
        if key not in ALLOWED.get(record_type, ()) or key in ("name", "is_open"):
            raise Rejected("setting_wrong", field="demanded", reason=f"“{word}” is no field that can be left out")
        found[record_type] = (*found.get(record_type, ()), key)
    return found


def label(key: str) -> str:
    return key.replace("_", " ").capitalize()


def check(key: str, text: str) -> str:
    """One value, tidied; raises ``Rejected`` naming the field."""
    text = " ".join(text.replace("\0", "").split())
    if len(text) > MAX_CHARS:
        raise Rejected("setting_wrong", field=key, reason=f"it is over {MAX_CHARS} characters")
    if not text:
        return ""
    if key == "emails" and not _EMAIL.fullmatch(text):
        raise Rejected("setting_wrong", field=key, reason=f"“{text}” is not a mail address")
    if key == "domains":
        text = domain(text)
        if not _DOMAIN.fullmatch(text):
            raise Rejected("setting_wrong", field=key, reason=f"“{text}” is not a domain")
    if key == "is_open" and text.lower() not in ("true", "false"):
        raise Rejected("setting_wrong", field=key, reason="it must be true or false")
    if key == "parent_ids" and not text.isdecimal():
        raise Rejected("setting_wrong", field=key, reason=f"there is no record {text}")
    return text.lower() if key == "is_open" else text


def domain(text: str) -> str:
    """The bare domain of a domain, a web address or ``@domain``."""
    bare = re.sub(r"^[a-z]+://", "", text.strip().lower()).lstrip("@")
    return ascii_domain(re.split(r"[/:?#]", bare)[0].removeprefix("www."))


def normal(field_name: str, value: str) -> str:
    """The form in which values are compared."""
    if field_name == "emails":
        return normalise(value)
    if field_name == "phones":
        return re.sub(r"[^\d+]", "", value)
    return value.casefold()


def _put(made: Draft, key: str, text: str) -> None:
    current = getattr(made, key)
    if not isinstance(current, list):
        setattr(made, key, text)
        return
    value = int(text) if key == "parent_ids" else text
    seen = {normal(key, str(each)) for each in current}
    if normal(key, str(value)) not in seen:
        if len(current) >= MAX_VALUES:
            raise Rejected("setting_wrong", field=key, reason=f"more than {MAX_VALUES} values")
        current.append(value)
