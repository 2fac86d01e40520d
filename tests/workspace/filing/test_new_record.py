"""A new record is filled in from the mail: names, titles, companies and phones in Korean and English."""

import pytest

from tests.workspace.filing.rows import RULES, mail
from workspace.filing.new_record import name_of, prefill
from workspace.filing.signature import read, read_name
from workspace.model.filings import NewRecord
from workspace.model.items import Address

KOREAN = """안녕하세요,
견적 부탁드립니다. 납기는 10월 3일입니다.

감사합니다.
--
김민수 과장 | 영업팀
㈜한빛상사
T. 02-1234-5678  F. 02-1234-5679
M. 010-1234-5678

2026년 11월 3일 (화) 오전 9:12, 홍길동 <h@ours.example>님이 작성:
> 팀장 홍길동 010-9999-9999
"""
ENGLISH = """Hello,

please call me.

Kind regards,
Anna Berg
Head of Purchasing
Norrland Foods GmbH
+49 30 901820

On Tue, 3 Nov 2026 at 09:12, Me <me@ours.example> wrote:
> Director
"""


def values(record: NewRecord) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in record.fields:
        found.setdefault(key, []).append(value)
    return found


def test_a_korean_signature_fills_a_contact() -> None:
    item = mail(Address("김민수", "minsu@hanbit.co.kr"), text=KOREAN)
    assert values(prefill(item, "contact", RULES)) == {
        "name": ["김민수"],
        "emails": ["minsu@hanbit.co.kr"],
        "phones": ["+82 2-1234-5678", "+82 10-1234-5678"],
        "title": ["과장"],
        "company": ["㈜한빛상사"],
    }


def test_an_english_signature_fills_a_lead() -> None:
    item = mail("anna.berg@norrland.example", text=ENGLISH)
    assert values(prefill(item, "lead", RULES)) == {
        "name": ["Anna Berg"],
        "emails": ["anna.berg@norrland.example"],
        "phones": ["+49 30 901820"],
        "title": ["Head of Purchasing"],
        "company": ["Norrland Foods GmbH"],
    }


def test_a_company_comes_from_the_domain_but_not_from_free_mail() -> None:
    assert values(prefill(mail(), "company", RULES)) == {
        "name": ["Hanbit"],
        "domains": ["hanbit.co.kr"],
    }
    assert values(prefill(mail("minsu@naver.com"), "company", RULES)) == {}


def test_a_case_and_a_deal_are_named_after_the_subject() -> None:
    item = mail(subject="Re: FW: 배송 지연")
    assert values(prefill(item, "case", RULES)) == {"name": ["배송 지연"]}
    assert values(prefill(item, "deal", RULES)) == {"name": ["배송 지연"]}


def test_a_mail_we_sent_is_about_whom_it_went_to() -> None:
    item = mail("me@ours.example", "minsu.kim@hanbit.co.kr", is_sent=True, text=KOREAN)
    assert values(prefill(item, "contact", RULES)) == {
        "name": ["Minsu Kim"],
        "emails": ["minsu.kim@hanbit.co.kr"],
        "company": ["Hanbit"],
    }


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="invoice"):
        prefill(mail(), "invoice", RULES)


@pytest.mark.parametrize(
    ("display", "name", "title", "company"),
    [
        ("김민수 과장(한빛상사)", "김민수", "과장", "한빛상사"),
        ("[한빛상사] 김민수", "김민수", "", "한빛상사"),
        ("김민수 대표이사님", "김민수", "대표이사", ""),
        ("Berg, Anna", "Anna Berg", "", ""),
        ("Norrland Foods, Inc.", "Norrland Foods, Inc.", "", ""),
        ("'Anna Berg' via Orders", "Anna Berg", "", ""),
        ("anna@norrland.example", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_display_names_are_taken_apart(display: str, name: str, title: str, company: str) -> None:
    found = read_name(display)
    assert (found.name, found.title, found.company) == (name, title, company)


def test_an_address_without_a_name_gives_one() -> None:
    assert name_of("anna.b+list@x.example") == "Anna B"
    assert name_of("info@x.example") == "info"
    assert name_of("12345@x.example") == "12345"


def test_prices_dates_and_order_numbers_are_no_phones() -> None:
    text = "Order 48213-2291 of 2026-11-03 for 1,234,567 KRW.\nRegards"
    assert read(text, "KR").phones == ()


def test_a_sentence_is_no_title_and_no_company() -> None:
    found = read("Please ask your manager about this.\n저희 회사는 주식회사 한빛과 거래합니다.", "KR")
    assert (found.title, found.company) == ("", "")
