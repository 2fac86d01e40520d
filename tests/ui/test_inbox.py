"""The list: what it shows, how it follows news, and what an empty one says."""

from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import MAILS, SUPPORT, VIP, SampleHome
from tests.workspace.store.building import mail
from ui.inbox.listings import Place
from ui.inbox.listview import LineView
from ui.models.lines import Line
from ui.models.paged import LINE, SHOWN
from ui.shell.window import MainWindow
from ui.widgets.chips import SHORTEST, Chip, chip_width, row_widths, width_in
from ui.widgets.labels import CutLabel
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Email
from workspace.model.kinds import HealthState


@pytest.fixture
def home_with_mail(home_with_mail: SampleHome) -> SampleHome:
    """Without chats among the mail."""
    return home_with_mail.snooze_chats()


def lines(view: LineView) -> list[Line]:
    return [view.lines.index(row).data(LINE) for row in range(view.count)]


def line(window: MainWindow, title: str) -> Line:
    return next(each for each in lines(window.mail.inbox.view) if each.title.startswith(title))


def new_mail(sample: SampleHome, number: int, minutes: float = 0) -> Email:
    at = sample.now - timedelta(minutes=minutes)
    return Email(
        RemoteId(f"new{number}"),
        at,
        subject=f"News {number}",
        from_=(Address("Haneul Trading", "orders@haneul.example"),),
        to=(Address("", "support@ours.example"),),
        message_id=f"<new{number}@sample.example>",
        text="Hello",
    )


def test_the_conversations_of_all_accounts_of_the_workplace_are_newest_first(window: MainWindow) -> None:
    shown = lines(window.mail.inbox.view)
    wanted = [row[2] for row in MAILS if row[0] in (SUPPORT, VIP)]
    assert [each.title for each in shown] == wanted


def test_a_line_says_what_matters(window: MainWindow) -> None:
    first = line(window, "Haneul Trading")
    assert first.is_unread
    assert [chip.text for chip in first.chips] == ["Renewal 2027 · €48,000", "2", "support@ · IMAP"]
    assert line(window, "Orchard Clinic").is_flagged
    assert line(window, "Ferreira").chips[0].text == "Filed · Workspace CRM"
    assert line(window, "Ferreira").chips[0].tone == "ok"
    assert line(window, "Orchard Clinic").is_pending
    assert line(window, "Marlow").chips[0].tone == "bad"


def test_nothing_is_opened_or_read_before_somebody_picks_it(window: MainWindow, qtbot: QtBot) -> None:
    window.mail.inbox.view.setFocus()
    qtbot.wait(50)
    assert window.mail.thread_id is None


def test_news_keeps_the_picked_line_and_the_place(window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    view = window.mail.inbox.view
    window.resize(1440, 420)
    for _ in range(5):
        window.mail.inbox.step(1)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0)
    picked, place = view.row, view.visualRect(view.currentIndex()).top()
    opened: list[object] = []
    window.mail.inbox.picked.connect(opened.append)
    home_with_mail.deliver(SUPPORT, [new_mail(home_with_mail, n) for n in range(3)])
    window.context.observer.hear()
    qtbot.waitUntil(lambda: view.count == 10)
    assert view.row == picked
    assert view.visualRect(view.currentIndex()).top() == place
    assert opened == []


def test_what_is_shown_is_what_is_picked_after_the_picked_line_left(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    inbox, mail = window.mail.inbox, window.mail
    for _ in range(inbox.view.count):
        inbox.step(-inbox.view.count)
        before = mail.thread_id
        assert before is not None
        window.deeds.archive(before)
        qtbot.waitUntil(lambda before=before: getattr(inbox.row, "thread_id", None) != before)
        qtbot.waitUntil(lambda: mail.thread_id == getattr(inbox.row, "thread_id", None))
    assert inbox.view.count == 0
    assert mail.thread_id is None


def test_who_is_writing_is_not_torn_out_of_the_conversation(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    window.mail.inbox.step(1)
    shown = window.mail.thread_id
    composer = window.desks.letters.answer(window.mail.reader.answered_item().item_id, "reply")
    assert composer is not None
    qtbot.waitUntil(composer.editor.hasFocus)
    window.deeds.archive(shown)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: getattr(window.mail.inbox.row, "thread_id", None) != shown)
    assert window.mail.thread_id == shown
    assert composer.editor.hasFocus()


def test_a_draft_of_ours_does_not_move_a_customer_to_the_team(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    draft = replace(
        new_mail(home_with_mail, 1),
        from_=(Address("", "support@ours.example"),),
        in_reply_to="<0@sample.example>",
        references=("<0@sample.example>",),
        is_draft=True,
    )
    home_with_mail.deliver(SUPPORT, [draft])
    window.context.observer.look()
    qtbot.waitUntil(lambda: line(window, "Haneul Trading").subject == "News 1")
    assert line(window, "Haneul Trading").title == "Haneul Trading"


def test_a_long_list_is_read_in_pages(open_window: OpenWindow, home_with_mail: SampleHome) -> None:
    home_with_mail.deliver(SUPPORT, [new_mail(home_with_mail, n, n + 200) for n in range(150)])
    window = open_window(home_with_mail)
    view = window.mail.inbox.view
    assert view.count < 60
    for _ in range(100):
        window.mail.inbox.step(1)
    assert 100 < view.count < 157


def test_what_comes_while_one_is_far_down_is_there_when_one_is_back(
    open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    home_with_mail.deliver(SUPPORT, [new_mail(home_with_mail, n, n + 200) for n in range(300)])
    window = open_window(home_with_mail)
    view = window.mail.inbox.view
    while view.lines.canFetchMore(QModelIndex()):
        view.lines.fetchMore(QModelIndex())
    view.scrollToBottom()
    seen, count = view.indexAt(view.viewport().rect().center()).data(LINE).key, view.count
    home_with_mail.deliver(SUPPORT, [new_mail(home_with_mail, 900)])
    window.context.observer.look()
    qtbot.waitUntil(lambda: not window.mail.inbox._asking.is_under_way)
    assert (view.indexAt(view.viewport().rect().center()).data(LINE).key, view.count) == (seen, count)
    view.scrollToTop()
    qtbot.waitUntil(lambda: lines(view)[0].subject == "News 900")


def test_tabs_show_what_they_name(window: MainWindow, qtbot: QtBot) -> None:
    team = window.mail.inbox.tabs._buttons["team"]
    qtbot.mouseClick(team, Qt.MouseButton.LeftButton)
    assert window.mail.inbox.where.tab == "team"
    assert window.mail.inbox.tabs._buttons["customers"].text() == "Customers 2"


def test_results_replace_the_list_and_escape_gives_it_back(window: MainWindow, qtbot: QtBot) -> None:
    inbox = window.mail.inbox
    inbox.search.begin()
    QTest.keyClicks(inbox.search, "invoice")
    qtbot.waitUntil(lambda: [each.title for each in lines(inbox.view)] == ["Norrland Foods"])
    assert inbox.coverage.text() == "All mail here is searchable"
    assert inbox.tabs.isHidden()
    QTest.keyClick(inbox.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: inbox.view.count == 7)
    assert inbox.search.text() == ""


def test_a_result_in_sight_shows_the_words_around_the_hit(
    open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    text = f"{'words ' * 200} the needle is here"
    home_with_mail.deliver(SUPPORT, [replace(new_mail(home_with_mail, 1), text=text, snippet="words words")])
    window = open_window(home_with_mail)
    inbox = window.mail.inbox
    inbox.search.setText("needle")
    qtbot.waitUntil(lambda: [each.subject for each in lines(inbox.view)] == ["News 1"])
    shown = inbox.view.lines.index(0)
    assert shown.data(LINE).snippet == "words words"
    assert shown.data(SHOWN).snippet.endswith("the needle is here")
    assert shown.data(SHOWN).spoken.endswith("the needle is here. support@ · IMAP")
    inbox.step(1)
    assert [item.subject for item in window.mail.reader.items] == ["News 1"]


def test_two_korean_syllables_are_found(window: MainWindow, qtbot: QtBot) -> None:
    inbox = window.mail.inbox
    inbox.search.setText("배송")
    qtbot.waitUntil(lambda: [each.title for each in lines(inbox.view)] == ["Haneul Trading"])


def test_customers_are_searched_by_the_same_field(window: MainWindow, qtbot: QtBot) -> None:
    window.show_place(Place.CUSTOMERS)
    assert window.mail.inbox.view.count == 10
    window.mail.inbox.search.setText("Haneul")
    wanted = {"Haneul Trading", "Orders desk"}
    qtbot.waitUntil(lambda: {each.title for each in lines(window.mail.inbox.view)} == wanted)


def test_a_chip_is_whole_or_cut_to_something_readable_or_left_out(app: QApplication) -> None:
    for chip in (Chip("2", icon="paperclip"), Chip("support@ · IMAP"), Chip("Filed · Built-in CRM", "ok", "check")):
        whole = chip_width(chip)
        for room in range(-5, 200):
            width = width_in(chip, room)
            assert width <= max(0, room)
            assert width in (0, whole) or width >= SHORTEST
            assert width == whole or room < whole


def test_a_long_deal_gives_way_to_where_a_mail_is_filed(app: QApplication) -> None:
    deal, filed = Chip("Renewal " * 20, "accent", gives_way=True), Chip("Filed · Workspace CRM", "ok", "check")
    room = chip_width(filed) + 120
    first, second = row_widths([deal, filed], room, 5)
    assert (first, second) == (115, chip_width(filed))
    assert row_widths([Chip("Deal", "accent", gives_way=True)], room, 5) == [chip_width(Chip("Deal"))]


def test_a_subject_without_end_is_shown_at_once(open_window: OpenWindow, home_with_mail: SampleHome) -> None:
    endless = replace(new_mail(home_with_mail, 1), subject="a\u0301한" * 100_000)
    home_with_mail.deliver(SUPPORT, [endless])
    window = open_window(home_with_mail)
    began = monotonic()
    window.grab()
    label = CutLabel(endless.subject, window)
    window.toast.say(endless.subject)
    label.grab()
    window.toast.grab()
    assert monotonic() - began < 2
    assert len(label.text()) == len(window.toast.words) == 200
    assert len(lines(window.mail.inbox.view)[0].spoken) < 1000


def test_an_empty_search_offers_to_clear_it(window: MainWindow, qtbot: QtBot) -> None:
    inbox = window.mail.inbox
    inbox.search.setText("xyzzy")
    qtbot.waitUntil(lambda: inbox.notice.words.startswith("Nothing found"))
    inbox.notice.press()
    qtbot.waitUntil(lambda: inbox.view.count == 7)


def test_a_first_sync_shows_how_far_it_is(open_window: OpenWindow, empty_home: SampleHome) -> None:
    empty_home.fill_accounts()
    window = open_window(empty_home)
    assert window.mail.inbox.notice.words.startswith("Your mail is on its way")


def test_the_first_mail_is_shown_also_where_the_tabs_were_counted_before_its_news(
    open_window: OpenWindow, empty_home: SampleHome, qtbot: QtBot
) -> None:
    empty_home.add_account(SUPPORT, "demo", "ops@", empty_home.user.add_workplace("Ops"))
    empty_home.mirror()
    window = open_window(empty_home)
    inbox = window.mail.inbox
    assert inbox.where.tab == "customers"
    assert inbox.tabs.isHidden()
    empty_home.deliver(SUPPORT, [mail(1)])
    inbox._show_counts()
    window.context.observer.look()
    qtbot.waitUntil(lambda: inbox.view.count == 1)
    assert inbox.where.tab == inbox.tabs.current == "other"


def test_an_unreachable_account_is_named_with_one_next_step(open_window: OpenWindow, empty_home: SampleHome) -> None:
    place = empty_home.user.add_workplace("Ops")
    empty_home.add_account(SUPPORT, "demo", "ops@", place)
    empty_home.mirror()
    empty_home.say_health(SUPPORT, HealthState.UNREACHABLE, "unreachable", {"host": "imap.ops.example"})
    window = open_window(empty_home)
    notice = window.mail.inbox.notice
    assert notice.words == (
        "ops@ cannot be reached imap.ops.example could not be reached. What was already here is kept."
    )
    notice.press()


def test_a_click_on_the_picked_line_shows_it_again(window: MainWindow, qtbot: QtBot) -> None:
    view = window.mail.inbox.view
    window.mail.inbox.step(1)
    window.mail.clear()
    spot = view.visualRect(view.currentIndex()).center() + QPoint(0, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.mail.thread_id is not None


def test_words_of_a_line_are_said_to_a_screen_reader(window: MainWindow) -> None:
    spoken = window.mail.inbox.view.lines.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("unread. Haneul Trading. 배송 지연 관련 문의")


def test_the_first_mail_of_all_is_shown_in_whatever_tab_it_is(
    empty_home: SampleHome, open_window: OpenWindow, qtbot: QtBot
) -> None:
    empty_home.fill_accounts()
    window = open_window(empty_home)
    inbox = window.mail.inbox
    assert (inbox.where.tab, inbox.view.count) == ("customers", 0)
    empty_home.deliver(SUPPORT, [mail(1, subject="from nobody we know")])
    window.context.observer.look()
    qtbot.waitUntil(lambda: inbox.view.count == 1)
    assert inbox.where.tab == "other"


def test_a_line_says_that_an_answer_is_begun_until_it_is_sent(window: MainWindow, qtbot: QtBot) -> None:
    inbox = window.mail.inbox
    inbox.step(1)
    item_id = inbox.row.last_item_id  # type: ignore[attr-defined]
    composer = window.desks.letters.answer(item_id, "reply")
    assert composer is not None
    composer.editor.setPlainText("On its way.")
    composer.rested.emit()
    begun = Chip("Draft", "warn", "draft")
    qtbot.waitUntil(lambda: begun in line(window, "Haneul Trading").chips)
    assert "Draft" in line(window, "Haneul Trading").spoken
    window.desks.letters.leave()
    assert begun in line(window, "Haneul Trading").chips
    composer = window.desks.letters.answer(item_id, "reply")
    assert composer is not None
    qtbot.keyClick(composer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: begun not in line(window, "Haneul Trading").chips)
