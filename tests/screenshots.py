"""Draws every screen in both themes and languages into a folder: `python -m tests.screenshots DIR [LOOK [SCREEN...]]`.

Each look gets its pictures and one contact sheet, to be read beside the design.
"""

import os
import shutil
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["WORKSPACE_HOME_KEY"] = "5a" * 32
if __name__ == "__main__":
    from tests.still import still

    still().start()  # before the samples are imported, which are dated from now

from PySide6.QtCore import QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QProgressBar

from tests.filing_screens import FILING_SCREENS, nothing, wait_for
from tests.ui.calendar.sample import calendar_text, fill_week, invited, monday
from tests.ui.compose.screens import screens as writing_screens
from tests.ui.first_run_screens import screens as first_run_screens
from tests.ui.help.screens import screens as help_screens
from tests.ui.inbox_screens import screens as inbox_screens
from tests.ui.notify.screens import screens as notify_screens
from tests.ui.reader.screens import READER_SCREENS
from tests.ui.sample_home import SUPPORT, SampleHome
from tests.ui.search.screens import screens as search_screens
from tests.ui.settings.screens import screens as setting_screens
from tests.ui.state_screens import homes as state_homes
from tests.ui.state_screens import screens as state_screens
from tests.ui.state_screens import shown_homes
from tests.ui.triage.screens import screens as triage_screens
from tests.ui.waiting_screens import screens as waiting_screens
from tests.ui.workplace_screens import screens as workplace_screens
from ui.calendar.span import Mode as View
from ui.chat.column import Column
from ui.inbox.listings import Place
from ui.models.observer import Observer
from ui.settings.choices import Choices
from ui.shell.context import Context
from ui.shell.language import use_language
from ui.shell.outbox import OutboxSheet
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme
from ui.widgets.sheet import Sheet
from workspace.connector.manifest import manifests
from workspace.link.state import EngineState
from workspace.model.kinds import HealthState

SHEET_COLUMNS, THUMB = 3, 640
LOOK_MS, MOST_LOOKS, NEVER_MS = 70, 15, 10**8


@dataclass(frozen=True, slots=True)
class Look:
    """How a set of screens is drawn."""

    mode: Mode
    language: str
    width: int = 1440
    height: int = 900
    scale: float = 1.0

    @property
    def name(self) -> str:
        size = "" if self.scale == 1 else f"-{round(self.scale * 100)}"
        return f"{self.mode.value}-{self.language}-{self.width}{size}"


LOOKS = [Look(mode, language) for mode in (Mode.LIGHT, Mode.DARK) for language in ("en", "ko")] + [
    Look(Mode.LIGHT, "ko", 1024, 700),
    Look(Mode.LIGHT, "ko", 1024, 700, 1.5),
    Look(Mode.DARK, "en", 1440, 900, 1.5),
    Look(Mode.LIGHT, "en", 800, 700),
]


def main_screen(window: MainWindow) -> None:
    window.mail.inbox.step(1)
    settle(200)


def at(place: Place) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        window.show_place(place)
        window.mail.inbox.step(1)

    return show


def chat_thread(window: MainWindow) -> None:
    at(Place.CHATS)(window)
    if window.mail.is_covered:
        window.mail.go_in()
    view = window.mail.chat
    wait_for(lambda: view.column.is_whole)
    row = view.column.rows[0]
    row.asked.emit(row.item, "fold")
    view.begin_reply(row.item)


def planning(mode: View, *, opened: str = "", step: str = "") -> Callable[[MainWindow], None]:
    """The calendar with a week of events; one of them opened, and a step further with it."""

    def show(window: MainWindow) -> None:
        window.show_place(Place.CALENDAR)
        calendar = window.pages.calendar
        calendar.show_mode(mode)
        if opened:
            calendar.show_day(day_of(opened))
            while calendar.is_looking:
                settle()
            entry = next(each for each in calendar.entries if each.title == opened)
            calendar.pick(entry, is_open=True)
        if step == "new":
            calendar.begin_new()
        elif step:
            calendar.run(step)

    return show


def day_of(title: str) -> date:
    """When that event of the sample week is: a narrow calendar shows a few days of the week alone."""
    return monday() + timedelta(days={"Contract call": 4, "Carrier desk sync": 2, "Stand-up": 0}[title])


def invited_to(window: MainWindow) -> None:
    window.mail.inbox.show_place(SUPPORT, Place.INBOX)
    window.mail.inbox.step(1)
    settle(200)


def searching(window: MainWindow) -> None:
    window.mail.inbox.search.setText("주문")
    wait_for(lambda: window.mail.inbox.view.count == 2)
    window.mail.inbox.step(1)


def adding(window: MainWindow) -> None:
    window.sheets.add_account_of(manifests()["imap"])


def wrong_form(window: MainWindow) -> None:
    adding(window)
    sheet = window.findChildren(Sheet)[-1]
    sheet.check()  # type: ignore[attr-defined]


def done(window: MainWindow) -> None:
    window.mail.inbox.step(1)
    archived = window.mail.thread_id
    window.deeds.archive(archived)  # type: ignore[arg-type]
    wait_for(lambda: window.mail.thread_id not in (None, archived))


def broken_engine(window: MainWindow) -> None:
    main_screen(window)
    window.status.show_engine(EngineState.GIVEN_UP)


SCREENS: dict[str, Callable[[MainWindow], None]] = {
    "main": main_screen,
    "calendar": planning(View.WEEK),
    "calendar-day": planning(View.DAY),
    "calendar-month": planning(View.MONTH),
    "calendar-agenda": planning(View.AGENDA),
    "calendar-event": planning(View.WEEK, opened="Contract call"),
    "calendar-edit": planning(View.WEEK, opened="Carrier desk sync", step="edit"),
    "calendar-series": planning(View.WEEK, opened="Stand-up", step="delete"),
    "invitation": invited_to,
    "calendar-new": planning(View.MONTH, step="new"),
    "customers": at(Place.CUSTOMERS),
    "chats": at(Place.CHATS),
    "chat-thread": chat_thread,
    "unfiled": at(Place.UNFILED),
    "empty": at(Place.TRASH),
    "search": searching,
    "accounts": lambda window: window.show_accounts(),
    "connectors": lambda window: window.sheets.add_account(),
    "add-account": adding,
    "add-account-wrong": wrong_form,
    "sign-in": lambda window: window.sheets.sign_in_first(),
    "add-workplace": lambda window: window.sheets.add_workplace(),
    "outbox": lambda window: window.sheets.show_outbox(),
    "shortcuts": lambda window: window.sheets.show_shortcuts(),
    "settings": lambda window: window.sheets.show_settings(),
    "undo": done,
    "engine-gave-up": broken_engine,
}
PARTS = (
    inbox_screens,
    notify_screens,
    workplace_screens,
    first_run_screens,
    setting_screens,
    triage_screens,
    help_screens,
    search_screens,
    writing_screens,
    READER_SCREENS,
    state_screens,
    waiting_screens,
)
"""Screens on the home with mail. Those of another part of the window are one more line here."""


def syncing(sample: SampleHome) -> None:
    """Accounts that were just added: the first sync runs, one service cannot be reached."""
    sample.fill_accounts()


def unreachable(sample: SampleHome) -> None:
    place = sample.user.add_workplace("Ops", "#B7791F", "OP")
    sample.add_account(SUPPORT, "demo", "ops@ · IMAP", place)
    sample.mirror()
    sample.say_health(SUPPORT, HealthState.UNREACHABLE, "unreachable", {"host": "imap.ops.example"})


HOMES: dict[str, Callable[[SampleHome], object]] = {
    "first-run": lambda sample: None,
    "first-sync": syncing,
    "offline": unreachable,
}
"""Screens that need a home of their own."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One screen: what happens to its home before the window opens, and what is then done in the window."""

    is_filled: bool
    """Whether the home is the sample home with its week of events; else it is an empty one."""
    show: Callable[[MainWindow, SampleHome], None]
    prepare: Callable[[SampleHome], object] = nothing


def stages() -> dict[str, Stage]:
    """Every screen there is a picture of, by name."""
    filled = [(name, Stage(True, partial(_show, show))) for part in (SCREENS, *PARTS) for name, show in part.items()]
    filing = [
        (name, Stage(True, lambda window, sample, screen=screen: screen.draw(sample, window), screen.prepare))
        for name, screen in FILING_SCREENS.items()
    ]
    homes = [
        (name, Stage(False, lambda window, sample: None, prepare))
        for part in (HOMES, state_homes)
        for name, prepare in part.items()
    ]
    homes += [(name, Stage(False, partial(_show, show), prepare)) for name, (prepare, show) in shown_homes.items()]
    made = dict(each := [*filled, *filing, *homes])
    assert len(made) == len(each), "Two screens have the same name, so one of them would not be drawn."
    made["invitation"] = Stage(True, made["invitation"].show, lambda sample: invited(sample, calendar_text()))
    return made


def _show(show: Callable[[MainWindow], None], window: MainWindow, sample: SampleHome) -> None:
    show(window)


def settle(milliseconds: int = 30) -> None:
    """Let the event loop run for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def is_looking(window: MainWindow) -> bool:
    """Whether a part still waits for what it looks up beside the window."""
    pages = [getattr(window.pages, name) for name in ("accounts", "calendar") if window.pages.shows(name)]
    sheets = [each for each in window.findChildren(OutboxSheet) if each.isVisible()]
    parts = (window.mail.customer, *pages, *sheets)
    columns = window.findChildren(Column)
    return any(part.is_looking for part in parts) or any(c.isVisible() and not c.is_whole for c in columns)


def picture_of(window: MainWindow) -> QImage:
    """The window once nothing in it moves any more, or after a second."""
    before = QImage()
    for _ in range(MOST_LOOKS):
        settle(LOOK_MS)
        while is_looking(window):
            settle()
        for bar in window.findChildren(QProgressBar):
            if bar.maximum() == 0 and bar.isVisible():  # one that runs to and fro
                bar.setRange(0, 3)
                bar.setValue(1)
        picture = window.grab().toImage()
        if picture == before:
            break
        before = picture
    return picture


def draw(app: QApplication, look: Look, sample: SampleHome, stage: Stage) -> QImage:
    observer = Observer(sample.reader, app)
    context = Context(sample.user, sample.reader, sample.vault, observer, lambda: None)
    choices = Choices(sample.user)
    choices.columns = {}
    window = MainWindow(context)
    window.status.show_engine(EngineState.RUNNING)
    window.resize(look.width, look.height)
    window.show()
    settle()
    window.mail._read.setInterval(NEVER_MS)  # else it is chance whether what is open counts as read in the picture
    stage.show(window, sample)
    observer.look()
    window.status.reload()
    picture = picture_of(window)
    window.close()
    window.deleteLater()
    observer.stop()
    observer.deleteLater()
    settle()
    return picture


def draw_look(app: QApplication, look: Look, folder: Path, names: Collection[str] = ()) -> None:
    start_theme(app, look.mode, look.scale)
    use_language(app, look.language)
    pictures: dict[str, QImage] = {}
    homes = folder / "homes"
    shutil.rmtree(homes, ignore_errors=True)
    template = homes / "filled"
    fill_week(SampleHome(template).fill()).close()
    for name, stage in stages().items():
        if names and name not in names:
            continue
        # A home of its own for each: what one screen did must not be seen in the next.
        if stage.is_filled:
            shutil.copytree(template, homes / name)
        sample = SampleHome(homes / name)
        stage.prepare(sample)
        pictures[name] = draw(app, look, sample, stage)
        sample.close()
    shutil.rmtree(homes)
    for name, picture in pictures.items():
        picture.save(str(folder / f"{name}-{look.name}.png"))
    contact_sheet(pictures, look).save(str(folder / f"sheet-{look.name}.png"))


def contact_sheet(pictures: dict[str, QImage], look: Look) -> QImage:
    """All screens of one look, small, with their names."""
    high = THUMB * look.height // look.width
    rows = -(-len(pictures) // SHEET_COLUMNS)
    sheet = QImage(SHEET_COLUMNS * (THUMB + 16), rows * (high + 40), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for place, (name, picture) in enumerate(pictures.items()):
        left, top = place % SHEET_COLUMNS * (THUMB + 16) + 8, place // SHEET_COLUMNS * (high + 40) + 28
        painter.drawText(left, top - 8, name)
        small = picture.scaled(
            THUMB, high, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(QRect(left, top, THUMB, high), small)
    painter.end()
    return sheet


def main(folder: Path, only: str = "", names: Collection[str] = ()) -> None:
    """Draw the looks with ``only`` in their name: all screens, or those named."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    for look in LOOKS:
        if only in look.name:
            draw_look(app, look, folder, names)
            print(look.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "", sys.argv[3:])
