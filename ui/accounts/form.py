"""The sign-in form, drawn from a connector's manifest."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.accounts.field_row import FieldRow, worded
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from workspace.mail.servers import guessed

if TYPE_CHECKING:
    from workspace.connector.manifest import Field, Manifest
    from workspace.profiles.profile import Profile

GUESSED = {"address", "host", "smtp_host", "smtp_port", "smtp_security", "username"}
"""A form that asks for all of these is one of a mailbox."""


class AccountForm(QWidget):
    """One row a field; what few need is folded away. ``submitted`` is Return in a field.

    The form of a mailbox asks for the address first, and keeps the servers folded: they are found. ``address_typed``
    carries what stands there.
    """

    submitted = Signal()
    address_typed = Signal(str)

    def __init__(
        self,
        manifest: "Manifest",
        given: Mapping[str, str],
        parent: QWidget,
        *,
        only_secrets: bool = False,
        profile: "Profile | None" = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._rows: dict[str, FieldRow] = {}
        self._guessed: dict[str, str] = {}
        self._half_lines: dict[QVBoxLayout, QHBoxLayout] = {}
        """Of each column the line that ends it, where that has room for one more."""
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(3 * t.STEP))
        self._folded = QWidget(self)
        folded = QVBoxLayout(self._folded)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.setSpacing(theme().px(3 * t.STEP))
        self._guesses = {field.key for field in manifest.fields} >= GUESSED and profile is None and not given
        for field in self._in_order(manifest):
            if field.generated or (only_secrets and not field.secret) or self._is_settled(field):
                continue
            prepared = profile.values.get(field.key, field.default) if profile else field.default
            is_locked = profile is not None and field.key in profile.locked
            needed = self._guesses and field.key == "address"
            row = FieldRow(field, given.get(field.key, prepared), self, is_locked=is_locked, is_needed=needed)
            row.submitted.connect(self.submitted)
            row.setObjectName(f"account_{field.key}")
            self._add(row, folded if field.advanced or self._is_spared(field) else column)
            self._rows[field.key] = row
        self.asks_nothing = column.count() == 0
        if self._guesses:
            self._rows["address"].changed.connect(self._on_address)
        self._more = Button(self.tr("More settings"), self, kind="link", on_click=self.unfold)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._folded)
        self._folded.hide()
        # What is found of a mailbox has a link of its own.
        self._more.setVisible(folded.count() > 0 and not self._guesses)

    def _in_order(self, manifest: "Manifest") -> "list[Field]":
        """The address first where the rest can be guessed from it, the password next."""
        first = ("address", "password") if self._guesses else ()
        rank = {key: n for n, key in enumerate(first)}
        return sorted(manifest.fields, key=lambda field: rank.get(field.key, len(rank)))

    @property
    def finds_servers(self) -> bool:
        """Whether the rest is to be found from the address."""
        return self._guesses

    @property
    def address(self) -> str:
        """What was typed as one; empty where the form asks for none."""
        rows = (self._rows[key] for key in ("address", "username", "user") if key in self._rows)
        return next((row.value for row in rows if "@" in row.value), "")

    @property
    def has_own_servers(self) -> bool:
        """Whether the user typed a server."""
        row = self._rows.get("host")
        return row is not None and row.value not in ("", row.first, self._guessed.get("host"))

    def _on_address(self, address: str) -> None:
        self.fill_found(guessed(address))
        self.address_typed.emit(address)

    def fill_found(self, settings: Mapping[str, str]) -> None:
        """Fill in what nobody typed themselves."""
        for key, value in settings.items():
            row = self._rows.get(key)
            if row is not None and row.value in (row.first, self._guessed.get(key)):
                row.fill(value)
                self._guessed[key] = value

    def _is_settled(self, field: "Field") -> bool:
        """The admin's profile says it, and there is nothing to show."""
        if self._profile is None:
            return False
        given = self._profile.settings
        if field.key == "client_secret" and not field.required:
            return "client_id" in given
        is_empty = field.key in self._profile.locked and field.key not in given and not field.default
        return is_empty or field.key in self._profile.secrets

    def _is_spared(self, field: "Field") -> bool:
        """Over a profile only what is needed and left open is asked at once; of a mailbox not what is found."""
        profile = self._profile
        if self._guesses and field.key in GUESSED - {"address"}:
            return True
        return profile is not None and (not field.required or field.key in profile.settings)

    def _add(self, row: "FieldRow", column: QVBoxLayout) -> None:
        """Below the others; a short field goes beside the short one before it."""
        beside = self._half_lines.pop(column, None)
        if not row.is_short:
            column.addWidget(row)
        elif beside is not None:
            beside.addWidget(row, 1)
        else:
            line = self._half_lines[column] = QHBoxLayout()
            line.setSpacing(theme().px(3 * t.STEP))
            line.setAlignment(Qt.AlignmentFlag.AlignTop)
            line.addWidget(row, 1)
            column.addLayout(line)

    def values(self) -> tuple[dict[str, str], dict[str, str]]:
        """The settings and the secrets that were filled in; over a profile, those that were changed."""
        if self._profile is None:
            filled = {key: row for key, row in self._rows.items() if row.value}
        else:
            filled = {key: row for key, row in self._rows.items() if row.is_changed}
        settings = {key: row.value for key, row in filled.items() if not row.field.secret}
        return settings, {key: row.value for key, row in filled.items() if row.field.secret}

    def keys(self) -> set[str]:
        """The settings and secrets it asks for."""
        return set(self._rows)

    def fill(self, key: str, value: str) -> None:
        self._rows[key].fill(value)

    def put_below(self, key: str, part: QWidget) -> None:
        """Something more, below a field that is not folded away."""
        self._column.insertWidget(self._column.indexOf(self._rows[key]) + 1, part)

    def go_to(self, key: str) -> None:
        """The field gets the focus."""
        self._rows[key].take_focus()

    def say_wrong(self, key: str, reason: str) -> bool:
        """Show a reason at its field and go there; False where the form has no such field."""
        self.clear_wrong()
        row = self._rows.get(key)
        if row is None:
            return False
        if self._folded.isAncestorOf(row):
            self.unfold()
        row.say_wrong(reason)
        return True

    def clear_wrong(self) -> None:
        for row in self._rows.values():
            row.say_wrong("")

    def name_of(self, key: str) -> str:
        return worded(self._rows[key].field.label) if key in self._rows else key

    def first_secret(self) -> str:
        return next((key for key, row in self._rows.items() if row.field.secret), "")

    def field_of_host(self, host: str) -> str:
        """The field in which a host was typed, alone or in an address of the web; empty where none has it."""
        rows = (row for row in self._rows.values() if host and not row.field.secret)
        return next((row.field.key for row in rows if host in (row.value, QUrl(row.value).host())), "")

    def asked(self) -> tuple[str, ...]:
        """The fields that are not folded away."""
        return tuple(key for key, row in self._rows.items() if not self._folded.isAncestorOf(row))

    def is_shown(self, key: str) -> bool:
        return not (self._folded.isHidden() and self._folded.isAncestorOf(self._rows[key]))

    def hint(self, key: str) -> str:
        return self._rows[key].hint

    def locked(self) -> tuple[str, ...]:
        """The fields that are shown as the organisation's."""
        return tuple(key for key, row in self._rows.items() if row.is_locked)

    def wrong(self) -> dict[str, str]:
        """The reasons that are shown, by field."""
        return {key: row.reason for key, row in self._rows.items() if row.reason}

    def unfold(self) -> None:
        self._folded.show()
        self._more.hide()
