"""Numbers that nobody meant to share: payment cards, Korean resident registration and US social security numbers.

A warning for the preview, never a protection: what is written another way, or in a picture, is not found.
"""

import re
from collections.abc import Iterator
from datetime import date

from workspace.filing.reasons import Reason

_DIGITS = re.compile(r"(?<![\d.,/-])\d(?:[ -]?\d){12,18}(?![\d/-])")
_CARD = re.compile(
    r"^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}|9\d{15})$"
)
"""Lengths and first digits by scheme (ISO/IEC 7812-1); 9 is what Korean cards for use at home begin with."""
_RRN = re.compile(r"(?<![\d-])(\d{2})(\d{2})(\d{2})[ -]?([1-8])(\d{6})(?![\d-])")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])")
"""Three, two and four digits; never 000, 666 or 9xx, 00, 0000 (ssa.gov/employer/randomization.html)."""
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_RANDOM_SINCE = date(2020, 10, 1)
"""Numbers given since then carry random digits and no check digit (행정안전부, 2020)."""


def warnings(text: str) -> tuple[Reason, ...]:
    """One reason for each kind of number that the text seems to hold, with how many."""
    found = (
        ("sensitive_card", len(set(_cards(text)))),
        ("sensitive_rrn", len({m[0] for m in _RRN.finditer(text) if _is_rrn(m)})),
        ("sensitive_ssn", len({m[0] for m in _SSN.finditer(text)})),
    )
    return tuple(Reason(key, {"count": str(count)}) for key, count in found if count)


def _cards(text: str) -> Iterator[str]:
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _CARD.match(digits) and len(set(digits)) > 1 and _luhn(digits):
            yield digits


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    doubled = (int(d) * 2 if n % 2 else int(d) for n, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _is_rrn(match: re.Match[str]) -> bool:
    """A birth date that exists, and the check digit where the number has one (for foreigners two more)."""
    gender = int(match[4])
    century = 1900 if gender in (1, 2, 5, 6) else 2000
    try:
        born = date(century + int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    digits = [int(d) for d in re.sub(r"\D", "", match[0])]
    check = (11 - sum(d * w for d, w in zip(digits[:12], _WEIGHTS, strict=True)) % 11) % 10
    if gender >= 5:
        check = (check + 2) % 10
    return check == digits[12] or (born >= _RANDOM_SINCE and not match[0].isdigit())
