"""What stands beside the sidebar: mail, the calendar, the accounts, the first run; made when first shown."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget

from ui.inbox.listings import Place
from ui.shell.mailpage import MailPage
from ui.shell.warming import SCREENS, WRITING, imports
from ui.widgets.turns import Turns

if TYPE_CHECKING:
    from ui.accounts.first_run import FirstRunPage
    from ui.accounts.page import AccountsPage
    from ui.calendar.screen import CalendarScreen
    from ui.shell.window import MainWindow


class Pages(QStackedWidget):
    """The pages of one window, which hears what they ask for."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window.columns)
        self._window = window
        self._is_warm = False
        self._turns = Turns(self)
        self.mail = MailPage(window.context, window.deeds, self)
        self.addWidget(self.mail)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """That of the page that is shown: the three columns of mail are not to squeeze the sidebar beside another."""
        page = self.currentWidget() or self.mail
        return page.minimumSizeHint().expandedTo(page.minimumSize())

    @cached_property
    def accounts(self) -> "AccountsPage":
        from ui.accounts.page import AccountsPage

        page = AccountsPage(self._window.context, self)
        page.add_asked.connect(self._window.sheets.add_account)
        page.signin_asked.connect(self._window.sheets.sign_in)
        page.move_asked.connect(lambda account_id: self._window.commands.run("move_account"))
        page.performed.connect(self._window.deeds.performed)
        self.addWidget(page)
        return page

    @cached_property
    def first_run(self) -> "FirstRunPage":
        from ui.accounts.first_run import FirstRunPage

        page = FirstRunPage(self)
        page.picked.connect(self._window.sheets.add_account_of)
        page.address_given.connect(self._window.sheets.add_mailbox)
        self.addWidget(page)
        if self._is_warm:
            page.warm()
        return page

    def warm(self) -> None:
        """What takes long to import is there: the desks are made, and profiles are offered."""
        self._is_warm = True
        self._turns.start(self._warmed())

    def _warmed(self) -> Iterator[None]:
        yield from imports(WRITING)
        _ = self._window.desks
        yield
        if "first_run" in self.__dict__:
            self.first_run.warm()
        yield from imports(SCREENS)
        _ = self._window.mail.chat
        yield
        _ = self._window.mail.inbox.results, self._window.mail.inbox.server
        yield
        self._window.warmed.emit()

    @cached_property
    def calendar(self) -> "CalendarScreen":
        from ui.calendar.screen import CalendarScreen

        window = self._window
        page = CalendarScreen(window.context, self)
        page.performed.connect(window.deeds.performed)
        page.refused.connect(window.deeds.refused)
        page.file_asked.connect(window.filing_asked)
        page.undo_asked.connect(window.unfiling_asked)
        page.asked.connect(window.take_step)
        self.addWidget(page)
        return page

    def show_place(self, scope: str, place: Place) -> None:
        """A place of a workplace: the calendar, or the list of mail with what it holds."""
        if place is Place.CALENDAR:
            self.setCurrentWidget(self.calendar)
            self.calendar.show_scope(scope)
            self.calendar.take_focus()
            return
        self.setCurrentWidget(self.mail)
        self.mail.clear()
        self.mail.inbox.show_place(scope, place)

    def stop(self) -> None:
        """The window closes: nothing is asked of the store any more."""
        self._turns.stop()
        self.mail.stop()
        if "calendar" in vars(self):
            self.calendar.stop()
        if "accounts" in vars(self):
            self.accounts.stop()

    def shows(self, name: str) -> bool:
        """Whether ``accounts``, ``calendar`` or ``first_run`` is shown; makes none."""
        return self.currentWidget() is self.__dict__.get(name)

    def name(self) -> str:
        """Which page's keys hold; empty for those that have none of their own."""
        return "calendar" if self.shows("calendar") else ""
