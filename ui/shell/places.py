"""What the sidebar shows for a workplace: its places and accounts with true counts, and folders of mail."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from ui.inbox.listings import PLACES, Place
from ui.models.navigation import PAUSED, NavRow, health_token, health_words
from ui.shell.context import Context
from ui.widgets.times import count
from workspace.model.kinds import HealthState, Role
from workspace.store.reading.folder_rows import FolderRow, Holding
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
NOTHING = Holding()
COUNTED = (Place.INBOX, Place.CHATS)
FOLDER_ICONS = {
    Role.INBOX: "inbox",
    Role.DRAFTS: "draft",
    Role.SENT: "sent",
    Role.ARCHIVE: "archive",
    Role.ALL: "mail",
    Role.JUNK: "alert",
    Role.TRASH: "trash",
}


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
        Place.ARCHIVE: QCoreApplication.translate("places", "Archive"),
        Place.TRASH: tr("Trash"),
        Place.FOLDER: tr("Folder"),
    }[place]


def _never_open(account_id: str) -> bool:
    return False


def sidebar_rows(
    context: Context,
    scope: str,
    unread: Mapping[str, Mapping[str, int]],
    is_open: Callable[[str], bool] = _never_open,
) -> list[NavRow]:
    """``unread`` is what ``Reader.unread_counts`` said; ``is_open`` tells whether an account's folders are shown."""
    here = unread.get(scope, {})
    numbers = {place: here.get(place.value, 0) for place in COUNTED}
    numbers[Place.UNFILED] = len(context.reader.unfiled(scope))
    rows = [
        NavRow("place", place.value, place_name(place), ICONS[place], _number(numbers.get(place, 0)))
        for place in PLACES
    ]
    rows.append(NavRow("heading", "accounts", tr("Accounts")))
    rows += _account_rows(context, scope, unread, is_open)
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


def folder_rows(folders: Sequence[FolderRow], *, has_labels: bool) -> list[NavRow]:
    """The folders of an account, named as the sidebar's places where there is one of a kind."""
    roles = Counter(each.collection.role for each in folders)
    return [
        NavRow(
            "folder",
            str(each.collection.collection_id),
            folder_name(each.collection) if roles[each.collection.role] == 1 else each.collection.name,
            FOLDER_ICONS.get(Role(each.collection.role), "label" if has_labels else "folder"),
            _number(each.unread),
            collection=each.collection,
        )
        for each in folders
    ]


def new_row(account_id: str, *, has_labels: bool) -> NavRow:
    """Where a new folder of an account gets its name."""
    words = tr("New label") if has_labels else tr("New folder")
    return NavRow("folder", account_id, words, "label" if has_labels else "folder", is_new=True)


def folder_name(row: CollectionRow) -> str:
    """What it is for where it is for something that all accounts have, else its name at the service."""
    if row.role == Role.JUNK:
        return tr("Junk")
    known = {
        Role.INBOX: Place.INBOX,
        Role.DRAFTS: Place.DRAFTS,
        Role.SENT: Place.SENT,
        Role.ARCHIVE: Place.ARCHIVE,
        Role.TRASH: Place.TRASH,
    }.get(Role(row.role))
    return row.name if known is None else place_name(known)


def _account_rows(
    context: Context, scope: str, unread: Mapping[str, Mapping[str, int]], is_open: Callable[[str], bool]
) -> Iterator[NavRow]:
    """Of more than a thousand accounts this runs with every news: nothing is worked out twice."""
    health, holdings = context.reader.health(), context.reader.holdings()
    said: dict[str, str] = {}
    for account_id, name, is_enabled in context.user.names_in(scope):
        holding = holdings.get(account_id, NOTHING)
        state = account_state(health.get(account_id), holding.is_unfinished) if is_enabled else PAUSED
        if state not in said:
            said[state] = health_words(state)
        number = _number(unread.get(account_id, {}).get(Place.INBOX.value, 0))
        link = tr("sign in") if state == HealthState.NEEDS_SIGNIN else ""
        has_folders = is_open(account_id) if holding.has_folders else None
        yield _account_row(account_id, name, state, said[state], number, link, has_folders)


@lru_cache(4096)
def _account_row(
    account_id: str, name: str, state: str, words: str, number: str, link: str, is_open: bool | None
) -> NavRow:
    note = words if state == PAUSED else ""
    token = health_token(state)
    return NavRow(
        "account", account_id, name, number=number, token=token, link=link, health=words, note=note, is_open=is_open
    )


def _number(number: int) -> str:
    return count(number) if number else ""
