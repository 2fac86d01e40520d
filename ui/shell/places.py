"""What the sidebar shows for a workplace: its places and accounts with true counts, from one read of the store."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from ui.inbox.listings import Place
from ui.models.navigation import NavRow, health_token, health_words
from ui.shell.context import Context
from ui.widgets.times import count
from workspace.model.accounts import Account
from workspace.model.kinds import HealthState
from workspace.store.rows import CollectionRow, HealthRow

ICONS = {
    Place.INBOX: "inbox",
    Place.SNOOZED: "clock",
    Place.CHATS: "chat",
    Place.CALENDAR: "calendar",
    Place.CUSTOMERS: "customers",
    Place.FILED: "filed",
    Place.UNFILED: "unfiled",
    Place.DRAFTS: "draft",
    Place.SENT: "sent",
    Place.ARCHIVE: "archive",
    Place.TRASH: "trash",
}
COUNTED = (Place.INBOX, Place.CHATS)


def tr(text: str) -> str:
    return QCoreApplication.translate("places", text)


def place_name(place: Place) -> str:
    return {
        Place.INBOX: tr("Inbox"),
        Place.SNOOZED: tr("Snoozed"),
        Place.CHATS: tr("Chats"),
        Place.CALENDAR: tr("Calendar"),
        Place.CUSTOMERS: tr("Customers"),
        Place.FILED: tr("Filed"),
        Place.UNFILED: tr("Unfiled"),
        Place.DRAFTS: tr("Drafts"),
        Place.SENT: tr("Sent"),
        Place.ARCHIVE: tr("Archive"),
        Place.TRASH: tr("Trash"),
    }[place]


def sidebar_rows(context: Context, scope: str, unread: Mapping[str, Mapping[str, int]]) -> list[NavRow]:
    """``unread`` is what ``Reader.unread_counts`` said."""
    here = unread.get(scope, {})
    numbers = {place: here.get(place.value, 0) for place in COUNTED}
    numbers[Place.UNFILED] = len(context.reader.unfiled(scope))
    rows = [
        NavRow("place", place.value, place_name(place), ICONS[place], _number(numbers.get(place, 0))) for place in Place
    ]
    rows.append(NavRow("heading", "accounts", tr("Accounts")))
    health, syncing = context.reader.health(), first_syncs(context.reader.collections())
    for account in context.accounts_in(scope):
        own = unread.get(account.account_id, {})
        number = own.get(Place.INBOX.value, 0)
        state = account_state(health.get(account.account_id), account.account_id in syncing)
        rows.append(_account_row(account, state, number))
    rows.append(NavRow("page", "accounts", tr("Manage accounts"), "accounts"))
    return rows


def account_state(health: HealthRow | None, is_syncing: bool) -> str:
    """The health state, or ``syncing`` while a healthy account is in its first sync."""
    state = health.state if health else ""
    return "syncing" if is_syncing and state in ("", HealthState.OK) else state


def first_syncs(collections: Sequence[CollectionRow]) -> dict[str, tuple[int, int]]:
    """The accounts that have never been pulled whole: how many items are here, and how many there will be."""
    found: dict[str, tuple[int, int]] = {}
    unfinished = {row.account_id for row in collections if row.pulled_at is None}
    for row in collections:
        if row.account_id in unfinished:
            pulled, total = found.get(row.account_id, (0, 0))
            found[row.account_id] = (pulled + row.pulled, total + max(row.total or 0, row.pulled))
    return found


def _account_row(account: Account, state: str, number: int) -> NavRow:
    return NavRow(
        "account",
        account.account_id,
        account.name,
        number=_number(number),
        token=health_token(state),
        link=tr("sign in") if state == HealthState.NEEDS_SIGNIN else "",
        health=health_words(state),
    )


def _number(number: int) -> str:
    return count(number) if number else ""
