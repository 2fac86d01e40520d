"""Whom an item is about: every header counts, own and free-mail domains do not, and nobody is picked as the first."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workspace.filing.rows import CRM, OTHER_CRM, RULES, Cache, mail, receipt, record
from workspace.filing.match import Decision, Match, Strength, match
from workspace.filing.rules import Rules
from workspace.model.items import Address
from workspace.model.kinds import RecordType
from workspace.profiles.profile import FilingPolicy
from workspace.store.rows import FiledChip, ItemRow, RecordRow

COMPANY = record("c1", "company", domains=("hanbit.co.kr",), name="한빛상사")
MINSU = record("p1", emails=("minsu@hanbit.co.kr",), parent_ids=("c1",), name="김민수")
DEAL = record("d1", "deal", parent_ids=("c1",))
CASE = record("s1", "case", parent_ids=("p1",))


def found(item: ItemRow, *records: RecordRow, rules: Rules = RULES, **cache: object) -> Match:
    return match(item, Cache(records, **cache), rules).by_account[CRM]  # type: ignore[arg-type]


def reasons(of: Match) -> dict[str, str]:
    return {str(each): each.reason.key for each in of.candidates}


def test_a_known_sender_brings_company_deal_and_case() -> None:
    closed = replace(DEAL, remote_id="d0", is_open=False)
    result = found(mail(), COMPANY, MINSU, DEAL, CASE, closed)
    assert result.decision is Decision.ONE
    assert reasons(result) == {
        "contact:p1": "same_address",
        "company:c1": "company_of",
        "deal:d1": "open_deal_of",
        "case:s1": "open_case_of",
    }
    assert [str(ref) for ref in result.chosen] == ["contact:p1", "company:c1", "deal:d1", "case:s1"]
    assert result.candidates[0].reason.sentence == "Same address as “김민수”."


def test_of_two_open_deals_none_is_ticked() -> None:
    result = found(mail(), MINSU, COMPANY, DEAL, replace(DEAL, remote_id="d2"))
    assert [str(ref) for ref in result.chosen] == ["contact:p1", "company:c1"]
    assert {"deal:d1", "deal:d2"} <= set(reasons(result))


@pytest.mark.parametrize("header", ["from_", "to", "cc", "bcc", "reply_to"])
def test_every_address_header_is_looked_at(header: str) -> None:
    known = Address("", "MinSu@Hanbit.co.kr")
    values: Any = {header: known if header == "from_" else (known,)}
    item = replace(mail("a@b.example"), **values)
    assert found(item, MINSU).chosen[0].remote_id == "p1"


def test_two_people_with_one_address_are_a_choice() -> None:
    twin = replace(MINSU, remote_id="p2", parent_ids=())
    result = found(mail(), MINSU, twin, COMPANY)
    assert result.decision is Decision.SEVERAL
    assert result.chosen == ()
    assert {str(each) for each in result.choices} == {"contact:p1", "contact:p2"}
    assert not any(each.is_preselected for each in result.candidates)


def test_a_lead_counts_until_it_is_converted() -> None:
    lead = record("l1", "lead", emails=MINSU.emails)
    assert found(mail(), MINSU, lead).decision is Decision.SEVERAL
    assert found(mail(), MINSU, replace(lead, is_open=False)).chosen[0].remote_id == "p1"


def test_a_converted_lead_stands_for_what_it_became() -> None:
    contact = replace(MINSU, emails=("minsu@private.example",))
    lead = record("l1", "lead", emails=MINSU.emails, is_open=False, parent_ids=("p1", "c1"), name="김민수 리드")
    result = found(mail(), contact, COMPANY, lead)
    assert [str(each) for each in result.chosen] == ["contact:p1", "company:c1"]
    assert result.candidates[0].reason.sentence == "The lead “김민수 리드” was converted to it."


def test_a_lead_that_was_only_closed_is_nobody() -> None:
    lead = record("l1", "lead", emails=MINSU.emails, is_open=False)
    assert found(mail(), lead).decision is Decision.NONE


def test_what_the_rights_leave_out_is_named() -> None:
    result = found(mail(), MINSU, replace(COMPANY, can_write=False))
    assert [str(each) for each in result.chosen] == ["contact:p1"]
    assert [str(each) for each in result.read_only] == ["company:c1"]


def test_a_company_with_the_same_address_as_its_contact_is_no_second_answer() -> None:
    company = replace(COMPANY, emails=MINSU.emails)
    result = found(mail(), MINSU, company)
    assert result.decision is Decision.ONE
    assert reasons(result)["company:c1"] == "company_of"


def test_an_unknown_sender_is_told_by_the_domain() -> None:
    result = found(mail("new@mail.hanbit.co.kr"), COMPANY, MINSU)
    assert result.decision is Decision.ONE
    assert result.candidates[0].strength is Strength.DOMAIN
    assert result.candidates[0].reason.params == {"domain": "mail.hanbit.co.kr", "count": "1"}


def test_contacts_tell_the_domain_of_a_company_that_has_none() -> None:
    company = replace(COMPANY, domains=())
    result = found(mail("new@hanbit.co.kr"), company, MINSU)
    assert [str(ref) for ref in result.chosen] == ["company:c1"]


def test_two_companies_on_one_domain_are_a_choice() -> None:
    result = found(mail("new@hanbit.co.kr"), COMPANY, replace(COMPANY, remote_id="c2"))
    assert result.decision is Decision.SEVERAL


@pytest.mark.parametrize("domain", ["naver.com", "hanmail.net", "daum.net", "nate.com", "kakao.com", "gmail.com"])
def test_free_mail_is_no_company(domain: str) -> None:
    cache = Cache([replace(COMPANY, domains=(domain,))])
    result = match(mail(f"someone@{domain}"), cache, RULES)
    assert result.by_account[CRM].decision is Decision.NONE
    assert cache.asked_domains == []


def test_own_and_blocked_domains_are_never_asked_for() -> None:
    cache = Cache([COMPANY])
    rules = replace(RULES, policy=FilingPolicy(not_companies=("hanbit.co.kr",)))
    item = mail("a@eu.hanbit.co.kr", "colleague@seoul.ours.example")
    assert match(item, cache, rules).decision is Decision.NONE
    assert cache.asked_domains == []


def test_a_private_address_of_ours_does_not_make_gmail_ours() -> None:
    customer = record("p9", emails=("customer@gmail.com",))
    assert found(mail("customer@gmail.com"), customer).decision is Decision.ONE


def test_a_filed_conversation_goes_to_the_same_records() -> None:
    other = record("p2", emails=("minsu@hanbit.co.kr",))
    result = found(mail(), MINSU, other, DEAL, COMPANY, receipts=[receipt(DEAL, COMPANY)])
    assert result.decision is Decision.ONE
    assert {str(ref) for ref in result.chosen} == {"deal:d1", "company:c1"}
    assert reasons(result)["deal:d1"] == "thread"


def test_a_conversation_filed_in_two_ways_is_a_choice() -> None:
    receipts = [receipt(DEAL, COMPANY), receipt(CASE, COMPANY)]
    result = found(mail(), DEAL, CASE, COMPANY, receipts=receipts)
    assert result.decision is Decision.SEVERAL


def test_an_undone_filing_says_nothing_about_its_conversation() -> None:
    undone = receipt(DEAL, undone_at=mail().received_at)
    assert found(mail(), MINSU, DEAL, receipts=[undone]).chosen[0].remote_id == "p1"


def test_what_is_filed_already_is_shown() -> None:
    chips = [FiledChip(CRM, "failed", "x"), FiledChip(CRM, "done", "한빛상사", filed_by="kim")]
    ours = receipt(COMPANY, key="<Q1@hanbit.co.kr>")
    result = found(mail(), COMPANY, chips=chips, receipts=[ours])
    assert result.filed is chips[1]
    assert reasons(result) == {"company:c1": "already_filed"}


def test_a_record_we_may_not_write_is_not_ticked() -> None:
    result = found(mail(), replace(MINSU, can_write=False))
    assert result.decision is Decision.SEVERAL
    assert result.chosen == ()


def test_a_guess_is_not_ticked_beside_a_crm_that_knows_the_address() -> None:
    rules = replace(RULES, crm_account_ids=(CRM, OTHER_CRM))
    guess = replace(COMPANY, account_id=OTHER_CRM)
    result = match(mail(), Cache([MINSU, guess]), rules)
    assert result.decision is Decision.ONE
    assert result.by_account[CRM].chosen
    assert result.by_account[OTHER_CRM].chosen == ()
    assert [str(each) for each in result.by_account[OTHER_CRM].candidates] == ["company:c1"]


def test_nothing_known_is_no_match() -> None:
    assert match(mail(), Cache(), RULES).decision is Decision.NONE


PEOPLE = ("minsu@hanbit.co.kr", "jiyoung@hanbit.co.kr", "sam@norrland.example")
RECORDS = st.builds(
    lambda n, t, emails, parents: record(
        f"{t}{n}", t, emails=tuple(emails), parent_ids=tuple(parents), domains=("hanbit.co.kr",)
    ),
    st.integers(0, 3),
    st.sampled_from([str(t) for t in RecordType]),
    st.lists(st.sampled_from(PEOPLE), max_size=2),
    st.lists(st.sampled_from(["company0", "company1", "contact0"]), max_size=2),
)


@settings(deadline=None)
@given(st.lists(RECORDS, max_size=8, unique_by=lambda r: r.remote_id), st.randoms())
def test_the_order_of_records_never_decides(records: list[RecordRow], random: object) -> None:
    item = mail(to="me@ours.example sam@norrland.example")
    shuffled = records.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = found(item, *records), found(item, *shuffled)
    assert first.decision is second.decision
    assert set(first.chosen) == set(second.chosen)
    assert set(reasons(first)) == set(reasons(second))


@settings(deadline=None)
@given(st.lists(RECORDS, max_size=8, unique_by=lambda r: r.remote_id))
def test_only_one_person_or_company_is_ever_ticked_by_itself(records: list[RecordRow]) -> None:
    ticked = [c for c in found(mail(), *records).candidates if c.is_preselected]
    assert sum(c.strength is not Strength.RELATED for c in ticked) <= 1
