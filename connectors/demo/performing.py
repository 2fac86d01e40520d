"""What each verb does to the state of the service; one function a verb, all under its lock."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any

from connectors.demo import events, filing, folders
from connectors.demo.mapping import email_from_raw, receipt_from_json, to_json
from connectors.demo.service import delete, mark, new_id, place_in, put, row_of, rows_in
from connectors.demo.state import Place, State
from workspace.connector.errors import Rejected
from workspace.connector.payloads import Outgoing
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.items import Address, ChatMessage
from workspace.model.kinds import Kind, Role, Verb


@dataclass(frozen=True, slots=True)
class Call:
    """One action on its way through the service."""

    state: State
    place: Place
    action: Action
    address: str
    blob: Callable[[str], Iterator[bytes]]

    @property
    def payload(self) -> Mapping[str, Any]:
        return self.action.payload

    def row(self) -> dict[str, Any]:
        """The item acted on; raises ``Rejected`` if there is none or it is gone."""
        item = self.action.item
        if item is None:
            raise Rejected("not_found", what=self.action.verb.value)
        return row_of(self.state, item.kind, item.remote_id)

    def keep_blob(self, name: str) -> str:
        return self.place.keep(b"".join(self.blob(name)))

    def collection_with(self, role: Role) -> str:
        for each in self.state["collections"]:
            if each["role"] == role.value:
                return str(each["remote_id"])
        raise Rejected("no_such_collection", host="demo")


def perform(call: Call) -> Receipt:
    """Do it, or return the receipt of the first time where doing it twice would show."""
    known = call.state["receipts"].get(call.action.action_id)
    if known and not call.action.is_repeatable:
        return receipt_from_json(known)
    receipt = VERBS[call.action.verb](call)
    call.state["receipts"][call.action.action_id] = to_json(receipt)
    return receipt


def receipt(call: Call, remote_id: str | None = None, **fields: Any) -> Receipt:
    """The receipt of an action; its id comes from the action's, so both attempts agree."""
    return Receipt(
        receipt_id=ReceiptId(f"demo-{call.action.action_id}"),
        action_id=call.action.action_id,
        remote_id=RemoteId(remote_id) if remote_id else None,
        **fields,
    )


def _marking(**marks: bool) -> Callable[[Call], Receipt]:
    def set_marks(call: Call) -> Receipt:
        row = call.row()
        is_read = marks.get("is_read")
        for each in [row] if row["kind"] != Kind.CHAT.value or is_read is None else _up_to(call, row, is_read=is_read):
            mark(call.state, each, **marks)
        return receipt(call, row["item"]["remote_id"])

    return set_marks


def _up_to(call: Call, row: dict[str, Any], *, is_read: bool) -> list[dict[str, Any]]:
    """A conversation is read up to and with a message, and unread from it on."""
    at = row["item"]["received_at"]
    return [
        each
        for each in rows_in(call.state, row["collections"][0])
        if (each["item"]["received_at"] <= at if is_read else each["item"]["received_at"] >= at)
        and each["item"]["is_read"] is not is_read
        and not each["item"]["is_sent"]
    ]


def _place(call: Call, row: dict[str, Any], collections: list[str]) -> Receipt:
    known = {each["remote_id"] for each in call.state["collections"]}
    for each in collections:
        if each not in known:
            raise Rejected("not_found", what=each)
    if collections != row["collections"]:
        place_in(call.state, row, collections)
    return receipt(call, row["item"]["remote_id"])


def _move_to(call: Call, to: str) -> Receipt:
    row = call.row()
    left = call.payload.get("collection")
    stays = [each for each in row["collections"] if each not in (left, to)]
    return _place(call, row, [*stays, to])


def _archive(call: Call) -> Receipt:
    return _move_to(call, call.collection_with(Role.ARCHIVE))


def _trash(call: Call) -> Receipt:
    return _place(call, call.row(), [call.collection_with(Role.TRASH)])


def _move(call: Call) -> Receipt:
    return _move_to(call, call.payload["to"])


def _label(call: Call) -> Receipt:
    row, to = call.row(), call.payload["to"]
    return _place(call, row, [*(c for c in row["collections"] if c != to), to])


def _unlabel(call: Call) -> Receipt:
    row = call.row()
    stays = [each for each in row["collections"] if each != call.payload["to"]]
    return _place(call, row, stays or [call.collection_with(Role.ARCHIVE)])


def raw_message(call: Call, outgoing: Outgoing) -> bytes:
    """The message as the service sends it (RFC 5322); Bcc is in the sender's copy only."""
    message = EmailMessage()
    message["Message-ID"] = outgoing.message_id
    message["Date"] = format_datetime(outgoing.date)
    message["From"] = _people((outgoing.from_,))
    for name, people in (("To", outgoing.to), ("Cc", outgoing.cc), ("Bcc", outgoing.bcc)):
        if people:
            message[name] = _people(people)
    message["Subject"] = outgoing.subject
    if outgoing.in_reply_to:
        message["In-Reply-To"] = outgoing.in_reply_to
    if outgoing.references:
        message["References"] = " ".join(outgoing.references)
    message.set_content(outgoing.text)
    if outgoing.html is not None:
        message.add_alternative(outgoing.html, subtype="html")
    if outgoing.calendar is not None:
        message.add_alternative(outgoing.calendar, subtype="calendar", params={"method": "REPLY"})
    for each in outgoing.attachments:
        main, _, sub = each.content_type.partition("/")
        content = b"".join(call.blob(each.blob_id))
        message.add_attachment(content, maintype=main, subtype=sub, filename=each.name)
    return message.as_bytes()


def _people(people: tuple[Address, ...]) -> str:
    return ", ".join(formataddr((each.name, each.email)) for each in people)


def _keep_mail(call: Call, collection: str, remote_id: RemoteId, *, is_draft: bool) -> Receipt:
    outgoing = Outgoing.from_json(dict(call.payload))
    raw = raw_message(call, outgoing)
    email = email_from_raw(raw, remote_id, datetime.now(UTC))
    email = replace(email, is_read=True, is_draft=is_draft, is_sent=not is_draft)
    put(call.state, collection, email, call.place.keep(raw))
    return receipt(call, remote_id)


def _send(call: Call) -> Receipt:
    sent = call.collection_with(Role.SENT)
    return _keep_mail(call, sent, new_id(call.state, "m"), is_draft=False)


def _reply(call: Call) -> Receipt:
    if call.action.item is None or call.action.item.kind is Kind.EMAIL:
        return _send(call)
    row = call.row()
    thread = row["item"]["thread_remote_id"] or row["item"]["remote_id"]
    return _say(call, row["collections"][0], thread)


def _post(call: Call) -> Receipt:
    return _say(call, call.payload["channel"], call.payload.get("thread"))


def _say(call: Call, channel: str, thread: str | None) -> Receipt:
    remote_id = new_id(call.state, "c")
    message = ChatMessage(
        remote_id,
        datetime.now(UTC),
        Address("", call.address),
        call.payload["text"],
        f"demo/{channel}/{remote_id}",
        thread_remote_id=thread,
        is_sent=True,
    )
    put(call.state, channel, message)
    return receipt(call, remote_id)


def _draft_id(call: Call) -> RemoteId:
    return RemoteId(f"draft-{call.payload['draft_id']}")


def _copies(call: Call) -> list[str]:
    """Other drafts of the same mail: one that was begun elsewhere is replaced too."""
    drafts, message_id = call.collection_with(Role.DRAFTS), call.payload["message_id"]
    return [
        row["item"]["remote_id"]
        for name, row in call.state["items"].items()
        if name.startswith("email/") and drafts in row["collections"] and row["item"]["message_id"] == message_id
    ]


def _save_draft(call: Call) -> Receipt:
    for each in _copies(call):
        if each != _draft_id(call):
            delete(call.state, Kind.EMAIL, RemoteId(each))
    return _keep_mail(call, call.collection_with(Role.DRAFTS), _draft_id(call), is_draft=True)


def _delete_draft(call: Call) -> Receipt:
    known = {_draft_id(call)} if f"email/{_draft_id(call)}" in call.state["items"] else set()
    for each in sorted({*known, *_copies(call)}):
        delete(call.state, Kind.EMAIL, RemoteId(each))
    return receipt(call, _draft_id(call))


def _event(do: Callable[[State, Action, str], str]) -> Callable[[Call], Receipt]:
    return lambda call: receipt(call, do(call.state, call.action, call.address))


def _folder(do: Callable[[State, Action], str]) -> Callable[[Call], Receipt]:
    return lambda call: receipt(call, do(call.state, call.action))


def _change(call: Call, row: dict[str, Any], **fields: Any) -> Receipt:
    row["item"].update(fields)
    place_in(call.state, row, row["collections"])
    return receipt(call, row["item"]["remote_id"])


def _reacting(*, is_added: bool) -> Callable[[Call], Receipt]:
    """The service knows who reacted, so that doing it twice counts once."""

    def react(call: Call) -> Receipt:
        row, emoji = call.row(), call.payload["emoji"]
        counts = dict(row["item"]["reactions"])
        mine = row.setdefault("mine", [])
        if is_added != (emoji in mine):
            counts[emoji] = counts.get(emoji, 0) + (1 if is_added else -1)
            (mine.append if is_added else mine.remove)(emoji)
        extra = {**row["item"]["extra"], "my_reactions": list(mine)}
        return _change(call, row, reactions=[[e, n] for e, n in counts.items() if n > 0], extra=extra)

    return react


def _create(call: Call) -> Receipt:
    made = filing.create_record(call.state, call.payload["record_type"], call.payload["fields"].items())
    return receipt(call, made.remote_id, records=(made,), created=(made,))


def _file(call: Call) -> Receipt:
    return filing.file(call.state, call.action, call.address, call.keep_blob)


def _unfile(call: Call) -> Receipt:
    filing.unfile(call.state, call.payload["receipt"])
    return receipt(call, call.payload["receipt"].get("remote_id"))


VERBS: Mapping[Verb, Callable[[Call], Receipt]] = {
    Verb.READ: _marking(is_read=True),
    Verb.UNREAD: _marking(is_read=False),
    Verb.STAR: _marking(is_flagged=True),
    Verb.UNSTAR: _marking(is_flagged=False),
    Verb.ARCHIVE: _archive,
    Verb.TRASH: _trash,
    Verb.MOVE: _move,
    Verb.LABEL: _label,
    Verb.UNLABEL: _unlabel,
    Verb.REPLY: _reply,
    Verb.ANSWER: _event(events.answer),
    Verb.CREATE_EVENT: _event(events.create),
    Verb.CHANGE_EVENT: _event(events.change),
    Verb.DELETE_EVENT: _event(events.delete),
    Verb.REACT: _reacting(is_added=True),
    Verb.UNREACT: _reacting(is_added=False),
    Verb.SEND: _send,
    Verb.SAVE_DRAFT: _save_draft,
    Verb.DELETE_DRAFT: _delete_draft,
    Verb.POST: _post,
    Verb.CREATE_FOLDER: _folder(folders.create),
    Verb.RENAME_FOLDER: _folder(folders.rename),
    Verb.DELETE_FOLDER: _folder(folders.delete),
    Verb.FILE: _file,
    Verb.UNFILE: _unfile,
    Verb.CREATE: _create,
}
