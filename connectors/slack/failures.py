"""Slack's error codes as our failures, named by what happens next.

The codes are those of the methods' pages below https://docs.slack.dev/reference/methods/
"""

import re
from collections.abc import Mapping
from typing import Any

from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient

TOKEN_REFUSED = frozenset({"invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive"})
"""Codes after which another token may help, once."""
_SIGN_IN = {
    "token_revoked": "consent_withdrawn",
    "account_inactive": "consent_withdrawn",
    "team_access_not_granted": "wrong_tenant",
    "org_login_required": "signin_expired",
    "two_factor_setup_required": "signin_refused",
    "user_removed_from_team": "wrong_tenant",
}
_BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_AWAY = frozenset(
    {
        "fatal_error",
        "internal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "external_channel_migrating",
        "team_upgrade_in_progress",
        "accesslimited",
        "fetch_members_failed",
        # The place in a listing expired while it was read; the next pull begins it anew.
        "invalid_cursor",
    }
)
_GONE = frozenset(
    {
        "channel_not_found",
        "message_not_found",
        "thread_not_found",
        "user_not_found",
        "users_not_found",
        "file_not_found",
        "file_deleted",
        "bad_timestamp",
        "invalid_timestamp",
    }
)
_CODE = re.compile(r"[a-z_]{1,60}")
"""The form of a code; the SDK puts what was no JSON in its place."""
_FORBIDDEN = {
    "is_archived": "the channel is archived",
    "not_in_channel": "you are not in the channel",
    "channel_is_limited_access": "the channel is limited",
    "cannot_reply_to_message": "this message takes no replies",
    "not_reactable": "this message takes no reactions",
    "no_access": "the message cannot be seen",
    "restricted_action": "the workspace does not allow it",
    "restricted_action_read_only_channel": "only some may post in this channel",
    "restricted_action_thread_only_channel": "this channel takes replies alone",
    "restricted_action_non_threadable_channel": "this channel takes no threads",
    "restricted_action_thread_locked": "the thread is locked",
    "thread_locked": "the thread is locked",
    "access_denied": "access denied",
    "no_permission": "no permission",
    "ekm_access_denied": "the organisation's key is withheld",
    "not_visible": "the file cannot be seen",
}


def failure(host: str, code: str, answer: Mapping[str, Any]) -> ConnectorError:
    """What an answer with ``ok: false`` means."""
    if code in TOKEN_REFUSED or code in _SIGN_IN:
        return AuthRequired(_SIGN_IN.get(code, "signin_expired"), host=host)
    if code in ("missing_scope", "not_allowed_token_type"):
        return Rejected("scope_missing", host=host, what=str(answer.get("needed") or "this"))
    if code in _BUSY:
        return Transient("busy", host=host)
    if code in _AWAY:
        return Transient("bad_answer" if code == "invalid_cursor" else "unreachable", host=host)
    if code in _GONE:
        return Rejected("not_found", what=code.removesuffix("_not_found").removesuffix("_deleted").replace("_", " "))
    if code in _FORBIDDEN:
        return Rejected("forbidden", host=host, reason=_FORBIDDEN[code])
    return Rejected("refused", host=host, reason=code.replace("_", " ") if _CODE.fullmatch(code) else "no reason given")


def failed_status(host: str, status: int, retry_after: str | None) -> ConnectorError | None:
    """What an HTTP status alone says; None where the body has the word."""
    if status == 429:
        return Transient("busy", host=host, retry_after=seconds(retry_after))
    if status >= 500:
        return Transient("unreachable", host=host)
    if status == 401:
        return AuthRequired("signin_expired", host=host)
    if 300 <= status < 400:
        return Transient("bad_answer", host=host)
    return None


def seconds(retry_after: str | None) -> float | None:
    """``Retry-After`` in seconds, the form that Slack documents; anything else counts as not given."""
    if retry_after is None or not retry_after.strip().isdecimal():
        return None
    return float(min(int(retry_after), 3600))
