"""Mail that leaves: handing it in, the copy in Sent, and drafts.

SMTP has no look-up, so a trace is left while the answer to a handed-in mail is due: by it :meth:`Submission.find` knows
"not sent" from "may have been sent".
"""

import logging
import ssl
from collections.abc import Callable, Iterator

from connectors.imap import answers
from connectors.imap.cursor import remote_id
from connectors.imap.line import Line, Refused
from connectors.imap.mailboxes import to_wire
from connectors.imap.smtp import SubmissionHost, Unclear, signed_in, submit
from connectors.imap.traces import Traces
from connectors.imap.verbs import receipt, refusal, remove
from workspace.connector.errors import ConnectorError, Rejected, Transient, Unsupported
from workspace.connector.payloads import Outgoing
from workspace.mail.compose import OutgoingFile, build
from workspace.model.actions import Action, Receipt
from workspace.model.ids import RemoteId
from workspace.model.kinds import Role

log = logging.getLogger(__name__)
_DRAFT_FIELD = "X-Workspace-Draft"


class Submission:
    """Sends and drafts for one account. ``select`` opens a mailbox, ``role`` names the one for a role."""

    def __init__(
        self,
        select: Callable[[str], Line],
        role: Callable[[Role], RemoteId],
        blob: Callable[[str], Iterator[bytes]],
        traces: Traces,
    ) -> None:
        self._select = select
        self._role = role
        self._blob = blob
        self._traces = traces

    def send(self, action: Action, where: SubmissionHost, context: Callable[[], ssl.SSLContext]) -> Receipt:
        """Hand it in for all recipients, then keep a copy.

        ``Transient`` may also mean that the answer was lost; before another attempt :meth:`find` tells which.
        """
        mail = Outgoing.from_json(dict(action.payload))
        people = [each.email for each in (*mail.to, *mail.cc, *mail.bcc)]
        if not people:
            raise Rejected("setting_missing", field="to")
        raw = self._built(mail, keep_bcc=False)
        key = _key(mail)
        with signed_in(where, context) as smtp:
            self._traces.begin(key)
            try:
                submit(smtp, where.host, mail.from_.email, list(dict.fromkeys(people)), raw)
            except Unclear as error:
                raise Transient("connection_closed", host=where.host) from error
            except ConnectorError:
                self._traces.end(key)
                raise
        copy_id, is_copied = self._copy(mail)
        if is_copied:
            self._traces.end(key)
        extra = {} if is_copied else {"no_copy": True}
        return receipt(action, copy_id, **extra)

    def _copy(self, mail: Outgoing) -> tuple[RemoteId | None, bool]:
        """The copy in Sent. It must never make a sent mail look unsent, so trouble here is only noted."""
        try:
            found = self.sent_copy(mail)
            if found is not None:
                return found, True
            raw = self._built(mail, keep_bcc=True)
            return self._append(self._role(Role.SENT), raw, ("\\Seen",)), True
        except ConnectorError as error:
            log.info("A mail was sent, but its copy was not kept: %s", error.message_key)
            return None, False

    def sent_copy(self, mail: Outgoing) -> RemoteId | None:
        """The mail in Sent by its Message-ID, whoever put it there."""
        mailbox = self._role(Role.SENT)
        line = self._select(mailbox)
        uids = self._search(line, _header("Message-ID", mail.message_id))
        return _id_of(line, uids[-1], mailbox) if uids else None

    def find(self, action: Action) -> Receipt | None:
        """The sent mail, None if it was surely not sent; raises ``Unsupported`` if nobody can tell."""
        mail = Outgoing.from_json(dict(action.payload))
        found = self.sent_copy(mail)
        if found is not None:
            self._traces.end(_key(mail))
            return Receipt(receipt(action).receipt_id, action.action_id, found, found=True)
        if self._traces.is_open(_key(mail)):
            raise Unsupported("unsupported", connector="SMTP")
        return None

    def save_draft(self, action: Action) -> Receipt:
        """Keep a draft in place of the one before; the same action again changes nothing."""
        mail = Outgoing.from_json(dict(action.payload))
        mailbox = self._role(Role.DRAFTS)
        version = f"{mail.draft_id or mail.message_id}/{action.action_id}"
        line = self._select(mailbox)
        old = self._drafts(line, mail)
        kept = self._search(line, _header(_DRAFT_FIELD, version))[-1:]
        if kept:
            new_id: RemoteId | None = _id_of(line, kept[0], mailbox)
        else:
            raw = f"{_DRAFT_FIELD}: {version}\r\n".encode() + self._built(mail, keep_bcc=True)
            new_id = self._append(mailbox, raw, ("\\Draft", "\\Seen"))
        self._remove(mailbox, [uid for uid in old if uid not in kept])
        return receipt(action, new_id)

    def delete_draft(self, action: Action) -> Receipt:
        mail = Outgoing.from_json(dict(action.payload))
        mailbox = self._role(Role.DRAFTS)
        self._remove(mailbox, self._drafts(self._select(mailbox), mail))
        return receipt(action)

    def _drafts(self, line: Line, mail: Outgoing) -> list[int]:
        criteria = _header("Message-ID", mail.message_id)
        if mail.draft_id:
            criteria = b"OR " + criteria + b" " + _header(_DRAFT_FIELD, f"{mail.draft_id}/")
        return self._search(line, criteria)

    def _remove(self, mailbox: str, uids: list[int]) -> None:
        if not uids:
            return
        line = self._select(mailbox)
        try:
            remove(line, uids)
        except Refused as error:
            raise refusal(error, line.host) from error

    def _search(self, line: Line, criteria: bytes) -> list[int]:
        try:
            # In a mailbox that was open already the server need not have told what arrived.
            line.ask(b"NOOP")
            return line.search(criteria)
        except Refused as error:
            raise refusal(error, line.host) from error

    def _append(self, mailbox: str, raw: bytes, flags: tuple[str, ...]) -> RemoteId | None:
        line = self._select(mailbox)
        text = line.append(to_wire(mailbox), raw, flags)
        name, arguments = answers.code(text)
        words = arguments.split()
        if name == b"APPENDUID" and len(words) == 2 and all(word.isdigit() for word in words):
            return remote_id(int(words[0]), int(words[1]), mailbox)
        return None

    def _built(self, mail: Outgoing, *, keep_bcc: bool) -> bytes:
        try:
            return build(
                from_=mail.from_,
                to=mail.to,
                cc=mail.cc,
                bcc=mail.bcc,
                subject=mail.subject,
                text=mail.text,
                html=mail.html,
                attachments=[
                    OutgoingFile(
                        each.name,
                        each.content_type,
                        b"".join(self._blob(each.blob_id)),
                        each.content_id,
                    )
                    for each in mail.attachments
                ],
                message_id=mail.message_id,
                sent_at=mail.date,
                in_reply_to=mail.in_reply_to,
                references=mail.references,
                calendar=mail.calendar,
                keep_bcc=keep_bcc,
            )
        except ValueError as error:
            field, _, reason = str(error).partition(": ")
            raise Rejected("setting_wrong", field=field, reason=reason) from error


def _key(mail: Outgoing) -> str:
    return f"send {mail.message_id}"


def _header(name: str, value: str) -> bytes:
    try:
        return b"HEADER " + name.encode() + b" " + answers.quoted(value)
    except ValueError:
        raise Rejected("setting_wrong", field=name, reason="it must be plain ASCII") from None


def _id_of(line: Line, uid: int, mailbox: str) -> RemoteId | None:
    return remote_id(line.selected.uidvalidity, uid, mailbox) if line.selected else None
