"""Search words, against a real full-text table."""

import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from workspace.mail.tokens import index_text, match_query

MAILS = [
    "견적서 요청드립니다. Hello World, the contract is attached",
    "한글메일과 계약서를 보냅니다 v2.1 foo@bar-baz.example",
    "우리 집 주소",
    "Ünïcode café ABC계약XYZ",
    unicodedata.normalize("NFD", "맥에서 쓴 발주서"),
    "ＦＵＬＬ width 見積書の件",
]


@pytest.fixture(scope="module")
def table() -> Iterator[dbapi2.Connection]:
    connection = dbapi2.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5(subject, people, body, content='',"
        " contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='3')"
    )
    rows = [(number, index_text(text)) for number, text in enumerate(MAILS)]
    connection.executemany("INSERT INTO words(rowid, body) VALUES (?, ?)", rows)
    yield connection
    connection.close()


def found(table: dbapi2.Connection, query: str) -> list[int]:
    expression = match_query(query)
    if not expression:
        return []
    rows = table.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", [expression])
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("query", "mails"),
    [
        ("계약", [1, 3]),
        ("계약서", [1]),
        ("약서", [1]),
        ("견적 요청", [0]),
        ("견적 계약", []),
        ("집", [2]),
        ("발주서", [4]),
        (unicodedata.normalize("NFD", "견적서"), [0]),
        ("見積", [5]),
        ("full", [5]),
        ("hel", [0]),
        ("he", []),
        ("hel world", []),
        ("world cont", [0]),
        ("HELLO 견적", [0]),
        ("cafe", [3]),
        ("abc계약", [3]),
        ('"hello world"', [0]),
        ('"world hello"', []),
        ('"hello wor"', []),
        ("foo@bar-baz.example", [1]),
        ("v2.1", [1]),
        ("hello AND", []),
        ('"', []),
        ("* - ^", []),
    ],
)
def test_words_find_their_mails(table: dbapi2.Connection, query: str, mails: list[int]) -> None:
    assert found(table, query) == mails


SYNTAX = st.lists(
    st.sampled_from(
        ["AND", "OR", "NOT", "NEAR(", ")", '"', "*", "^", ":", "-", "+", "subject:", "{a b}", "견", "적서",
         "\x00", "'", "a", " ", "\u0301", "²", "한a글", "\ufffd", "🙂", ",", "\\", "ﬁ", "ㄱ"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(SYNTAX, st.text(max_size=40)))
def test_no_query_is_a_syntax_error(table: dbapi2.Connection, query: str) -> None:
    found(table, query)


@settings(max_examples=200, deadline=None)
@given(st.text("가나다라ab 1.-@", min_size=1, max_size=30))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(body, tokenize='unicode61')")
    connection.execute("INSERT INTO words(rowid, body) VALUES (7, ?)", [index_text(text)])
    expression = match_query(text)
    if expression:
        rows = connection.execute("SELECT rowid FROM words WHERE words MATCH ?", [expression])
        assert rows.fetchall() == [(7,)]
    connection.close()


def test_a_thousand_mails_take_less_than_a_second() -> None:
    mail = (MAILS[0] + " " + MAILS[1] + "\n") * 35
    assert len(mail) > 3_000
    started = time.process_time()
    for number in range(1_000):
        index_text(f"{number} {mail}")
    assert time.process_time() - started < 1
