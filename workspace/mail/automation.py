"""What kind of machine sent a mail, by its header: a bounce, an automatic reply, a mailing list, a bulk mailer."""

import re

from workspace.mail import address
from workspace.mail.domains import organisation
from workspace.mail.mime import Section

BOUNCE, REPLY, LIST, BULK, MACHINE = "bounce", "reply", "list", "bulk", "machine"
_REPLY_FIELDS = ("x-autoreply", "x-autorespond", "x-auto-respond")
_LIST_FIELDS = ("list-id", "list-post", "list-unsubscribe")
_BULK_PATH = re.compile(
    r"^(?:bounces?|return|returns|msprvs1|verp)(?:[-+_.=\d]|$)|[-+_.]bounces?(?:[-+_.]|$)|=.+", re.I
)
_FORWARDED = re.compile(r"^(?:srs[01]|prvs)[=+-]", re.I)
"""A forwarder's rewriting (SRS, BATV) of a path that a person may have sent from."""


def kind_of(root: Section) -> str:
    """``bounce reply list bulk machine``, or "" for what a person may have sent.

    RFC 3834 (Auto-Submitted, null return path), RFC 3464 and 6522 (delivery reports), RFC 2369 and 2919 (lists).
    """
    raw = root.headers
    auto = raw.get("auto-submitted", b"").strip().lower()
    precedence = raw.get("precedence", b"").strip().lower()
    is_report = root.content_type == "multipart/report"
    if is_report and root.parameters.get("report-type", "").lower() in ("", "delivery-status"):
        return BOUNCE
    if auto.startswith(b"auto-replied") or precedence == b"auto_reply" or any(name in raw for name in _REPLY_FIELDS):
        return REPLY
    if raw.get("return-path", b"").strip() == b"<>":
        return BOUNCE
    if precedence in (b"bulk", b"list") or any(name in raw for name in _LIST_FIELDS):
        return LIST
    is_told = (auto and not auto.startswith(b"no")) or precedence == b"junk" or "x-auto-response-suppress" in raw
    if is_told or is_report:
        return MACHINE
    return BULK if _is_bulk(raw) else ""


def _is_bulk(raw: dict[str, bytes]) -> bool:
    """Whether bounces go to a collector of another organisation than the author's."""
    path = _first_email(raw.get("return-path"))
    author = _first_email(raw.get("from"))
    local, _, domain = path.rpartition("@")
    if not local or not author or _FORWARDED.match(local) or not _BULK_PATH.search(local):
        return False
    return organisation(domain) != organisation(author.rpartition("@")[2])


def sender_beside(root: Section) -> str:
    """The address in Sender where another one is in From (RFC 5322 section 3.6.2); "" elsewhere."""
    sender = _first_email(root.headers.get("sender"))
    return sender if sender and sender != _first_email(root.headers.get("from")) else ""


def _first_email(value: bytes | None) -> str:
    found = address.parse(value) if value else ()
    return address.normalise(found[0].email) if found else ""
