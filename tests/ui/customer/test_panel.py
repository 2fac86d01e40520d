"""What the customer panel says about somebody."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import CRM, NOW, OTHER_CRM, SampleHome, haneul, mail, record
from ui.customer.panel import TIMELINE, CustomerPanel
from ui.widgets.icon import person_color
from workspace.model.accounts import Health
from workspace.model.kinds import HealthState, RecordType

ORDERS = "orders@haneul.example"


class Desk:
    """A panel and what was looked up for it."""

    def __init__(self, home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
        self.home, self.qtbot = home, qtbot
        self.panel = CustomerPanel(home.context, window)

    def show(self, *emails: str, **names: str) -> CustomerPanel:
        with self.qtbot.waitSignal(self.panel.shown, timeout=5_000):
            self.panel.show_for(emails, names)
        return self.panel

    def news(self) -> None:
        with self.qtbot.waitSignal(self.panel.shown, timeout=5_000):
            self.home.observer.look()

    def press(self, name: str) -> None:
        found = self.panel.findChild(QPushButton, name)
        assert found is not None, name
        found.click()


class Painted(QObject):
    """Counts how often anything of a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        for each in (widget, *widget.findChildren(QWidget)):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Type.Paint, QEvent.Type.LayoutRequest)
        return False


@pytest.fixture
def desk(home: SampleHome, window: QWidget, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(home, window, qtbot)
    yield made
    made.panel.stop()


def test_a_known_customer_is_shown_with_deal_cases_and_timeline(desk: Desk, home: SampleHome, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    home.put(mail(subject="배송 지연 관련 문의"))
    panel = desk.show(ORDERS)
    for words in ("Haneul Trading", "Seoul", "EMEA desk", "Renewal", "€48,000", "배송 지연 관련 문의"):
        assert words in panel.words
    with qtbot.waitSignal(panel.opened) as opened:
        panel.timeline.list.pick(0)
    assert opened.args[0].thread_id is not None


def test_each_crm_has_its_own_section(desk: Desk, home: SampleHome) -> None:
    home.put_records(CRM, haneul())
    home.put_records(OTHER_CRM, haneul())
    words = desk.show(ORDERS).words
    assert "Salesforce EMEA" in words
    assert "HubSpot" in words


def test_a_stranger_can_be_created_and_free_mail_is_named(desk: Desk, home: SampleHome, qtbot: QtBot) -> None:
    panel = desk.show("kim@naver.com")
    assert "naver.com is free mail" in panel.words
    assert "Not known in any CRM" in panel.words
    with qtbot.waitSignal(panel.create_asked) as asked:
        desk.press("create_contact")
    assert asked.args == [("kim@naver.com",)]
    home.put_records(CRM, haneul())
    assert "Not known" not in desk.show(ORDERS).words


def test_the_people_of_a_mail_are_separate_choices(desk: Desk, home: SampleHome) -> None:
    home.put_records(CRM, haneul())
    panel = desk.show("kim@naver.com", ORDERS, **{"kim@naver.com": "Kim Minsu"})
    assert panel.people is not None
    assert [button.text() for button in panel.people.buttons] == ["Kim Minsu", "Orders desk"]
    assert "Haneul Trading" in panel.words
    with desk.qtbot.waitSignal(panel.shown):
        desk.press("person_kim@naver.com")
    assert "Not known in any CRM" in panel.words
    assert "Haneul Trading" not in panel.words
    desk.news()
    assert "Not known in any CRM" in panel.words


def test_a_colleague_is_no_contact_to_create(desk: Desk, home: SampleHome) -> None:
    domain = next(iter(home.accounts.values())).identity.rpartition("@")[2]
    panel = desk.show(f"mina@{domain}", **{f"mina@{domain}": "Mina"})
    assert f"Colleague at {domain}" in panel.words
    assert panel.findChild(QPushButton, "create_contact") is None


def test_the_tile_has_the_colour_that_the_reader_gives(desk: Desk, home: SampleHome) -> None:
    from ui.customer.cards import Who

    home.put_records(CRM, haneul())
    who = desk.show(ORDERS).findChild(Who)
    assert who is not None
    assert who.color == person_color(ORDERS)


def test_the_timeline_goes_back_page_by_page(desk: Desk, home: SampleHome, qtbot: QtBot) -> None:
    for n in range(2 * TIMELINE + 5):
        home.put(mail(subject=f"Mail {n}", message_id=f"<{n}@haneul.example>", minutes_ago=n + 2))
    panel = desk.show(ORDERS)
    card = panel.timeline
    assert len(card.rows) == TIMELINE
    for expected in (2 * TIMELINE, 2 * TIMELINE + 5):
        desk.press("timeline_more")
        qtbot.waitUntil(lambda expected=expected: len(card.rows) == expected)
    assert card.more.isHidden()
    assert [row.title for row in card.rows] == [f"Mail {n}" for n in range(2 * TIMELINE + 5)]
    home.put(mail(subject="News", message_id="<news@haneul.example>", minutes_ago=1))
    desk.news()
    assert panel.timeline is card
    assert [row.title for row in card.rows][:2] == ["News", "Mail 0"]
    assert len(card.rows) == 2 * TIMELINE + 6


def test_a_crm_in_trouble_is_named_while_the_others_show(desk: Desk, home: SampleHome) -> None:
    home.put_records(CRM, haneul())
    home.writer.set_health(CRM, Health(HealthState.OK, NOW), pulled_at=NOW)
    home.writer.set_health(CRM, Health(HealthState.UNREACHABLE, NOW, "unreachable", {"host": "crm.example"}))
    home.writer.set_health(OTHER_CRM, Health(HealthState.NEEDS_SIGNIN, NOW, "signin_expired", {"host": "hub.example"}))
    words = desk.show(ORDERS).words
    assert "Haneul Trading" in words
    names = home.context.names()
    assert f"{names[CRM]}: crm.example could not be reached. Shown as it was at " in words
    assert f"{names[OTHER_CRM]}: The sign-in at hub.example has expired. Sign in again on the accounts page." in words


def test_without_a_crm_the_panel_says_how_to_get_one(desk: Desk, home: SampleHome, qtbot: QtBot) -> None:
    for account_id in (CRM, OTHER_CRM):
        home.user.remove_account(account_id)
    panel = desk.show("kim@hanbit.example")
    assert "No CRM is connected" in panel.words
    with qtbot.waitSignal(panel.crm_asked):
        desk.press("connect_crm")


class Browser(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        QDesktopServices.setUrlHandler("https", self, "open")

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


def test_a_record_opens_in_the_browser(desk: Desk, home: SampleHome) -> None:
    links = {"https://crm.example/co1", "https://crm.example/d1"}
    unsafe = record("k9", RecordType.CASE, "Case", parent_ids=("co1",), link="file:///etc/passwd")
    home.put_records(
        CRM,
        [
            *(
                replace(each, link=f"https://crm.example/{each.remote_id}")
                for each in haneul()
                if each.remote_id in ("co1", "d1")
            ),
            *haneul()[1:2],
            unsafe,
        ],
    )
    panel = desk.show(ORDERS)
    browser = Browser()
    try:
        for button in panel.findChildren(QPushButton):
            if "in the browser" in button.accessibleName():
                button.click()
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert set(browser.opened) == links


def test_the_timeline_is_walked_and_opened_by_keys(desk: Desk, home: SampleHome, qtbot: QtBot) -> None:
    for n in range(3):
        home.put(mail(subject=f"Mail {n}", message_id=f"<{n}@haneul.example>", minutes_ago=n + 2))
    panel = desk.show(ORDERS)
    rows = panel.timeline.list
    rows.setFocus()
    assert rows.currentIndex().row() == 0
    QTest.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened.args[0].title == "Mail 1"
    spoken = rows.entries.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Mail 1. ")


def test_the_same_customer_again_draws_nothing(desk: Desk, home: SampleHome, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    home.put(mail(subject="Hello"))
    panel = desk.show(ORDERS)
    qtbot.wait(100)  # until it is painted
    painted = Painted(panel)
    desk.show(ORDERS)
    desk.news()
    QCoreApplication.processEvents()
    assert painted.count == 0


def test_the_timeline_of_one_customer_does_not_go_on_with_another(desk: Desk, home: SampleHome, qtbot: QtBot) -> None:
    for n in range(TIMELINE + 5):
        home.put(mail(subject=f"Mail {n}", message_id=f"<{n}@haneul.example>", minutes_ago=n + 2))
    desk.show(ORDERS)
    desk.press("timeline_more")
    assert desk.show("kim@naver.com").timeline.rows == []
    assert len(desk.show(ORDERS).timeline.rows) == TIMELINE
