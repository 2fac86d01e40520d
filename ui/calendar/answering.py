"""Answers an invitation that came by mail: in the calendar that has the event, else by mail to whoever asked."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.calendar.deeds import EventDeeds
from ui.compose.addresses import is_sendable
from ui.compose.letter import new_message_id, own_addresses, received_by
from ui.shell.context import Context
from ui.shell.deeds import Deed
from workspace.connector.payloads import Outgoing
from workspace.model.accounts import Account
from workspace.model.actions import UNDOABLE_SECONDS, Action
from workspace.model.ids import ActionId
from workspace.model.items import Address
from workspace.model.kinds import Kind, Verb
from workspace.store.rows import ItemRow

if TYPE_CHECKING:
    from workspace.connector.invitation import Invitation


@dataclass(frozen=True, slots=True)
class Way:
    """How an answer travels: through an event of a calendar, or (``row`` None) as a mail of ``account``."""

    account: Account
    row: ItemRow | None = None
    is_series: bool = False
    email: str = ""


def tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


def invitation_of(item: ItemRow) -> "Invitation | None":
    """What a mail asks; None where it holds no invitation, or one that cannot be read."""
    text = item.detail.get("calendar")
    if not isinstance(text, str) or not text:
        return None
    from workspace.connector.invitation import invitation_in

    method = item.detail.get("calendar_method")
    return invitation_in(text, str(method) if method else None)


def way_of(context: Context, item: ItemRow, invitation: "Invitation") -> Way | None:
    """The calendar that holds the event, those of the mail's own account and workplace first; else the mail."""
    if found := held_event(context, item, invitation, Verb.ANSWER):
        account = context.user.account(found.key.account_id)
        whole = bool(found.detail.get("recurrence_id")) and not invitation.event.recurrence_id
        return Way(account, found, whole) if account else None
    account = context.user.account(item.key.account_id)
    organizer = invitation.event.organizer
    if account is None or organizer is None or not is_sendable(organizer.email):
        return None
    manifest = context.manifest_of(account)
    if manifest is None or not {Verb.SEND, Verb.REPLY} & set(manifest.actions):
        return None
    own = {each.lower() for each in own_addresses(account)}
    asked = [each.address.email for each in invitation.event.attendees if each.address.email.lower() in own]
    return Way(account, email=asked[0] if asked else received_by(item, account))


def held_event(context: Context, item: ItemRow, invitation: "Invitation", verb: Verb) -> ItemRow | None:
    """The event in a calendar whose connector does the verb; for an answer one that asks for it."""
    near = {item.key.account_id: 0}
    for ids in context.user.workplace_accounts().values():
        if item.key.account_id in ids:
            near |= {each: 1 for each in ids if each not in near}
    found = [row for row in context.reader.events_with_uid(invitation.event.uid) if _fits(row, invitation)]
    can = [row for row in found if _can(context, row, verb) and (verb is not Verb.ANSWER or row.detail.get("partstat"))]
    return min(can, key=lambda row: near.get(row.key.account_id, 2), default=None)


def _fits(row: ItemRow, invitation: "Invitation") -> bool:
    wanted = invitation.event.recurrence_id
    return not wanted or row.detail.get("recurrence_id") == wanted


def _can(context: Context, row: ItemRow, verb: Verb) -> bool:
    account = context.user.account(row.key.account_id)
    manifest = context.manifest_of(account) if account else None
    return manifest is not None and verb in manifest.actions


def answer_so_far(context: Context, item: ItemRow, invitation: "Invitation", way: Way) -> str:
    """One's own answer: the calendar's; else that of the newest answer sent in the conversation."""
    if way.row is not None:
        return str(way.row.detail.get("partstat") or "")
    items = context.reader.thread_items(item.thread_id) if item.thread_id is not None else []
    for each in reversed(items):
        sent = invitation_of(each) if each.is_sent and each.detail.get("calendar_method") == "REPLY" else None
        if sent is not None and sent.event.uid == invitation.event.uid and sent.event.attendees:
            return sent.event.attendees[0].partstat
    return "NEEDS-ACTION"


def answer(
    context: Context, deeds: EventDeeds, item: ItemRow, invitation: "Invitation", way: Way, partstat: str
) -> bool:
    """Queue the answer; ``deeds`` tells that it was done."""
    if way.row is not None:
        return deeds.answer(way.row, partstat, is_series=way.is_series)
    action = _mail(item, invitation, way, partstat, can_reply=_may_reply(context, way.account))
    context.user.queue(action, undo_seconds=UNDOABLE_SECONDS)
    _tell(context)
    words = f"{answer_words(partstat)} · {way.account.name}"
    deeds.performed.emit(Deed(words, lambda: _withdraw(context, action)))
    return True


def _may_reply(context: Context, account: Account) -> bool:
    manifest = context.manifest_of(account)
    return manifest is not None and Verb.REPLY in manifest.actions


def answer_words(partstat: str) -> str:
    return {
        "ACCEPTED": tr("Accepted"),
        "TENTATIVE": tr("Perhaps"),
        "DECLINED": tr("Declined"),
    }.get(partstat, tr("No answer yet"))


def _mail(item: ItemRow, invitation: "Invitation", way: Way, partstat: str, *, can_reply: bool) -> Action:
    """A mail whose calendar part is the answer (RFC 6047 section 2.4), and whose text says it to people."""
    from workspace.connector.invitation import reply

    event, now = invitation.event, datetime.now(UTC)
    name = str(way.account.settings.get("name", ""))
    organizer = event.organizer or Address("", "")
    title = f"{answer_words(partstat)}: {event.summary}".replace("\n", " ")
    mail = Outgoing(
        message_id=new_message_id(way.email),
        from_=Address(name, way.email),
        to=(Address(" ".join(organizer.name.split()), organizer.email),),
        subject=title,
        text=f"{title}\n",
        date=now,
        in_reply_to=item.message_id,
        references=(item.message_id,) if item.message_id else (),
        calendar=reply(invitation, way.email, name, partstat, now),
    )
    verb = Verb.REPLY if can_reply and item.key.kind is Kind.EMAIL else Verb.SEND
    target = item.key if verb is Verb.REPLY else None
    return Action(ActionId(uuid.uuid4().hex), way.account.account_id, verb, mail.to_json(), target, now)


def _withdraw(context: Context, action: Action) -> bool:
    is_done = context.user.withdraw(action.action_id)
    _tell(context)
    return is_done


def _tell(context: Context) -> None:
    context.ring()
    context.observer.tell("actions")
