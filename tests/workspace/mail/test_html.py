"""HTML mail made safe, light and honest."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from workspace.mail.html import html_to_text, link_target_differs, sanitise, text_to_html

A_PNG = "https://a.example/1.png"
D_PNG = "http://d.example/4.png"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='java\tscript:alert(1)'>x</a>",
        "<a href=' &#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,alert'>x</a>",
        "<a href='vbscript:alert'>x</a>",
        "<a href='file:///etc/alert'>x</a>",
        "<a href='\\\\alert\\share'>x</a>",
        "<img src='file:///alert.png'>",
        "<img src='\\\\alert\\x.png'>",
        "<img src='data:image/svg+xml;base64,alert'>",
        "<iframe src=http://alert></iframe>",
        "<form action=http://alert><input value=alert><button>alert</button></form>",
        "<meta http-equiv=refresh content='0;url=http://alert'>",
        "<object data=alert></object><embed src=alert>",
        "<p style='background:url(javascript:alert)'>x</p>",
        "<p style='width:expression(alert(1))'>x</p>",
        "<style>p{background:url(http://alert)}</style><p>x</p>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'></math>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<base href=http://alert><link rel=stylesheet href=http://alert>",
    ],
)
def test_nothing_that_runs_or_leaks_is_left(attack: str) -> None:
    clean = sanitise(f"<p>before</p>{attack}<p>after</p>").html
    lowered = clean.lower().replace('title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"', "")
    assert "alert" not in lowered
    assert "before" in clean


def test_remote_images_are_numbered_and_keep_their_box() -> None:
    shown = sanitise(
        '<img src="https://a.example/1.png" width=100 height=50 alt="Logo">'
        '<img src="//b.example/2.png"><img src="https://a.example/1.png">'
        '<table><tr><td background="http://c.example/3.png">x</td>'
        '<td style="background-image:url(http://d.example/4.png)">y</td></tr></table>'
    )
    assert sorted(shown.remote_images) == [
        "http://c.example/3.png",
        "http://d.example/4.png",
        "https://a.example/1.png",
        "https://b.example/2.png",
    ]
    logo, cell = (shown.remote_images.index(url) for url in (A_PNG, D_PNG))
    assert f'<img src="remote:{logo}" width="100" height="50" alt="Logo">' in shown.html
    assert shown.html.count(f"remote:{logo}") == 2
    assert f'background="remote:{cell}"' in shown.html
    assert "example" not in shown.html


def test_inline_and_small_data_images_stay_and_large_ones_go() -> None:
    small = "data:image/png;base64,AAAA"
    large = "data:image/png;base64," + "A" * 250_000
    shown = sanitise(f'<img src="cid:a@b"><img src="{small}"><img src="{large}" alt="big">')
    assert '<img src="cid:a@b">' in shown.html
    assert small in shown.html
    assert "[big]" in shown.html
    assert len(shown.html) < 1_000


def test_tracking_pixels_are_dropped_and_counted() -> None:
    shown = sanitise(
        '<img src="http://t.example/1" width="1" height="1">'
        '<img src="http://t.example/2" style="width:1px;height:1px">'
        '<img src="http://t.example/3" width="0"><img src="http://t.example/4" width="600">'
    )
    assert shown.trackers == 3
    assert shown.remote_images == ("http://t.example/4",)


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : none !important",
        "visibility:hidden",
        "font-size:0",
        "font-size:1px;line-height:1px",
        "mso-hide:all",
        "opacity:0",
        "max-height:0;overflow:hidden",
    ],
)
def test_hidden_preheaders_go_with_their_content(style: str) -> None:
    clean = sanitise(f'<div style="{style}">secret <b>words</b></div><p>shown</p>').html
    assert clean == "<p>shown</p>"


def test_layout_cells_of_size_zero_keep_what_sets_its_size_back() -> None:
    clean = sanitise('<div style="font-size:0"><p style="font-size:13px">shown</p></div>').html
    assert "shown" in clean


def test_style_rules_reach_their_elements_but_phone_rules_do_not() -> None:
    clean = sanitise(
        "<style><!-- p.MsoNormal {margin:0cm; font-size:11pt} .pre{display:none}"
        "@media (max-width:600px){.wide{display:none}} --></style>"
        '<p class="MsoNormal" style="color:red">text</p><i class=pre>no</i><i class=wide>yes</i>'
    ).html
    assert '<p style="margin:0cm;font-size:11pt;color:red">text</p>' in clean
    assert "no" not in clean.replace("<i>yes</i>", "")
    assert "<i>yes</i>" in clean


def test_tables_nest_six_deep_and_no_words_are_lost() -> None:
    clean = sanitise("<table border=1><tr><td>" * 20 + "core<b>!</b>" + "</td></tr></table>" * 20).html
    assert clean.count("<table") == 6
    assert "core" in clean


def offers(n: int) -> str:
    """A newsletter of the common sort: each offer in tables of one cell that only its author's program needed."""
    around = '<table width="100%" cellpadding="0" border="0"><tr><td bgcolor="#ffffff">'
    offer = '<table width="100%"><tr><td><img src="cid:a" width="80" height="80"></td><td>Offer<br>$9</td></tr></table>'
    rows = "".join(f"<tr><td>{around * 4}{offer}{'</td></tr></table>' * 4}</td></tr>" for _ in range(n))
    return f'<table width="600" bgcolor="#ffffff"><tr><td><table width="100%">{rows}</table></td></tr></table>'


def depth_of(html: str) -> int:
    depth = deepest = 0
    for closing in re.findall("<(/?)table", html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


def test_tables_that_show_nothing_are_not_laid_out() -> None:
    raw = offers(16)
    assert depth_of(raw) == 7
    clean = sanitise(raw).html
    assert depth_of(clean) == 3
    assert clean.count("Offer") == 16
    assert html_to_text(clean).split() == html_to_text(raw).split()


def test_a_cell_that_was_unwrapped_keeps_its_line_its_words_look_and_its_alignment() -> None:
    cell = '<td align="right" style="color:red;padding:1px">one</td>'
    clean = sanitise(f'before<table width="100%"><tr>{cell}</tr></table>after').html
    assert clean == 'before<div style="color:red" align="right">one</div>after'
    plain = sanitise('<div align="center"><table><tr><td>left</td></tr></table></div>').html
    assert plain == '<div align="center"><div align="left">left</div></div>'


@pytest.mark.parametrize(
    "table",
    [
        '<table width="100%" border="1"><tbody><tr><td>x</td></tr></tbody></table>',
        '<table width="100%" style="border:1px solid"><tbody><tr><td>x</td></tr></tbody></table>',
        '<table width="100%" bgcolor="#eeeeee"><tbody><tr><td>x</td></tr></tbody></table>',
        '<table width="100%"><tbody><tr><td style="background-color:navy">x</td></tr></tbody></table>',
        '<table width="100%" cellpadding="10"><tbody><tr><td>x</td></tr></tbody></table>',
        '<table width="300"><tbody><tr><td>x</td></tr></tbody></table>',
        '<table align="center"><tbody><tr><td>x</td></tr></tbody></table>',
        '<table width="100%"><tbody><tr><td>x</td><td>y</td></tr></tbody></table>',
        '<table width="100%"><tbody><tr><td>x</td></tr><tr><td>y</td></tr></tbody></table>',
    ],
)
def test_a_table_that_shows_stays(table: str) -> None:
    assert sanitise(table).html == table


def test_long_mail_is_cut_between_tags_and_says_so() -> None:
    shown = sanitise("<p>line of words</p>" * 20_000)
    assert shown.is_cut
    assert 150_000 < len(shown.html) <= 200_010
    assert shown.html.endswith("</p>")
    assert not sanitise("<p>short</p>").is_cut


def test_a_large_picture_alone_does_not_make_a_mail_long() -> None:
    picture = "data:image/png;base64," + "A" * 150_000
    shown = sanitise(f'<img src="{picture}"><img src="{picture}"><p>text after</p>')
    assert not shown.is_cut
    assert shown.html.count(picture) == 2
    assert "text after" in shown.html


@pytest.mark.parametrize(
    ("html", "has_colours"),
    [
        ("<p>plain</p>", False),
        ("<p>the color: red</p>", False),
        ('<p style="color:#222">x</p>', True),
        ('<td bgcolor="ffffff">x</td>', False),
        ('<table bgcolor="ffffff"><tr><td>x</td></tr></table>', True),
        ('<font color="navy">x</font>', True),
        ('<body bgcolor="#fff">x</body>', True),
    ],
)
def test_author_colours_are_noticed(html: str, has_colours: bool) -> None:
    assert sanitise(html).has_author_colours is has_colours


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 40_000,
        "<table><tr><td>" * 13_000,
        "<table width=100%><tr><td align=center>x</table>" * 4_000,
        "<blockquote>" * 16_000,
        "<ul><li>" * 20_000,
        "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">",
        "<table>" + "<tr><td colspan=1000 rowspan=1000>" * 5_000,
        "<p><span></p>" * 15_000,
        "<!--" * 60_000,
        "<p style='" + "color:red;" * 18_000 + "'>",
        "<p style='background:" + "url(" * 40_000 + "'>",
        "<style>" + "/*" * 90_000 + "</style>",
        "<style>" + "@a{b{}" * 30_000 + "</style>",
        "<style>" + "x" * 190_000 + "</style>",
        "<style>" + "p{color:red}" * 15_000 + "</style>" + "<p>" * 2_000,
        "<img src=http://a/%s>" * 9_000 % tuple(range(9_000)),
    ],
)
def test_hostile_html_takes_little_time(qtbot: QtBot, hostile: str) -> None:
    started = time.process_time()
    document = QTextDocument()
    document.setHtml(sanitise(hostile + "x").html)
    html_to_text(hostile)
    assert time.process_time() - started < 4


@settings(max_examples=150, deadline=None)
@given(st.text("<>/\"'=&;: abimgsrcdivtablehref-!", max_size=200))
def test_sanitising_twice_changes_nothing_dangerous(html: str) -> None:
    once = sanitise(html).html
    assert "onerror" not in once
    assert html_to_text(sanitise(once).html) == html_to_text(once)


@pytest.mark.parametrize(
    ("text", "href", "differs"),
    [
        ("www.bank.example", "http://evil.example/", True),
        ("https://bank.example/login", "https://bank.example.evil.example/login", True),
        ("bank.example", "https://www.bank.example/x", False),
        ("click here", "http://evil.example/", False),
        ("한국.kr", "http://xn--3e0b707e.kr/", False),
        ("bank.example", "http://[broken", True),
    ],
)
def test_links_that_show_another_host_are_told(text: str, href: str, differs: bool) -> None:
    assert link_target_differs(text, href) is differs


def test_plain_text_becomes_html_with_links_and_its_lines() -> None:
    html = text_to_html("보기 https://a.example/x?a=1&b=2).\n<b> me@b.example")
    assert '<a href="https://a.example/x?a=1&amp;b=2">' in html
    assert ").<br>&lt;b&gt; " in html
    assert '<a href="mailto:me@b.example">me@b.example</a>' in html
    assert html_to_text(html) == "보기 https://a.example/x?a=1&b=2).\n<b> me@b.example"
