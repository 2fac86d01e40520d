"""The sender's own lines at the end of a mail: phone numbers, title, company, in Korean and
English.
"""

import re
from dataclasses import dataclass

LINES = 14
"""How far up from the end of the sender's own text a signature is looked for."""

_QUOTE = re.compile(
    r"^\s*(?:>|_{10,}"
    r"|-{2,}\s*(?:(?:original|forwarded) message|(?:원본|전달된) ?메(?:시지|일))"
    r"|(?:from|보낸 ?사람)\s*:|on .{8,200}wrote:\s*$|.{6,200}(?:님이 작성|작성)\s*:?\s*$)",
    re.IGNORECASE,
)
_FAX = re.compile(r"(?:fax|팩스|\bf)[\s.:)\]/]*\(?$", re.IGNORECASE)
_KOREAN_TITLE = (
    "대표이사|부사장|사장|회장|전무|상무|이사|부장|차장|과장|대리|주임|사원|팀장|본부장|실장|센터장|지점장|소장|원장|"
    "책임연구원|선임연구원|수석연구원|연구원|책임|선임|수석|매니저|대표"
)
_TITLE = re.compile(
    rf"(?<![가-힣])(?:{_KOREAN_TITLE})(?![가-힣])"
    r"|\b(?:ceo|cto|cfo|coo|cmo|vp|president|director|manager|head of [\w &]+|engineer|consultant|"
    r"officer|analyst|specialist|coordinator|representative|assistant|executive|buyer|owner|founder|partner)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"㈜|\(주\)|\(유\)|주식회사|유한회사"
    r"|\b(?:inc|ltd|llc|gmbh|corp|corporation|company|limited|plc|s\.a\.|co\.,? ?ltd)\b"
    r"|\b(?:AG|SE|BV|B\.V\.)(?=\W|$)",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*(?:[|/·•,]|\s[-–—]\s|\s{3,})\s*")
_KOREAN_NAME = re.compile(rf"^([가-힣]{{2,4}}?)\s*({_KOREAN_TITLE})?(?:님|귀하)?$")
_BRACKETS = re.compile(r"[(\[（【<]([^)\]）】>]*)[)\]）】>]")
_VIA = re.compile(r"\s+(?:via|through)\s+.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signature:
    """What was found; phones in international format, mobile and landline, faxes left out."""

    phones: tuple[str, ...] = ()
    title: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class DisplayName:
    """A display name taken apart."""

    name: str = ""
    title: str = ""
    company: str = ""


def read(text: str, region: str) -> Signature:
    """The signature at the end of the newest part of a mail; ``region`` is an ISO country for
    national numbers.
    """
    lines = own_lines(text)[-LINES:]
    return Signature(_phones("\n".join(lines), region), _title(lines), _company(lines))


def own_lines(text: str) -> list[str]:
    """The lines the sender wrote, without blank ones: up to the first quoted or forwarded mail."""
    own: list[str] = []
    for line in text.splitlines():
        if _QUOTE.match(line):
            break
        if line.strip():
            own.append(line.strip()[:300])
    return own


def read_name(display: str) -> DisplayName:
    """A display name such as ``김민수 과장(한빛상사)`` or ``Kim, Minsu`` taken apart."""
    text = _VIA.sub("", display).strip(" '\"\u200b")
    if "@" in text:
        return DisplayName()
    inside = " ".join(_BRACKETS.findall(text))
    text = " ".join(_BRACKETS.sub(" ", text).split()) or inside
    if text.count(",") == 1:
        last, first = (part.strip() for part in text.split(","))
        text = f"{first} {last}" if first and not _COMPANY.search(first) else text
    korean = _KOREAN_NAME.match(text)
    if korean:
        return DisplayName(korean[1], korean[2] or "", inside)
    return DisplayName(text, "", inside if _COMPANY.search(inside) else "")


def _phones(text: str, region: str) -> tuple[str, ...]:
    # Imported here: it takes 100 ms, and the window needs it for a new record only.
    from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

    found = []
    for number in PhoneNumberMatcher(text, region):
        before = text[: number.start].rpartition("\n")[2]
        if not _FAX.search(before):
            found.append(format_number(number.number, PhoneNumberFormat.INTERNATIONAL))
    return tuple(dict.fromkeys(found))


def _title(lines: list[str]) -> str:
    """The piece of a short line that holds a title word, without the name before it."""
    for line in lines:
        for piece in _PIECES.split(line):
            found = _TITLE.search(piece)
            if found is None or len(piece) > 60 or piece.endswith((".", "?", "!")) or "@" in piece:
                continue
            return found.group() if "가" <= found.group()[0] <= "힣" else piece
    return ""


def _company(lines: list[str]) -> str:
    for line in lines:
        for piece in re.split(r"\s*(?:[|/·•]|\s[-–—]\s|\s{3,})\s*", line):
            if _COMPANY.search(piece) and len(piece) <= 60 and not piece.endswith(("?", "!", "다.")):
                return piece.strip(" ,")
    return ""
