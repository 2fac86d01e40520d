"""What the calendar says of itself: still coming, offline, or needing a sign-in; what is here stays usable."""

from ui.calendar.entries import tr
from ui.shell.context import Context
from ui.shell.places import first_syncs
from ui.widgets.times import long_time
from workspace.model.ids import AccountId
from workspace.model.kinds import HealthState, Kind


def strip_words(context: Context) -> str:
    """One line for the accounts with calendars that are not in step; empty where all are."""
    rows = context.reader.collections(kind=Kind.EVENT)
    ids = {row.account_id for row in rows}
    names, health = context.names(), context.reader.health()
    said = []
    for account_id in sorted(ids & set(health), key=str):
        row, name = health[account_id], names.get(account_id, "")
        if row.state == HealthState.UNREACHABLE:
            words = tr("{name} cannot be reached. Its events are those of {time}; changes wait here.")
            said.append(words.format(name=name, time=long_time(row.pulled_at or row.since)))
        elif row.state == HealthState.NEEDS_SIGNIN:
            said.append(tr("{name} needs to sign in again. Its events may be old.").format(name=name))
    coming = [names.get(AccountId(account_id), "") for account_id in first_syncs(rows)]
    if coming:
        said.append(tr("Still coming: {names}.").format(names=", ".join(coming)))
    return "  ".join(said)
