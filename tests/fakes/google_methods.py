"""What may be asked of Google, method by method: read off the discovery documents that Google publishes
(gmail v1, calendar v3, people v1, oauth2 v2). A request that does not fit is a bug of the connector and fails its test.

A line: name, HTTP method, path, query parameters, fields of the body. ``!`` is required, ``*`` may be given several
times, ``b`` is true or false, ``i`` a whole number, words in brackets are the only values.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

SOURCES = {
    "gmail": "https://developers.google.com/workspace/gmail/api/reference/rest/v1",
    "calendar": "https://developers.google.com/workspace/calendar/api/v3/reference",
    "people": "https://developers.google.com/people/api/rest/v1",
    "oauth2": "https://developers.google.com/identity/openid-connect/openid-connect#obtaininguserprofileinformation",
}
FORMAT = "format(minimal|full|raw|metadata)"
UPDATES = "sendUpdates(all|externalOnly|none)"
MESSAGE = "raw threadId labelIds"
EVENT = (
    "id summary description location start end attendees attendeesOmitted recurrence status iCalUID reminders"
    " transparency visibility extendedProperties colorId sequence"
)
TABLE = f"""
gmail.users.getProfile | GET | gmail/v1/users/(userId)/profile | |
gmail.users.labels.list | GET | gmail/v1/users/(userId)/labels | |
gmail.users.labels.get | GET | gmail/v1/users/(userId)/labels/(id) | |
gmail.users.labels.create | POST | gmail/v1/users/(userId)/labels | | name labelListVisibility messageListVisibility
gmail.users.labels.patch | PATCH | gmail/v1/users/(userId)/labels/(id) | | name labelListVisibility messageListVisibility
gmail.users.labels.delete | DELETE | gmail/v1/users/(userId)/labels/(id) | |
gmail.users.history.list | GET | gmail/v1/users/(userId)/history | historyTypes*(messageAdded|messageDeleted|labelAdded|labelRemoved) labelId maxResults:i pageToken startHistoryId! |
gmail.users.messages.list | GET | gmail/v1/users/(userId)/messages | includeSpamTrash:b labelIds* maxResults:i pageToken q |
gmail.users.messages.get | GET | gmail/v1/users/(userId)/messages/(id) | {FORMAT} metadataHeaders* |
gmail.users.messages.modify | POST | gmail/v1/users/(userId)/messages/(id)/modify | | addLabelIds removeLabelIds
gmail.users.messages.trash | POST | gmail/v1/users/(userId)/messages/(id)/trash | |
gmail.users.messages.untrash | POST | gmail/v1/users/(userId)/messages/(id)/untrash | |
gmail.users.messages.send | POST | gmail/v1/users/(userId)/messages/send | | {MESSAGE}
gmail.users.messages.attachments.get | GET | gmail/v1/users/(userId)/messages/(messageId)/attachments/(id) | |
gmail.users.drafts.list | GET | gmail/v1/users/(userId)/drafts | includeSpamTrash:b maxResults:i pageToken q |
gmail.users.drafts.get | GET | gmail/v1/users/(userId)/drafts/(id) | {FORMAT} |
gmail.users.drafts.create | POST | gmail/v1/users/(userId)/drafts | | id message
gmail.users.drafts.update | PUT | gmail/v1/users/(userId)/drafts/(id) | | id message
gmail.users.drafts.delete | DELETE | gmail/v1/users/(userId)/drafts/(id) | |
gmail.users.settings.sendAs.list | GET | gmail/v1/users/(userId)/settings/sendAs | |
calendar.calendarList.list | GET | calendar/v3/users/me/calendarList | maxResults:i minAccessRole pageToken showDeleted:b showHidden:b syncToken |
calendar.calendarList.get | GET | calendar/v3/users/me/calendarList/(calendarId) | |
calendar.events.list | GET | calendar/v3/calendars/(calendarId)/events | eventTypes* iCalUID maxAttendees:i maxResults:i orderBy(startTime|updated) pageToken q showDeleted:b singleEvents:b syncToken timeMax timeMin timeZone updatedMin |
calendar.events.get | GET | calendar/v3/calendars/(calendarId)/events/(eventId) | maxAttendees:i timeZone |
calendar.events.insert | POST | calendar/v3/calendars/(calendarId)/events | maxAttendees:i {UPDATES} | {EVENT}
calendar.events.patch | PATCH | calendar/v3/calendars/(calendarId)/events/(eventId) | maxAttendees:i {UPDATES} | {EVENT}
calendar.events.move | POST | calendar/v3/calendars/(calendarId)/events/(eventId)/move | destination! {UPDATES} |
calendar.events.delete | DELETE | calendar/v3/calendars/(calendarId)/events/(eventId) | {UPDATES} |
people.connections.list | GET | v1/(resourceName)/connections | pageSize:i pageToken personFields! requestSyncToken:b sortOrder sources* syncToken |
oauth2.userinfo.get | GET | oauth2/v2/userinfo | |
"""  # noqa: E501
EVERYWHERE = "alt(json|media) fields key prettyPrint:b quotaUser uploadType(media|multipart|resumable)"
UPLOADS = ("gmail.users.messages.send", "gmail.users.drafts.create", "gmail.users.drafts.update")
_PARAMETER = re.compile(r"(\w+)([*!]*)(?::([bi]))?(?:\((.*)\))?")

# Quota units: https://developers.google.com/workspace/gmail/api/reference/quota
UNITS = {
    "gmail.users.getProfile": 1,
    "gmail.users.labels.list": 1,
    "gmail.users.labels.get": 1,
    "gmail.users.history.list": 2,
    "gmail.users.messages.send": 100,
    "gmail.users.drafts.create": 10,
    "gmail.users.drafts.update": 15,
    "gmail.users.drafts.delete": 10,
    "gmail.users.settings.sendAs.list": 1,
}
OTHER_UNITS = 5


class WrongRequest(AssertionError):
    """The connector asked something that Google does not know."""


@dataclass(frozen=True)
class Parameter:
    """One query parameter."""

    name: str
    is_required: bool
    is_repeated: bool
    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Method:
    """One line of the table."""

    name: str
    verb: str
    path: re.Pattern[str]
    query: Mapping[str, Parameter]
    body: frozenset[str]

    @property
    def units(self) -> int:
        return UNITS.get(self.name, OTHER_UNITS) if self.name.startswith("gmail.") else 0

    def refuse_wrong(self, query: Mapping[str, Sequence[str]], body: Mapping[str, object]) -> None:
        """Raise :class:`WrongRequest` naming the page where it is written."""
        source = SOURCES[self.name.partition(".")[0]]
        for name, values in query.items():
            known = self.query.get(name)
            if known is None:
                raise WrongRequest(f"{self.name} has no parameter {name}: {source}")
            for value in values:
                _refuse_value(self.name, known, value)
            if len(values) > 1 and not known.is_repeated:
                raise WrongRequest(f"{self.name}: {name} is given twice: {source}")
        missing = [each.name for each in self.query.values() if each.is_required and each.name not in query]
        unknown = set(body) - self.body
        if missing or unknown:
            raise WrongRequest(f"{self.name} lacks {missing}, does not know {sorted(unknown)}: {source}")


def _refuse_value(method: str, known: Parameter, value: str) -> None:
    is_wrong = (
        (known.kind == "b" and value not in ("true", "false"))
        or (known.kind == "i" and not value.isdigit())
        or (known.values and value not in known.values)
    )
    if is_wrong:
        raise WrongRequest(f"{method}: {known.name} cannot be {value!r}")


def _parameters(text: str) -> dict[str, Parameter]:
    found = {}
    for each in f"{text} {EVERYWHERE}".split():
        match = _PARAMETER.fullmatch(each)
        assert match is not None, each
        values = tuple(match[4].split("|")) if match[4] else ()
        found[match[1]] = Parameter(match[1], "!" in match[2], "*" in match[2], match[3] or "s", values)
    return found


@cache
def methods() -> tuple[Method, ...]:
    found = []
    for line in TABLE.strip().splitlines():
        # Values in brackets hold bars too, but without a blank before them.
        name, verb, path, query, body = (part.strip() for part in line.split(" |"))
        inner = r".+" if "resourceName" in path else r"[^/]+"
        pattern = re.compile("/" + re.sub(r"\((\w+)\)", rf"(?P<\1>{inner})", path))
        found.append(Method(name, verb, pattern, _parameters(query), frozenset(body.split())))
    return tuple(found)


def method_for(verb: str, path: str) -> tuple[Method, dict[str, str]]:
    """The method of a request and the parts of its path."""
    for each in methods():
        match = each.path.fullmatch(path)
        if each.verb == verb and match is not None:
            return each, match.groupdict()
    raise WrongRequest(f"Google has no {verb} {path}")
