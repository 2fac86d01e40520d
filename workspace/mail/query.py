"""What a person types to search, taken apart: words, and operators such as ``from:kim before:2026-03 -is:read``.

An operator that is not one (``12:30``, ``https://…``, ``re:``) is a word like others, and of one that looks mistyped
what stands after it is; one that says something nobody understands is a :class:`Trouble`, never an exception and never
silently left out.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from workspace.mail.tokens import fold

_PIECE = re.compile(r'(-?)([^\W\d_]+):(?:"([^"]*)"?|(\S*))|"[^"]*"?|\S+')
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?\.?")
_AGO = re.compile(r"(\d{1,4})([dwmy일주개년])월?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365, "일": 1, "주": 7, "개": 30, "년": 365}
_NAMED_DAYS = {"today": 0, "오늘": 0, "yesterday": 1, "어제": 1}
NAMES = {
    "from": "from", "보낸사람": "from",
    "to": "to", "받는사람": "to",
    "subject": "subject", "제목": "subject",
    "in": "in", "위치": "in",
    "has": "has", "포함": "has",
    "is": "is", "상태": "is",
    "before": "before", "이전": "before",
    "after": "after", "since": "after", "이후": "after",
    "filed": "filed", "기록": "filed",
}  # fmt: skip
"""What is typed before the colon, and which operator it is."""
_HAS = {
    "attachment": "attachment", "attachments": "attachment", "file": "attachment", "files": "attachment",
    "첨부": "attachment", "파일": "attachment",
    "image": "image", "picture": "image", "이미지": "image", "사진": "image",
    "pdf": "pdf",
}  # fmt: skip
_IS = {
    "unread": "unread", "안읽음": "unread", "읽지않음": "unread",
    "read": "read", "읽음": "read",
    "starred": "starred", "flagged": "starred", "별표": "starred",
    "sent": "sent", "보냄": "sent",
    "draft": "draft", "임시": "draft",
    "chat": "chat", "채팅": "chat",
    "mail": "mail", "email": "mail", "메일": "mail",
}  # fmt: skip
_FILED = {
    "yes": "yes", "예": "yes", "no": "no", "아니오": "no", "아니요": "no",
    "queued": "queued", "대기": "queued", "failed": "failed", "실패": "failed", "unsure": "unsure", "불확실": "unsure",
}  # fmt: skip
ALIKE = 0.75
"""How alike (:mod:`difflib`) a mistyped operator is to the one that was meant: ``form`` is so alike to ``from``."""
_SPELT = {spelt: name for name in NAMES if len(spelt := unicodedata.normalize("NFD", name)) > 2}
"""Operators by their letters: of Korean ones a letter may be wrong too, and in two letters nothing is alike."""
CHOICES: Mapping[str, Mapping[str, str]] = {"has": _HAS, "is": _IS}
"""Operators that take one of a few words; ``filed`` takes such a word or the name of a CRM or record."""


@dataclass(frozen=True, slots=True)
class Condition:
    """``operator`` is a value of :data:`NAMES`; ``value`` is in the one form of its synonyms, or as typed."""

    operator: str
    value: str
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was not understood, for a sentence: ``empty``, ``choice``, ``date`` or ``folder``."""

    key: str
    operator: str
    value: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """Which operator may have been meant by one that is not, and the whole query with it."""

    typed: str
    meant: str
    query: str


@dataclass(frozen=True, slots=True)
class Query:
    """``words`` is what :func:`workspace.mail.tokens.match_query` takes.

    ``before`` and ``after`` are moments in the given time zone: before the first is found, from the second on.
    """

    words: str = ""
    conditions: tuple[Condition, ...] = ()
    before: datetime | None = None
    after: datetime | None = None
    troubles: tuple[Trouble, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether there are words alone."""
        return not (self.conditions or self.before or self.after or self.troubles)


@dataclass(slots=True)
class _Parts:
    words: list[str] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    befores: list[datetime] = field(default_factory=list)
    afters: list[datetime] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def parse_query(text: str, now: datetime) -> Query:
    """Take apart what was typed; ``now`` is aware, and its time zone is that of the dates. Raises nothing."""
    parts = _Parts()
    for match in _PIECE.finditer(text):
        operator = NAMES.get(fold(match[2])) if match[2] else None
        if operator is None:
            # What stands after a mistyped operator is there in what is meant as in what was typed.
            parts.words.append(match[0].partition(":")[2] if _meant(match) else match[0])
        else:
            value = " ".join((match[3] if match[3] is not None else match[4]).split())
            _take(parts, operator, value, bool(match[1]), now)
    return Query(
        " ".join(parts.words),
        tuple(parts.conditions),
        min(parts.befores, default=None),
        max(parts.afters, default=None),
        tuple(parts.troubles),
    )


def guess(text: str) -> Guess | None:
    """The first operator that looks mistyped; what is meant as a word mostly looks like none."""
    for match in _PIECE.finditer(text):
        if meant := _meant(match):
            return Guess(match[2], meant, f"{text[: match.start(2)]}{meant}{text[match.end(2) :]}")
    return None


def _meant(piece: re.Match[str]) -> str:
    """Which operator, as it is typed, may have been meant by one that is none; empty where it is a word."""
    typed = fold(piece[2] or "")
    if not typed or typed in NAMES or not (piece[3] or piece[4]):
        return ""
    near = get_close_matches(unicodedata.normalize("NFD", typed), _SPELT, 1, ALIKE)
    return _SPELT[near[0]] if near else ""


def _take(parts: _Parts, operator: str, value: str, is_not: bool, now: datetime) -> None:
    if not value:
        parts.troubles.append(Trouble("empty", operator))
    elif operator in ("before", "after"):
        _take_date(parts, operator, value, is_not, now)
    elif operator in CHOICES and fold(value) not in CHOICES[operator]:
        choices = tuple(dict.fromkeys(CHOICES[operator].values()))
        parts.troubles.append(Trouble("choice", operator, value, choices))
    else:
        known = _FILED if operator == "filed" else CHOICES.get(operator, {})
        parts.conditions.append(Condition(operator, known.get(fold(value), value), is_not))


def _take_date(parts: _Parts, operator: str, value: str, is_not: bool, now: datetime) -> None:
    at = _moment(fold(value), now)
    if at is None:
        parts.troubles.append(Trouble("date", operator, value))
    elif (operator == "before") != is_not:
        parts.befores.append(at)
    else:
        parts.afters.append(at)


def _moment(value: str, now: datetime) -> datetime | None:
    """The beginning of a day, month or year, or of the day so long ago; None where it is no date."""
    for read in (_day_ago, _written_day):
        try:
            day = read(value, now.date())
            if day is not None:
                return datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
        except (ValueError, OverflowError):
            return None
    return None


def _day_ago(value: str, today: date) -> date | None:
    if value in _NAMED_DAYS:
        return today - timedelta(days=_NAMED_DAYS[value])
    found = _AGO.fullmatch(value)
    return today - timedelta(days=int(found[1]) * _DAYS[found[2]]) if found else None


def _written_day(value: str, today: date) -> date | None:
    found = _DAY.fullmatch(value)
    return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
