"""What EspoCRM's REST API takes: each call with its parameters and body, and where that is written.

Pages are relative to https://docs.espocrm.com/development/; what no page says is named by the metadata or route of
EspoCRM 8.4 that says it, as a real server showed it (see ``tests/connectors/espocrm/recorded``).
"""

import re
from dataclasses import dataclass

RECORDS = "Contact|Account|Lead|Opportunity|Case"
ACTIVITIES = "Email|Meeting|Task|Call"
SEARCH = frozenset({"where", "select", "maxSize", "offset", "orderBy", "order"})
CONDITIONS = frozenset(
    "equals in contains endsWith lessThan greaterThan lessThanOrEquals greaterThanOrEquals or and".split()
)
"""api-search-params/#where-items"""


@dataclass(frozen=True, slots=True)
class Rule:
    """``keys`` must be in the body, ``also`` may be; None allows any. ``params`` are those of the query."""

    method: str
    path: str
    source: str
    params: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    also: frozenset[str] | None = frozenset()
    is_text: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.path.replace("{id}", r"(?P<id>[\w-]+)") + r"\Z")


def _rule(method: str, path: str, source: str, *, keys: str = "", also: str | None = "", **more: object) -> Rule:
    allowed = None if also is None else frozenset(also.split())
    return Rule(method, path, source, keys=frozenset(keys.split()), also=allowed, **more)  # type: ignore[arg-type]


RULES = (
    _rule("GET", "App/user", "api/#authentication"),
    _rule("POST", "App/destroyAuthToken", "route App/action/destroyAuthToken", keys="token"),
    _rule("GET", "Metadata", "metadata/", params=frozenset({"key"})),
    _rule("GET", "I18n", "route /I18n"),
    _rule("GET", f"(?P<entity>{RECORDS}|{ACTIVITIES}|Note|User|Team)", "api/crud/#list", params=SEARCH),
    _rule("GET", f"(?P<entity>{RECORDS}|{ACTIVITIES}|Attachment|Note)/{{id}}", "api/crud/#read"),
    _rule("POST", f"(?P<entity>{RECORDS}|Meeting|Task)", "api/crud/#create", also=None),
    _rule(
        "POST",
        "(?P<entity>Email)",
        "api/crud/#create",
        keys="name from to status dateSent body isHtml",
        also="cc bcc bodyPlain fromString",
    ),
    _rule("POST", "(?P<entity>Note)", "api/stream/", keys="type post parentType parentId", also="isInternal"),
    _rule(
        "POST",
        "(?P<entity>Attachment)",
        "api/attachment/",
        keys="name type role field",
        also="file size isBeingUploaded parentType relatedType",
    ),
    _rule("POST", "Attachment/chunk/{id}", "route /Attachment/chunk/:id", is_text=True),
    _rule("GET", "Attachment/file/{id}", "api/attachment/"),
    _rule("POST", "Email/importEml", "route /Email/importEml", keys="fileId"),
    _rule("PUT", f"(?P<entity>{RECORDS})/{{id}}", "api/crud/#update", also=None),
    _rule(
        "PUT",
        f"(?P<entity>{ACTIVITIES})/{{id}}",
        "api/crud/#update",
        also="name parentType parentId attachmentsIds bodyPlain bcc",
    ),
    _rule("PUT", "(?P<entity>Note)/{id}", "api/crud/#update", keys="post"),
    _rule("DELETE", f"(?P<entity>{RECORDS}|{ACTIVITIES}|Note|Attachment)/{{id}}", "api/crud/#delete"),
    _rule("GET", f"(?P<entity>{RECORDS}|{ACTIVITIES})/{{id}}/stream", "api/stream/", params=SEARCH),
)


def rule_of(method: str, path: str) -> tuple[Rule, dict[str, str]] | None:
    for rule in RULES:
        found = rule.pattern.match(path) if rule.method == method else None
        if found:
            return rule, found.groupdict()
    return None
