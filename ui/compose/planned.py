"""Letters that leave later: put into the outbox for their time, moved, sent at once, and taken back as drafts."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from ui.compose.identities import sends_replies
from ui.compose.later import leaving_words
from ui.compose.letter import Letter, queued_letter
from ui.compose.undo_time import undo_seconds
from ui.shell.context import Context
from ui.shell.deeds import Deed
from workspace.connector.payloads import Outgoing
from workspace.model import filing_key
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, DraftId
from workspace.model.items import ItemKey
from workspace.model.kinds import Verb
from workspace.profiles.current import shared
from workspace.store.user.planned import PlannedRow


def tr(text: str) -> str:
    return QCoreApplication.translate("compose", text)


def action_of(context: Context, letter: Letter, at: datetime | None = None) -> Action:
    """What sends the letter; one that leaves later hangs on no mail: what is done to that mail must not wait."""
    account = context.user.account(letter.account_id)
    is_reply = letter.mode in ("reply", "reply_all") and letter.item is not None
    own_reply = is_reply and letter.item is not None and letter.item.account_id == letter.account_id
    can_reply, can_send = sends_replies(context, account)
    answers = own_reply and can_reply and not (at and can_send)
    mail = letter.outgoing({letter.from_email: shared().name_shown(account) if account else ""})
    mail = replace(mail, date=at) if at else mail
    item = letter.item if own_reply and (answers or not at) else None
    return _action(letter.account_id, mail, Verb.REPLY if answers else Verb.SEND, item)


def move(context: Context, row: PlannedRow, at: datetime) -> Deed | None:
    """For another time; None where it has left."""
    action = _again(row, at)
    if not context.user.replan(row.action_id, action, at):
        return None
    words = tr("Leaves {time}").format(time=leaving_words(at))
    return Deed(words, lambda: _back_to(context, action.action_id, row))


def send_now(context: Context, row: PlannedRow) -> Deed | None:
    """At once, but for the time to take it back; that puts it where it was."""
    now = datetime.now(UTC)
    action = _again(row, now)
    seconds = undo_seconds(context)
    if not context.user.replan(row.action_id, action, now + timedelta(seconds=seconds)):
        return None
    return Deed(tr("Sending…"), lambda: _back_to(context, action.action_id, row), seconds)


def take_back(context: Context, row: PlannedRow) -> tuple[DraftId, Deed] | None:
    """Not to be sent: it is a draft again, with what puts it back; None where it has left."""
    if not context.user.withdraw(row.action_id):
        return None
    letter = letter_of(context, row)
    draft_id = context.user.save_draft(None, row.account_id, letter.to_fields())
    return draft_id, Deed(tr("Not sent: it is among your drafts"), lambda: _plan_again(context, row, draft_id))


def letter_of(context: Context, row: PlannedRow) -> Letter:
    mail = Outgoing.from_json(row.payload)
    return queued_letter(row.account_id, mail, answered_by(context, row.account_id, mail.in_reply_to))


def answered_by(context: Context, account_id: AccountId, in_reply_to: object) -> ItemKey | None:
    """The mail of the same account with that Message-ID."""
    key = filing_key.of_email(in_reply_to) if isinstance(in_reply_to, str) else None
    found = context.reader.items_by_filing_key(key) if key else []
    return next((item.key for item in found if item.key.account_id == account_id), None)


def _again(row: PlannedRow, at: datetime) -> Action:
    return _action(row.account_id, replace(Outgoing.from_json(row.payload), date=at), Verb.SEND, None)


def _back_to(context: Context, action_id: ActionId, row: PlannedRow) -> bool:
    return context.user.replan(action_id, _again(row, row.leaves_at), row.leaves_at)


def _plan_again(context: Context, row: PlannedRow, draft_id: DraftId) -> bool:
    if row.leaves_at <= datetime.now(UTC) or not context.user.delete_draft(draft_id):
        return False
    context.user.plan(_again(row, row.leaves_at), row.leaves_at)
    return True


def _action(account_id: AccountId, mail: Outgoing, verb: Verb, item: ItemKey | None) -> Action:
    return Action(ActionId(uuid.uuid4().hex), account_id, verb, mail.to_json(), item, datetime.now(UTC))
