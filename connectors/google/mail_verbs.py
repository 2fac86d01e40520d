"""What the user does to a mail at Gmail: marks, moves and labels, all of them changes of its labels."""

from collections.abc import Callable, Mapping
from typing import Any

from connectors.google.apis import Caller
from connectors.google.labels import ARCHIVE, DRAFT, INBOX, SENT, SPAM, TRASH
from connectors.google.mail_reading import ME
from workspace.connector.errors import Rejected
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import Verb

_FIXED = (SENT, DRAFT, ARCHIVE)
"""What Gmail puts on by itself: https://developers.google.com/workspace/gmail/api/guides/labels#types_of_labels."""


def receipt(action: Action, remote_id: str | None = None, *, found: bool = False, link: str | None = None) -> Receipt:
    named = None if remote_id is None else RemoteId(remote_id)
    return Receipt(ReceiptId(action.action_id), action.action_id, named, link, found=found)


def item_id(action: Action, what: str) -> str:
    """The id of the item acted on. Raises ``Rejected``."""
    if action.item is None:
        raise Rejected("not_found", what=f"The {what}")
    return action.item.remote_id


class MailVerbs:
    """Every one may be done twice. Raises ``Rejected("not_found")`` for a mail that is gone."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._messages = caller.api["users.messages"]

    def perform(self, action: Action) -> Receipt:
        remote_id = item_id(action, "mail")
        VERBS[action.verb](self, remote_id, action.payload)
        return receipt(action, remote_id)

    def _modify(self, remote_id: str, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> None:
        body = {"addLabelIds": list(add), "removeLabelIds": list(remove)}
        changes = {name: labels for name, labels in body.items() if labels}
        if changes:
            self._caller.ask(self._messages.modify(userId=ME, id=remote_id, body=changes))

    def read(self, remote_id: str, _: Mapping[str, object]) -> None:
        self._modify(remote_id, remove=("UNREAD",))

    def unread(self, remote_id: str, _: Mapping[str, object]) -> None:
        self._modify(remote_id, add=("UNREAD",))

    def star(self, remote_id: str, _: Mapping[str, object]) -> None:
        self._modify(remote_id, add=("STARRED",))

    def unstar(self, remote_id: str, _: Mapping[str, object]) -> None:
        self._modify(remote_id, remove=("STARRED",))

    def archive(self, remote_id: str, payload: Mapping[str, object]) -> None:
        self.move(remote_id, {**payload, "to": ARCHIVE})

    def trash(self, remote_id: str, _: Mapping[str, object]) -> None:
        self._caller.ask(self._messages.trash(userId=ME, id=remote_id))

    def move(self, remote_id: str, payload: Mapping[str, object]) -> None:
        """Takes the label of where it was off, and puts that of where it goes on."""
        from_, to = str(payload.get("collection", "")), str(payload["to"])
        if to == TRASH:
            self.trash(remote_id, payload)
            return
        if from_ == TRASH:
            self._caller.ask(self._messages.untrash(userId=ME, id=remote_id))
        if to in (SENT, DRAFT):
            raise Rejected("no_such_collection", host="Gmail")
        leaves = {from_, INBOX, SPAM} if to == ARCHIVE else {from_}
        if from_ == SPAM or to == SPAM:
            leaves |= {INBOX, SPAM}
        remove = sorted(leaves - {to, TRASH, "", *_FIXED})
        self._modify(remote_id, () if to == ARCHIVE else (to,), tuple(remove))

    def label(self, remote_id: str, payload: Mapping[str, object]) -> None:
        self._modify(remote_id, add=(_label(payload),))

    def unlabel(self, remote_id: str, payload: Mapping[str, object]) -> None:
        self._modify(remote_id, remove=(_label(payload),))


def _label(payload: Mapping[str, Any]) -> str:
    name = str(payload["to"])
    if name in (*_FIXED, TRASH):
        raise Rejected("no_such_collection", host="Gmail")
    return name


VERBS: Mapping[Verb, Callable[[MailVerbs, str, Mapping[str, object]], None]] = {
    Verb.READ: MailVerbs.read,
    Verb.UNREAD: MailVerbs.unread,
    Verb.STAR: MailVerbs.star,
    Verb.UNSTAR: MailVerbs.unstar,
    Verb.ARCHIVE: MailVerbs.archive,
    Verb.TRASH: MailVerbs.trash,
    Verb.MOVE: MailVerbs.move,
    Verb.LABEL: MailVerbs.label,
    Verb.UNLABEL: MailVerbs.unlabel,
}
