"""The sheets and pages that the main window opens; what they need is imported when they are asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workspace.model.accounts import Workplace
from workspace.model.ids import AccountId, WorkplaceId

if TYPE_CHECKING:
    from ui.shell.window import MainWindow
    from workspace.connector.manifest import Manifest
    from workspace.profiles.profile import Profile


class Sheets(QObject):
    """Of one window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def add_workplace(self) -> None:
        from ui.shell.workplace_sheet import WorkplaceSheet

        sheet = WorkplaceSheet(self._window.context, self._window)
        sheet.added.connect(self._on_workplace_added)
        sheet.import_asked.connect(lambda: self._window.commands.run("import_workplace"))
        sheet.open()

    def _on_workplace_added(self, workplace: Workplace) -> None:
        self._window.choices.workplace = workplace.workplace_id
        self._window.show_workplaces()

    def add_account(self) -> None:
        """The page of connectors, from which one is picked."""
        self._window.pages.setCurrentWidget(self._window.pages.first_run)
        self._window.pages.first_run.reload(can_go_back=bool(self._window.context.user.accounts()))

    def add_mailbox(self, address: str) -> None:
        """The form of a mailbox whose servers are found from its address."""
        from workspace.connector.manifest import manifest
        from workspace.mail.servers import IMAP

        self.add_account_of(manifest(IMAP), address=address)

    def add_account_of(
        self, manifest: "Manifest | None", profile: "Profile | None" = None, *, address: str = ""
    ) -> None:
        """The form of one connector, or of what an admin's profile leaves open; None goes back."""
        if manifest is None:
            self._window.show_accounts()
            return
        from ui.accounts.add_sheet import AddAccountSheet

        shown = [each.workplace_id for each in self._window.context.user.workplaces()]
        workplace_id = WorkplaceId(self._window.scope) if self._window.scope in shown else None
        sheet = AddAccountSheet(
            self._window.context, manifest, workplace_id, self._window, profile=profile, address=address
        )
        sheet.instead.connect(self.add_account_of)
        sheet.added.connect(self._on_account_added)
        sheet.begin()

    def _on_account_added(self, account_id: AccountId) -> None:
        """Who has just begun waits for their first mail; who adds another looks after accounts."""
        self._window.show_workplaces()
        if len(self._window.context.user.accounts()) > 1:
            self._window.show_accounts()
        else:
            self._window.sidebar.view.setFocus()  # from there the keyboard goes to the list with the first mail
        self._window.toast.say(self.tr("Added. Its first sync has begun."))

    def sign_in(self, account_id: AccountId) -> None:
        from ui.accounts.add_sheet import SignInSheet

        account = self._window.context.user.account(account_id)
        manifest = self._window.context.manifest_of(account) if account else None
        if account is not None and manifest is not None:
            SignInSheet(self._window.context, manifest, account, self._window).open()

    def sign_in_first(self) -> None:
        """The first account, here or elsewhere, that waits for its user."""
        stuck = [row.account_id for row in self._window.context.reader.health().values() if row.state == "needs_signin"]
        here = {account.account_id for account in self._window.context.accounts_in(self._window.scope)}
        stuck.sort(key=lambda account_id: account_id not in here)
        if stuck:
            self.sign_in(stuck[0])

    def show_outbox(self) -> None:
        from ui.shell.outbox import OutboxSheet

        sheet = OutboxSheet(self._window.context, self._window.deeds, self._window)
        sheet.draft_asked.connect(self._window.draft_asked)
        sheet.open()

    def show_shortcuts(self) -> None:
        from ui.shell.shortcuts import ShortcutsSheet

        sheet = ShortcutsSheet(self._window.commands, self._window)
        sheet.change_asked.connect(lambda: self.show_settings("keys"))
        sheet.unfold()

    def show_settings(self, section: str = "general") -> None:
        from ui.settings.sheet import SettingsSheet

        sheet = SettingsSheet(self._window, section)
        sheet.rebuild_asked.connect(self._window.rebuild_asked)
        sheet.unfold()
