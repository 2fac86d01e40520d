"""A filing as the values of Odoo's messages, one a record."""

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.odoo.bodies import body, plain_people, written
from connectors.odoo.mapping import stamp
from connectors.odoo.messages import Chatter, mark_of
from connectors.odoo.models import MESSAGE, PARTNER, Schema
from connectors.odoo.people import partners_of, recipients
from connectors.odoo.rpc import Rpc
from workspace.mail.address import normalise
from workspace.model.filings import Filing

Place = tuple[str, int]


class Composing:
    """Writes values as far as this version of Odoo has the fields."""

    def __init__(self, rpc: Rpc, schema: Schema, chatter: Chatter) -> None:
        self._rpc = rpc
        self._schema = schema
        self._chatter = chatter

    def rows(self, action_id: str, filing: Filing, places: Sequence[Place]) -> list[dict[str, Any]]:
        """One a record, without attachments."""
        shared = self._shared(action_id, filing, places)
        parents = self._parents(filing, places)
        return [{**shared, **_of_record(at, parents)} for at in places]

    def _shared(self, action_id: str, filing: Filing, places: Sequence[Place]) -> dict[str, Any]:
        known = self._schema.fields(MESSAGE)
        partners = partners_of(self._rpc, filing, {res_id for model, res_id in places if model == PARTNER})
        addressed = "incoming_email_to" if filing.is_incoming else "outgoing_email_to"
        values = {
            "message_id": filing.key,
            "subject": filing.subject,
            "body": body(filing, with_recipients=addressed not in known),
            "date": stamp(filing.sent_at),
            "message_type": self._message_type(filing),
            "subtype_id": self._note(),
            "is_internal": True,
            "email_from": written(filing.from_) or False,
            "author_id": partners.get(normalise(filing.from_.email), False),
            "partner_ids": [[6, 0, recipients(filing, partners)]],
            "email_layout_xmlid": mark_of(action_id),
        }
        if filing.kind == "email" and filing.is_incoming:
            values["incoming_email_to"] = plain_people(filing.to)
            values["incoming_email_cc"] = plain_people(filing.cc)
        elif filing.kind == "email":
            values["outgoing_email_to"] = plain_people((*filing.to, *filing.cc))
        return {name: value for name, value in values.items() if name in known}

    def _message_type(self, filing: Filing) -> str:
        """Meetings and chats are notes."""
        pairs = self._schema.fields(MESSAGE).get("message_type", {}).get("selection") or ()
        wanted = "email" if filing.is_incoming else "email_outgoing"
        known = {str(pair[0]) for pair in pairs}
        return wanted if filing.kind == "email" and (wanted in known or not known) else "comment"

    def _note(self) -> int | bool:
        """The subtype that customers in the portal do not see; the oldest is Odoo's own Note."""
        domain = [["internal", "=", True], ["res_model", "=", False]]
        found = self._rpc.ids("mail.message.subtype", "search", domain=domain, order="id", limit=1)
        return found[0] if found else False

    def _parents(self, filing: Filing, places: Sequence[Place]) -> dict[Place, int]:
        """The first mail of the conversation, where it lies on the same record."""
        if not filing.thread_key or filing.thread_key == filing.key:
            return {}
        entries = self._chatter.under(filing.thread_key)
        return {entry.at: entry.message_id for entry in reversed(entries) if entry.at in places}


def _of_record(at: Place, parents: Mapping[Place, int]) -> dict[str, Any]:
    values: dict[str, Any] = {"model": at[0], "res_id": at[1]}
    return {**values, "parent_id": parents[at]} if at in parents else values
