"""Looks for the servers of the address that is being typed, and shows what was found and who says so."""

from collections.abc import Callable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from ui.accounts.found import Found, app_password, source, where
from ui.reader.question import Question
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label, restyle
from ui.widgets.later import later
from workspace.mail.servers import known, parts_of

SECONDS = 8
"""The engine answers within three, and may have to start before."""
PAUSE_MS = 500


class ServerSearch(QWidget):
    """``found`` carries :class:`Found`; ``ended`` says that nobody searches any more, whatever came of it.

    ``change_asked`` is for the fields themselves, ``signin_asked`` carries a connector's id.
    """

    found = Signal(object)
    ended = Signal()
    change_asked = Signal()
    signin_asked = Signal(str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("server_search")
        self._context = context
        self._question: Question | None = None
        self._address = self._asked = ""
        self._is_changed = False
        self.result: Found | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(t.STEP))
        self._progress = QProgressBar(self)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Looking for servers"))
        self._where = label("", self, kind="strong", wrap=True)
        self._source = label("", self, kind="secondary", wrap=True)
        self._note = label("", self, wrap=True)
        self.calendars = QCheckBox(self.tr("Calendars and contacts too"), self)
        self._calendars_at = label("", self, kind="secondary", wrap=True)
        self.calendars.setObjectName("also_calendars")
        for part in (*self._parts, self._progress):
            column.addWidget(part)
        column.addLayout(self._links())
        self._typed = later(self, PAUSE_MS, self._on_pause)
        self._show_nothing()

    def _links(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(3 * t.STEP))
        self.change = self._link(self.tr("Enter the servers myself"), "change_servers", self._on_change)
        self.again = self._link(self.tr("Look again"), "search_again", self.search)
        self.instead = self._link("", "sign_in_instead", self._on_instead)
        for each in (self.instead, self.change, self.again):
            row.addWidget(each)
        row.addStretch()
        return row

    def _link(self, words: str, name: str, press: Callable[[], object]) -> Button:
        made = Button(words, self, kind="link", on_click=press)
        made.setObjectName(name)
        return made

    @property
    def is_waited_for(self) -> bool:
        """Whether something is known soon that is not known yet."""
        return self._question is not None or self._typed.isActive()

    @property
    def words(self) -> str:
        """All that is said, a line each."""
        return "\n".join(part.text() for part in self._parts if not part.isHidden())

    @property
    def _parts(self) -> tuple[QLabel | QCheckBox, ...]:
        return self._where, self._source, self._note, self.calendars, self._calendars_at

    def look_for(self, address: str) -> None:
        """The address is being typed: look when it is whole and the typing pauses."""
        address = address.strip()
        if address == self._address:
            return
        self._address = address
        self.stop()
        if parts_of(address)[1]:
            self._typed.start()

    def _on_pause(self) -> None:
        if self.isVisible():  # a window that was closed meanwhile asks nothing
            self.search()

    def search(self) -> None:
        """Look now for the address that was typed last."""
        self._typed.stop()
        if self._question is not None or not parts_of(self._address)[1]:
            return
        self._asked, self.result = self._address, None
        self._question = Question(self._context, "find_servers", {"address": self._address}, self, seconds=SECONDS)
        self._question.answered.connect(lambda said: self._on_found(Found.from_answer(said)))
        self._question.failed.connect(self._on_failed)
        self._show_busy()

    def stop(self) -> None:
        """What was asked is not wanted any more."""
        self._typed.stop()
        if self._question is not None:
            self._question.stop()
            self._question = None
        self.result = None
        self._show_nothing()
        self.ended.emit()

    def _on_failed(self, words: object) -> None:
        """The engine did not answer: what the list says needs nobody."""
        listed = known(self._asked)
        self._on_found(Found(self._asked, (listed,) if listed else (), is_offline=True))

    def _on_found(self, found: Found) -> None:
        self._question = None
        self.show_found(found)
        self.found.emit(found)
        self.ended.emit()

    def show_found(self, found: Found) -> None:
        """Say what was found."""
        self.result = found
        self._show_found(found)

    def _on_change(self) -> None:
        if self._question is not None:
            self.stop()
        self._is_changed = True
        self.change.hide()
        self.change_asked.emit()

    def _on_instead(self) -> None:
        if self.result is not None and self.result.signin is not None:
            self.signin_asked.emit(self.result.signin.connector_id)

    # What is shown

    def _show_nothing(self) -> None:
        for part in (*self._parts, self._progress, self.again, self.instead):
            part.hide()
        self.change.say(self.tr("Enter the servers myself"))
        self.change.setVisible(not self._is_changed)

    def yield_to_fields(self) -> None:
        """The fields themselves are shown."""
        self._is_changed = True
        self.change.hide()

    def _show_busy(self) -> None:
        self._show_nothing()
        self._say(self._source, self.tr("Looking for the servers of {address}…").format(address=self._asked))
        self._progress.show()

    def _show_found(self, found: Found) -> None:
        self._show_nothing()
        domain, servers = parts_of(found.address)[1], found.servers
        if found.is_unknown:
            words = self.tr("There is no domain {domain}. Is {address} written right?")
            self._say(self._note, words.format(domain=domain, address=found.address), "warn")
            self.again.show()
        elif found.is_offline and (servers is None or not servers.is_sure):
            words = self.tr("Nobody could be asked about {address}: this computer seems to be offline.")
            way_on = self.tr("Enter the servers yourself, or look again when you are connected.")
            self._say(self._note, f"{words.format(address=found.address)} {way_on}", "warn")
            self.again.show()
        elif servers is not None:
            self._say(self._where, where(servers))
            self._say(self._source, source(servers, found.address), "" if servers.is_sure else "warn")
            if servers.asks_app_password:
                self._say(self._note, app_password(servers.by or domain))
            self.change.say(self.tr("Change…"))
        self._offer(found)

    def _offer(self, found: Found) -> None:
        if found.signin is not None:
            name = self._name_of(found.signin.connector_id)
            if found.servers is None:
                words = self.tr("The mail of {address} is at {service}, which has a sign-in of its own.")
                self._say(self._where, words.format(address=found.address, service=name))
            self.instead.say(self.tr("Sign in with {service}").format(service=name))
            self.instead.show()
        calendars = found.calendars[0] if found.calendars else None
        if calendars is not None:
            self.calendars.setChecked(True)
            self.calendars.show()
            host = QUrl(calendars.settings.get("base_url", "")).host()
            self._say(self._calendars_at, self.tr("At {host}, with the same password.").format(host=host))

    def _name_of(self, connector_id: str) -> str:
        from ui.accounts.field_row import worded
        from workspace.connector.manifest import manifest

        return worded(manifest(connector_id).name)

    def _say(self, part: QLabel, words: str, tone: str = "") -> None:
        part.setText(words)
        part.setProperty("tone", tone)
        restyle(part)
        part.show()
