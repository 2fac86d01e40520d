"""Why the calendar is empty where nobody has a calendar, in words, with one next step."""

from PySide6.QtCore import QCoreApplication

from ui.inbox.emptiness import Emptiness, of_trouble
from ui.shell.context import Context
from workspace.model.accounts import Account
from workspace.model.kinds import HealthState, Kind

ANSWERED = (HealthState.OK, HealthState.HELD_BACK)


def tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


def emptiness(context: Context) -> Emptiness | None:
    """None where there is a calendar."""
    if context.reader.collections(kind=Kind.EVENT):
        return None
    able = [each for each in context.user.accounts() if each.is_enabled and _may_have_calendars(context, each)]
    if not able:
        words = tr("Add an account with a calendar, and its events appear here.")
        return Emptiness("calendar", tr("No calendar yet"), words, tr("Add account"), "add_account")
    return of_trouble(context, able) or _without(context, able)


def _may_have_calendars(context: Context, account: Account) -> bool:
    manifest = context.manifest_of(account)
    return manifest is not None and Kind.EVENT in manifest.kinds


def _without(context: Context, able: list[Account]) -> Emptiness:
    """Their services have none, or were not asked yet."""
    health = context.reader.health()
    asked = [each.name for each in able if each.account_id in health and health[each.account_id].state in ANSWERED]
    if not asked:
        names = ", ".join(each.name for each in able)
        return Emptiness("refresh", tr("Your calendars are on their way"), names)
    words = tr("Connected, but without a calendar: {names}. Make one at the service; it appears here by itself.")
    return Emptiness(
        "calendar", tr("No calendar there yet"), words.format(names=", ".join(asked)), tr("Look again"), "sync"
    )
