"""What Slack's Web API takes: method, parameters, tier, scopes, from each method's page below
https://docs.slack.dev/reference/methods/ and the tiers of https://docs.slack.dev/apis/web-api/rate-limits
"""

from collections.abc import Mapping
from dataclasses import dataclass

SOURCE = "https://docs.slack.dev/reference/methods/"
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
TYPED = {
    "public_channel": "channels",
    "private_channel": "groups",
    "im": "im",
    "mpim": "mpim",
}
"""A conversation's type, and the word that its scopes begin with."""


@dataclass(frozen=True, slots=True)
class Method:
    """One row: ``scope`` is a whole scope, or one that the conversation's type goes before (``:history``)."""

    name: str
    required: frozenset[str]
    optional: frozenset[str]
    tier: int
    scope: str = ""

    @property
    def source(self) -> str:
        return SOURCE + self.name


def _row(name: str, required: str, optional: str, tier: int, scope: str = "") -> Method:
    return Method(name, frozenset(required.split()), frozenset(optional.split()), tier, scope)


_PAGED = "cursor limit"
_TIMED = "cursor limit latest oldest inclusive include_all_metadata"
_SAID = (
    "as_user attachments blocks icon_emoji icon_url link_names markdown_text metadata mrkdwn parse reply_broadcast"
    " text thread_ts unfurl_links unfurl_media username"
)

METHODS: Mapping[str, Method] = {
    row.name: row
    for row in (
        _row("auth.test", "", "", 4),
        _row("auth.revoke", "", "test", 3),
        _row("conversations.list", "", f"{_PAGED} exclude_archived team_id types", 2, ":read"),
        _row("conversations.info", "channel", "include_locale include_num_members", 3, ":read"),
        _row("conversations.history", "channel", _TIMED, 3, ":history"),
        _row("conversations.replies", "channel ts", _TIMED, 3, ":history"),
        _row("conversations.mark", "channel ts", "", 3, ":write"),
        _row("users.list", "", f"{_PAGED} include_locale team_id", 2, "users:read"),
        _row("users.info", "user", "include_locale", 4, "users:read"),
        _row("files.info", "file", f"{_PAGED} count page", 4, "files:read"),
        _row("reactions.add", "channel name timestamp", "", 3, "reactions:write"),
        _row("reactions.remove", "name", "channel timestamp file file_comment", 2, "reactions:write"),
        # A special tier: "one message per second per channel", and several hundred a minute for a workspace.
        _row("chat.postMessage", "channel", _SAID, 4, "chat:write"),
        # The next two are what another program does, never the connector.
        _row("chat.update", "channel ts", f"{_SAID} file_ids", 3, "chat:write"),
        _row("chat.delete", "channel ts", "as_user", 3, "chat:write"),
    )
}

SIGN_IN = frozenset(
    {"client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri", "refresh_token"}
)
"""What oauth.v2.access takes, by POST with a form."""
EVERYTHING = frozenset(
    {
        *(f"{kind}:{what}" for kind in TYPED.values() for what in ("read", "history", "write")),
        "users:read",
        "users:read.email",
        "files:read",
        "chat:write",
        "reactions:write",
    }
)
