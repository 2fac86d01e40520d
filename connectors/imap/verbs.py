"""Marks and moves of one mail, each doable twice: one that a crashed attempt already moved is not missed."""

from collections.abc import Callable

from connectors.imap import answers
from connectors.imap.copying import copy_beyond, end_of, traits
from connectors.imap.cursor import parse_remote_id, remote_id
from connectors.imap.line import Line, Pieces, Refused
from connectors.imap.mailboxes import to_wire
from connectors.imap.traces import Traces
from workspace.connector.errors import Rejected, Transient
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import Role, Verb

MARKS = {
    Verb.READ: b"+FLAGS.SILENT (\\Seen)",
    Verb.UNREAD: b"-FLAGS.SILENT (\\Seen)",
    Verb.STAR: b"+FLAGS.SILENT (\\Flagged)",
    Verb.UNSTAR: b"-FLAGS.SILENT (\\Flagged)",
}
MOVES = frozenset({Verb.ARCHIVE, Verb.TRASH, Verb.MOVE})
_BUSY = frozenset({b"UNAVAILABLE", b"INUSE", b"LIMIT", b"SERVERBUG"})


def refusal(error: Refused, host: str) -> Rejected | Transient:
    """What a NO means for the engine (response codes of RFC 5530)."""
    if error.code in _BUSY:
        return Transient("busy", host=host)
    if error.code == b"EXPUNGEISSUED":
        return Rejected("not_found", what="The mail")
    if error.code in (b"TRYCREATE", b"NONEXISTENT"):
        return Rejected("no_such_collection", host=host)
    return Rejected("refused", host=host, reason=error.reason)


def receipt(action: Action, new_id: RemoteId | None = None, **extra: object) -> Receipt:
    return Receipt(ReceiptId(action.action_id), action.action_id, new_id, extra=extra)


class Verbs:
    """Does what changes a mail in its mailbox. ``select`` opens one, ``role`` names the one for a role."""

    def __init__(self, select: Callable[[str], Line], role: Callable[[Role], RemoteId], traces: Traces) -> None:
        self._select = select
        self._role = role
        self._traces = traces

    def perform(self, action: Action) -> Receipt:
        """Raises ``Rejected("not_found")`` for a mail that is not in its mailbox any more."""
        if action.item is None:
            raise Rejected("not_found", what="The mail")
        uidvalidity, uid, mailbox = parse_remote_id(action.item.remote_id)
        line = self._select(mailbox)
        state = line.selected
        if state is None or state.uidvalidity != uidvalidity or (state.uidnext and uid >= state.uidnext):
            raise Rejected("not_found", what="The mail")
        try:
            # In a mailbox that was open already the server need not have told what vanished.
            line.ask(b"NOOP")
            is_there = bool(line.search(b"UID %d" % uid))
            if action.verb in MARKS:
                return self._mark(line, action, uid, is_there)
            return self._move(line, action, uid, mailbox, is_there)
        except Refused as error:
            raise refusal(error, line.host) from error

    def _mark(self, line: Line, action: Action, uid: int, is_there: bool) -> Receipt:
        if not is_there:
            raise Rejected("not_found", what="The mail")
        line.ask(b"UID STORE %d " % uid + MARKS[action.verb])
        return receipt(action, action.item.remote_id if action.item else None)

    def _move(self, line: Line, action: Action, uid: int, mailbox: str, is_there: bool) -> Receipt:
        target = self._target(action)
        if target == mailbox:
            return receipt(action, action.item.remote_id if action.item else None)
        key = f"move {action.action_id}"
        if not is_there and not self._traces.is_open(key):
            raise Rejected("not_found", what="The mail")
        new_id = None
        if is_there and b"MOVE" in line.capabilities:
            self._traces.begin(key)
            found, text = line.ask(b"UID MOVE %d " % uid + _quoted(target))
            new_id = _copied_to(found, text, target)
        elif is_there:
            new_id = self._copied(line, uid, mailbox, target, key)
            remove(self._select(mailbox), [uid])
        self._traces.keep(key)
        return receipt(action, new_id)

    def _copied(self, line: Line, uid: int, mailbox: str, target: str, key: str) -> RemoteId | None:
        """Copy it, unless an attempt that did not come to its end did so before."""
        if end := self._traces.note(key):
            mail, there = traits(line, uid), self._select(target)
            copy = copy_beyond(there, end, mail)
            uidvalidity = there.selected.uidvalidity if there.selected else 0
            line = self._select(mailbox)
            if copy is not None:
                return remote_id(uidvalidity, copy, target)
        else:
            self._traces.begin(key, end_of(line, to_wire(target)))
        found, text = line.ask(b"UID COPY %d " % uid + _quoted(target))
        return _copied_to(found, text, target)

    def _target(self, action: Action) -> str:
        if action.verb is Verb.MOVE:
            return str(action.payload["to"])
        return self._role(Role.ARCHIVE if action.verb is Verb.ARCHIVE else Role.TRASH)


def remove(line: Line, uids: list[int]) -> bool:
    """Expunge exactly these from the selected mailbox; False if they could only be marked as deleted.

    Without UIDPLUS an EXPUNGE takes along whatever else is marked, so it is used only where nothing else is.
    """
    line.ask(b"UID STORE " + answers.uid_set(uids) + b" +FLAGS.SILENT (\\Deleted)")
    if b"UIDPLUS" in line.capabilities:
        line.ask(b"UID EXPUNGE " + answers.uid_set(uids))
        return True
    if set(line.search(b"DELETED")) <= set(uids):
        line.ask(b"EXPUNGE")
        return True
    return False


def _quoted(mailbox: str) -> bytes:
    return answers.quoted(to_wire(mailbox).decode("ascii"))


def _copied_to(found: list[Pieces], text: bytes, target: str) -> RemoteId | None:
    """The new id, where COPYUID tells it: untagged for MOVE, in the tagged line for COPY (RFC 6851, RFC 4315)."""
    for line in (text, *(pieces[0] for pieces in found)):
        name, arguments = answers.code(line)
        words = arguments.split()
        if name == b"COPYUID" and len(words) == 3 and words[0].isdigit() and words[2].isdigit():
            return remote_id(int(words[0]), int(words[2]), target)
    return None
