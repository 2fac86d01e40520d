"""The sheets that add an account and that sign in again: a form, a check at the service, and its outcome."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.accounts.check_sheet import CheckSheet
from ui.accounts.checking import Check, Identity
from ui.accounts.field_row import worded
from ui.accounts.first_workplace import FirstWorkplace
from ui.accounts.found import Found
from ui.accounts.server_search import ServerSearch
from ui.shell.context import Context
from ui.widgets.messages import message
from workspace.model.accounts import Account
from workspace.model.ids import WorkplaceId
from workspace.profiles.current import shared

if TYPE_CHECKING:
    from workspace.connector.manifest import Manifest
    from workspace.profiles.profile import Profile


class AddAccountSheet(CheckSheet):
    """``added`` carries the new account's id, ``instead`` a manifest and perhaps a profile that is to be added here.

    Of a mailbox the address is asked first, and its servers are looked for while the password is typed.
    """

    added = Signal(object)
    instead = Signal(object, object)

    def __init__(
        self,
        context: Context,
        manifest: "Manifest",
        workplace_id: WorkplaceId | None,
        window: QWidget,
        *,
        profile: "Profile | None" = None,
        address: str = "",
    ) -> None:
        super().__init__(context, manifest, window, profile=profile)
        self._workplace_id = workplace_id
        self._waits = False
        self.say(
            self.tr("Add {connector}").format(connector=worded(profile.label if profile else manifest.name)),
            worded(manifest.description),
            self.browser_words() if self._is_oauth else self.tr("Connect"),
            self.tr("Secrets are kept encrypted on this computer."),
        )
        self.search: ServerSearch | None = None
        if self.form.finds_servers:
            self.search = self._made_search()
        self.workplace: FirstWorkplace | None = None
        if not context.user.workplaces() and not (profile and profile.workplaces):
            self.workplace = FirstWorkplace(self.body)
            self.form.address_typed.connect(self.workplace.offer)
            self._put_workplace(self.workplace)
        if address and self.search is not None:
            self.form.fill("address", address)

    def _made_search(self) -> ServerSearch:
        search = ServerSearch(self._context, self.form)
        search.found.connect(self._on_found)
        search.ended.connect(self._on_search_ended)
        search.change_asked.connect(self.form.unfold)
        search.signin_asked.connect(self._on_signin_asked)
        self.form.address_typed.connect(search.look_for)
        self.form.put_below("password", search)
        return search

    def _put_workplace(self, workplace: FirstWorkplace) -> None:
        """Below what is always asked; the form of a mailbox may unfold much below that."""
        if self.form.finds_servers:
            self.form.put_below("name", workplace)
        else:
            self.layout_.insertWidget(self.layout_.indexOf(self.form) + 1, workplace)

    def begin(self) -> None:
        """Open; where the admin's profile leaves nothing to type, the service asks at once."""
        self.open()
        if self.search is not None and self.form.address:
            self.form.go_to("password")
            self.search.search()
        if self._profile is not None and self._is_oauth and self.form.asks_nothing:
            self.check()

    def check(self) -> None:
        """Waits for the servers where they are still being looked for."""
        if self.form.finds_servers and not self.form.address and not self.form.has_own_servers:
            missing = {"field": "address"}
            self._show_trouble("setting_missing", missing)
            return
        if self.search is not None and self.search.is_waited_for and not self.form.has_own_servers:
            self._waits = True
            self._go.setEnabled(False)
            self.search.search()
            return
        super().check()

    def dismiss(self) -> None:
        if self._waits and self.search is not None:
            self._waits = False
            self.search.stop()
            self._go.setEnabled(True)
            return
        super().dismiss()

    def _on_found(self, found: Found) -> None:
        """Fill in what was found; where nobody is sure, the fields are shown and nothing is sent yet."""
        from workspace.connector.manifest import manifests

        prepared = self._prepared_for(found)
        if found.signin is not None and (prepared is not None or found.servers is None):
            self._waits = False
            if prepared is not None:
                self.instead.emit(manifests()[found.signin.connector_id], prepared)
                self.done()
            return
        if found.servers is not None:
            self.form.fill_found(found.servers.settings)
        if found.servers is None or not found.servers.is_sure:
            self._waits = False
            self.form.unfold()
            if self.search is not None:
                self.search.yield_to_fields()

    def _prepared_for(self, found: Found) -> "Profile | None":
        """What an admin prepared for the service that the address belongs to."""
        wanted = found.signin.connector_id if found.signin else ""
        return next((each for each in shared().found().profiles.values() if each.connector_id == wanted), None)

    def _on_search_ended(self) -> None:
        waits, self._waits = self._waits, False
        self._go.setEnabled(not self.is_checking)
        if waits:
            super().check()

    def _on_signin_asked(self, connector_id: str) -> None:
        from workspace.connector.manifest import manifests

        found = self.search.result if self.search else None
        self.instead.emit(manifests()[connector_id], self._prepared_for(found) if found else None)
        self.done()

    def accepted(self, check: Check, identity: Identity) -> None:
        named = self._profile.workplaces if self._profile else ()
        account_id = check.keep_new(identity, None if named else self._home(), named)
        self.added.emit(account_id)
        self.done()
        self._add_calendars()

    def _add_calendars(self) -> None:
        """With the same password, where the user left the tick."""
        from workspace.connector.manifest import manifests

        found = self.search.result if self.search else None
        if found is None or not found.calendars or self.search is None or not self.search.calendars.isChecked():
            return
        offer = found.calendars[0]
        sheet = AddAccountSheet(self._context, manifests()[offer.connector_id], self._workplace_id, self._window)
        for key, value in {**offer.settings, "password": self.form.values()[1].get("password", "")}.items():
            sheet.form.fill(key, value)
        sheet.begin()
        sheet.check()

    def _home(self) -> WorkplaceId:
        """The workplace on screen; the very first account makes the very first workplace."""
        if self._workplace_id is not None:
            return self._workplace_id
        workplaces = self._context.user.workplaces()
        if workplaces:
            return workplaces[0].workplace_id
        named = self.workplace.value if self.workplace else ""
        return self._context.user.add_workplace(named or self.tr("My work")).workplace_id


class SignInSheet(CheckSheet):
    """Asks again for what the service no longer accepts."""

    def __init__(self, context: Context, manifest: "Manifest", account: Account, window: QWidget) -> None:
        profile = shared().found().profiles.get(account.profile)
        super().__init__(context, manifest, window, account=account, profile=profile)
        health = context.reader.health().get(account.account_id)
        reason = message(health.message_key, health.params) if health and health.message_key else ""
        button = self.browser_words() if self._is_oauth else self.tr("Sign in")
        self.say(self.tr("Sign in to {account}").format(account=account.name), reason, button)

    def accepted(self, check: Check, identity: Identity) -> None:
        check.keep_existing(identity)
        self.done()
