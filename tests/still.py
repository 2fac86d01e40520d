"""Holds the clock still, so that pictures and walks of the screens are the same on every day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

MOMENT = datetime(2026, 11, 20, 9, 47, tzinfo=ZoneInfo("Europe/London"))
"""A Friday morning: the sample week lies around it, and lists show every form of a date."""


def still() -> time_machine.travel:
    """Begin with ``start()``, or use it as a context; what measures spans by the monotonic clock goes on."""
    return time_machine.travel(MOMENT, tick=False)
