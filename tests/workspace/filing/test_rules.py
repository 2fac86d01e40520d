"""What is not offered for filing, and who says so."""

from dataclasses import replace

import pytest

from tests.workspace.filing.rows import CRM, MAIL, RULES, Cache, mail, record
from workspace.filing.match import match
from workspace.filing.rules import is_header_only, is_listed, outsiders, refuse, rules_of
from workspace.mail.domains import is_free_mail, organisation, spellings
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.model.items import Address
from workspace.profiles.profile import FilingPolicy


def test_mail_among_ourselves_is_not_offered_but_may_be_insisted_on() -> None:
    refusal = refuse(mail("colleague@ours.example", "me@ours.example"), RULES)
    assert refusal is not None
    assert (refusal.key, refusal.may_insist) == ("internal", True)


def test_one_outsider_in_bcc_makes_it_a_customer_mail() -> None:
    item = mail("colleague@ours.example", bcc=(Address("", "minsu@hanbit.co.kr"),))
    assert refuse(item, RULES) is None
    assert [each.email for each in outsiders(item, RULES)] == ["minsu@hanbit.co.kr"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"from_": Address("", "MAILER-DAEMON@hanbit.co.kr")}, "bounce"),
        ({"is_automated": True}, "automated"),
        ({"from_": Address("", "no-reply@hanbit.co.kr")}, "automated"),
        ({"from_": Address("", "noreply+48213@hanbit.co.kr")}, "automated"),
        ({"from_": Address("", "orders-no-reply@hanbit.co.kr")}, "automated"),
        ({"is_automated": True, "detail": {"automation": "list"}}, "list"),
        ({"is_automated": True, "detail": {"automation": "bounce"}}, "bounce"),
        ({"is_automated": True, "detail": {"automation": "reply"}}, "automatic_reply"),
        ({"detail": {"automation": "bulk"}}, "bulk"),
        ({"detail": {"calendar_method": "REQUEST"}}, "invitation"),
        ({"detail": {"sender": "campaign@mailer.example"}}, "on_behalf"),
        ({"from_": Address("", ""), "to": ()}, "no_address"),
        ({"is_draft": True}, "draft"),
    ],
)
def test_machines_lists_and_drafts_are_not_offered(changes: dict[str, object], key: str) -> None:
    refusal = refuse(mail(**changes), RULES)  # type: ignore[arg-type]
    assert refusal is not None
    assert refusal.key == key


@pytest.mark.parametrize("sender", ["assistant@hanbit.co.kr", "minsu@gmail.com", "me@ours.example", ""])
def test_an_assistant_and_a_free_mail_alias_are_no_mailing_service(sender: str) -> None:
    assert refuse(mail(detail={"sender": sender}), RULES) is None


@pytest.mark.parametrize("kind", ["bounce", "reply", "list", "bulk", "machine"])
def test_what_a_machine_sent_can_be_filed_on_insistence(kind: str) -> None:
    customer = record("p1", emails=("minsu@hanbit.co.kr",))
    found = match(mail(detail={"automation": kind}), Cache([customer]), RULES)
    assert found.refusal is not None
    assert found.refusal.may_insist
    assert [str(each) for each in found.candidates] == ["contact:p1"]


def test_one_listed_address_among_a_colleague_and_a_customer_keeps_the_mail_out() -> None:
    everybody = "me@ours.example jiyoung@hanbit.co.kr anna@lawyer.example"
    rules = replace(RULES, never_file=("anna@lawyer.example",))
    refusal = refuse(mail("colleague@ours.example", everybody), rules)
    assert refusal is not None
    assert (refusal.key, refusal.may_insist) == ("never_file", False)


def test_a_never_file_pattern_on_anybody_is_final_and_asks_nothing() -> None:
    rules = replace(RULES, never_file=("lawyer.example",))
    cache = Cache()
    item = mail(cc=(Address("", "anna@kanzlei.lawyer.example"),))
    found = match(item, cache, rules)
    assert found.refusal is not None
    assert not found.refusal.may_insist
    assert found.by_account == {}
    assert found.refusal.sentence == "lawyer.example is on your never-file list."
    assert cache.asked_domains == []


def test_the_admins_list_is_named_first() -> None:
    both = ("minsu@hanbit.co.kr",)
    refusal = refuse(mail(), replace(RULES, never_file=both, policy=FilingPolicy(never_file=both)))
    assert refusal is not None
    assert refusal.key == "never_file_admin"


@pytest.mark.parametrize(
    ("pattern", "is_hit"),
    [
        ("MINSU@hanbit.co.kr", True),
        ("minsu2@hanbit.co.kr", False),
        ("hanbit.co.kr", True),
        ("@hanbit.co.kr", True),
        ("*@hanbit.co.kr", True),
        ("bit.co.kr", False),
        ("", False),
    ],
)
def test_a_pattern_is_an_address_or_a_domain(pattern: str, is_hit: bool) -> None:
    assert is_listed("minsu@hanbit.co.kr", pattern) is is_hit


def test_rules_take_our_addresses_and_crms_from_the_accounts() -> None:
    accounts = [
        Account(MAIL, "imap", "Mail", {}, identity="Me@Ours.example"),
        Account(AccountId("private"), "imap", "Private", {}, own_addresses=("me@naver.com",)),
        Account(CRM, "builtin_crm", "CRM", {}, identity="kim"),
        Account(AccountId("off"), "builtin_crm", "Old CRM", {}, is_enabled=False),
    ]
    rules = rules_of(accounts)
    assert rules.own_addresses == {"me@ours.example", "me@naver.com"}
    assert rules.own_domains == {"ours.example"}
    assert rules.crm_account_ids == (CRM,)


def test_domains_follow_the_public_suffix_list() -> None:
    assert organisation("mail.hanbit.co.kr") == "hanbit.co.kr"
    assert organisation("메일.한빛.한국") == "한빛.한국".encode("idna").decode()
    assert [organisation(each) for each in ("co.kr", "localhost", "10.0.0.1", "")] == [""] * 4
    assert spellings("a.b.hanbit.co.kr") == ("a.b.hanbit.co.kr", "b.hanbit.co.kr", "hanbit.co.kr")
    assert is_free_mail("mail.naver.com")
    assert not is_free_mail("hanbit.co.kr")


@pytest.mark.parametrize(("pattern", "is_kept_short"), [("*", True), ("hanbit.co.kr", True), ("other.example", False)])
def test_the_admin_says_of_whom_only_the_header_is_filed(pattern: str, is_kept_short: bool) -> None:
    rules = replace(RULES, policy=FilingPolicy(header_only=(pattern,)))
    assert is_header_only(mail(), rules) is is_kept_short
