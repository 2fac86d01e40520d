"""The ways off a list that a mail's headers offer."""

import pytest

from workspace.engine.parsing import body_of
from workspace.mail.unsubscribing import Farewell, WaysOut, ways_out

POST = "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("header", "post", "wanted"),
    [
        ("<https://l.example/o?u=1>", POST, WaysOut(one_click="https://l.example/o?u=1")),
        ("<https://l.example/o>", "", WaysOut(page="https://l.example/o")),
        ("<http://l.example/o>", POST, WaysOut(page="http://l.example/o")),
        ("https://l.example/bare", "", WaysOut(page="https://l.example/bare")),
        (
            "<mailto:off@l.example?subject=leave%20me+1>,\r\n <https://l.example/o>",
            "list-unsubscribe = One-Click",
            WaysOut("https://l.example/o", Farewell("off@l.example", "leave me+1", "unsubscribe")),
        ),
        (
            "<mailto:off@l.example?body=a%0D%0Ab>",
            POST,
            WaysOut(farewell=Farewell("off@l.example", "unsubscribe", "a\nb")),
        ),
        (
            "<mailto:a@l.example,b@m.example?cc=c@n.example>",
            "",
            WaysOut(farewell=Farewell("a@l.example", *["unsubscribe"] * 2)),
        ),
        ("<mailto:a@l.example%0D%0ABcc:x@y.example>", "", WaysOut()),
        ("<javascript:alert(1)>, <file:///etc/passwd>, <https://me@l.example/>", POST, WaysOut()),
        ("<https://[oops>", POST, WaysOut()),
        ("", POST, WaysOut()),
    ],
)
def test_each_way_out_is_read(header: str, post: str, wanted: WaysOut) -> None:
    assert ways_out(header, post) == wanted


def test_a_stored_body_knows_both_headers() -> None:
    raw = (
        b"From: a@l.example\r\nList-Unsubscribe: <https://l.example/o>\r\n"
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nHi"
    )
    extra = body_of(raw).extra
    assert ways_out(str(extra["list_unsubscribe"]), str(extra["list_unsubscribe_post"])).one_click
