"""What the user chose about notifications, kept in the user's file: rules a workplace, and focus."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ui.notify.rules import DAY, WEEK, Rules, Tell
from workspace.model.ids import WorkplaceId
from workspace.store.user import UserStore
from workspace.store.user.focus import focus_until, set_focus

STAYS = "notify.stays"
KIND = "notify"
"""The kind of the observer's news after a change of these choices."""


class NotifyChoices:
    """Reads and keeps single choices; wrong stored values count as not chosen."""

    def __init__(self, user: UserStore) -> None:
        self._user = user

    def rules(self, workplace_id: WorkplaceId | None) -> Rules:
        return rules_of(self._user.setting(_key(workplace_id), {}))

    def all_rules(self) -> dict[WorkplaceId | None, Rules]:
        """Of every workplace; None stands for accounts without one."""
        stored = self._user.settings()
        ids = [None, *(each.workplace_id for each in self._user.workplaces())]
        return {each: rules_of(stored.get(_key(each), {})) for each in ids}

    def set_rules(self, workplace_id: WorkplaceId | None, rules: Rules) -> None:
        quiet = {str(day): list(span) for day, span in rules.quiet.items()}
        value = {
            "tell": rules.tell.value,
            "is_hidden": rules.is_hidden,
            "quiet": quiet,
            "heard": rules.heard.value,
        }
        self._user.set_setting(_key(workplace_id), value)

    def focus_until(self, now: datetime | None = None) -> datetime | None:
        """When focus ends; None where it is not on."""
        return focus_until(self._user, now)

    def focus(self, until: datetime | None) -> None:
        """Hold everything until then; None ends it."""
        set_focus(self._user, until)

    @property
    def stays(self) -> bool:
        """Whether Workspace stays in the tray when its window is closed."""
        return self._user.setting(STAYS, False) is True

    @stays.setter
    def stays(self, stays: bool) -> None:
        self._user.set_setting(STAYS, stays)


def tomorrow_morning(now: datetime) -> datetime:
    """Nine o'clock of the next day here."""
    here = now.astimezone().replace(tzinfo=None) + timedelta(days=1)
    return here.replace(hour=9, minute=0, second=0, microsecond=0).astimezone(UTC)


def rules_of(stored: Any) -> Rules:
    """What stands in a setting, as far as it can be read."""
    if not isinstance(stored, dict):
        return Rules()
    tell, heard = stored.get("tell"), stored.get("heard")
    quiet = stored.get("quiet")
    spans = {int(day): _span(span) for day, span in quiet.items() if _is_day(day)} if isinstance(quiet, dict) else {}
    return Rules(
        Tell(tell) if tell in set(Tell) else Tell.ALL,
        stored.get("is_hidden") is True,
        {day: span for day, span in sorted(spans.items()) if span is not None},
        Tell(heard) if heard in set(Tell) else Tell.ALL,
    )


def _key(workplace_id: WorkplaceId | None) -> str:
    return f"notify.rules.{workplace_id or ''}"


def _is_day(day: object) -> bool:
    return day in {str(n) for n in range(WEEK)}


def _span(value: Any) -> tuple[int, int] | None:
    is_span = isinstance(value, list) and len(value) == 2 and all(type(n) is int and 0 <= n < DAY for n in value)
    return (value[0], value[1]) if is_span else None
