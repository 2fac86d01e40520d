"""CSV files of customers: English and Korean headings, the encodings Korean spreadsheets write, bad
rows apart.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from connectors.builtin_crm.fields import ALLOWED, Draft, domain, draft
from workspace.connector.errors import Rejected
from workspace.model.kinds import RecordType

COLUMNS = (
    "type",
    "name",
    "emails",
    "phones",
    "title",
    "company",
    "contacts",
    "city",
    "domains",
    "stage",
    "amount",
    "owner",
    "is_open",
)
_HEADINGS: Mapping[str, str] = {
    "type": "type, record type, kind, 유형, 구분, 종류",
    "name": "name, full name, display name, contact name, company name, account name, deal name, "
    "case name, subject, 이름, 성명, 담당자, 담당자명, 고객명, 회사명칭, 거래명, 제목, 문의명",
    "first": "first name, given name, 이름(명), 명",
    "last": "last name, surname, family name, 성",
    "emails": "email, emails, e-mail, email address, e-mail address, e-mail 1 - value, mail, "
    "secondary email, email 2, 이메일, 이메일주소, 메일, 메일주소, 전자우편",
    "phones": "phone, phones, telephone, mobile, mobile phone, work phone, phone number, cell, "
    "phone 1 - value, tel, 전화, 전화번호, 휴대폰, 휴대전화, 핸드폰, 연락처, 회사전화",
    "title": "title, job title, position, role, 직함, 직책, 직위, 직급",
    "company": "company, organization, organisation, account, employer, 회사, 회사명, 소속, 거래처, 상호",
    "contacts": "contacts, contact, contact email, 관련 연락처, 고객 이메일, 담당자 이메일",
    "city": "city, town, location, 도시, 지역, 시",
    "domains": "domain, domains, website, web site, url, homepage, 도메인, 웹사이트, 홈페이지",
    "stage": "stage, status, lead status, deal stage, 단계, 상태, 진행상태",
    "amount": "amount, value, deal value, deal amount, 금액, 거래금액, 예상금액",
    "owner": "owner, assigned to, account manager, 소유자, 담당 직원, 영업담당, 담당사원",
    "is_open": "is_open, open, 진행중",
}
_BY_HEADING = {h.strip(): key for key, line in _HEADINGS.items() for h in line.split(", ")}
_TYPES: Mapping[str, str] = {
    RecordType.CONTACT: "contact contacts person people 연락처 고객 담당자 인물",
    RecordType.COMPANY: "company companies account accounts organization organizations 회사 거래처 업체 기업",
    RecordType.LEAD: "lead leads prospect prospects 잠재고객 리드 가망고객",
    RecordType.DEAL: "deal deals opportunity opportunities 거래 영업기회 기회 딜",
    RecordType.CASE: "case cases ticket tickets 문의 케이스 사례 티켓 민원",
}
_BY_WORD = {word: str(t) for t, words in _TYPES.items() for word in words.split()}
_LISTS = ("emails", "phones", "domains", "contacts")
_HANGUL = re.compile(r"[가-힣]{1,4}")
# A cell that a spreadsheet would run as a formula; phone numbers and negative amounts are none.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d(])")
Entry = tuple[int, Draft | str]


class Reader(Protocol):
    """What :func:`csv.reader` returns."""

    line_num: int

    def __next__(self) -> list[str]: ...


def read(path: Path) -> Iterator[Entry]:
    """Every row as a checked record, or what is wrong with it, with the line it starts on."""
    with path.open("r", encoding=encoding_of(path), errors="replace", newline="") as lines:
        sample = lines.readline()
        lines.seek(0)
        rows = _rows(csv.reader(lines, delimiter=_delimiter(sample)))
        heading = next(rows, None)
        keys = [heading_key(cell) for cell in heading[1]] if heading and heading[1] else []
        if not {"name", "first", "last", "emails", "company"} & set(keys):
            reason = "its first line names no column that is known"
            raise Rejected("setting_wrong", field="file", reason=reason)
        fallback = _type_for(path.stem, keys)
        for line, cells in rows:
            if cells is None:
                yield line, "the row cannot be read"
            elif any(cell.strip() for cell in cells):
                yield line, _entry(keys, cells, fallback)


def _rows(reader: Reader) -> Iterator[tuple[int, list[str] | None]]:
    """Rows with the line they start on; None for one that the parser refuses."""
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None


def encoding_of(path: Path) -> str:
    """By its mark, else UTF-8 if it is, else UTF-16 by its zero bytes, else CP949 (as Korean Excel
    writes).
    """
    with path.open("rb") as source:
        head = source.read(4096)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head.count(0) > len(head) // 4:
            return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while head:
                decoder.decode(head)
                head = source.read(1 << 20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp949"
    return "utf-8-sig"


def _delimiter(sample: str) -> str:
    return max(",;\t", key=sample.count)


def heading_key(cell: str) -> str:
    """Our name for a column's heading in English or Korean; "" if unknown."""
    words = " ".join(cell.replace("_", " ").lower().split())
    close = words.replace(" ", "")
    return _BY_HEADING.get(words) or _BY_HEADING.get(close) or _BY_HEADING.get(cell.lower(), "")


def _type_for(stem: str, keys: list[str]) -> str:
    """What rows without a type are: by the file's name, else by its columns."""
    for word in re.findall(r"[^\W\d_]+", stem.lower()):
        if word in _BY_WORD:
            return _BY_WORD[word]
    if {"emails", "first", "last", "phones"} & set(keys) and "domains" not in keys:
        return RecordType.CONTACT
    if "amount" in keys:
        return RecordType.DEAL
    return RecordType.COMPANY if "domains" in keys or "name" not in keys else RecordType.CONTACT


def _entry(keys: list[str], cells: list[str], fallback: str) -> Draft | str:
    if len(cells) > len(keys) and any(cell.strip() for cell in cells[len(keys) :]):
        return f"it has {len(cells)} cells, the first line {len(keys)}"
    values: dict[str, list[str]] = {}
    for key, cell in zip(keys, cells, strict=False):
        if key and cell.strip():
            values.setdefault(key, []).extend(_values(key, cell))
    given = " ".join(values.pop("type", []))
    record_type = _BY_WORD.get(given.strip().lower(), "") if given else fallback
    if not record_type:
        return f"“{given}” is not a type of record"
    return _draft(record_type, values)


def _values(key: str, cell: str) -> list[str]:
    if cell.startswith("'") and _FORMULA.match(cell[1:]):
        cell = cell[1:]
    parts = re.split(r"[;\n]|\s:::\s", cell) if key in _LISTS else [cell]
    return [part.strip() for part in parts if part.strip()]


def _draft(record_type: str, values: dict[str, list[str]]) -> Draft | str:
    first, last = (" ".join(values.pop(key, [])) for key in ("first", "last"))
    if record_type == RecordType.COMPANY and "name" not in values:
        values["name"] = values.pop("company", [])
    if not values.get("name"):
        values["name"] = [full_name(first, last)] if first or last else values.get("emails", [])[:1]
    if "domains" in values:
        values["domains"] = [domain(each) for each in values["domains"]]
    pairs = [(key, v) for key, vs in values.items() if key in ALLOWED[record_type] for v in vs]
    try:
        return draft(record_type, pairs)
    except Rejected as error:
        return error.sentence


def full_name(first: str, last: str) -> str:
    """Korean names are written family name first and without a space."""
    is_korean = _HANGUL.fullmatch(first) and _HANGUL.fullmatch(last)
    return f"{last}{first}" if is_korean else f"{first} {last}".strip()


def write(path: Path, drafts: Iterable[Draft]) -> int:
    """Write records as CSV (RFC 4180) that spreadsheets open as Unicode and never run as formulas."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(COLUMNS)
        for each in drafts:
            rows.writerow([_cell(each, column) for column in COLUMNS])
            count += 1
    return count


def _cell(each: Draft, column: str) -> str:
    if column == "type":
        return each.record_type
    if column not in ALLOWED[each.record_type]:
        return ""
    value = getattr(each, column)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "; ".join(value) if isinstance(value, list) else value
    return f"'{text}" if _FORMULA.match(text) else text
