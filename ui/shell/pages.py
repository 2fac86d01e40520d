"""What stands beside the sidebar: mail, the accounts, the first run; made when first shown."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from ui.shell.mailpage import MailPage

if TYPE_CHECKING:
    from ui.accounts.first_run import FirstRunPage
    from ui.accounts.page import AccountsPage
    from ui.shell.window import MainWindow


class Pages(QStackedWidget):
    """The pages of one window, which hears what they ask for."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window.columns)
        self._window = window
        self._is_warm = False
        self.mail = MailPage(window.context, window.deeds, self)
        self.addWidget(self.mail)

    @cached_property
    def accounts(self) -> "AccountsPage":
        from ui.accounts.page import AccountsPage

        page = AccountsPage(self._window.context, self)
        page.add_asked.connect(self._window.add_account)
        page.signin_asked.connect(self._window.sign_in)
        self.addWidget(page)
        return page

    @cached_property
    def first_run(self) -> "FirstRunPage":
        from ui.accounts.first_run import FirstRunPage

        page = FirstRunPage(self)
        page.picked.connect(self._window.add_account_of)
        self.addWidget(page)
        if self._is_warm:
            page.warm()
        return page

    def warm(self) -> None:
        """What takes long to import is there: the desks are made, and profiles are offered."""
        self._is_warm = True
        _ = self._window.desks
        if "first_run" in self.__dict__:
            self.first_run.warm()

    def shows(self, name: str) -> bool:
        """Whether ``accounts`` or ``first_run`` is shown; makes neither."""
        return self.currentWidget() is self.__dict__.get(name)
