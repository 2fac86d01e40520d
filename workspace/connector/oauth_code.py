"""Signing in where the service follows the RFCs: code with PKCE (RFC 6749, 7636) and device code (RFC 8628).

A connector subclasses :class:`CodeSignIn` with its addresses and scopes. Messages are built and read by oauthlib; they
are sent by :func:`post_form`, because requests-oauthlib allows a test server's http by an environment variable only.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from oauthlib.common import add_params_to_uri
from oauthlib.oauth2 import DeviceClient, OAuth2Error, WebApplicationClient
from oauthlib.oauth2.rfc6749.parameters import parse_token_response

from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient, Unsupported
from workspace.connector.form_post import json_object, post_form, send_form
from workspace.connector.oauth import Authorization, Device, SignIn, Tokens, now
from workspace.connector.session import require_web

VERIFIER_CHARS = 64
POLL_SECONDS = 5
"""RFC 8628 section 3.5: where the service names no interval."""
LONGEST_REASON = 200

_BUSY = ("temporarily_unavailable", "server_error")


class CodeSignIn(SignIn):
    """A service that follows the RFCs; settings of the same names replace addresses and, parted by blanks, scopes."""

    authorize_url: ClassVar[str] = ""
    token_url: ClassVar[str] = ""
    device_url: ClassVar[str] = ""
    """RFC 8628's device authorization endpoint; empty where there is none."""
    revoke_url: ClassVar[str] = ""
    """RFC 7009's revocation endpoint; empty where there is none."""
    revoked_errors: ClassVar[frozenset[str]] = frozenset({"invalid_token", "invalid_grant"})
    """Said of a token that is revoked already (RFC 7009 section 2.2 has no error for it)."""
    scopes: ClassVar[tuple[str, ...]] = ()
    needed_scopes: ClassVar[tuple[str, ...]] = ()
    """Without these the account is of no use: a sign-in that does not grant them is refused."""
    scope_parameter: ClassVar[str] = "scope"
    scope_separator: ClassVar[str] = " "
    extra: ClassVar[Mapping[str, str]] = {}
    """More parameters of the authorization address."""

    @property
    def client_id(self) -> str:
        if not self.settings.get("client_id"):
            raise Rejected("setting_missing", field="client_id")
        return self.settings["client_id"]

    @property
    def asked_scopes(self) -> tuple[str, ...]:
        """What is asked for: the setting ``scopes``, else the connector's own."""
        return tuple(self.settings.get("scopes", "").split()) or self.scopes

    @property
    def host(self) -> str:
        """How sentences name the service."""
        return require_web(self.address("token_url"))

    def address(self, name: str) -> str:
        """The setting of that name, else the vendor's own."""
        return self.settings.get(name) or str(getattr(self, name))

    def rfc_form(self, answer: dict[str, Any]) -> dict[str, Any]:
        """A token answer as RFC 6749 section 5 has it; for services that nest theirs or say errors otherwise."""
        return answer

    def refused(self, error: str, description: str, *, is_refresh: bool) -> ConnectorError:
        """The failure for an error code of RFC 6749 (4.1.2.1 and 5.2) or RFC 8628 (3.5)."""
        if error in _BUSY:
            return Transient("busy", host=self.host)
        if error == "missing_token":
            return Transient("bad_answer", host=self.host)
        if is_refresh and error == "invalid_grant":
            return AuthRequired("signin_expired", host=self.host)
        if error in ("access_denied", "unauthorized_client") and is_refresh:
            return AuthRequired("consent_withdrawn", host=self.host)
        if error == "access_denied":
            return AuthRequired("signin_denied", host=self.host)
        if error == "expired_token":
            return AuthRequired("signin_late")
        reason = f"{error} ({description})" if description else error
        return AuthRequired("signin_failed", host=self.host, reason=reason[:LONGEST_REASON])

    def authorize(self, redirect_uri: str, *, login_hint: str = "") -> Authorization:
        client = WebApplicationClient(self.client_id)
        verifier = client.create_code_verifier(VERIFIER_CHARS)
        state = secrets.token_urlsafe(32)
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            self.scope_parameter: self.scope_separator.join(self.asked_scopes),
            "state": state,
            "code_challenge": client.create_code_challenge(verifier, "S256"),
            "code_challenge_method": "S256",
            **self.extra,
            "login_hint": login_hint,
        }
        address = self.address("authorize_url")
        require_web(address)
        url = add_params_to_uri(address, [pair for pair in asked.items() if pair[1]])
        return Authorization(url, state, {"redirect_uri": redirect_uri, "code_verifier": verifier})

    def redeem(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Tokens:
        if "error" in answer or not answer.get("code"):
            error = answer.get("error") or "no code"
            raise self.refused(error, answer.get("error_description", ""), is_refresh=False)
        body = WebApplicationClient(self.client_id).prepare_request_body(
            code=answer["code"],
            redirect_uri=flow["redirect_uri"],
            code_verifier=flow["code_verifier"],
            **self._secret(),
        )
        return self._complete(self._granted(body))

    def refresh(self, tokens: Tokens) -> Tokens:
        if not tokens.refresh_token:
            raise AuthRequired("signin_expired", host=self.host)
        body = WebApplicationClient(self.client_id).prepare_refresh_body(
            refresh_token=tokens.refresh_token, client_id=self.client_id, **self._secret()
        )
        return self._granted(body, tokens)

    def revoke(self, tokens: Tokens) -> bool:
        address = self.revocation_address
        if not address:
            return False
        status, content = send_form(address, self.revocation(tokens), self.context)
        said = json_object(content, self.host) if content.strip() else {}
        error = str(self.rfc_form(said).get("error") or ("" if status < 300 else status))
        if error and error not in self.revoked_errors:
            raise self.refused(error, "", is_refresh=False)
        return True

    @property
    def revocation_address(self) -> str:
        """The setting ``revoke_url``; the vendor's own hears only of tokens that the vendor gave."""
        is_vendor = self.address("token_url") == self.token_url
        return self.settings.get("revoke_url") or (self.revoke_url if is_vendor else "")

    def revocation(self, tokens: Tokens) -> str:
        """The form that takes these tokens back (RFC 7009 section 2.1); access tokens end with their refresh token."""
        hint = "refresh_token" if tokens.refresh_token else "access_token"
        asked = {"token": tokens.refresh_token or tokens.access_token, "token_type_hint": hint}
        return urlencode({**asked, "client_id": self.client_id, **self._secret()})

    def begin_device(self) -> Device:
        address = self.address("device_url")
        if not address:
            raise Unsupported("no_device_code")
        asked = {"client_id": self.client_id, "scope": self.scope_separator.join(self.asked_scopes)}
        status, said = post_form(address, urlencode(asked), self.context)
        if status != 200:
            raise self.refused(str(said.get("error") or status), _text(said, "error_description"), is_refresh=False)
        try:
            # Google says verification_url, as the RFC's drafts did.
            url = str(said.get("verification_uri") or said["verification_url"])
            expires_at = now() + timedelta(seconds=float(said["expires_in"]))
            interval = float(said.get("interval") or POLL_SECONDS)
            code, user_code = str(said["device_code"]), str(said["user_code"])
        except (KeyError, TypeError, ValueError, OverflowError):
            raise Transient("bad_answer", host=self.host) from None
        return Device(url, user_code, interval, expires_at, {"device_code": code})

    def poll_device(self, device: Device) -> Tokens | None:
        body = DeviceClient(self.client_id).prepare_request_body(
            device.flow["device_code"], scope="", include_client_id=True, **self._secret()
        )
        said = self._asked(body)
        if said.get("error") == "authorization_pending":
            return None
        if said.get("error") == "slow_down":
            raise Transient("busy", host=self.host)
        return self._complete(self._read(said, None))

    def _secret(self) -> dict[str, str]:
        return {"client_secret": self.client_secret} if self.client_secret else {}

    def _granted(self, body: str, before: Tokens | None = None) -> Tokens:
        return self._read(self._asked(body), before)

    def _asked(self, body: str) -> dict[str, Any]:
        status, said = post_form(self.address("token_url"), body, self.context)
        said = self.rfc_form(said)
        if status >= 300 and "error" not in said:
            raise Transient("bad_answer", host=self.host)
        return said

    def _read(self, said: dict[str, Any], before: Tokens | None) -> Tokens:
        try:
            granted = parse_token_response(json.dumps(said))
            seconds = granted.get("expires_in")
            expires_at = None if seconds is None else now() + timedelta(seconds=float(seconds))
            scopes = tuple(str(each) for each in granted.get("scope") or ())
            access, renewing = granted["access_token"], granted.get("refresh_token")
        except OAuth2Error as error:
            is_refresh = before is not None
            raise self.refused(str(error.error), str(error.description or ""), is_refresh=is_refresh) from None
        except (TypeError, ValueError, AttributeError, OverflowError):
            raise Transient("bad_answer", host=self.host) from None
        if not isinstance(access, str) or not access:
            raise Transient("bad_answer", host=self.host)
        kept = before or Tokens("", scopes=self.asked_scopes)
        renewing = renewing if isinstance(renewing, str) and renewing else kept.refresh_token
        return Tokens(access, renewing, expires_at, scopes or kept.scopes)

    def _complete(self, tokens: Tokens) -> Tokens:
        missing = [scope for scope in self.needed_scopes if scope not in tokens.scopes]
        if missing:
            raise AuthRequired("scope_missing", host=self.host, what=", ".join(missing))
        return tokens


def _text(said: Mapping[str, Any], key: str) -> str:
    return str(said.get(key) or "")
