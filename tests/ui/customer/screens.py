"""Pictures of the customer panel with several people."""

from collections.abc import Callable

from ui.shell.window import MainWindow


def people(window: MainWindow) -> None:
    window.mail.inbox.step(1)
    panel = window.mail.customer
    panel.show_for((*panel.emails, "kim.minsu@naver.com"), {"kim.minsu@naver.com": "Kim Minsu"})


screens: dict[str, Callable[[MainWindow], None]] = {"customer-people": people}
