"""Which conversation a mail belongs to: base subjects and parent candidates, as pure functions.

After RFC 5256 section 2.1 (base subject) and RFC 8621 section 3 (threads).
"""

import re
import unicodedata
from collections.abc import Iterable

MAX_REFERENCES = 100
_MAX_SUBJECT = 1_000
_REPLY_WORDS = (
    "re|aw|antw|sv|vs|vá|odp|ynt|res|rif|r|ref|fwd?|wg|tr|rv|enc|doorst|vb|"
    "회신|답장|답변|전달|전송|fw|回复|回覆|答复|转发|轉寄|返信|転送"
)
_PREFIX = re.compile(rf"^(?:(?:{_REPLY_WORDS})\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]\s*)", re.IGNORECASE)
_LIST_TAG = re.compile(r"^\[[^\[\]]{1,80}\]\s*(?=\S)")
_TRAILER = re.compile(r"(?:\s*\(fwd\))+\s*$", re.IGNORECASE)
_WRAPPED = re.compile(r"^\[(?:fwd?|re)\s*:\s*(.*)\]$", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_ID = re.compile(r"<[^<>\s]+>")


def base_subject(subject: str) -> str:
    """The subject without reply and forward marks and list tags, case-folded, for comparing."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", subject[:_MAX_SUBJECT])).strip()
    while True:
        shorter = _TRAILER.sub("", text)
        shorter = _PREFIX.sub("", shorter)
        shorter = _LIST_TAG.sub("", shorter)
        wrapped = _WRAPPED.match(shorter)
        shorter = (wrapped[1] if wrapped else shorter).strip()
        if shorter == text:
            return text.casefold()
        text = shorter


def without_marks(subject: str) -> str:
    """The subject as written, without leading reply and forward marks."""
    text = _SPACES.sub(" ", subject[:_MAX_SUBJECT]).strip()
    while (match := _PREFIX.match(text)) is not None:
        text = text[match.end() :]
    return text


def is_reply(subject: str) -> bool:
    """Whether the subject carries a reply or forward mark."""
    return _PREFIX.match(subject[:_MAX_SUBJECT].strip()) is not None


def message_id(value: str) -> str | None:
    """The normalised Message-ID: stripped, angle brackets and case kept; None if there is none."""
    text = value.strip()
    found = _ID.search(text)
    if found is not None:
        return found.group()
    words = text.split()
    return words[0] if words else None


def message_ids(value: str) -> tuple[str, ...]:
    """The ids of a References or In-Reply-To header, in order, each once."""
    found = _ID.findall(value) or [word for word in value.split() if "@" in word.strip("@")]
    return tuple(dict.fromkeys(found))[-MAX_REFERENCES:]


def parents(references: Iterable[str], in_reply_to: Iterable[str] = (), own_id: str | None = None) -> tuple[str, ...]:
    """Candidate ancestors, nearest first: References from its end, then In-Reply-To."""
    chain = list(references)[::-1]
    ordered = dict.fromkeys([*chain[:1], *in_reply_to, *chain[1:]])
    return tuple(each for each in ordered if each != own_id)
