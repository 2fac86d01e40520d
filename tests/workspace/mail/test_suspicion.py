"""What gives an imitation away, and what does not."""

import pytest

from workspace.mail.suspicion import Hint, KnownDomains, hints
from workspace.model.items import Address

KNOWN = KnownDomains(["haneul.example", "shop.co.kr", "norrland.example", "gmail.com", "bank.example", "abc.example"])


@pytest.mark.parametrize(
    ("domain", "seems"),
    [
        ("haneu1.example", "haneul.example"),
        ("haneui.example", "haneul.example"),
        ("mail.haneuul.example", "haneul.example"),
        ("haneul-.example", "haneul.example"),
        ("hanuel.example", "haneul.example"),
        ("norriand.example", "norrland.example"),
        ("norrlandia.example", ""),
        ("nоrrland.example", "norrland.example"),  # the o is Cyrillic
        ("xn--nrrland-9ig.example", "norrland.example"),
        ("gmai1.com", "gmail.com"),
        ("bank.example.login.test", "bank.example"),
        ("mail.haneul.example", ""),
        ("haneul.test", ""),
        ("abd.example", ""),
        ("sunrise.example", ""),
        ("", ""),
    ],
)
def test_a_domain_that_looks_like_a_known_one_is_named(domain: str, seems: str) -> None:
    assert KNOWN.imitated(domain) == seems


def found(sender: str, reply_to: str = "", html: str = "", *, name: str = "", is_list: bool = False) -> list[Hint]:
    answers = (Address("", reply_to),) if reply_to else ()
    return hints(Address(name, sender), answers, html, KNOWN, is_list=is_list)


@pytest.mark.parametrize(
    ("sender", "reply_to", "is_list", "is_said"),
    [
        ("a@haneul.example", "a@other.example", False, True),
        ("a@haneul.example", "b@mail.haneul.example", False, False),
        ("a@haneul.example", "desk@norrland.example", False, False),
        ("a@haneul.example", "haneul@gmail.com", False, True),
        ("news@haneul.example", "a@mailer.example", True, False),
        ("news@haneul.example", "haneul@gmail.com", True, True),
        ("me@gmail.com", "me@naver.com", False, True),
    ],
)
def test_answers_that_go_elsewhere_are_said(sender: str, reply_to: str, is_list: bool, is_said: bool) -> None:
    assert found(sender, reply_to, is_list=is_list) == (
        [Hint("replies_elsewhere", sender, reply_to)] if is_said else []
    )


def test_a_name_that_is_anothers_address_is_said() -> None:
    assert found("x@evil.test", name="ceo@haneul.example") == [Hint("name_says", "ceo@haneul.example", "x@evil.test")]
    assert found("x@mail.haneul.example", name="Kim (ceo@haneul.example)") == []


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<a href="https://evil.test/x"><b>www.bank.example</b>/login</a>', [("www.bank.example", "evil.test")]),
        ('<a href="https://click.bank.example/x">www.bank.example</a>', []),
        ('<a href="https://evil.test/x">Click here</a>', []),
        ('<a href="mailto:a@evil.test">bank.example</a>', []),
        ('<a href="https://ok.test/">ok.test</a><a href="http://evil.test">https://bank.example?a=1&amp;b</a>',
         [("bank.example", "evil.test")]),
    ],
)  # fmt: skip
def test_a_link_whose_words_name_another_place_is_said(html: str, wanted: list[tuple[str, str]]) -> None:
    assert found("a@sunrise.example", html=html) == [Hint("links_elsewhere", *each) for each in wanted]
    assert found("a@sunrise.example", html=html, is_list=True) == []


def test_an_ordinary_mail_of_a_customer_raises_nothing() -> None:
    html = '<p>See <a href="https://haneul.example/order">haneul.example</a></p>'
    assert found("orders@haneul.example", "orders@haneul.example", html, name="Orders desk") == []
