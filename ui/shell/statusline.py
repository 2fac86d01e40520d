"""The status line: how many accounts are in step and how old that is, who needs what, and how the engine is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.models.beside import Asking, Beside
from ui.models.navigation import health_words
from ui.notify.choices import NotifyChoices
from ui.notify.until import focus_words
from ui.shell.context import Context
from ui.shell.engine_trouble import trouble_words
from ui.shell.places import NOTHING
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon import Dot
from ui.widgets.labels import CutLabel, label
from ui.widgets.later import later
from ui.widgets.messages import message
from ui.widgets.times import age
from workspace.link.state import EngineState, Trouble
from workspace.model.kinds import HealthState
from workspace.store.rows import HealthRow

AGE_MS = 5_000
SOON_MS = 10
NAME_LETTERS = 32
"""Longer names are cut: what stands right of them must stay in sight."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Numbers of accounts, of actions and of held back notices; ``pulled`` is when the oldest in step was."""

    in_step: int
    in_first_sync: int
    pulled: datetime | None
    stuck: int
    trouble: Sequence[HealthRow]
    queued: int
    planned: int
    focus_until: datetime | None
    held: int


class StatusLine(QFrame):
    """The strip along the bottom; its words are buttons where there is something to do about them."""

    signin_asked = Signal()
    outbox_asked = Signal()
    accounts_asked = Signal()
    engine_asked = Signal()
    focus_asked = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "status")
        self._context = context
        self._beside = Beside(self)
        self._asking = Asking(self._beside, lambda: self._read, self._show)
        px = theme().px
        self.setFixedHeight(px(t.STATUS))
        self._dot = Dot(self, "ok")
        self._step = label("", self, kind="secondary")
        self.signin = Button("", self, kind="warnlink", on_click=self.signin_asked.emit)
        self.trouble = Button("", self, kind="quiet", on_click=self.accounts_asked.emit)
        self.outbox = Button("", self, kind="quiet", on_click=self.outbox_asked.emit)
        self.later = Button("", self, kind="quiet", on_click=self.outbox_asked.emit)
        self._engine = CutLabel("", self, kind="secondary")
        self.again = Button(self.tr("Start again"), self, kind="link", on_click=self.engine_asked.emit)
        self.focus = Button("", self, kind="quiet", on_click=self.focus_asked.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(14), 1, px(14), 0)
        layout.setSpacing(px(12))
        for part in (self._dot, self._step, self.signin, self.trouble, self.outbox, self.later):
            layout.addWidget(part)
        layout.addWidget(self._engine, 1)
        layout.addWidget(self.again)
        layout.addWidget(self.focus)
        layout.setSpacing(px(10))
        self._timer = QTimer(self)
        self._timer.setInterval(AGE_MS)
        self._timer.timeout.connect(self.reload)
        self._timer.start()
        self._soon = later(self, SOON_MS, self.reload)
        self.show_engine(EngineState.STARTING)
        self._show(self._read())

    @property
    def words(self) -> str:
        """Everything it says, for tests and the screen reader."""
        shown = (self._step, self.signin, self.trouble, self.outbox, self.later, self._engine, self.again, self.focus)
        return " · ".join(part.text() for part in shown if part.text() and not part.isHidden())

    def stop(self) -> None:
        """The window closes."""
        self._timer.stop()
        self._soon.blockSignals(True)
        self._beside.finish()

    def reload_soon(self) -> None:
        """After what people look at: each in a turn of the event loop of its own, so that none is long."""
        self._soon.start()

    def reload(self) -> None:
        """Ask again, beside the window."""
        self._asking.ask()

    def _read(self) -> Standing:
        reader, user = self._context.reader, self._context.user
        health, holdings = reader.health(), reader.holdings()
        well = {account_id: row for account_id, row in health.items() if row.state == HealthState.OK}
        in_step = [row for account_id, row in well.items() if not holdings.get(account_id, NOTHING).is_unfinished]
        planned = len(user.planned())
        return Standing(
            in_step=len(in_step),
            in_first_sync=len(well) - len(in_step),
            pulled=min((row.pulled_at for row in in_step if row.pulled_at is not None), default=None),
            stuck=sum(row.state == HealthState.NEEDS_SIGNIN for row in health.values()),
            trouble=[row for row in health.values() if row.state in (HealthState.UNREACHABLE, HealthState.BROKEN)],
            queued=reader.attempt_number() - planned,
            planned=planned,
            focus_until=NotifyChoices(user).focus_until(),
            held=len(user.held_notices()),
        )

    def _show(self, standing: Standing) -> None:
        is_well = standing.in_step + standing.in_first_sync > 0
        self._dot.set_token("warn" if standing.stuck else "bad" if standing.trouble else "ok" if is_well else "faint")
        words = [self._step_words(standing)] if standing.in_step or not is_well else []
        if standing.in_first_sync:
            words.append(self.tr("%n account(s) in first sync", "", standing.in_first_sync))
        self._step.setText(" · ".join(words))
        self.signin.say(self.tr("%n needs sign-in", "", standing.stuck))
        self.signin.setVisible(standing.stuck > 0)
        self._show_trouble(standing.trouble)
        self.outbox.say(self.tr("%n action(s) queued", "", standing.queued))
        self.outbox.setVisible(standing.queued != 0)
        self.later.say(self.tr("%n leave later", "", standing.planned))
        self.later.setVisible(standing.planned > 0)
        self.focus.setVisible(standing.focus_until is not None)
        if standing.focus_until is not None:
            held = [self.tr("%n held back", "", standing.held)] if standing.held else []
            self.focus.say(" · ".join([focus_words(standing.focus_until), *held]))

    def _show_trouble(self, rows: Sequence[HealthRow]) -> None:
        """One account by its name and with the reason; of several how many. What waits for them is not lost."""
        self.trouble.setVisible(bool(rows))
        if not rows:
            return
        away = all(row.state == HealthState.UNREACHABLE for row in rows)
        words = self.tr("%n not reachable", "", len(rows)) if away else self.tr("%n in trouble", "", len(rows))
        reasons = []
        if len(rows) == 1:
            name = self._context.names().get(rows[0].account_id, "")
            words = self.tr("{account}: {state}").format(account=_cut(name), state=health_words(rows[0].state))
            reasons.append(f"{name}: {message(rows[0].message_key, rows[0].params)}")
        if away:
            reasons.append(
                self.tr("What is here can be read. What you do is kept, and leaves when there is an answer.")
            )
        self.trouble.say(words)
        self.trouble.setToolTip("\n".join(reasons))
        self.trouble.setAccessibleDescription(" ".join(reasons))

    def show_engine(self, state: EngineState, trouble: Trouble | None = None) -> None:
        said = trouble_words(trouble) if trouble else self.tr("The engine does not run.")
        words = {
            EngineState.STARTING: self.tr("Starting the engine…"),
            EngineState.RESTARTING: self.tr("The engine stopped and is being started again…"),
            EngineState.NO_ROOM: said,
            EngineState.GIVEN_UP: said,
        }.get(state, "")
        self._engine.setText(words)
        self.again.setVisible(state is EngineState.GIVEN_UP)
        is_away = state in (EngineState.GIVEN_UP, EngineState.NO_ROOM)
        self._step.setHidden(is_away)  # nothing stays in step then

    def _step_words(self, standing: Standing) -> str:
        if not standing.in_step:
            return self.tr("No account in step")
        words = self.tr("%n account(s) in step", "", standing.in_step)
        if standing.pulled is None:
            return words
        seconds = (datetime.now(UTC) - standing.pulled).total_seconds()
        return self.tr("{accounts} · {age} ago").format(accounts=words, age=age(seconds))


def _cut(name: str) -> str:
    return name if len(name) <= NAME_LETTERS else f"{name[: NAME_LETTERS - 1]}…"
