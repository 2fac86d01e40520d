"""Signatures, templates and form: what is put into a letter, and what leaves with it."""

import re
from datetime import timedelta

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.compose.test_composer import desk_of, outgoing, replying
from tests.ui.reader.sample import CRM, MAIL, NOW, OPS, SampleHome, haneul, mail
from ui.compose.composer import Composer
from ui.compose.desk import ComposeDesk
from ui.compose.editor import Editor
from ui.compose.identities import identities
from ui.compose.template import fill, first_name, values_for
from ui.compose.wording_sheets import SignatureSheet, TemplateSheet
from ui.compose.writing_sheet import WritingSheet
from ui.shell.language import use_language
from ui.theme.theme import Mode, theme
from ui.widgets.buttons import Button
from workspace.mail.html import fold_text
from workspace.store.user.wording import TemplateRow

SIGNED = "<div>Kim <b>Minsu</b></div><div>Shop support</div>"


@pytest.fixture
def desk(home: SampleHome, window: QWidget) -> ComposeDesk:
    home.user.set_signature(MAIL, "support@shop.example", SIGNED)
    home.user.set_signature(OPS, "ops@depot.example", "<div>Depot</div>")
    return desk_of(home, window)[0]


def new(desk: ComposeDesk) -> Composer:
    composer = desk.write("a@b.example")
    assert composer is not None
    composer.subject.setText("Offer")
    return composer


def write_from(composer: Composer, account_id: object) -> None:
    at = next(i for i, each in enumerate(composer.head.identities) if each.account.account_id == account_id)
    composer.from_.setCurrentIndex(at)


def editor_with(window: QWidget, html: str, signature: str = "") -> Editor:
    editor = Editor(window)
    editor.show_letter(html, "", signature)
    return editor


def test_a_signature_stands_between_the_answer_and_the_quote(home: SampleHome, window: QWidget) -> None:
    home.user.set_signature(MAIL, "support@shop.example", SIGNED)
    _, composer = replying(home, window, mail("When?"))
    composer.editor.insertPlainText("Today.")
    composer.send()
    [(_, _, letter)] = outgoing(home)
    assert letter.text.startswith("Today.\n\n-- \nKim Minsu\nShop support\n\n")
    assert letter.text.endswith("> When?")
    html = letter.html or ""
    assert html.index("Today.") < html.index("<b>Minsu</b>") < html.index("gmail_quote")


def test_the_signature_follows_the_address(home: SampleHome, desk: ComposeDesk) -> None:
    composer = new(desk)
    composer.editor.insertPlainText("Hello")
    write_from(composer, OPS)
    assert (composer.editor.text(), composer.editor.signature()) == ("Hello", "<div>Depot</div>")
    home.user.set_signature(OPS, "ops@depot.example", "")
    write_from(composer, MAIL)
    write_from(composer, OPS)
    assert composer.editor.toPlainText() == "Hello"


def test_a_signature_that_the_writer_changed_stays(desk: ComposeDesk) -> None:
    composer = new(desk)
    composer.editor.moveCursor(QTextCursor.MoveOperation.End)
    composer.editor.insertPlainText(" and friends")
    write_from(composer, OPS)
    assert "Shop support and friends" in composer.editor.text()
    assert "Depot" not in composer.editor.toPlainText()


def test_a_letter_with_nothing_but_its_signature_is_no_draft(home: SampleHome, desk: ComposeDesk) -> None:
    assert desk.write() is not None
    desk.leave()
    assert home.user.drafts() == []


def test_a_draft_comes_back_with_its_signature_once(home: SampleHome, desk: ComposeDesk) -> None:
    composer = new(desk)
    composer.editor.insertPlainText("Half")
    desk.leave()
    again = desk.open_draft(home.user.drafts()[0].draft_id)
    assert again is not None
    assert again.editor.toPlainText() == "Half\n\nKim Minsu\nShop support"
    write_from(again, OPS)
    assert again.editor.toPlainText() == "Half\n\nDepot"


def test_a_signature_is_written_in_its_sheet(home: SampleHome, window: QWidget) -> None:
    identity = next(each for each in identities(home.context) if each.account.account_id == MAIL)
    sheet = SignatureSheet(home.context, identity, window)
    sheet.open()
    sheet.editor.insertPlainText("Minsu")
    sheet.dismiss()
    assert sheet.isVisible()  # what was written is not lost by one Escape
    sheet.save()
    assert home.user.signature(MAIL, "support@shop.example") == "<div>Minsu</div>"


@pytest.mark.parametrize(
    ("name", "first"),
    [("Minsu Kim", "Minsu"), ("Kim, Minsu", "Minsu"), ("김민수", "민수"), ("남궁민수", "민수"), ("", "")],
)
def test_people_are_called_by_their_first_name(name: str, first: str) -> None:
    assert first_name(name) == first


def test_a_template_knows_the_customer(home: SampleHome, desk: ComposeDesk) -> None:
    home.put_records(CRM, haneul())
    values = values_for(home.context, "orders@haneul.example")
    assert (values["name"], values["company"], values["deal"]) == ("Orders desk", "Haneul Trading", "Renewal 2027")
    row = TemplateRow("t", None, "n", "{deal}", "<div>{first} of {company}, {name}</div>")
    filled = fill(row, {"company": "A & <B>", "deal": "X & Y"})
    assert filled.html == "<div>{first} of A &amp; &lt;B&gt;, {name}</div>"
    assert filled.subject == "X & Y"


def test_a_field_that_is_not_known_asks_before_it_leaves(home: SampleHome, desk: ComposeDesk) -> None:
    row = home.user.add_template("Hello", "For {company}", "<div>Dear {first},</div><div>thank you.</div>")
    composer = desk.write("Lia Ferreira <lia@f.example>")
    assert composer is not None
    composer.extras.use(row)
    assert composer.editor.text() == "Dear Lia,\nthank you."
    assert composer.editor.signature() == SIGNED
    composer.send()
    assert "{company}" in composer.second_look.words
    assert outgoing(home) == []
    composer.send()
    assert len(outgoing(home)) == 1


def test_a_forgotten_attachment_is_asked_for(home: SampleHome, desk: ComposeDesk) -> None:
    composer = new(desk)
    composer.editor.insertPlainText("견적서를 첨부합니다.")
    composer.send()
    assert "attachment" in composer.second_look.words
    assert outgoing(home) == []


def test_templates_are_made_changed_deleted_and_brought_back(home: SampleHome, window: QWidget) -> None:
    place = home.user.workplaces()[1].workplace_id
    sheet = TemplateSheet(home.context, TemplateRow("", place, "", "", "<div>Hi</div>"), window)
    sheet.save()
    assert home.user.templates() == []  # it needs a name
    sheet.name.setText("Greeting")
    sheet._put("first")
    sheet.save()
    [made] = home.user.templates()
    assert (made.workplace_id, made.name, made.html) == (place, "Greeting", "<div>{first}Hi</div>")
    home.user.keep_template(TemplateRow(made.template_id, None, "Hello", "", made.html))
    writing = WritingSheet(home.context, window)
    writing.delete(home.user.templates()[0])
    assert home.user.templates() == []
    writing.bring_back()
    assert [row.name for row in home.user.templates()] == ["Hello"]


def test_the_keyboard_stays_where_a_template_is_deleted_brought_back_and_changed(
    home: SampleHome, window: QWidget
) -> None:
    for name in ("First", "Second"):
        home.user.add_template(name, "", "<div>Hi</div>", None)
    window.show()
    writing = WritingSheet(home.context, window)
    writing.open()
    writing.delete(home.user.templates()[1])
    assert QApplication.focusWidget() is writing.undo_button
    writing.undo_button.click()
    edit = QApplication.focusWidget()
    assert isinstance(edit, Button)
    assert edit.accessibleName() == "Edit template Second"
    edit.click()
    sheet = window.findChildren(TemplateSheet)[-1]
    sheet.subject.setText("Offer")
    sheet.save()
    again = QApplication.focusWidget()
    assert again is not None
    assert again.accessibleName() == "Edit template Second"


def test_a_field_of_a_template_goes_where_one_wrote_last(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    window.show()
    sheet = TemplateSheet(home.context, TemplateRow("", None, "Offer", "", "<div>Hi</div>"), window)
    sheet.open()
    company = next(each for each in sheet.findChildren(Button) if each.toolTip() == "{company}")
    sheet.subject.setFocus()
    qtbot.keyClicks(sheet.subject, "For ")
    company.setFocus()
    company.click()
    assert sheet.subject.text() == "For {company}"
    assert sheet.subject.hasFocus()
    sheet.editor.setFocus()
    company.click()
    sheet.save()
    [made] = home.user.templates()
    assert (made.subject, made.html) == ("For {company}", "<div>{company}Hi</div>")


def test_templates_of_another_workplace_are_not_offered(home: SampleHome, desk: ComposeDesk) -> None:
    service, ops = (each.workplace_id for each in home.user.workplaces())
    for name, place in (("Everywhere", None), ("Service", service), ("Ops", ops)):
        home.user.add_template(name, "", "<div>x</div>", place)
    composer = new(desk)
    menu = composer.extras.template_menu()
    assert [action.text() for action in menu.actions()][:2] == ["Everywhere", "Service"]
    assert "Ops" not in [action.text() for action in menu.actions()]


def test_lists_quotes_and_colours_are_written_plainly_and_read_again(window: QWidget, home: SampleHome) -> None:
    editor = editor_with(window, "<div>one</div><div>two</div>")
    editor.selectAll()
    editor.toggle_list(is_numbered=True)
    assert (editor.html(), editor.text()) == ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two")
    editor.toggle_list()
    assert editor.text() == "- one\n- two"
    editor.toggle_list()
    editor.toggle_quote()
    assert editor.text() == "> one\n> two"
    editor.paint_words("bad")
    red = '<span style="color:#C0272D">{}</span>'
    wanted = f"<blockquote><div>{red.format('one')}</div><div>{red.format('two')}</div></blockquote>"
    assert editor.html() == wanted
    assert editor_with(window, wanted).html() == wanted
    editor.clear_form()
    assert editor.html() == "<div>one</div><div>two</div>"


def test_a_colour_is_written_the_same_in_the_dark(window: QWidget, home: SampleHome) -> None:
    editor = editor_with(window, '<div><span style="color:#C0272D">red</span></div>')
    before = editor.html()
    theme().set_mode(Mode.DARK)
    cursor = QTextCursor(editor.document())
    cursor.setPosition(2)
    assert cursor.charFormat().foreground().color().name().upper() == theme().colors.bad
    assert editor.html() == before


def test_return_on_an_empty_line_ends_a_list(window: QWidget, home: SampleHome, qtbot: QtBot) -> None:
    editor = editor_with(window, "")
    editor.toggle_list()
    qtbot.keyClicks(editor, "a\r\rb")
    assert editor.html() == "<ul><li>a</li></ul><div>b</div>"


def test_ctrl_z_does_not_take_the_signature_away(home: SampleHome, desk: ComposeDesk) -> None:
    composer = new(desk)
    composer.editor.undo()
    assert composer.editor.signature() == SIGNED


def test_a_letter_in_plain_text_takes_its_form_along_as_text(home: SampleHome, desk: ComposeDesk) -> None:
    composer = new(desk)
    composer.editor.add_html("<div>Hi</div><div><br></div><ul><li>a</li></ul>")
    composer.set_plain(True)
    composer.send()
    [(_, _, letter)] = outgoing(home)
    assert letter.html is None
    assert letter.text == "Hi\n\n- a\n\n-- \nKim Minsu\nShop support"


def test_empty_lines_do_not_grow_with_every_draft(window: QWidget, home: SampleHome) -> None:
    html = "<div>a</div><div><br></div><div>b</div>"
    editor = editor_with(window, html)
    assert (editor.html(), editor.text()) == (html, "a\n\nb")


@pytest.mark.parametrize("mode", ["reply", "forward"])
def test_what_is_quoted_is_introduced_in_the_language_and_at_the_time_of_who_writes(
    home: SampleHome, window: QWidget, qtbot: QtBot, mode: str
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    use_language(app, "ko")
    desk, reader = desk_of(home, window)
    item_id = home.put(mail("언제 오나요?", sender="김서연 <orders@haneul.example>"))
    reader.show_thread(home.thread_of(item_id))
    composer = desk.answer(item_id, mode)
    assert composer is not None
    quoted = composer.letter().quoted_text
    at = (NOW - timedelta(minutes=5)).astimezone()
    assert f"{at.year}년 {at.month}월 {at.day}일" in quoted
    assert f"{at:%H:%M}" in quoted
    assert not re.search("On |wrote|Forwarded|From|UTC", quoted)
    assert fold_text(f"네.\n\n{quoted}") == ("네.", quoted)
