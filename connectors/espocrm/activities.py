"""What a filing becomes (a mail an ``Email``, a meeting a ``Meeting``, a chat message a done ``Task``): made, found.

A mail is found by its Message-ID, whoever brought it in. Where the server would not keep that (a mail without one, one
that differs from another only in case) and for the other kinds, a hash of the key stands at the end of the text.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from connectors.espocrm import eml
from connectors.espocrm.api import Espo, Json, both, either, where
from connectors.espocrm.failures import Duplicate, NoRoute
from connectors.espocrm.mapping import moment, stamp
from connectors.espocrm.rights import Rights
from connectors.espocrm.uploads import Uploads
from workspace.connector.errors import Rejected, Transient
from workspace.model.filings import Filing
from workspace.model.items import Address

EMAIL, MEETING, TASK = "Email", "Meeting", "Task"
_OF_KIND = {"email": EMAIL, "event": MEETING, "chat": TASK}
_TEXT = {EMAIL: "bodyPlain", MEETING: "description", TASK: "description"}
_END = re.compile(r"\nWorkspace [0-9a-f]{32} (\S+)\s*\Z")
_NO_SUBJECT = "(No Subject)"
_LENGTH = timedelta(hours=1)
_IMPORT_SECONDS = 120
_LOOK_AGAIN_SECONDS = 5


def entity_for(kind: str) -> str:
    return _OF_KIND.get(kind, TASK)


def mark(key: str) -> str:
    """What stands for a key where the server has no field for it; unlike a search of the server, it knows case."""
    return f"Workspace {hashlib.sha256(key.encode()).hexdigest()[:32]}"


def remote_id(entity: str, record_id: str) -> str:
    """A mail's own id; of other kinds with the entity before it."""
    return record_id if entity == EMAIL else f"{entity}/{record_id}"


def place(remote: str) -> tuple[str, str]:
    """Entity and id of a filing's remote id."""
    entity, sign, record_id = remote.rpartition("/")
    return (entity, record_id) if sign else (EMAIL, remote)


def is_under(activity: Json, entity: str, key: str) -> bool:
    return activity.get("messageId") == key or mark(key) in str(activity.get(_TEXT[entity]) or "")


def maker(activity: Json, entity: str) -> str:
    """The action that made it; empty where it is not of our making."""
    if imported := eml.maker(activity):
        return imported
    found = _END.search(str(activity.get(_TEXT[entity]) or ""))
    return found[1] if found else ""


class Activities:
    """Finds and makes them, for one run."""

    def __init__(self, api: Espo, rights: Rights, uploads: Uploads) -> None:
        self._api = api
        self._uploads = uploads
        self._rights = rights

    def find(self, filing: Filing) -> Json | None:
        """The oldest one under the filing's key, whole."""
        entity = entity_for(filing.kind)
        marked = where("contains", _TEXT[entity], mark(filing.key))
        if entity == EMAIL:
            # The date is indexed at the server, its texts are not.
            on_that_second = both(where("equals", "dateSent", stamp(filing.sent_at)), marked)
            marked = either(where("equals", "messageId", filing.key), on_that_second)
        rows, _ = self._api.list(entity, marked, select=("id",), order=("createdAt", "asc"), size=20)
        for row in rows:
            try:
                activity = self._api.one(entity, str(row["id"]))
            except Rejected:
                continue
            if is_under(activity, entity, filing.key):
                return self._settled(activity)
        return None

    def _settled(self, activity: Json) -> Json:
        """Raises ``Transient`` while the server is still importing it: what is written now would be overwritten.

        The status is ``Email::STATUS_BEING_IMPORTED`` of EspoCRM 8; a server that died in the middle leaves it.
        """
        at = moment(activity.get("createdAt"))
        if activity.get("status") == "Being Imported" and at is not None:
            age = abs(datetime.now(UTC) - at).total_seconds()
            if age < _IMPORT_SECONDS:
                raise Transient("busy", retry_after=_LOOK_AGAIN_SECONDS, host=self._api.host)
        return activity

    def require(self, filing: Filing) -> None:
        """Raises ``Rejected`` where the roles do not allow to make it."""
        entity = entity_for(filing.kind)
        self._rights.require(entity, "create")
        own = {each.lower() for each in self._rights.addresses}
        if entity == EMAIL and not self._rights.may_import() and filing.from_.email.lower() not in own:
            reason = "the role has no access to Import, without which mail from others is not taken"
            raise Rejected("forbidden", host=self._api.host, reason=reason)

    def make(self, filing: Filing, action_id: str) -> Json:
        """Make it, or find what somebody else made at the same moment; whole. It hangs on nothing yet."""
        entity = entity_for(filing.kind)
        if entity != EMAIL:
            # Meetings and tasks have to be somebody's.
            owner = {"assignedUserId": self._rights.user_id} if self._rights.user_id else {}
            data = {**_OTHERS[entity](filing, action_id), **self._people(filing), **owner}
            made = self._api.create(entity, data)
            return self._api.one(entity, str(made["id"]))
        if eml.is_message_id(filing.key) and self._rights.may_import():
            imported = self._imported(filing, action_id)
            if imported is not None:
                return imported
        made = self._api.create(EMAIL, _plain(filing, action_id))
        return self._api.one(EMAIL, str(made["id"]))

    def _imported(self, filing: Filing, action_id: str) -> Json | None:
        """None where the server cannot import it, or has another mail whose key differs in case."""
        file_id = self._upload(eml.message(filing, action_id))
        if file_id is None:
            return None
        try:
            found = self._api.ask("POST", "Email/importEml", json={"fileId": file_id})
            self._uploads.done(file_id)
            mail = self._api.one(EMAIL, str(found["id"]))
        except (Duplicate, NoRoute) as error:
            self._api.delete("Attachment", file_id)
            self._uploads.done(file_id)
            ids = error.ids if isinstance(error, Duplicate) else ()
            there = [self._colleagues(each) for each in ids]
            same = next((each for each in there if is_under(each, EMAIL, filing.key)), None)
            return self._settled(same) if same else None
        if not is_under(mail, EMAIL, filing.key):
            text = f"{filing.text}{_end(filing, action_id)}"
            mail = {**mail, **self._api.change(EMAIL, str(mail["id"]), {"bodyPlain": text})}
        return mail

    def _colleagues(self, mail_id: str) -> Json:
        try:
            return self._api.one(EMAIL, mail_id)
        except Rejected as error:
            if error.message_key == "not_found":
                raise
            reason = "a colleague filed this mail already, and the role does not let this account see it"
            raise Rejected("forbidden", host=self._api.host, reason=reason) from error

    def _upload(self, raw: bytes) -> str | None:
        """The message as an upload that is said to be longer than it is: the import takes and removes it all the same,
        and one that a crash leaves is removed by the server's own cleaning of unfinished uploads.
        """
        described = {"name": "message.eml", "type": "message/rfc822", "role": "Attachment", "field": "file"}
        described |= {"parentType": "ImportEml", "isBeingUploaded": True, "size": len(raw) + 1}  # type: ignore[dict-item]
        try:
            file_id = self._uploads.begin(described)
            data = f"data:message/rfc822;base64,{base64.b64encode(raw).decode()}"
            self._api.ask("POST", f"Attachment/chunk/{file_id}", data=data)
        except NoRoute:
            return None
        return file_id

    def _people(self, filing: Filing) -> Json:
        """Contacts, leads and users of a meeting by their addresses; mails link theirs themselves."""
        emails = {each.email.lower() for each in (filing.from_, *filing.to, *filing.cc) if "@" in each.email}
        if entity_for(filing.kind) != MEETING or not emails:
            return {}
        found = {f"{name}Ids": self._ids(entity, emails) for name, entity in _GUESTS.items()}
        return {name: ids for name, ids in found.items() if ids}

    def _ids(self, entity: str, emails: Iterable[str]) -> list[str]:
        if not self._rights.may(entity, "read"):
            return []
        asked = either(*(where("equals", "emailAddress", each) for each in sorted(emails)[:50]))
        return list(dict.fromkeys(str(row["id"]) for row in self._api.list(entity, asked, select=("id",))[0]))


_GUESTS = {"contacts": "Contact", "leads": "Lead", "users": "User"}


def addresses(people: Iterable[Address]) -> str:
    return ";".join(each.email for each in people)


def _end(filing: Filing, action_id: str) -> str:
    return f"\n\n{mark(filing.key)} {action_id}"


def _plain(filing: Filing, action_id: str) -> Json:
    """A mail in the plain way; the shown text is as it was, the mark is in the other one."""
    people = {"to": filing.to, "cc": filing.cc} | ({"bcc": filing.bcc} if filing.bcc else {})
    return {
        "name": " ".join(filing.subject.split()) or _NO_SUBJECT,
        "status": "Archived",
        "from": filing.from_.email,
        "fromString": f"{filing.from_.name} <{filing.from_.email}>".strip(),
        **{name: addresses(listed) for name, listed in people.items()},
        "dateSent": stamp(filing.sent_at),
        "isHtml": filing.html is not None,
        "body": filing.text if filing.html is None else filing.html,
        "bodyPlain": f"{filing.text}{_end(filing, action_id)}",
    }


def _meeting(filing: Filing, action_id: str) -> Json:
    is_over = filing.sent_at + _LENGTH < datetime.now(UTC)
    return {
        "name": " ".join(filing.subject.split()) or _NO_SUBJECT,
        "status": "Held" if is_over else "Planned",
        "dateStart": stamp(filing.sent_at),
        "dateEnd": stamp(filing.sent_at + _LENGTH),
        "description": f"{filing.text}{_end(filing, action_id)}",
    }


def _task(filing: Filing, action_id: str) -> Json:
    who = f"{filing.from_.name} <{filing.from_.email}>".strip() if filing.from_.email else filing.from_.name
    return {
        "name": " ".join(filing.subject.split()) or _NO_SUBJECT,
        "status": "Completed",
        "dateStart": stamp(filing.sent_at),
        "dateEnd": stamp(filing.sent_at),
        "description": "\n\n".join(part for part in (who, filing.text) if part) + _end(filing, action_id),
    }


_OTHERS = {MEETING: _meeting, TASK: _task}
