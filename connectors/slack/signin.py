"""Signing in at Slack: a user token by authorisation code with PKCE, from the app that the customer installed.

https://docs.slack.dev/authentication/using-pkce: a desktop redirect gets user tokens alone, and needs no secret.
https://docs.slack.dev/authentication/using-token-rotation: with rotation an access token lives 12 hours, and each
refresh token is good once; without it a token lives until it is revoked and there is nothing to refresh.
"""

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from workspace.connector.oauth import Tokens, now
from workspace.connector.oauth_code import CodeSignIn

READING = (
    "channels:read",
    "channels:history",
    "groups:read",
    "groups:history",
    "im:read",
    "im:history",
    "mpim:read",
    "mpim:history",
    "users:read",
)
ACTING = (
    "users:read.email",
    "files:read",
    "chat:write",
    "reactions:write",
    "channels:write",
    "groups:write",
    "im:write",
    "mpim:write",
)
# Slack's codes for a code or refresh token that is spent (https://docs.slack.dev/reference/methods/oauth.v2.access).
_SPENT = frozenset({"invalid_code", "code_already_used", "code_expired", "invalid_refresh_token", "token_expired"})
_WITHDRAWN = frozenset({"token_revoked", "account_inactive", "invalid_auth"})
_BUSY = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})


class SlackSignIn(CodeSignIn):
    """User scopes go in ``user_scope``, parted by commas; the token comes inside ``authed_user``."""

    authorize_url: ClassVar[str] = "https://slack.com/oauth/v2/authorize"
    token_url: ClassVar[str] = "https://slack.com/api/oauth.v2.access"
    scopes: ClassVar[tuple[str, ...]] = (*READING, *ACTING)
    scope_parameter: ClassVar[str] = "user_scope"
    scope_separator: ClassVar[str] = ","
    revoked_errors: ClassVar[frozenset[str]] = frozenset({"access_denied", "invalid_grant"})

    @property
    def redirect(self) -> str:
        """Slack compares the whole address with those that the app lists, the port too."""
        return f"http://localhost:{self.settings.get('redirect_port') or 47821}/"

    @property
    def revocation_address(self) -> str:
        """A method like any other: https://docs.slack.dev/reference/methods/auth.revoke."""
        return f"{self.settings.get('base_url', '').rstrip('/')}/auth.revoke"

    def revocation(self, tokens: Tokens) -> str:
        """It takes access tokens alone, so one that has expired is renewed for its end."""
        if not tokens.is_fresh(now(), margin_seconds=0):
            tokens = self.refresh(tokens)
        return urlencode({"token": tokens.access_token})

    def address(self, name: str) -> str:
        found = super().address(name)
        team = self.settings.get("team", "")
        if name == "authorize_url" and team:
            return f"{found}{'&' if '?' in found else '?'}team={quote(team)}"
        return found

    def rfc_form(self, answer: dict[str, Any]) -> dict[str, Any]:
        if not answer.get("ok", True) or "error" in answer:
            return {"error": _rfc_error(str(answer.get("error") or "no_reason"))}
        user = answer.get("authed_user")
        granted: Mapping[str, Any] = user if isinstance(user, Mapping) and user.get("access_token") else answer
        if granted.get("token_type") == "bot":
            return {"error": "no_user_token"}
        kept = {key: granted[key] for key in ("access_token", "token_type", "refresh_token") if granted.get(key)}
        if granted.get("expires_in") is not None:
            kept["expires_in"] = granted["expires_in"]
        if isinstance(granted.get("scope"), str):
            kept["scope"] = granted["scope"].replace(",", " ")
        return kept


def _rfc_error(code: str) -> str:
    if code in _SPENT:
        return "invalid_grant"
    if code in _WITHDRAWN:
        return "access_denied"
    if code in _BUSY:
        return "temporarily_unavailable"
    return code


SIGNIN = SlackSignIn
