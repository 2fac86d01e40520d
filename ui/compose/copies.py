"""The copy of a draft that lies at its account's service, so that it can be finished on another device.

It is saved when the writer pauses or leaves, and deleted when the letter is sent or discarded; both wait in the outbox
like everything else.
"""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

from ui.compose.addresses import is_sendable
from ui.compose.letter import Letter
from ui.shell.context import Context
from workspace.connector.payloads import Outgoing
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, DraftId
from workspace.model.kinds import Role, Verb
from workspace.profiles.current import shared


def save_copy(context: Context, letter: Letter, draft_id: DraftId) -> Letter:
    """Queue the letter as its service's draft in place of the one before; returns it as it is kept there now."""
    if letter.kept == letter.digest and letter.kept_in == letter.account_id:
        return letter
    if letter.kept_in and letter.kept_in != letter.account_id:
        delete_copy(context, letter, draft_id)
        letter = replace(letter, kept_in="", kept="")
    if not _keeps_drafts(context, letter.account_id, Verb.SAVE_DRAFT):
        return letter
    context.user.withdraw_saves(draft_id)
    _queue(context, Verb.SAVE_DRAFT, letter.account_id, _outgoing(context, letter, draft_id))
    context.ring()
    return replace(letter, kept_in=letter.account_id, kept=letter.digest)


def delete_copy(context: Context, letter: Letter, draft_id: DraftId, *, undo_seconds: float = 0) -> ActionId | None:
    """Queue the end of the service's draft; the action, None where there is nothing to delete."""
    context.user.withdraw_saves(draft_id)
    account_id = AccountId(letter.kept_in)
    if not account_id or not _keeps_drafts(context, account_id, Verb.DELETE_DRAFT):
        return None
    named = replace(_outgoing(context, letter, draft_id), text="", html=None, attachments=())
    return _queue(context, Verb.DELETE_DRAFT, account_id, named, undo_seconds)


def _queue(context: Context, verb: Verb, account_id: AccountId, mail: Outgoing, undo_seconds: float = 0) -> ActionId:
    action_id = ActionId(uuid.uuid4().hex)
    action = Action(action_id, account_id, verb, mail.to_json(), None, datetime.now(UTC))
    context.user.queue(action, undo_seconds=undo_seconds)
    return action_id


def _outgoing(context: Context, letter: Letter, draft_id: DraftId) -> Outgoing:
    """What is typed so far; half an address stays here."""
    account = context.user.account(letter.account_id)
    mail = letter.outgoing({letter.from_email: shared().name_shown(account) if account else ""})
    to, cc, bcc = (tuple(each for each in people if is_sendable(each.email)) for people in (mail.to, mail.cc, mail.bcc))
    return replace(mail, to=to, cc=cc, bcc=bcc, draft_id=draft_id)


def _keeps_drafts(context: Context, account_id: AccountId, verb: Verb) -> bool:
    account = context.user.account(account_id)
    manifest = context.manifest_of(account) if account else None
    if manifest is None or verb not in manifest.actions:
        return False
    return context.reader.has_folder(account_id, Role.DRAFTS)
