"""A sheet with a form that is checked at the service before anything is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.accounts.checking import Check, Identity
from ui.accounts.field_row import worded
from ui.accounts.form import AccountForm
from ui.accounts.trouble import trouble
from ui.accounts.waiting import BrowserWait
from ui.shell.context import Context
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.connector.errors import Rejected, Transient
from workspace.model.accounts import Account
from workspace.profiles.current import shared

if TYPE_CHECKING:
    from workspace.connector.manifest import Manifest
    from workspace.profiles.profile import Profile

WIDTH = 480
OF_A_HOST = ("unreachable", "timeout", "bad_answer", "connection_closed", "busy", "not_secure", "certificate")
"""What the field of the server is to blame for."""


class CheckSheet(Sheet):
    """A form with one primary button that checks what was typed; a running check can be cancelled."""

    is_form = True

    def __init__(
        self,
        context: Context,
        manifest: "Manifest",
        window: QWidget,
        *,
        account: Account | None = None,
        profile: "Profile | None" = None,
    ) -> None:
        super().__init__(window, "", width=WIDTH)
        self._context, self._manifest, self._account, self._profile = context, manifest, account, profile
        self._check: Check | None = None
        self._intro = label("", self.body, tone="muted", wrap=True)
        self.form = AccountForm(
            manifest,
            account.settings if account else {},
            self.body,
            only_secrets=account is not None and self.asks_only_secrets,
            profile=profile,
        )
        self.form.submitted.connect(self.check)
        self._outcome = label("", self.body, tone="bad", wrap=True)
        self._outcome.hide()
        self._progress = QProgressBar(self.body)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Checking"))
        self._progress.hide()
        self.waiting = BrowserWait(self.body)
        self.waiting.code_wanted.connect(self._use_code)
        for part in (self._intro, self.form, self._outcome, self.waiting, self._progress):
            self.layout_.addWidget(part)
        self._add_buttons()

    def _add_buttons(self) -> None:
        self._where = label("", self.body, kind="secondary", wrap=True)
        self._cancel = Button(self.tr("Cancel"), self.body, on_click=self.dismiss)
        self._go = Button("", self.body, kind="primary", on_click=self.check)
        self._cancel.setObjectName("cancel")
        self._go.setObjectName("connect")
        self.foot.addWidget(self._where, 1)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._go)

    def say(self, title: str, intro: str, button: str, where: str = "") -> None:
        self.call(title)
        self._intro.setText(intro)
        self._intro.setVisible(bool(intro))
        self._go.say(button)
        self._where.setText(where)

    def browser_words(self) -> str:
        return self.tr("Sign in with {service}").format(service=worded(self._manifest.name))

    @property
    def about(self) -> str:
        """The account that is meant, as its user calls it."""
        if self._account is not None:
            return self._account.name
        return self.form.address or worded(self._profile.label if self._profile else self._manifest.name)

    @property
    def is_checking(self) -> bool:
        return self._check is not None

    @property
    def outcome(self) -> str:
        """What is said about the whole form, not at one field."""
        return self._outcome.text()

    def check(self) -> None:
        """Refuse what is wrong by its form; ask the service about the rest."""
        if self._check is not None:
            return
        self.form.clear_wrong()
        self._outcome.hide()
        settings, secrets = self.form.values()
        known = self.own_settings(settings)
        made = {f.key: "generated" for f in self._manifest.fields if f.generated}
        given = (self._profile.secrets if self._profile else {}) | dict(self.known_secrets()) | made | secrets
        try:
            self._manifest.refuse_wrong(self._in_effect(known), given)
        except (Rejected, Transient) as error:
            self._show_trouble(error.message_key, error.params)
            return
        self._begin(known, secrets, "browser" if self._manifest.asks_browser(secrets) else "")

    @property
    def asks_only_secrets(self) -> bool:
        """Of an account that is there."""
        return True

    def own_settings(self, typed: Mapping[str, str]) -> Mapping[str, str]:
        """All settings of the account with what was typed."""
        return {**self._account.settings, **typed} if self._account else typed

    def known_secrets(self) -> Mapping[str, str]:
        """What need not be typed."""
        if self._account is None or not self._is_oauth:
            return {}
        return {f.key: "kept" for f in self._manifest.fields if f.secret}

    def _in_effect(self, own: Mapping[str, str]) -> Mapping[str, str]:
        """What counts over these settings; raises ``Transient`` where an account's profile is gone."""
        if self._account is not None:
            return shared().settings(replace(self._account, settings=own))
        return self._profile.over(own) if self._profile else own

    @property
    def _is_oauth(self) -> bool:
        """The service asks the user itself, in a browser."""
        return self._manifest.signin == "oauth"

    def _use_code(self) -> None:
        """Begin anew with a code that is typed into a browser elsewhere."""
        if self._check is None:
            return
        self._check.forget()
        self._end()
        settings, secrets = self.form.values()
        known = self.own_settings(settings)
        self._begin(known, secrets, "device")

    def dismiss(self) -> None:
        """Cancels a running check; closes the sheet where none runs."""
        if self._check is None:
            self.done()
            return
        self._check.forget()
        self._end()

    def accepted(self, check: Check, identity: Identity) -> None:
        """What to do once the service agreed."""

    def _begin(self, settings: Mapping[str, str], secrets: Mapping[str, str], method: str) -> None:
        check = Check(
            self._context,
            self._manifest,
            settings,
            secrets,
            self,
            account=self._account,
            profile=self._profile.name if self._profile else "",
            method=method,
        )
        check.opened.connect(self.waiting.show_opened)
        check.agreed.connect(self._on_agreed)
        check.failed.connect(self._on_failed)
        self._check = check
        self._progress.show()
        self._go.setEnabled(False)
        self.form.setEnabled(False)
        check.start()

    def _end(self) -> None:
        if self._check is not None:
            self._check.deleteLater()
        self._check = None
        self._progress.hide()
        self.waiting.hide()
        self._go.setEnabled(True)
        self.form.setEnabled(True)

    def _on_agreed(self, identity: Identity) -> None:
        check = self._check
        self._end()
        self.activateWindow()
        if check is not None:
            self.accepted(check, identity)

    def _on_failed(self, key: str, params: Mapping[str, str]) -> None:
        self._end()
        self._show_trouble(key, params)

    def _show_trouble(self, key: str, params: Mapping[str, str]) -> None:
        """At its field where the trouble has one, else below the form."""
        field = params.get("field", "")
        named = {**params, **({"field": self.form.name_of(field)} if field else {})}
        words = trouble(key, named, self.about)
        if key in ("signin_refused", "signin_expired", "secret_missing") and not self._is_oauth:
            field = field or self.form.first_secret()
        elif key in OF_A_HOST:
            field = field or self.form.field_of_host(params.get("host", ""))
        if not field or not self.form.say_wrong(field, words):
            self._outcome.setText(words)
            self._outcome.show()
            self.reveal(self._outcome)
            self._go.setFocus()
