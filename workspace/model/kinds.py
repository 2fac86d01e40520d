"""The closed sets of words that cross layers: kinds, roles, record types, states."""

from enum import StrEnum


class Kind(StrEnum):
    """What an item is; also what a collection holds."""

    EMAIL = "email"
    CHAT = "chat"
    EVENT = "event"
    CONTACT = "contact"
    RECORD = "record"


class Role(StrEnum):
    """What a collection is for (RFC 6154 names, plus ours for the other kinds)."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    ARCHIVE = "archive"
    TRASH = "trash"
    JUNK = "junk"
    ALL = "all"
    CHANNEL = "channel"
    DIRECT = "direct"
    CALENDAR = "calendar"
    ADDRESS_BOOK = "address_book"
    RECORDS = "records"
    ACTIVITIES = "activities"
    OTHER = "other"


class RecordType(StrEnum):
    """What a CRM row is, whatever the service calls it."""

    CONTACT = "contact"
    COMPANY = "company"
    LEAD = "lead"
    DEAL = "deal"
    CASE = "case"


class Verb(StrEnum):
    """What a user can do to an item or an account; a manifest lists those its connector performs."""

    READ = "read"
    UNREAD = "unread"
    STAR = "star"
    UNSTAR = "unstar"
    ARCHIVE = "archive"
    TRASH = "trash"
    MOVE = "move"
    LABEL = "label"
    UNLABEL = "unlabel"
    REPLY = "reply"
    ANSWER = "answer"
    REACT = "react"
    UNREACT = "unreact"
    SEND = "send"
    SAVE_DRAFT = "save_draft"
    DELETE_DRAFT = "delete_draft"
    CREATE_FOLDER = "create_folder"
    RENAME_FOLDER = "rename_folder"
    DELETE_FOLDER = "delete_folder"
    POST = "post"
    CREATE_EVENT = "create_event"
    CHANGE_EVENT = "change_event"
    DELETE_EVENT = "delete_event"
    FILE = "file"
    UNFILE = "unfile"
    CREATE = "create"


class HealthState(StrEnum):
    """How an account is; one of the failure classes put it there."""

    OK = "ok"
    SIGNING_IN = "signing_in"
    NEEDS_SIGNIN = "needs_signin"
    UNREACHABLE = "unreachable"
    HELD_BACK = "held_back"
    BROKEN = "broken"


class ActionState(StrEnum):
    """Where an action is: ``queued`` in the outbox, the others in the ledger."""

    QUEUED = "queued"
    TRYING = "trying"
    DONE = "done"
    FAILED = "failed"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"
