"""When a letter may leave: the times that are offered, and the sheet that asks for another one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.moment import EVENING, MORNING, MomentFields, moment
from ui.widgets.sheet import Sheet
from ui.widgets.times import short_date
from workspace.model.actions import UNDOABLE_SECONDS

LATER = timedelta(hours=3)
SOONEST = timedelta(seconds=UNDOABLE_SECONDS)
"""What is to leave sooner could not be taken back before: it is sent now."""
WORTH_OFFERING = timedelta(minutes=2)
YEARS = 2
MONDAY = 0


def tr(text: str) -> str:
    return QCoreApplication.translate("compose", text)


def leaving_times(now: datetime) -> list[tuple[str, datetime]]:
    """What is offered at that moment, with its words: the next first, none twice, in this computer's time zone."""
    here = now.astimezone()
    today = here.date()
    later = (here + LATER).replace(minute=0, second=0, microsecond=0)
    found = []
    if later.date() == today and later.time() < EVENING:
        found.append((tr("Later today"), later))
    elif here.time() < EVENING and moment(today, EVENING) - here > WORTH_OFFERING:
        found.append((tr("Later today"), moment(today, EVENING)))
    tomorrow = today + timedelta(days=1)
    found.append((tr("Tomorrow morning"), moment(tomorrow, MORNING)))
    monday = today + timedelta(days=(MONDAY - today.weekday() - 1) % 7 + 1)
    if monday != tomorrow:
        found.append((tr("Monday morning"), moment(monday, MORNING)))
    return found


def leaving_words(at: datetime, now: datetime | None = None) -> str:
    """Today 18:00, tomorrow 09:00, or weekday and date with the time."""
    here, today = at.astimezone(), (now or datetime.now(UTC)).astimezone().date()
    hour = f"{here:%H:%M}"
    if here.date() == today:
        return tr("today {time}").format(time=hour)
    if here.date() == today + timedelta(days=1):
        return tr("tomorrow {time}").format(time=hour)
    day = QLocale().dayName(here.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{day} {short_date(here.date(), today)} {hour}"


def later_menu(pick: Callable[[datetime], object], parent: QWidget) -> QMenu:
    """``pick`` gets the aware time that was chosen."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Send later"))
    for words, at in leaving_times(datetime.now(UTC)):
        menu.addAction(f"{words}\t{leaving_words(at)}").triggered.connect(lambda checked=False, at=at: pick(at))
    menu.addSeparator()
    menu.addAction(tr("Day and time…")).triggered.connect(lambda: ask_time(pick, parent))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def open_later(button: QWidget, pick: Callable[[datetime], object]) -> None:
    """The menu, above its button."""
    menu = later_menu(pick, button)
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def ask_time(pick: Callable[[datetime], object], parent: QWidget) -> "LaterSheet":
    sheet = LaterSheet(parent.window())
    sheet.picked.connect(pick)
    sheet.open()
    return sheet


class LaterSheet(Sheet):
    """``picked`` carries an aware time that is to come."""

    picked = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=400)
        self.call(self.tr("Send later"))
        self.fields = MomentFields(YEARS, self.body)
        self.day, self.hour = self.fields.day, self.fields.hour
        self.words = label("", self.body, wrap=True)
        self.layout_.addWidget(self.fields)
        self.layout_.addWidget(self.words)
        self.layout_.addWidget(label(sleeping_words(), self.body, tone="muted", wrap=True))
        self.button = Button(self.tr("Send later"), self.body, kind="primary", on_click=self.pick)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        self.foot.addWidget(self.button)
        self.fields.changed.connect(self._show)
        self._show()

    @property
    def at(self) -> datetime:
        return self.fields.at

    def pick(self) -> None:
        at = self.at
        if self._is_coming(at):
            self.done()
            self.picked.emit(at)

    def _show(self) -> None:
        is_coming = self._is_coming(self.at)
        self.button.setEnabled(is_coming)
        leaves = self.tr("Leaves {time}.").format(time=leaving_words(self.at))
        self.words.setText(leaves if is_coming else self.tr("That time is past."))

    def _is_coming(self, at: datetime) -> bool:
        return at - datetime.now(UTC) >= SOONEST


def sleeping_words() -> str:
    """What happens where nobody is there to send it."""
    return tr(
        "It leaves from this computer. If that sleeps or Workspace is closed then, it leaves as soon as both run again."
    )
