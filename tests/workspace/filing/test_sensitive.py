"""Card, resident registration and social security numbers are told from order numbers, phones and dates."""

import pytest

from workspace.filing.sensitive import warnings


def keys(text: str) -> list[str]:
    return [each.key for each in warnings(text)]


@pytest.mark.parametrize(
    "text",
    ["4111111111111111", "4111 1111 1111 1111.", "5500-0000-0000-0004", "378282246310005", "6011111111111117",
     "3530111333300000", "2223000048400011"],
)  # fmt: skip
def test_a_card_number_is_warned_of(text: str) -> None:
    assert keys(f"My card: {text}") == ["sensitive_card"]


@pytest.mark.parametrize(
    "text",
    ["4111 1111 1111 1112", "Order 1234567890123456", "+82 10 1234 5678", "4444444444444444",
     "2026-11-03 2026-11-04", "https://x.example/4111111111111111/"],
)  # fmt: skip
def test_what_only_looks_like_a_card_is_not(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize("text", ["900101-1234568", "9001011234568", "201005-3123456", "850505-5123456"])
def test_a_resident_registration_number_is_told_by_its_date_and_check_digit(text: str) -> None:
    assert keys(f"번호는 {text}입니다") == ["sensitive_rrn"]


@pytest.mark.parametrize("text", ["900101-1234567", "901301-1234568", "201005 12", "2010053123456"])
def test_a_wrong_date_or_check_digit_is_no_registration_number(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(("text", "is_one"), [("078-05-1120", True), ("000-12-3456", False), ("666-12-3456", False),
                                              ("912-12-3456", False), ("123-00-4567", False), ("123-45-67890", False),
                                              ("010-45-67-8901", False)])  # fmt: skip
def test_a_social_security_number_is_three_two_and_four_digits(text: str, is_one: bool) -> None:
    assert keys(text) == (["sensitive_ssn"] if is_one else [])


def test_a_number_that_stands_twice_counts_once() -> None:
    (warning,) = warnings("4111 1111 1111 1111 and 4111-1111-1111-1111")
    assert warning.params == {"count": "1"}
