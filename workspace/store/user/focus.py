"""Focus: notifications are held until a time, which the user's settings keep."""

from datetime import UTC, datetime

from workspace.store.times import from_ms, to_ms
from workspace.store.user import UserStore

FOCUS = "notify.focus"
OPEN_END = datetime(9999, 1, 1, tzinfo=UTC)
"""Focus until the user ends it."""


def focus_until(user: UserStore, now: datetime | None = None) -> datetime | None:
    """When focus ends; None where it is not on."""
    stored = user.setting(FOCUS, 0)
    until = from_ms(stored) if isinstance(stored, int) and 0 < stored <= to_ms(OPEN_END) else None
    return until if until is not None and until > (now or datetime.now(UTC)) else None


def set_focus(user: UserStore, until: datetime | None) -> None:
    """Hold everything until then; None ends it."""
    user.set_setting(FOCUS, to_ms(until) if until else 0)
