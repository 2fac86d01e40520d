"""What left this computer: one count a day, account, host and purpose."""

from dataclasses import dataclass

RECEIVE, LOOK_UP, PARTS, SIGN_IN, IMAGES, LEAVE = "receive", "look_up", "parts", "sign_in", "images", "leave"
"""Purposes beside the verbs of actions: getting news, asking a service something, attachments, signing in, pictures of
mails, leaving a mailing list."""


@dataclass(frozen=True, slots=True)
class Departure:
    """``day`` is the local ISO date, ``account_id`` empty where no account is meant, ``times`` connections, ``bytes``
    what was sent over them before encryption, ``last_at`` milliseconds UTC.
    """

    day: str
    account_id: str
    host: str
    purpose: str
    times: int
    bytes: int
    last_at: int
