"""Address lists and the form in which addresses are compared."""

import time

import pytest

from workspace.mail.address import Address, domain_of, normalise, parse, parse_text


@pytest.mark.parametrize(
    ("email", "form"),
    [
        (" Jane@ACME.example ", "jane@acme.example"),
        ("<a@한국.KR>", "a@xn--3e0b707e.kr"),
        ("a@bücher.example.", "a@xn--bcher-kva.example"),
        ("no-domain", "no-domain"),
        ("a@" + "가" * 80 + ".kr", "a@" + "가" * 80 + ".kr"),
    ],
)
def test_addresses_compare_in_one_form(email: str, form: str) -> None:
    assert normalise(email) == form


def test_domains_are_normalised() -> None:
    assert domain_of("a@한국.kr") == "xn--3e0b707e.kr"
    assert domain_of("nobody") == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("김철수 <kim@x.example>; lee@x.example", (("김철수", "kim@x.example"), ("", "lee@x.example"))),
        ('"a@b.example" <c@d.example>', (("a@b.example", "c@d.example"),)),
        ("kim@x.example (Kim)", (("Kim", "kim@x.example"),)),
        ("<a@x.example> <b@x.example>", (("", "b@x.example"),)),
        ("a@x.example a@x.example,a@x.example", (("", "a@x.example"),)),
        ("O'Neil, Bob <bob@x.example>", (("Bob", "bob@x.example"),)),
        ("team:a@x.example,b@x.example;", (("", "a@x.example"), ("", "b@x.example"))),
        ("", ()),
        ("nobody at all", ()),
        ('"', ()),
    ],
)
def test_lists_typed_by_people_are_read(typed: str, found: tuple[tuple[str, str], ...]) -> None:
    assert parse_text(typed) == tuple(Address(*each) for each in found)


@pytest.mark.parametrize("piece", [b'"', b"(", b"<", b"a@", b"a@b,", b"\\", b":;", b" "])
def test_hostile_lists_are_bounded(piece: bytes) -> None:
    started = time.process_time()
    assert len(parse(piece * 100_000)) <= 2_000
    assert time.process_time() - started < 3
