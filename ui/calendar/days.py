"""What the stores say of the days that the calendar shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ui.calendar.agenda import agenda
from ui.calendar.emptiness import emptiness
from ui.calendar.entries import Entry, entries
from ui.calendar.span import Mode, span_of
from ui.calendar.trouble import strip_words
from ui.inbox.emptiness import Emptiness
from ui.models.paged import Listing
from ui.shell.context import Context
from workspace.model.accounts import Workplace
from workspace.model.ids import WorkplaceId


@dataclass(frozen=True, slots=True)
class Days:
    """``trouble`` is what has to be said of the accounts, empty where they are in step; ``emptiness`` why nobody has a
    calendar, None where somebody has; ``agenda`` is the list, where that is the view.
    """

    mode: Mode
    day: date
    entries: list[Entry]
    workplaces: list[Workplace]
    trouble: str
    emptiness: Emptiness | None
    agenda: Listing | None


def days_of(context: Context, mode: Mode, day: date, shown: Sequence[WorkplaceId]) -> Days:
    """Takes 0.1 ms an event and more: ask it beside the window."""
    span = span_of(mode, day)
    found = entries(context, span, shown)
    return Days(
        mode,
        day,
        found,
        context.user.workplaces(),
        strip_words(context),
        emptiness(context),
        agenda(found, span) if mode is Mode.AGENDA and found else None,
    )
