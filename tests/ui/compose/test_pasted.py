"""What is pasted from other programs keeps the form that a letter can have."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextCursor, QTextTable
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.compose.test_composer import desk_of
from tests.ui.reader.sample import SampleHome
from ui.compose.composer import Composer
from ui.compose.form import TABLE
from ui.compose.letter import Letter
from ui.compose.pasted import light

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment--><p class=MsoNormal><b><span style='font-size:14pt;color:red'>Offer</span></b><o:p></o:p></p>
<p class=MsoNormal>Dear <i>Ingrid</i>, see <a href="https://x.example/a?b=1&amp;c=2">the page</a>.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>·<i>&nbsp;</i></span>First</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>·&nbsp; Second</p><!--EndFragment--></body></html>"""
EXCEL = """<table border=0 width=128><col width=64><tr><td style='font-weight:700'>Item</td><td>Price</td></tr>
<tr><td>Box</td><td align=right>1,200</td></tr></table>"""
LIGHT_WORD = (
    "<div><b>Offer</b></div>"
    '<div>Dear <i>Ingrid</i>, see <a href="https://x.example/a?b=1&amp;c=2">the page</a>.</div>'
    "<ul><li>First</li><li>Second</li></ul>"
)
LIGHT_EXCEL = f"{TABLE}<tr><td><b>Item</b></td><td>Price</td></tr><tr><td>Box</td><td>1,200</td></tr></table>"
DOCS = (
    '<b style="font-weight:normal"><p><span style="font-weight:700">Hi</span> all</p><ul><li><p>one</p></li></ul></b>'
)


@pytest.fixture
def composer(home: SampleHome, window: QWidget) -> Composer:
    made = desk_of(home, window)[0].write("a@b.example")
    assert made is not None
    return made


def paste(composer: Composer, html: str, text: str = "") -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    composer.editor.insertFromMimeData(data)


@pytest.mark.parametrize(
    ("copied", "made"),
    [
        (WORD, LIGHT_WORD),
        (EXCEL, LIGHT_EXCEL),
        (DOCS, "<div><b>Hi</b> all</div><ul><li>one</li></ul>"),
        ('<a href="javascript:x">k</a><script>y</script><img src=z onerror=w>', "<div>k</div>"),
        ("<table><tr><td>only</td></tr><tr><td>layout</td></tr></table>", "<div>only</div><div>layout</div>"),
        ("<style>p{}</style>", ""),
    ],
)
def test_html_of_other_programs_becomes_light(copied: str, made: str) -> None:
    assert light(copied) == made


@pytest.mark.parametrize(("copied", "made"), [(WORD, LIGHT_WORD), (EXCEL, LIGHT_EXCEL)])
def test_it_stands_in_the_letter_as_it_came_and_in_the_draft(composer: Composer, copied: str, made: str) -> None:
    paste(composer, copied)
    letter = composer.letter()
    assert made in letter.html
    again = Letter.from_fields(letter.account_id, letter.to_fields())
    composer.editor.show_letter(again.html, again.text)
    assert composer.editor.html() == letter.html


def test_a_table_is_told_in_plain_text_too(composer: Composer) -> None:
    paste(composer, EXCEL)
    assert composer.letter().text == "Item\tPrice\nBox\t1,200"


def test_qt_makes_no_one_line_of_two_in_a_table_that_was_pasted_or_kept(home: SampleHome, composer: Composer) -> None:
    """Which would take it as long as all the rest."""
    paste(composer, EXCEL)
    opened = Composer(home.context, composer)
    opened.write(composer.letter())
    for editor in (composer.editor, opened.editor):
        [table] = [each for each in editor.document().rootFrame().childFrames() if isinstance(each, QTextTable)]
        assert not table.format().borderCollapse()
        assert "border-collapse" in editor.html()


def test_cells_that_are_empty_or_have_several_lines_stay_where_they_are(composer: Composer, qtbot: QtBot) -> None:
    made = f"{TABLE}<tr><td>Item<br>new</td><td></td></tr><tr><td></td><td>1,200</td></tr></table>"
    paste(composer, EXCEL.replace("Box", "").replace("Price", ""))
    composer.editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert composer.editor.find("Item")
    qtbot.keyClick(composer.editor, Qt.Key.Key_End)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return)
    composer.editor.setFontWeight(QFont.Weight.Normal)
    qtbot.keyClicks(composer.editor, "new")
    assert composer.editor.html().replace("<b>", "").replace("</b>", "") == f"<div><br></div>{made}"
    assert composer.editor.text() == "Item new\t\n\t1,200"


def test_one_undo_takes_back_what_was_pasted(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClicks(composer.editor, "Before")
    paste(composer, EXCEL)
    composer.editor.undo()
    assert composer.editor.html() == "<div>Before</div>"


def test_it_can_be_pasted_as_plain_text(composer: Composer, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setHtml("<b>Loud</b>")
    data.setText("Loud")
    QGuiApplication.clipboard().setMimeData(data)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(composer.editor, Qt.Key.Key_V, held)
    QGuiApplication.clipboard().clear()  # it outlives Python, whose data this is
    assert composer.editor.html() == "<div>Loud</div>"


def test_a_text_too_long_for_a_letter_goes_along_as_a_file(composer: Composer, home: SampleHome) -> None:
    said: list[str] = []
    composer.said.connect(said.append)
    log = "Zeile 한글\n" * 20_000
    paste(composer, "", log)
    assert composer.editor.toPlainText() == ""
    [file] = composer.files.files
    assert (file.name, file.content_type) == ("text.txt", "text/plain")
    assert b"".join(home.user.blob(file.blob_id)).decode("utf-8-sig") == log
    assert said == ["A text of 260 KB goes with the letter as text.txt. Ctrl+Shift+V puts it into the letter itself."]


def test_a_long_text_stands_in_the_letter_where_it_is_wanted_there(composer: Composer, qtbot: QtBot) -> None:
    log = "Zeile 한글\n" * 20_000
    QGuiApplication.clipboard().setText(log)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(composer.editor, Qt.Key.Key_V, held)
    assert composer.editor.toPlainText() == log
    composer.editor.undo()
    assert composer.editor.toPlainText() == ""
    assert composer.files.files == []
