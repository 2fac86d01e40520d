"""What is typed to search, taken apart."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.mail.query import NAMES, Condition, Query, Trouble, guess, parse_query

KOREA = timezone(timedelta(hours=9))
NOW = datetime(2026, 3, 14, 15, 0, tzinfo=KOREA)


def parsed(text: str) -> Query:
    return parse_query(text, NOW)


def test_words_and_operators_stand_in_any_order() -> None:
    query = parsed('from:kim invoice -is:read "late delivery" to:"Ann Lee"')
    assert query.words == 'invoice "late delivery"'
    assert query.conditions == (
        Condition("from", "kim"),
        Condition("is", "read", is_not=True),
        Condition("to", "Ann Lee"),
    )
    assert (query.troubles, query.is_plain) == ((), False)


@pytest.mark.parametrize(
    "text", ["12:30", "https://x.example/a:b", "re: offer", "Order:48213", ":", "a: b", "-x", "::"]
)
def test_what_is_no_operator_is_a_word(text: str) -> None:
    query = parsed(text)
    assert (query.words, query.is_plain) == (text, True)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("form:kim", "from:kim"),
        ("order subjct:offer is:unread", "order subject:offer is:unread"),
        ('-fom:"Ann Lee" order', '-from:"Ann Lee" order'),
        ("Sinse:2026", "since:2026"),
        ("보낸사랍:김민수", "보낸사람:김민수"),
        ("제묵:견적", "제목:견적"),
        ("is:unread frmo:kim bfore:2026", "is:unread from:kim bfore:2026"),
    ],
)
def test_a_mistyped_operator_is_guessed_and_can_be_mended(typed: str, mended: str) -> None:
    found = guess(typed)
    assert found is not None
    assert found.query == mended


def test_what_stands_after_a_mistyped_operator_is_looked_for_as_words() -> None:
    assert parsed('order form:kim subjct:"final offer"').words == 'order kim "final offer"'


@pytest.mark.parametrize(
    "text",
    [
        "from:kim",
        "re: offer",
        "note:x",
        "https://x.example/a",
        "12:30",
        "form",
        "form: kim",
        "주문:2",
        "top:10",
        "iso:9",
    ],
)
def test_what_looks_like_no_operator_is_left_alone(text: str) -> None:
    assert guess(text) is None


def test_unread_is_called_what_the_window_calls_it() -> None:
    assert parsed("상태:읽지않음").conditions == parsed("is:unread").conditions


def test_korean_operators_mean_the_same() -> None:
    assert parsed("보낸사람:김민수 상태:안읽음 기록:아니오").conditions == (
        Condition("from", "김민수"),
        Condition("is", "unread"),
        Condition("filed", "no"),
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-01", (2026, 3, 1)),
        ("2026/3/1", (2026, 3, 1)),
        ("2026.03.01.", (2026, 3, 1)),
        ("2026-02", (2026, 2, 1)),
        ("2025", (2025, 1, 1)),
        ("today", (2026, 3, 14)),
        ("어제", (2026, 3, 13)),
        ("2w", (2026, 2, 28)),
        ("10일", (2026, 3, 4)),
    ],
)
def test_dates_begin_at_midnight_here(typed: str, day: tuple[int, int, int]) -> None:
    at = datetime(*day, tzinfo=KOREA)
    assert parsed(f"before:{typed}").before == at
    assert parsed(f"after:{typed}").after == at
    assert parsed(f"-before:{typed}").after == at


def test_the_narrowest_of_several_dates_counts() -> None:
    query = parsed("after:2025 after:2026-01 before:2026-03 before:2026-02")
    assert query.after == datetime(2026, 1, 1, tzinfo=KOREA)
    assert query.before == datetime(2026, 2, 1, tzinfo=KOREA)


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("from:", Trouble("empty", "from")),
        ('to:""', Trouble("empty", "to")),
        ("before:soon", Trouble("date", "before", "soon")),
        ("after:2026-13", Trouble("date", "after", "2026-13")),
        ("before:0000", Trouble("date", "before", "0000")),
        ("after:9999y", Trouble("date", "after", "9999y")),
        ("has:fun", Trouble("choice", "has", "fun", ("attachment", "image", "pdf"))),
    ],
)
def test_what_cannot_be_understood_is_said(typed: str, trouble: Trouble) -> None:
    query = parsed(f"{typed} order")
    assert query.troubles == (trouble,)
    assert query.words == "order"


PIECES = st.sampled_from([*NAMES, ":", "-", '"', " ", "kim", "김", "2026-02-30", "9999y", "unread", "\x00", "İ", "ﬁ"])


@given(st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=40)))
def test_nothing_typed_raises_and_no_letter_is_lost(text: str) -> None:
    query = parse_query(text, NOW.astimezone(UTC))
    told = [query.words, *(c.operator + c.value for c in query.conditions), *(t.operator for t in query.troubles)]
    assert bool("".join(text.split())) == bool("".join(told)) or query.before or query.after


@given(
    st.text(
        alphabet=st.characters(blacklist_characters='":', blacklist_categories=("Zs", "Cc", "Zl", "Zp")), min_size=1
    )
)
def test_any_name_can_be_quoted(name: str) -> None:
    assert parse_query(f'from:"{name}"', NOW).conditions == (Condition("from", " ".join(name.split())),)
