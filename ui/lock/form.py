"""The form of the lock: choose a PIN or passphrase, after how long it locks, change it or turn it off."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.lock.secret import (
    MINUTES,
    SHORTEST,
    LockSetting,
    keep_setting,
    make_setting,
    opens,
    stored_setting,
    wait_seconds,
)
from ui.models.beside import Beside
from ui.settings.rows import Section
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import field_label, restyle
from workspace.store.user import UserStore


class LockForm(Section):
    """``changed`` says that the setting is another now."""

    changed = Signal()

    def __init__(self, user: UserStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._user = user
        self._setting = stored_setting(user)
        self._beside = Beside(self)
        minutes: list[tuple[object, str]] = [(0, self.tr("Only by hand, and at start"))]
        minutes += [(n, self.tr("After %n minute(s)", "", n)) for n in MINUTES]
        chosen = self._setting.minutes if self._setting else 5
        self.minutes_box = self.box(self.tr("Lock"), minutes, chosen)
        self.minutes_box.currentIndexChanged.connect(self._on_minutes)
        self.old = self._secret(self.tr("Present PIN or passphrase"))
        self.new = self._secret(self.tr("New PIN or passphrase"))
        self.again = self._secret(self.tr("Once more"))
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        for field in (self.old, self.new, self.again):
            field.returnPressed.connect(self._on_return)
        self.set_button = Button("", self, small=True, on_click=self.set_lock)
        self.off_button = Button(self.tr("Turn off"), self, small=True, on_click=self.turn_off)
        for button in (self.set_button, self.off_button):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.said = self.say("")
        self._show()

    def stop(self) -> None:
        """What it stands in closes; what was begun is carried out."""
        self._beside.finish()
        if stored_setting(self._user) != self._setting:
            self.changed.emit()

    def set_lock(self) -> None:
        """Make it, or change it where the present one is right."""
        if len(self.new.text()) < SHORTEST:
            self._refuse(self.new, self.tr("At least %n letters or digits.", "", SHORTEST))
        elif self.new.text() != self.again.text():
            self._refuse(self.again, self.tr("The two are not the same."))
        else:
            secret, minutes = self.new.text(), int(self.minutes_box.currentData())
            words = self.tr("The window is guarded now. Lock it with “Lock now”, or by being away.")
            self._work(lambda: make_setting(secret, minutes), words)

    def _on_return(self) -> None:
        if self.set_button.isEnabled():
            self.set_lock()

    def turn_off(self) -> None:
        self._work(lambda: None, self.tr("The lock is off."))

    def _work(self, make: Callable[[], LockSetting | None], words: str) -> None:
        """The hash takes longer than a window may be held up."""
        user, setting, old = self._user, self._setting, self.old.text()
        if setting and wait_seconds(setting.tries):
            self._refuse(self.old, self.tr("Too many wrong tries: lock the window and open it first."))
            return
        for button in (self.set_button, self.off_button):
            button.setEnabled(False)
        self.said.clear()

        def carry_out() -> tuple[bool, LockSetting | None]:
            is_right = setting is None or opens(setting, old)
            made = make() if setting is None or is_right else replace(setting, tries=setting.tries + 1)
            keep_setting(user, made)  # here, for the form may be closed before it hears of it
            return is_right, made

        self._beside.run(carry_out, lambda found: self._take(found, words))

    def _take(self, found: tuple[bool, LockSetting | None], words: str) -> None:
        is_right, self._setting = found
        if not is_right:
            self._show()
            self._refuse(self.old, self.tr("That is not the present one."))
            return
        for field in (self.old, self.new, self.again):
            field.clear()
            self._mark(field, False)
        self._show()
        self.said.setText(words)
        self.changed.emit()

    def _on_minutes(self) -> None:
        if self._setting is not None:
            self._setting = replace(self._setting, minutes=int(self.minutes_box.currentData()))
            keep_setting(self._user, self._setting)
            self.changed.emit()

    def _show(self) -> None:
        is_set = self._setting is not None
        self.form.setRowVisible(self.old, is_set)
        self.set_button.say(self.tr("Change it") if is_set else self.tr("Turn the lock on"))
        self.set_button.setEnabled(True)
        self.off_button.setEnabled(True)
        self.off_button.setVisible(is_set)

    def _secret(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.textChanged.connect(lambda: self._mark(field, False))
        self.form.addRow(field_label(name, self), field)
        return field

    def _refuse(self, field: QLineEdit, words: str) -> None:
        self._mark(field, True)
        field.setFocus()
        self.said.setText(words)

    def _mark(self, field: QLineEdit, is_wrong: bool) -> None:
        if bool(field.property("wrong")) != is_wrong:
            field.setProperty("wrong", is_wrong)
            restyle(field)
