"""Whatever an author coloured can be read in both themes, in its order; what was to be hidden is not there."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from ui.reader.body import MailBody
from ui.reader.legible import LEAST, make_legible, pieces, shade_of
from ui.theme.theme import Mode, start_theme, theme
from ui.theme.tokens import LIGHT, contrast
from workspace.mail.html import sanitise

DIFFICULT = {
    "white on a dark body that holds a table":
        '<body bgcolor="#000"><table><tr><td><font color="#fff">one</font></td></tr></table>'
        '<p style="color:#fff">two</p>',
    "pale grey on nothing": '<p style="color:#aaa">one</p><p>two</p>',
    "links on a dark cell": '<table><tr><td bgcolor="#0a0a5a"><a href="https://a.test">one</a> two</td></tr></table>',
    "a cell within a cell":
        '<table bgcolor="#111"><tr><td><table><tr><td style="color:#222">one</td></tr></table></td>'
        '<td bgcolor="#eee"><span style="color:#ddd">two</span></td></tr></table>',
    "a gradient that is not drawn": '<div style="background:linear-gradient(#123,#456);color:#fff">one</div>two',
    "a picture behind that is not loaded":
        '<table><tr><td background="https://a.test/x.png"><b style="color:#fff">one</b></td></tr></table>two',
    "half clear ink": '<p style="color:rgba(0,0,0,.2);background:#fff">one</p><p>two</p>',
    "yellow on white": '<p><span style="color:#ff0">one</span></p><p style="background:#ff0;color:#f00">two</p>',
    "ink without its ground": '<p style="color:#111">one</p><p style="color:#fefefe;background:#333">two</p>',
    "no colours at all": "<p>one</p><p><a href='https://a.test'>two</a></p>",
    "a quote in grey": '<blockquote style="color:#bbb">one<blockquote style="color:#ccc">two</blockquote></blockquote>',
}  # fmt: skip
HIDDEN = {
    "white on white": '<p style="color:#ffffff">secret</p>',
    "nearly white on white": '<font color="#fdfdfd">secret</font>',
    "the colour of its cell": '<table><tr><td bgcolor="navy"><b style="color:#000080">secret</b></td></tr></table>',
    "clear ink": '<p style="color:transparent">secret</p><p style="color:rgba(0,0,0,0)">secret</p>',
    "no size": '<p style="font-size:0">secret</p>',
    "not displayed": '<div style="display:none">secret</div><p hidden>secret</p>',
    "by a rule": "<style>.x{display:none}</style><p class=x>secret</p>",
    "far left": '<div style="position:absolute;left:-9999px">secret</div>',
    "far above": '<div style="position:absolute;top:-5000px">secret</div>',
    "indented away": '<p style="text-indent:-9999px">secret</p>',
    "clipped": '<span style="position:absolute;clip:rect(0,0,0,0)">secret</span>',
    "one pixel": '<div style="width:1px;height:1px;overflow:hidden">secret</div>',
    "scaled": '<div style="transform:scale(0)">secret</div>',
}


@pytest.fixture(params=[Mode.LIGHT, Mode.DARK], ids=["light", "dark"])
def body(request: pytest.FixtureRequest, app: QApplication, qtbot: object) -> Iterator[MailBody]:
    start_theme(app, request.param, 1.0)
    holder = QWidget()
    made = MailBody(holder)
    made.resize(500, 100)
    yield made
    holder.deleteLater()


def shown(body: MailBody, html: str) -> tuple[QColor, QColor]:
    """Show a mail as the reader does; returns what its words and its ground are where the author chose nothing."""
    safe = sanitise(html)
    body.show_html(safe.html, is_paper=safe.has_author_colours)
    colors = LIGHT if safe.has_author_colours else theme().colors
    return QColor(colors.text), QColor(colors.paper if safe.has_author_colours else colors.surface)


@pytest.mark.parametrize("html", DIFFICULT.values(), ids=DIFFICULT)
def test_every_word_can_be_read_in_its_order(body: MailBody, html: str) -> None:
    ink, ground = shown(body, html)
    found = list(pieces(body.document(), ink, ground))
    assert " ".join(" ".join(each.text for each in found).split()) == "one two"
    assert {each.text: round(each.contrast, 2) for each in found if each.contrast < LEAST} == {}


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_was_to_see_is_not_shown(body: MailBody, html: str) -> None:
    shown(body, f"<p>Hello</p>{html}<p>there</p>")
    assert body.toPlainText().split() == ["Hello", "there"]


def test_words_on_a_picture_are_not_taken_for_hidden() -> None:
    kept = '<table><tr><td background="https://a.test/x.png"><b style="color:#fff">Sale</b></td></tr></table>'
    assert "Sale" in sanitise(kept).html
    assert (
        "Sale"
        in sanitise('<div style="background:linear-gradient(red,blue)"><a style="color:#fff">Sale</a></div>').html
    )
    dark = '<table bgcolor="#000"><tr><td><p style="color:#fff">Sale</p></td></tr></table>'
    assert "Sale" in sanitise(dark).html


def test_a_shade_keeps_its_hue() -> None:
    for ink, ground in (("#ffaaaa", "#ffffff"), ("#000080", "#000000"), ("#888888", "#888888")):
        shade = shade_of(QColor(ink).rgb(), QColor(ground).rgb())
        assert shade is not None
        assert contrast(shade.name(), ground) >= LEAST
    red = shade_of(QColor("#ffaaaa").rgb(), QColor("#ffffff").rgb())
    assert red is not None
    assert red.hslHue() == QColor("#ffaaaa").hslHue()
    assert shade_of(QColor("#000000").rgb(), QColor("#ffffff").rgb()) is None


def test_what_can_be_read_stays_as_its_author_chose(body: MailBody) -> None:
    ink, ground = shown(body, '<p style="color:#0a0a5a">blue</p><p style="background:#111;color:#eee">pale</p>')
    assert [each.ink.name() for each in pieces(body.document(), ink, ground)] == ["#0a0a5a", "#eeeeee"]
    assert make_legible(body.document(), ink, ground) == 0
