"""What is done with an account on its page: put right, renamed, paused, moved, changed, removed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.accounts.table import AccountRow
from ui.shell.context import Context
from ui.shell.deeds import Deed
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, WorkplaceId


class AccountDeeds(QObject):
    """``signin_asked`` and ``move_asked`` carry an account id, ``performed`` a :class:`Deed`.

    ``emptied`` says that the last account is gone.
    """

    signin_asked = Signal(object)
    move_asked = Signal(object)
    performed = Signal(object)
    emptied = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    def repair(self, row: AccountRow) -> None:
        """The one thing that puts an account right."""
        if row.repair == "signin":
            self.signin_asked.emit(row.account_id)
        elif row.repair == "settings":
            self.edit(row.account_id)
        elif row.repair == "resume":
            self.pause(row.account_id, False)
        else:
            self.sync(row.account_id)
            self._say(self.tr("{account} is being tried again").format(account=row.name))

    def sync(self, account_id: AccountId) -> None:
        self._ask("sync", {"account_id": account_id, "once": True})

    def rebuild(self, account_id: AccountId) -> None:
        self._ask("rebuild", {"account_id": account_id})

    def _ask(self, verb: str, payload: dict[str, object]) -> None:
        self._context.user.ask(verb, payload)
        self._context.ring()

    def pause(self, account_id: AccountId, is_paused: bool) -> None:
        """Nothing is asked of its service until it is resumed; what was read stays."""
        account = self._account(account_id)
        if account is None or account.is_enabled is not is_paused:
            return
        self._context.user.update_account(account_id, is_enabled=not is_paused)
        self._tell()
        words = self.tr("{account} is paused") if is_paused else self.tr("{account} goes on")
        self._say(words.format(account=account.name))

    def rename(self, account_id: AccountId) -> None:
        from ui.accounts.edit_sheet import RenameSheet

        account = self._account(account_id)
        if account is not None:
            sheet = RenameSheet(account, self._page.window())
            sheet.picked.connect(self._on_renamed)
            sheet.open()

    def _on_renamed(self, account_id: AccountId, name: str) -> None:
        before = self._account(account_id)
        if before is None or before.name == name:
            return
        self._context.user.update_account(account_id, name=name)
        self._tell()

        def undo() -> bool:
            if self._account(account_id) is None:
                return False
            self._context.user.update_account(account_id, name=before.name)
            self._tell()
            return True

        words = self.tr("{before} is called {name} now").format(before=before.name, name=name)
        self.performed.emit(Deed(words, undo))

    def edit(self, account_id: AccountId) -> None:
        from ui.accounts.edit_sheet import EditAccountSheet

        account = self._account(account_id)
        manifest = self._context.manifest_of(account) if account else None
        if account is not None and manifest is not None:
            EditAccountSheet(self._context, manifest, account, self._page.window()).open()

    def remove(self, account_id: AccountId) -> None:
        from ui.accounts.removing import RemoveAccountSheet

        account = self._account(account_id)
        if account is not None:
            sheet = RemoveAccountSheet(self._context, account, self._page.window())
            sheet.removed.connect(self._on_removed)
            sheet.open()

    def _on_removed(self, gone: Account) -> None:
        self._say(self.tr("{account} is removed").format(account=gone.name))
        if not self._context.user.accounts():
            self.emptied.emit()

    def menu(self, row: AccountRow) -> QMenu:
        """Everything that can be done with an account."""
        own, menu = row.account_id, QMenu(self._page)
        account = self._account(own)
        is_paused = account is not None and not account.is_enabled
        if not is_paused:
            menu.addAction(self.tr("Get new mail now"), lambda: self.sync(own))
        words = self.tr("Resume") if is_paused else self.tr("Pause")
        menu.addAction(words, lambda: self.pause(own, not is_paused))
        menu.addAction(self.tr("Sign in again"), lambda: self.signin_asked.emit(own))
        menu.addAction(self.tr("Read everything anew"), lambda: self.rebuild(own))
        menu.addSeparator()
        menu.addAction(self.tr("Rename…"), lambda: self.rename(own))
        menu.addAction(self.tr("Settings…"), lambda: self.edit(own))
        menu.addMenu(self._workplaces_menu(own, menu))
        menu.addMenu(self._home_menu(own, menu))
        menu.addAction(self.tr("Move to a workplace…"), lambda: self.move_asked.emit(own))
        menu.addSeparator()
        menu.addAction(self.tr("Remove…"), lambda: self.remove(own))
        return menu

    def _workplaces_menu(self, account_id: AccountId, parent: QMenu) -> QMenu:
        menu = QMenu(self.tr("Workplaces"), parent)
        members = self._context.user.workplace_accounts()
        for workplace in self._context.user.workplaces():
            action = menu.addAction(workplace.name)
            action.setCheckable(True)
            action.setChecked(account_id in members.get(workplace.workplace_id, ()))
            action.toggled.connect(lambda on, place=workplace.workplace_id: self._assign(account_id, place, on))
        menu.setEnabled(bool(members))
        return menu

    def _home_menu(self, account_id: AccountId, parent: QMenu) -> QMenu:
        """Which of its workplaces is its home."""
        menu, account = QMenu(self.tr("Home"), parent), self._account(account_id)
        members = self._context.user.workplace_accounts()
        for workplace in self._context.user.workplaces():
            if account_id in members.get(workplace.workplace_id, ()):
                action = menu.addAction(workplace.name)
                action.setCheckable(True)
                action.setChecked(account is not None and account.home_workplace_id == workplace.workplace_id)
                action.triggered.connect(
                    lambda checked=False, place=workplace.workplace_id: self._set_home(account_id, place)
                )
        menu.setEnabled(len(menu.actions()) > 1)
        return menu

    def _assign(self, account_id: AccountId, workplace_id: WorkplaceId, is_in: bool) -> None:
        if is_in:
            self._context.user.assign(workplace_id, [account_id])
        else:
            self._context.user.unassign(workplace_id, account_id)
        self._tell()

    def _set_home(self, account_id: AccountId, workplace_id: WorkplaceId) -> None:
        self._context.user.set_home(account_id, workplace_id)
        self._tell()

    def _account(self, account_id: AccountId) -> Account | None:
        return self._context.user.account(account_id)

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("accounts")

    def _say(self, words: str) -> None:
        self.performed.emit(Deed(words))
