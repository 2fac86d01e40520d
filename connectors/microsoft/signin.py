"""Signing in at Microsoft Entra ID by MSAL: browser or device code for a public client, and what its refusals mean."""

import re
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msal
import requests

from connectors.microsoft import hosts
from connectors.microsoft.authority import Endpoint, authority_of
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.oauth import Authorization, Device, SignIn, Tokens, now
from workspace.connector.web import failures

MAIL = ("User.Read", "Mail.ReadWrite", "Mail.Send")
SHARED = ("Mail.ReadWrite.Shared", "Mail.Send.Shared")
CALENDARS = ("Calendars.ReadWrite",)
CONTACTS = ("Contacts.Read",)
TEAMS = (
    "Chat.ReadWrite",
    "Team.ReadBasic.All",
    "Channel.ReadBasic.All",
    "ChannelMember.Read.All",
    "ChannelMessage.Read.All",
    "ChannelMessage.Send",
)
# National clouds name Graph by its address: https://learn.microsoft.com/graph/deployments
_NATIONAL = frozenset({"graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"})
# https://learn.microsoft.com/entra/identity-platform/reference-error-codes
_WRONG_TENANT = frozenset({50020, 50059, 50128, 90002, 90072, 500208, 500212, 1000200})
_NO_CONSENT = frozenset({65001, 90094, 90095})
_DENIED = frozenset({65004})
_PENDING = frozenset({"authorization_pending", "slow_down"})
_BUSY = frozenset({"temporarily_unavailable", "server_error"})
_EXPIRED = frozenset({"invalid_grant", "interaction_required", "login_required", "expired_token", "code_expired"})
_CODE = re.compile(r"AADSTS(\d+)")

Json = dict[str, Any]


class MicrosoftSignIn(SignIn):
    """OAuth 2.0 at the ``authority`` of the settings, for the client that the admin registered there."""

    @property
    def redirect(self) -> str:
        """Entra ignores the port of ``localhost``: entra/identity-platform/reply-url, "Localhost exceptions"."""
        return f"http://localhost:{self.redirect_port}"

    def authorize(self, redirect_uri: str, *, login_hint: str = "") -> Authorization:
        with self._app() as app, warnings.catch_warnings():
            # MSAL would like the answer as a form; what listens on loopback takes a query (RFC 8252 section 7.3).
            warnings.simplefilter("ignore", UserWarning)
            flow = app.initiate_auth_code_flow(
                scopes(self.settings),
                redirect_uri=redirect_uri,
                login_hint=login_hint or None,
                prompt=None if login_hint else "select_account",
            )
        return Authorization(self._endpoint.shown(flow["auth_uri"]), flow["state"], flow)

    def redeem(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Tokens:
        """PKCE's verifier, state and nonce are in ``flow`` and are checked by MSAL."""
        if "error" in answer:
            raise self._refusal(dict(answer))
        with self._app() as app:
            return self._tokens(app.acquire_token_by_auth_code_flow(dict(flow), dict(answer)))

    def refresh(self, tokens: Tokens) -> Tokens:
        if not tokens.refresh_token:
            raise AuthRequired("signin_expired", host=self._endpoint.host)
        with self._app() as app:
            return self._tokens(app.acquire_token_by_refresh_token(tokens.refresh_token, scopes(self.settings)), tokens)

    def begin_device(self) -> Device:
        with self._app(is_device=True) as app:
            flow = app.initiate_device_flow(scopes(self.settings))
        if "user_code" not in flow:
            raise self._refusal(flow)
        until = datetime.fromtimestamp(float(flow.get("expires_at") or now().timestamp() + 900), UTC)
        url = str(flow.get("verification_uri_complete") or flow["verification_uri"])
        return Device(url, str(flow["user_code"]), float(flow.get("interval") or 5), until, flow)

    def poll_device(self, device: Device) -> Tokens | None:
        with self._app(is_device=True) as app:
            answer = app.acquire_token_by_device_flow(dict(device.flow), exit_condition=lambda flow: True)
        if answer.get("error") == "slow_down":
            raise Transient("busy", host=self._endpoint.host)
        return None if answer.get("error") in _PENDING else self._tokens(answer)

    @property
    def _endpoint(self) -> Endpoint:
        return Endpoint(authority_of(self.settings), self.context)

    def _app(self, *, is_device: bool = False) -> "_App":
        client_id = self.settings.get("client_id", "").strip()
        if not client_id:
            raise Rejected("setting_missing", field="client_id")
        secret = "" if is_device else self.client_secret
        return _App(self._endpoint, client_id, secret)

    def _tokens(self, answer: Json, before: Tokens | None = None) -> Tokens:
        if not isinstance(answer.get("access_token"), str):
            raise self._refusal(answer)
        seconds = float(answer.get("expires_in") or 3600)
        return Tokens(
            answer["access_token"],
            str(answer.get("refresh_token") or (before.refresh_token if before else "")),
            now() + timedelta(seconds=seconds),
            tuple(str(answer.get("scope") or "").split()) or (before.scopes if before else ()),
        )

    def _refusal(self, answer: Json) -> AuthRequired | Transient:
        host = self._endpoint.host
        error = str(answer.get("error") or "")
        codes = numbers(answer)
        if error in _BUSY:
            return Transient("busy", host=host)
        if codes & _WRONG_TENANT:
            return AuthRequired("wrong_tenant", host=host)
        if codes & _NO_CONSENT or answer.get("suberror") == "consent_required" or error == "consent_required":
            return AuthRequired("consent_withdrawn", host=host)
        if codes & _DENIED or error in ("access_denied", "authorization_declined"):
            return AuthRequired("signin_denied", host=host)
        if error in _EXPIRED:
            return AuthRequired("signin_expired", host=host)
        reason = f"AADSTS{min(codes)}" if codes else error or "it sent no token"
        return AuthRequired("signin_failed", host=host, reason=reason)


class _App:
    """MSAL for one call: its connection ends with the block, and what it raises gets our classes."""

    def __init__(self, endpoint: Endpoint, client_id: str, secret: str) -> None:
        self._endpoint = endpoint
        self._kind: Callable[..., Any] = msal.ConfidentialClientApplication if secret else msal.PublicClientApplication
        self._given = (client_id, secret or None)
        self._naming = failures(endpoint.host)

    def __enter__(self) -> Any:
        self._naming.__enter__()
        try:
            client_id, secret = self._given
            return self._kind(
                client_id,
                client_credential=secret,
                authority=self._endpoint.secure,
                http_client=self._endpoint,
                # The admin chose this authority, so nobody at Microsoft's public cloud is asked whether it exists.
                instance_discovery=False,
            )
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> bool | None:
        self._endpoint.close()
        if isinstance(error, RuntimeError) and not isinstance(error, requests.RequestException):
            # An ID token that is not for us, or a nonce that is not ours.
            raise AuthRequired("signin_failed", host=self._endpoint.host, reason="id_token") from error
        return self._naming.__exit__(kind, error, trace)


def numbers(answer: Mapping[str, Any]) -> frozenset[int]:
    """The AADSTS numbers of an error, from its list or from its words."""
    listed = answer.get("error_codes")
    found = [each for each in listed if isinstance(each, int)] if isinstance(listed, list) else []
    return frozenset([*found, *map(int, _CODE.findall(str(answer.get("error_description") or "")))])


def scopes(settings: Mapping[str, str]) -> list[str]:
    """What is asked for: the settings' own list, or what the parts that are switched on need."""
    given = settings.get("scopes", "").replace(",", " ").split()
    wanted = {"calendars": CALENDARS, "contacts": CONTACTS, "teams": TEAMS}
    asked = [*MAIL, *(SHARED if settings.get("shared_mailboxes", "").strip() else ())]
    for key, names in wanted.items():
        asked += names if settings.get(key, "true") != "false" else ()
    host = hosts.host_of(hosts.address(settings, "base_url", hosts.GRAPH))
    prefix = f"https://{host}/" if host in _NATIONAL else ""
    # MSAL adds the OpenID Connect scopes and offline_access itself.
    own = [each for each in given if each not in ("openid", "profile", "offline_access")]
    return own or [prefix + each for each in asked]


SIGNIN = MicrosoftSignIn
