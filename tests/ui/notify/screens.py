"""Screens of notifications for the contact sheets."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ui.notify.choices import NotifyChoices
from ui.notify.desk import about
from ui.notify.rules import Rules
from ui.shell.window import MainWindow
from workspace.store.user.notices import NewNotice


def told(window: MainWindow, *, focus: bool = False) -> None:
    """A history of what stands in the inbox; some of it held by focus."""
    user, reader = window.context.user, window.context.reader
    homes = {each.account_id: each.home_workplace_id for each in user.accounts()}
    rows = reader.arrivals(homes, datetime.now(UTC) - timedelta(days=30))
    user.add_notices(
        NewNotice(homes[row.key.account_id], row.key, row.who, about(row), row.received_at, focus and place < 2)
        for place, row in reversed(list(enumerate(rows)))
    )
    if rows:
        user.read_notices([rows[-1].key])
    if focus:
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        NotifyChoices(user).focus(hour + timedelta(hours=2))
    window.status.reload()
    window.mail.inbox.step(1)


def history(window: MainWindow) -> None:
    told(window, focus=True)
    window.commands.run("notices")


def focusing(window: MainWindow) -> None:
    told(window, focus=True)
    window.commands.run("focus")


def rules(window: MainWindow) -> None:
    workplace = window.context.user.workplaces()[0].workplace_id
    night, weekend = (18 * 60, 9 * 60), (0, 0)
    quiet = {**dict.fromkeys(range(5), night), 5: weekend, 6: (0, 21 * 60)}
    NotifyChoices(window.context.user).set_rules(workplace, Rules(quiet=quiet))
    window.commands.run("notify_settings")


screens: dict[str, Callable[[MainWindow], None]] = {
    "notices": history,
    "notices-none": lambda window: window.commands.run("notices"),
    "focus": focusing,
    "focus-begin": lambda window: window.commands.run("focus"),
    "notify-settings": rules,
}
