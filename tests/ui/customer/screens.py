"""Pictures of the customer panel with several people."""

from collections.abc import Callable

from tests.filing_screens import wait_for
from ui.shell.window import MainWindow


def people(window: MainWindow) -> None:
    window.mail.inbox.step(1)
    panel = window.mail.customer
    wait_for(lambda: bool(panel.emails) and not panel.is_looking)
    panel.show_for((*panel.emails, "kim.minsu@naver.com"), {"kim.minsu@naver.com": "Kim Minsu"})


screens: dict[str, Callable[[MainWindow], None]] = {"customer-people": people}
