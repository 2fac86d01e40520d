"""The strip over the list while accounts are in their first sync: how far it is, how long it takes, and Pause."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.models.beside import Beside
from ui.models.observer import HEALTH, THREADS, News
from ui.shell.context import Context
from ui.shell.places import account_state, first_syncs
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel
from ui.widgets.later import later
from ui.widgets.times import count
from workspace.model.ids import AccountId

if TYPE_CHECKING:
    from ui.accounts.progress import Pace

LOOK_MS = 400
"""News come many times a second while a mailbox is read."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the accounts of one workplace or account that were never read whole; paused where all of them are."""

    scope: str = ""
    account_ids: tuple[AccountId, ...] = ()
    pulled: int = 0
    total: int = 0
    is_paused: bool = False


def progress(context: Context, scope: str) -> Progress:
    """What is known now. An account that cannot be read is not counted: its trouble is said where it is listed."""
    accounts = {account.account_id: account for account in context.accounts_in(scope)}
    running, health = first_syncs(context.reader.collections()), context.reader.health()
    found = [
        account
        for account_id, account in accounts.items()
        if account_id in running
        and (not account.is_enabled or account_state(health.get(account_id), True) == "syncing")
    ]
    going = [account for account in found if account.is_enabled] or found
    counts = [running[account.account_id] for account in going]
    return Progress(
        scope,
        tuple(account.account_id for account in going),
        sum(pulled for pulled, _ in counts),
        sum(total for _, total in counts),
        bool(going) and not going[0].is_enabled,
    )


class FirstSync(QWidget):
    """Hidden where nothing is read for the first time, and while the list is empty and says so itself."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._scope = ""
        self._is_list_full = self._is_looking = False
        self._pace: Pace | None = None
        self.shown = Progress()
        px = theme().px
        self.words = CutLabel("", self, kind="secondary")
        self.pause = Button("", self, kind="link", on_click=self._on_pressed)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("First sync"))
        row = QHBoxLayout()
        row.setSpacing(px(2 * t.STEP))
        row.addWidget(self.words, 1)
        row.addWidget(self.pause)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(t.STEP), px(12), px(2 * t.STEP))
        column.setSpacing(px(t.STEP))
        column.addLayout(row)
        column.addWidget(self.bar)
        self._beside = Beside(self)
        self._soon = later(self, LOOK_MS, self._look)
        context.observer.changed.connect(self._on_changed)
        self.hide()

    def follow(self, scope: str, is_list_full: bool) -> None:
        """What the list shows now: a workplace or an account, and whether it has lines."""
        is_new, self._scope, self._is_list_full = scope != self._scope, scope, is_list_full
        if is_new:
            self._pace, self.shown = None, Progress()
            self._look()
        self._show()

    def stop(self) -> None:
        """The store is about to be closed."""
        self._soon.blockSignals(True)
        self._beside.finish()

    def _on_changed(self, news: News) -> None:
        if news.touches(*HEALTH, *THREADS) and not self._soon.isActive():
            self._soon.start()

    def _look(self) -> None:
        if self._is_looking:
            self._soon.start()
            return
        self._is_looking = True
        scope = self._scope
        self._beside.run(lambda: progress(self._context, scope), self._on_found)

    def show_progress(self, found: Progress) -> None:
        """Nothing changes where it is about something else than the list shows now."""
        if found.scope == self._scope:
            self.shown = found
            self._show()

    def _on_found(self, found: Progress) -> None:
        self._is_looking = False
        self.show_progress(found)

    def _show(self) -> None:
        shown = self.shown
        self.setVisible(self._is_list_full and bool(shown.account_ids) and shown.total > 0)
        if self.isHidden():
            return
        self.words.setText(self._said(shown))
        names = self._context.names()
        self.words.setAccessibleDescription(", ".join(names.get(each, "") for each in shown.account_ids))
        self.pause.say(self.tr("Resume") if shown.is_paused else self.tr("Pause"))
        self.bar.setRange(0, shown.total)
        self.bar.setValue(shown.pulled)

    def _said(self, shown: Progress) -> str:
        from ui.accounts.progress import Pace, time_left

        words = self.tr("{pulled} of {total}, newest first").format(
            pulled=count(shown.pulled), total=count(shown.total)
        )
        if shown.is_paused:
            self._pace = None
            return f"{words} · {self.tr('Paused')}"
        self._pace = self._pace or Pace()
        self._pace.see(shown.pulled, time.monotonic())
        left = self._pace.seconds_left(shown.total)
        return f"{words} · {time_left(left)}" if left is not None else words

    def _on_pressed(self) -> None:
        """What was read stays, and nothing more is asked until it goes on."""
        for account_id in self.shown.account_ids:
            self._context.user.update_account(account_id, is_enabled=self.shown.is_paused)
        self._context.ring()
        self._context.observer.tell("accounts")
