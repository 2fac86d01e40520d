"""Signing in at Salesforce: authorisation code with PKCE, or a device code, for the app that the organisation made.

https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm and
https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_device_flow.htm
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from workspace.connector.errors import AuthRequired, Transient
from workspace.connector.form_post import post_form
from workspace.connector.oauth import Device, Tokens, now
from workspace.connector.oauth_code import POLL_SECONDS, CodeSignIn
from workspace.connector.session import require_web

DEVICE_SECONDS = 600
_DENIED = frozenset({"access_denied", "authorization_denied"})


class SalesforceSignIn(CodeSignIn):
    """The access token carries the address of the org, which only a token answer names: see :func:`parted`."""

    authorize_url: ClassVar[str] = "https://login.salesforce.com/services/oauth2/authorize"
    token_url: ClassVar[str] = "https://login.salesforce.com/services/oauth2/token"
    scopes: ClassVar[tuple[str, ...]] = ("api", "refresh_token", "openid")

    def address(self, name: str) -> str:
        """At the org itself where the settings name one (My Domain, a sandbox) and no other place to sign in at."""
        vendors, base_url = str(getattr(self, name)), self.settings.get("base_url", "").strip().rstrip("/")
        given = self.settings.get(name) or vendors
        return f"{base_url}{urlsplit(vendors).path}" if base_url and given == vendors else given

    @property
    def redirect(self) -> str:
        """Salesforce compares the whole address with those that the app lists, the port too."""
        return f"http://localhost:{self.settings.get('redirect_port') or 47831}/"

    def begin_device(self) -> Device:
        """The device code comes from the token endpoint, and its answer does not say how long it is good."""
        asked = {"response_type": "device_code", "client_id": self.client_id, "scope": " ".join(self.asked_scopes)}
        status, said = post_form(self.address("token_url"), urlencode(asked), self.context)
        if status != 200:
            description = str(said.get("error_description") or "")
            raise self.refused(str(said.get("error") or status), description, is_refresh=False)
        try:
            until = now() + timedelta(seconds=float(said.get("expires_in") or DEVICE_SECONDS))
            interval = float(said.get("interval") or POLL_SECONDS)
            url, user_code, code = (str(said[name]) for name in ("verification_uri", "user_code", "device_code"))
        except (KeyError, TypeError, ValueError, OverflowError):
            raise Transient("bad_answer", host=self.host) from None
        return Device(url, user_code, interval, until, {"device_code": code})

    def poll_device(self, device: Device) -> Tokens | None:
        asked = {"grant_type": "device", "client_id": self.client_id, "code": device.flow["device_code"]}
        said = self._asked(urlencode({**asked, **self._secret()}))
        if said.get("error") == "authorization_pending":
            return None
        if said.get("error") == "slow_down":
            raise Transient("busy", host=self.host)
        if said.get("error") in _DENIED:
            raise AuthRequired("signin_denied", host=self.host)
        return self._complete(self._read(said, None))

    def _read(self, said: dict[str, Any], before: Tokens | None) -> Tokens:
        tokens = super()._read(said, before)
        org = said.get("instance_url")
        if not isinstance(org, str) or not org:
            org = parted(before.access_token)[0] if before else ""
        # What the settings say wins, so an address that may be good for nobody is not looked at.
        if not org or self.settings.get("base_url", "").strip():
            return tokens
        require_web(org)
        return replace(tokens, access_token=json.dumps([org.rstrip("/"), tokens.access_token]))


def parted(token: str) -> tuple[str, str]:
    """The address of the org, empty where the token answer named none, and the bearer token."""
    if not token.startswith("["):
        return "", token
    org, bearer = json.loads(token)
    return str(org), str(bearer)


def org_address(settings: Mapping[str, str], token: str) -> str:
    """Where the org is: ``base_url`` of the settings, else what the token answer said, else where we signed in."""
    given = settings.get("base_url", "").strip() or parted(token)[0]
    if not given:
        at = urlsplit(settings.get("token_url") or SalesforceSignIn.token_url)
        given = f"{at.scheme}://{at.netloc}"
    return given.rstrip("/")


SIGNIN = SalesforceSignIn
