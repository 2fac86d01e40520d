"""Which mailing lists the user left and when, by the address they write from."""

from datetime import UTC, datetime

from workspace.mail.address import normalise
from workspace.store.user.rules import Rules

LEFT = "reader.left_lists"
KEPT = 500
"""Senders of lists that were left; the oldest is forgotten first."""


def left_at(user: Rules, sender: str) -> datetime | None:
    """When the user last asked this sender to stop."""
    at = (user.setting(LEFT) or {}).get(normalise(sender))
    return datetime.fromisoformat(at) if at else None


def remember_left(user: Rules, sender: str) -> None:
    """The user asked this sender to stop."""
    kept = _without(user, sender)
    kept[normalise(sender)] = datetime.now(UTC).isoformat()
    user.set_setting(LEFT, dict(list(kept.items())[-KEPT:]))


def forget_left(user: Rules, sender: str) -> None:
    """That was taken back in time."""
    user.set_setting(LEFT, _without(user, sender))


def _without(user: Rules, sender: str) -> dict[str, str]:
    kept = dict(user.setting(LEFT) or {})
    kept.pop(normalise(sender), None)
    return kept
