"""What was found out about an address, in words: where its mailbox is, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from workspace.mail.servers import AUTOCONFIG, DNS, IMAP, MAIL_HOST, TABLE, Offer


@dataclass(frozen=True, slots=True)
class Found:
    """The ways to an address's mailbox and to its calendars, each the best first; ``is_unknown``: no such domain."""

    address: str
    offers: tuple[Offer, ...] = ()
    calendars: tuple[Offer, ...] = ()
    is_offline: bool = False
    is_unknown: bool = False

    @classmethod
    def from_answer(cls, said: Mapping[str, Any]) -> "Found":
        offers, calendars = (tuple(Offer.from_json(each) for each in said[key]) for key in ("offers", "calendars"))
        return cls(str(said["address"]), offers, calendars, bool(said["is_offline"]), bool(said["is_unknown"]))

    @property
    def servers(self) -> Offer | None:
        """The servers of a mailbox that takes a password."""
        return next((offer for offer in self.offers if offer.connector_id == IMAP), None)

    @property
    def signin(self) -> Offer | None:
        """A service that signs in itself."""
        return next((offer for offer in self.offers if offer.connector_id != IMAP), None)


def tr(text: str) -> str:
    return QCoreApplication.translate("found", text)


def where(offer: Offer) -> str:
    """Where mail is received and sent."""
    said = offer.settings
    words = tr("Receives at {host}, port {port}.").format(host=said.get("host", ""), port=said.get("port", ""))
    if said.get("smtp_host"):
        sends = tr("Sends at {host}, port {port}.").format(host=said["smtp_host"], port=said.get("smtp_port", ""))
        words = f"{words}\n{sends}"
    return words


def source(offer: Offer, address: str) -> str:
    """Who says so."""
    if not offer.is_sure:
        words = tr(
            "Nobody says where the mailbox of {address} is. These are the usual names: check them before you go on."
        )
        return words.format(address=address)
    words = {
        TABLE: tr("Workspace knows {by}."),
        AUTOCONFIG: tr("{by} says so in its settings file for mail programs."),
        DNS: tr("{by} says so in its DNS records."),
        MAIL_HOST: tr("{by} takes the mail of this address."),
    }.get(offer.source, tr("These are the usual names, and they answered."))
    encrypted = tr("Everything goes encrypted.")
    return f"{words.format(by=offer.by)} {encrypted}"


def app_password(domain: str) -> str:
    words = tr("{domain} lets programs in with an app password only: make one in your account there and type it here.")
    return words.format(domain=domain)
