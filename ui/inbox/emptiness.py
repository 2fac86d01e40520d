"""Why a list is empty, in words, with one next step: nothing there, still coming, nothing found, or no network."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui.inbox.listings import Place, Where
from ui.inbox.tabs import tab_names
from ui.shell.context import Context
from ui.widgets.messages import message
from ui.widgets.times import count
from workspace.model.accounts import Account
from workspace.model.kinds import HealthState
from workspace.store.rows import HealthRow


@dataclass(frozen=True, slots=True)
class Emptiness:
    """What the notice says; ``step`` names what its button asks the window for."""

    icon: str
    title: str
    text: str = ""
    button: str = ""
    step: str = ""
    progress: tuple[int, int] | None = None


def tr(text: str) -> str:
    return QCoreApplication.translate("emptiness", text)


def emptiness(context: Context, where: Where, *, is_offline: bool = False) -> Emptiness:
    """For a list without a line."""
    if where.query:
        return Emptiness(
            "search",
            tr("Nothing found"),
            tr("Nothing here holds “{query}”.").format(query=where.query),
            tr("Clear the search"),
            "clear_search",
        )
    if where.filter:
        return _of_filter(where.filter)
    accounts = context.accounts_in(where.scope)
    if not accounts:
        return Emptiness(
            "accounts",
            tr("No accounts here yet"),
            tr("Add what you use, and its mail appears here."),
            tr("Add account"),
            "add_account",
        )
    return (
        of_trouble(context, accounts)
        or _of_sync(context, where, accounts)
        or _of_tabs(context, where)
        or _of_place(where)
    )


def _of_filter(name: str) -> Emptiness:
    title = {
        "unread": tr("Everything here is read"),
        "starred": tr("Nothing here has a star"),
        "files": tr("Nothing here has files"),
        "unfiled": tr("Everything here is filed"),
    }[name]
    return Emptiness("check", title, tr("A filter is on in this tab."), tr("Show all"), "clear_filter")


def of_trouble(context: Context, accounts: list[Account]) -> Emptiness | None:
    """Where every account has the same."""
    health = context.reader.health()
    rows = [health[a.account_id] for a in accounts if a.account_id in health]
    names = {account.account_id: account.name for account in accounts}
    for state, icon, button, step in (
        (HealthState.NEEDS_SIGNIN, "lock", tr("Sign in"), "sign_in"),
        (HealthState.UNREACHABLE, "offline", tr("Try again now"), "sync"),
        (HealthState.BROKEN, "alert", tr("Show accounts"), "accounts"),
    ):
        stuck = [row for row in rows if row.state == state]
        if stuck and len(stuck) == len(rows):
            return _trouble(stuck[0], names[stuck[0].account_id], icon, button, step)
    return None


def _trouble(row: HealthRow, name: str, icon: str, button: str, step: str) -> Emptiness:
    title = {
        "sign_in": tr("{name} needs to sign in again"),
        "sync": tr("{name} cannot be reached"),
    }.get(step, tr("{name} has a problem"))
    kept = tr("What was already here is kept.")
    text = message(row.message_key, row.params) if row.message_key else ""
    return Emptiness(icon, title.format(name=name), f"{text} {kept}".strip(), button, step)


def _of_sync(context: Context, where: Where, accounts: list[Account]) -> Emptiness | None:
    """The first sync: how far it is. No button: it goes on by itself, and elsewhere one can work."""
    coming = context.reader.coming([account.account_id for account in accounts], where.folder)
    if coming is None:
        return None
    words = tr("{pulled} of {total} so far, newest first. You can work meanwhile.").format(
        pulled=count(coming.pulled), total=count(coming.total)
    )
    return Emptiness(
        "refresh",
        tr("Your mail is on its way"),
        words if coming.total else tr("Connecting…"),
        progress=(coming.pulled, coming.total),
    )


def _of_tabs(context: Context, where: Where) -> Emptiness | None:
    """An empty tab of the inbox, where the next one that holds something is a click away."""
    if where.place is not Place.INBOX or where.tab is None:
        return None
    for tab, name in tab_names(context.user.tab_rules(where.scope)).items():
        if tab != where.tab and context.reader.has_threads(where.scope, "inbox", tab):
            return Emptiness(
                "inbox",
                tr("All done"),
                tr("Nothing waits in this tab."),
                tr("Show {tab}").format(tab=name),
                f"tab:{tab}",
            )
    return None


def _of_place(where: Where) -> Emptiness:
    return {
        Place.INBOX: Emptiness("inbox", tr("All done"), tr("Nothing waits in this tab.")),
        Place.SNOOZED: Emptiness(
            "clock", tr("Nothing is snoozed"), tr("Press H on what can wait; it returns in time.")
        ),
        Place.CHATS: Emptiness("chat", tr("No chats"), tr("Chats of your accounts appear here.")),
        Place.CUSTOMERS: Emptiness(
            "customers",
            tr("No customers yet"),
            tr("Add a CRM, or import your contacts into the built-in one."),
            tr("Add account"),
            "add_account",
        ),
        Place.FILED: Emptiness("filed", tr("Nothing filed yet"), tr("Open a customer's mail and press F.")),
        Place.UNFILED: Emptiness("unfiled", tr("Nothing is stuck"), tr("Filings that fail or match nobody wait here.")),
        Place.DRAFTS: Emptiness("draft", tr("No drafts")),
        Place.SENT: Emptiness("sent", tr("Nothing sent yet")),
        Place.ARCHIVE: Emptiness("archive", tr("The archive is empty")),
        Place.TRASH: Emptiness("trash", tr("The trash is empty")),
        Place.FOLDER: Emptiness("folder", tr("Nothing lies here"), tr("Drag mail here, or press V or L on it.")),
    }[where.place]
