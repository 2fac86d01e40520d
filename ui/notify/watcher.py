"""Watches for arrivals as long as the program runs, and has them told: by the desktop's daemon, else by the tray."""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.models.beside import Beside
from ui.models.observer import THREADS, News, Observer
from ui.notify.choices import KIND
from ui.notify.desk import BURST, DIGEST, Desk, Outcome, Said
from ui.notify.spoken import Spoken
from ui.notify.tray import Tray
from ui.notify.words import Titles, actions_of, is_chat, text_of
from ui.theme.resources import icon_path
from workspace.model.ids import AccountId, ThreadId
from workspace.store.reader import Reader
from workspace.store.user import UserStore

if TYPE_CHECKING:
    from ui.notify.bus import BusVoice

HOLD_MS = 10_000
"""How often it is looked whether something held may be told: a computer that slept knows no timer."""


class Watcher(QObject):
    """``asked`` carries an :class:`ItemKey` (None: several) and what the user pressed: ``default``, ``reply``,
    ``file`` or ``snooze``; ``looked`` the :class:`Outcome` of a look.
    """

    asked = Signal(object, str)
    looked = Signal(object)

    def __init__(
        self,
        user: UserStore,
        reader: Reader,
        observer: Observer,
        *,
        shown: Callable[[], ThreadId | None],
        can: Callable[[str], bool],
        is_locked: Callable[[], bool] = lambda: False,
        parent: QObject,
    ) -> None:
        """``shown`` says which conversation is in front of the user, ``can`` whether the window has a command,
        ``is_locked`` whether no notice may show what it is about.
        """
        super().__init__(parent)
        self._user, self._reader, self._shown, self._can, self._is_locked = user, reader, shown, can, is_locked
        self._desk = Desk(user, reader)
        self._titles = Titles(self)
        self._beside = Beside(self)
        self._is_looking = False
        self._wanted: set[AccountId] | None = set()
        self._is_wanted = False
        self._said: dict[str, Said] = {}
        self._observer, self._held = observer, 0
        self.tray = Tray(self)
        self.tray.acted.connect(self._on_acted)
        self.voice = self._new_voice()
        self._holding = QTimer(self)
        self._holding.setInterval(HOLD_MS)
        self._holding.timeout.connect(lambda: self.look())
        observer.changed.connect(self._on_changed)

    def _new_voice(self) -> "BusVoice | None":
        """None on systems without a session bus, where the tray speaks."""
        if not sys.platform.startswith("linux"):
            return None
        from ui.notify.bus import BusVoice

        voice = BusVoice(str(icon_path("app")), self)
        voice.acted.connect(self._on_acted)
        voice.closed.connect(self._on_closed)
        voice.failed.connect(self.tray.say)
        return voice

    def start(self) -> None:
        """What is there now is known."""
        self.tray.show()
        self._count()
        self.look()

    def stop(self) -> None:
        """The stores are about to be closed."""
        self.blockSignals(True)
        self._holding.stop()
        self._beside.finish()
        self.tray.stop()
        if self.voice is not None:
            self.voice.stop()

    def look(self, accounts: frozenset[str] = frozenset()) -> None:
        """One look at a time; what is asked for meanwhile is looked at after it."""
        ids = {AccountId(each) for each in accounts}
        self._wanted = None if not ids or self._wanted is None else self._wanted | ids
        self._is_wanted = True
        if not self._is_looking:
            self._begin()

    def _begin(self) -> None:
        accounts, self._wanted, self._is_wanted, self._is_looking = self._wanted, set(), False, True
        self._beside.run(partial(self._desk.look, accounts, shown=self._shown()), self._on_looked)

    def _on_changed(self, news: News) -> None:
        if news.touches(*THREADS, KIND):
            self.look(news.accounts if not news.touches(KIND, "actions") else frozenset())
            self._count()

    def _on_looked(self, outcome: Outcome) -> None:
        self._is_looking = False
        for key in outcome.back:
            self._said.pop(key, None)
            if self.voice is not None:
                self.voice.take_back(key)
        for said in outcome.say:
            self._said[said.key] = said
            self._say(said)
        if outcome.until is None:
            self._holding.stop()
        elif not self._holding.isActive():
            self._holding.start()
        self._keep_quiet()
        if outcome.held < self._held:
            self._observer.tell(KIND)  # what was held is no longer
        self._held = outcome.held
        self.looked.emit(outcome)
        if self._is_wanted:
            self._begin()

    def _keep_quiet(self) -> None:
        """What was told before the lock came on loses its words; it does not get them back."""
        if not self._is_locked():
            return
        for key, said in list(self._said.items()):
            if self.voice is not None and not all(line.is_hidden for line in said.lines):
                self._said[key] = said.hidden()
                self._say(said)

    def _say(self, said: Said) -> None:
        is_locked = self._is_locked()
        shown = said.hidden() if is_locked else said
        actions = actions_of(shown, lambda name: not is_locked and self._can(name))
        spoken = Spoken(said.key, self._titles.of(shown), text_of(shown), actions, is_chat(said))
        if self.voice is not None:
            self.voice.say(spoken)
        else:
            self.tray.say(spoken)

    def _on_acted(self, key: str, action: str, token: str) -> None:
        said = self._said.pop(key, None)
        if token:
            # Read by Qt when the window asks to come forward (xdg-activation-v1).
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        if said is not None:
            self._desk.forget(key)
            self.asked.emit(said.item, action)
        elif key in (DIGEST, BURST):
            self.asked.emit(None, action)

    def _on_closed(self, key: str) -> None:
        self._said.pop(key, None)
        self._desk.forget(key)

    def _count(self) -> None:
        counts = self._reader.unread_counts()
        unread = {scope: views.get("inbox", 0) for scope, views in counts.items()}
        chats = {scope: views.get("chats", 0) for scope, views in counts.items()}
        self.tray.show_unread(self._user.workplaces(), unread, chats)
