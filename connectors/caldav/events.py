"""The resources of a calendar as events."""

from collections.abc import Callable
from datetime import datetime

from connectors.caldav.xml import CALDAV
from workspace.connector.recurrence import Origin, Unreadable, Window, events_in, expand
from workspace.connector.recurrence import read as read_calendar
from workspace.model.ids import RemoteId
from workspace.model.items import Event


class EventReader:
    """Reads resources with the eyes of the account's owner; ``addresses`` is only asked when there is something."""

    namespace = CALDAV
    data = f"{CALDAV}calendar-data"

    def __init__(self, addresses: Callable[[], frozenset[str]], now: datetime) -> None:
        self._addresses = addresses
        self._window = Window.around(now)
        self.month = self._window.month

    def items(self, href: str, etag: str, text: bytes) -> tuple[Event, ...] | None:
        """The event, or the master and its instances; nothing for tasks, None for what cannot be read."""
        try:
            calendar = read_calendar(text)
            if not events_in(calendar):
                return ()
            origin = Origin(RemoteId(href), etag or None, self._addresses())
            return expand(calendar, self._window, origin)
        except Unreadable:
            return None
