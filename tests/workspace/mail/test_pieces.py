"""Long HTML in pieces that say together what it says."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from workspace.mail.html import html_to_text, sanitise
from workspace.mail.pieces import Piece, cut, weight

MOST = 2_000
WORDS = "The carrier confirms that the depot backlog clears on Friday. "


def rows(count: int, cells: int = 1) -> str:
    cell = "".join(f"<td>{{n}}.{at} {WORDS}</td>" for at in range(cells))
    return "".join(f"<tr>{cell.format(n=n)}</tr>" for n in range(count))


LONG = {
    "a newsletter of rows": f"<div bgcolor='#eee'><table width=600>{rows(40)}</table></div>",
    "tables within a table": f"<table><tr><td style='padding:20px'><table>{rows(40, 3)}</table></td></tr></table>",
    "paragraphs": "".join(f"<p>{n} {WORDS}</p>" for n in range(60)),
    "lines": "<div style='white-space:pre-wrap'>"
    + "<br>".join(f"{n} {WORDS} &lt;{n}&gt;" for n in range(60))
    + "</div>",
    "an inline element around everything": "<font face=Arial><b>" + "<br>".join([WORDS] * 60) + "</b></font>",
    "quotes": "<p>New</p><blockquote>" * 4 + "".join(f"<p>{n} {WORDS}</p>" for n in range(60)) + "</blockquote>" * 4,
    "lists": "<ol>" + "".join(f"<li>{n} {WORDS}</li>" for n in range(60)) + "</ol>",
    "text between": "before " + "".join(f"<p>{n}</p> and {WORDS}" for n in range(60)) + " after",
}


@pytest.mark.parametrize("html", LONG.values(), ids=LONG)
def test_pieces_say_what_the_whole_says_and_are_light(html: str) -> None:
    safe = sanitise(html).html
    pieces = cut(safe, MOST)
    assert len(pieces) > 2
    assert all(weight(piece.html) < 2.5 * MOST for piece in pieces)
    assert "\n".join(html_to_text(each.html) for each in pieces).split() == html_to_text(safe).split()
    for piece in pieces:
        body = LexborHTMLParser(piece.html).body
        assert body is not None
        assert body.inner_html == piece.html


def test_what_is_light_stays_as_it_is() -> None:
    assert cut("<p>a < b</p>", MOST) == (Piece("<p>a < b</p>"),)


def test_the_numbers_of_a_list_go_on() -> None:
    pieces = cut(LONG["lists"], MOST)
    starts = [int(piece.html.partition('start="')[2].partition('"')[0] or 1) for piece in pieces]
    counts = [piece.html.count("<li>") for piece in pieces]
    assert starts == [1 + sum(counts[:at]) for at in range(len(counts))]


def test_a_table_that_goes_on_is_counted_and_its_edges_are_not_repeated() -> None:
    pieces = cut(sanitise(LONG["tables within a table"]).html, MOST)
    assert [piece.tables for piece in pieces] == [0, *[2] * (len(pieces) - 1)]
    assert "padding-bottom:0" in pieces[0].html
    assert "padding-top:0" not in pieces[0].html
    assert "padding-top:0" in pieces[-1].html
    assert "padding-bottom:0" not in pieces[-1].html


def test_rows_that_a_cell_spans_stay_together() -> None:
    spanned = "".join(f"<tr><td rowspan=3>{n}</td><td>{WORDS}</td></tr>{rows(2)}" for n in range(20))
    for piece in cut(f"<table>{spanned}</table>", MOST):
        assert piece.html.count("<tr>") == 3 * piece.html.count("rowspan")


def test_a_row_of_several_cells_is_not_torn() -> None:
    column = f"<td><p>{WORDS * 3}</p>" + f"<p>{WORDS}</p>" * 60 + "</td>"
    html = f"<table><tr>{column}{column}</tr></table>"
    assert [piece.html.count("<td>") for piece in cut(html, MOST)] == [2]


def test_the_height_of_the_whole_is_not_the_height_of_a_part() -> None:
    cell = f'<td height="900" style="height:900px;line-height:2">{LONG["paragraphs"]}</td>'
    html = f'<table height="900"><tr>{cell}</tr></table>'
    pieces = cut(html, MOST)
    assert len(pieces) > 2
    assert not any("900" in piece.html for piece in pieces)
    assert all("line-height:2" in piece.html for piece in pieces)
