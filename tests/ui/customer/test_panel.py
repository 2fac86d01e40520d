"""What the customer panel says about somebody."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import CRM, OTHER_CRM, SampleHome, haneul, mail
from ui.customer.panel import CustomerPanel


def test_a_known_customer_is_shown_with_deal_cases_and_timeline(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    home.put_records(CRM, haneul())
    home.put(mail(subject="배송 지연 관련 문의"))
    panel = CustomerPanel(home.context, window)
    panel.show_for(["orders@haneul.example"])
    for words in ("Haneul Trading", "Seoul", "EMEA desk", "Renewal", "€48,000", "배송 지연 관련 문의"):
        assert words in panel.words
    assert panel.timeline is not None
    with qtbot.waitSignal(panel.opened) as opened:
        panel.timeline.lines[0]._pick()
    assert opened.args[0].thread_id is not None


def test_each_crm_has_its_own_section(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    home.put_records(OTHER_CRM, haneul())
    panel = CustomerPanel(home.context, window)
    panel.show_for(["orders@haneul.example"])
    assert "Salesforce EMEA" in panel.words
    assert "HubSpot" in panel.words


def test_a_stranger_can_be_created_and_free_mail_is_named(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    panel = CustomerPanel(home.context, window)
    panel.show_for(["kim@naver.com"])
    assert "naver.com" in panel.words
    assert "Not known" in panel.words
    home.put_records(CRM, haneul())
    home.observer.look()
    panel.show_for(["orders@haneul.example"])
    assert "Not known" not in panel.words
