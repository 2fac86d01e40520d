"""What is sent to an IMAP server for a search, and how its answer is read."""

from datetime import UTC, datetime

import pytest

from connectors.imap.answers import newest, searched
from connectors.imap.searching import criteria
from workspace.connector.pages import Search


def test_a_server_that_counts_days_elsewhere_is_asked_for_a_day_more() -> None:
    march, april = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    asked = criteria(Search(("주문", "a b"), ("kim",), ("ann",), ("final offer",), march, april))
    assert asked[:2] == [b"SINCE 28-Feb-2026", b"BEFORE 3-Apr-2026"]
    people = [b"FROM", "kim", b"OR TO", "ann", b"CC", "ann"]
    assert asked[2:] == [*people, b"SUBJECT", "final offer", b"TEXT", "주문", b"TEXT", "a b"]
    assert criteria(Search()) == [b"ALL"]


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        (b"* SEARCH 4 18 21", [(4, 4), (18, 18), (21, 21)]),
        (b"* SEARCH", []),
        (b'* ESEARCH (TAG "W5") UID ALL 4:18,21', [(4, 18), (21, 21)]),
        (b'* ESEARCH (TAG "W5") UID', []),
        (b"* 12 EXISTS", []),
    ],
)
def test_both_kinds_of_answer_are_read(line: bytes, spans: list[tuple[int, int]]) -> None:
    assert searched(line) == spans


def test_of_four_thousand_million_hits_the_newest_are_taken() -> None:
    assert newest([(1, 4_294_967_295)], 3) == [4_294_967_293, 4_294_967_294, 4_294_967_295]
    assert newest([(9, 9), (1, 3), (5, 6)], 4) == [3, 5, 6, 9]
    with pytest.raises(ValueError, match="number"):
        searched(b'* ESEARCH (TAG "W5") UID ALL x')
