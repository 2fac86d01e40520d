"""What Microsoft Graph v1.0 takes: each call with its parameters, body and preferences, and where that is written.

Paths and query options are those of Microsoft's published metadata, as msgraph-sdk carries it; the rest is named per
row, relative to https://learn.microsoft.com/graph. ``{root}`` is ``/me`` or ``/users/ADDRESS``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PAGING = frozenset({"$skiptoken", "$deltatoken"})
IMMUTABLE = 'IdType="ImmutableId"'


@dataclass(frozen=True, slots=True)
class Rule:
    """``needs`` are parameters and ``keys`` body keys that must be there; ``may`` and ``also`` those that can be."""

    method: str
    path: str
    source: str
    may: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    also: frozenset[str] | None = frozenset()
    """None allows any key."""
    is_outlook: bool = True

    @property
    def pattern(self) -> re.Pattern[str]:
        inner = re.sub(
            r"\{root\}", r"(?P<root>/me|/users/[^/]+)", re.escape(self.path).replace(r"\{", "{").replace(r"\}", "}")
        )
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", inner) + r"\Z")


def _rule(method: str, path: str, source: str, *, may: str = "", needs: str = "", **more: Any) -> Rule:
    keys = frozenset(more.pop("keys", "").split())
    also = more.pop("also", "")
    return Rule(
        method,
        path,
        source,
        frozenset(may.split()),
        frozenset(needs.split()),
        keys,
        None if also is None else frozenset(also.split()),
        **more,
    )


_SELECT = "$select $expand"
_LIST = "$select $expand $filter $orderby $top $skip $count $search"
_MESSAGE = "subject body from sender toRecipients ccRecipients bccRecipients replyTo internetMessageId isRead flag"
_EVENT = "subject body start end isAllDay location attendees recurrence transactionId"

RULES = (
    _rule("GET", "/me", "api/user-get", may=_SELECT, is_outlook=False),
    _rule("POST", "/$batch", "json-batching", keys="requests", is_outlook=False),
    # Mail
    _rule("GET", "{root}/mailFolders", "api/user-list-mailfolders", may=f"{_LIST} includeHiddenFolders"),
    _rule("GET", "{root}/mailFolders/{folder}", "api/mailfolder-get", may=_SELECT),
    _rule("GET", "{root}/mailFolders/{folder}/childFolders", "api/mailfolder-list-childfolders", may=_LIST),
    _rule("POST", "{root}/mailFolders", "api/user-post-mailfolders", keys="displayName", also="isHidden"),
    _rule("POST", "{root}/mailFolders/{folder}/childFolders", "api/mailfolder-post-childfolders", keys="displayName"),
    _rule("PATCH", "{root}/mailFolders/{folder}", "api/mailfolder-update", keys="displayName"),
    _rule("POST", "{root}/mailFolders/{folder}/move", "api/mailfolder-move", keys="destinationId"),
    # $orderby: receivedDateTime desc alone; no $search.
    _rule(
        "GET",
        "{root}/mailFolders/{folder}/messages/delta",
        "api/message-delta",
        may="$select $top $expand $filter $orderby changeType",
    ),
    _rule("GET", "{root}/mailFolders/{folder}/messages", "api/mailfolder-list-messages", may=_LIST),
    _rule("GET", "{root}/messages", "api/user-list-messages", may=_LIST),
    _rule("POST", "{root}/messages", "api/user-post-messages", also=f"{_MESSAGE} singleValueExtendedProperties"),
    _rule("GET", "{root}/messages/{message}", "api/message-get", may=_SELECT),
    _rule("GET", "{root}/messages/{message}/$value", "outlook-get-mime-message"),
    _rule("PATCH", "{root}/messages/{message}", "api/message-update", also=_MESSAGE),
    _rule("DELETE", "{root}/messages/{message}", "api/message-delete"),
    _rule("POST", "{root}/messages/{message}/permanentDelete", "api/message-permanentdelete"),
    _rule(
        "POST",
        "{root}/mailFolders/{folder}/messages",
        "api/mailfolder-post-messages",
        also=f"{_MESSAGE} attachments singleValueExtendedProperties",
    ),
    _rule("POST", "{root}/messages/{message}/move", "api/message-move", keys="destinationId"),
    _rule("POST", "{root}/messages/{message}/createReply", "api/message-createreply", also="comment message"),
    _rule("POST", "{root}/messages/{message}/send", "api/message-send"),
    # As MIME: base64 in text/plain.
    _rule("POST", "{root}/sendMail", "outlook-send-mime-message"),
    _rule("GET", "{root}/messages/{message}/attachments", "api/message-list-attachments", may=_LIST),
    _rule(
        "POST",
        "{root}/messages/{message}/attachments",
        "api/message-post-attachments",
        keys="@odata.type name contentBytes",
        also="contentType isInline contentId",
    ),
    _rule("DELETE", "{root}/messages/{message}/attachments/{attachment}", "api/attachment-delete"),
    _rule(
        "POST",
        "{root}/messages/{message}/attachments/createUploadSession",
        "api/attachment-createuploadsession",
        keys="AttachmentItem",
    ),
    # Calendars
    _rule("GET", "/me/calendars", "api/user-list-calendars", may=_LIST),
    # No $select, $expand, $filter, $orderby or $search.
    _rule("GET", "/me/calendarView/delta", "api/event-delta", needs="startDateTime endDateTime"),
    _rule("GET", "/me/calendars/{calendar}/calendarView/delta", "api/event-delta", needs="startDateTime endDateTime"),
    _rule("GET", "/me/calendarView", "api/user-list-calendarview", needs="startDateTime endDateTime", may=_LIST),
    _rule(
        "GET",
        "/me/calendars/{calendar}/calendarView",
        "api/calendar-list-calendarview",
        needs="startDateTime endDateTime",
        may=_LIST,
    ),
    _rule("GET", "/me/events", "api/user-list-events", may=_LIST),
    _rule("POST", "/me/events", "api/user-post-events", keys="subject start end", also=_EVENT),
    _rule("POST", "/me/calendars/{calendar}/events", "api/calendar-post-events", keys="subject start end", also=_EVENT),
    _rule("GET", "/me/events/{event}", "api/event-get", may=_SELECT),
    _rule("PATCH", "/me/events/{event}", "api/event-update", also=_EVENT),
    _rule("DELETE", "/me/events/{event}", "api/event-delete"),
    _rule(
        "GET",
        "/me/events/{event}/instances",
        "api/event-list-instances",
        needs="startDateTime endDateTime",
        may=_LIST,
    ),
    *(
        _rule("POST", f"/me/events/{{event}}/{each}", f"api/event-{each.lower()}", also="comment sendResponse")
        for each in ("accept", "tentativelyAccept", "decline")
    ),
    # Contacts
    _rule("GET", "/me/contacts", "api/user-list-contacts", may=_LIST),
    _rule("POST", "/me/contacts", "api/user-post-contacts", also="displayName givenName"),
    _rule("PATCH", "/me/contacts/{contact}", "api/contact-update", also="displayName givenName"),
    _rule("DELETE", "/me/contacts/{contact}", "api/contact-delete"),
    _rule("GET", "/me/contacts/delta", "api/contact-delta", may="$select"),
    _rule("GET", "/me/contactFolders", "api/user-list-contactfolders", may=_LIST),
    _rule("GET", "/me/contactFolders/{contacts}/contacts/delta", "api/contact-delta", may="$select"),
    # Teams
    _rule("GET", "/me/chats", "api/chat-list", may="$expand $top $filter $orderby", is_outlook=False),
    _rule("GET", "/chats/{chat}", "api/chat-get", may="$expand", is_outlook=False),
    _rule("GET", "/chats/{chat}/members", "api/chat-list-members", is_outlook=False),
    _rule("GET", "/chats/{chat}/messages", "api/chat-list-messages", may="$top $orderby $filter", is_outlook=False),
    _rule("GET", "/chats/{chat}/messages/{said}", "api/chatmessage-get", is_outlook=False),
    _rule(
        "POST",
        "/chats/{chat}/messages",
        "api/chat-post-messages",
        keys="body",
        also="mentions attachments",
        is_outlook=False,
    ),
    _rule("PATCH", "/chats/{chat}/messages/{said}", "api/chatmessage-update", keys="body", is_outlook=False),
    _rule(
        "POST",
        "/users/{user}/chats/{chat}/messages/{said}/softDelete",
        "api/chatmessage-softdelete",
        is_outlook=False,
    ),
    _rule("POST", "/chats/{chat}/markChatReadForUser", "api/chat-markchatreadforuser", keys="user", is_outlook=False),
    _rule(
        "POST",
        "/chats/{chat}/markChatUnreadForUser",
        "api/chat-markchatunreadforuser",
        keys="user",
        also="lastMessageReadDateTime",
        is_outlook=False,
    ),
    *(
        _rule("POST", f"{where}/{each}", f"api/chatmessage-{each.lower()}", keys="reactionType", is_outlook=False)
        for each in ("setReaction", "unsetReaction")
        for where in (
            "/chats/{chat}/messages/{said}",
            "/teams/{team}/channels/{channel}/messages/{said}",
            "/teams/{team}/channels/{channel}/messages/{said}/replies/{reply}",
        )
    ),
    _rule("GET", "/me/joinedTeams", "api/user-list-joinedteams", is_outlook=False),
    _rule("GET", "/teams/{team}/channels", "api/channel-list", may="$select $filter", is_outlook=False),
    _rule("GET", "/teams/{team}/channels/{channel}/members", "api/channel-list-members", is_outlook=False),
    _rule(
        "GET",
        "/teams/{team}/channels/{channel}/messages/delta",
        "api/chatmessage-delta",
        may="$top $filter $expand",
        is_outlook=False,
    ),
    _rule(
        "POST",
        "/teams/{team}/channels/{channel}/messages",
        "api/channel-post-messages",
        keys="body",
        also="mentions attachments subject",
        is_outlook=False,
    ),
    _rule(
        "GET",
        "/teams/{team}/channels/{channel}/messages",
        "api/channel-list-messages",
        may="$top $expand",
        is_outlook=False,
    ),
    _rule(
        "GET",
        "/teams/{team}/channels/{channel}/messages/{said}/replies",
        "api/chatmessage-list-replies",
        may="$top",
        is_outlook=False,
    ),
    _rule(
        "POST",
        "/teams/{team}/channels/{channel}/messages/{said}/replies",
        "api/chatmessage-post-replies",
        keys="body",
        also="mentions attachments",
        is_outlook=False,
    ),
)
# Delta and the like win over ids of that name.
_COMPILED = [(rule.pattern, rule) for rule in sorted(RULES, key=lambda each: each.path.count("{"))]


def rule_for(method: str, path: str) -> tuple[Rule | None, dict[str, str]]:
    """The row for a call and the names in its path."""
    for pattern, rule in _COMPILED:
        if rule.method == method and (found := pattern.match(path)):
            return rule, found.groupdict()
    return None, {}


def faults(rule: Rule, query: Mapping[str, str], headers: Mapping[str, str], body: Any) -> list[str]:
    """What is wrong with a call, by its row; empty when nothing is."""
    wrong = []
    given = set(query)
    if not given & PAGING:
        wrong += [f"needs {each}" for each in sorted(rule.needs - given)]
        wrong += [f"does not take {each}" for each in sorted(given - rule.needs - rule.may)]
    keys = set() if isinstance(body, bytes) else set(body or {})
    wrong += [f"needs {each} in its body" for each in sorted(rule.keys - keys)]
    if rule.also is not None:
        wrong += [f"does not take {each} in its body" for each in sorted(keys - rule.keys - rule.also)]
    # https://learn.microsoft.com/graph/outlook-immutable-id: with every call
    if rule.is_outlook and IMMUTABLE not in headers.get("Prefer", ""):
        wrong.append("asks for ids that change with a move")
    return wrong
