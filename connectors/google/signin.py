"""Signing in at Google: authorisation code with PKCE for a desktop client of the organisation's own Cloud project.

There is no device code: Google allows it for none of these scopes
(https://developers.google.com/identity/protocols/oauth2/limited-input-device#allowedscopes).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from workspace.connector.errors import AuthRequired
from workspace.connector.oauth import Tokens
from workspace.connector.oauth_code import CodeSignIn

MAIL = "https://www.googleapis.com/auth/gmail.modify"
CALENDAR = "https://www.googleapis.com/auth/calendar"
CONTACTS = "https://www.googleapis.com/auth/contacts.readonly"


class GoogleSignIn(CodeSignIn):
    """https://developers.google.com/identity/protocols/oauth2/native-app"""

    authorize_url = "https://accounts.google.com/o/oauth2/v2/auth"
    token_url = "https://oauth2.googleapis.com/token"
    # https://developers.google.com/identity/protocols/oauth2/native-app#tokenrevoke
    revoke_url = "https://oauth2.googleapis.com/revoke"
    scopes = ("openid", "https://www.googleapis.com/auth/userinfo.email", MAIL, CALENDAR, CONTACTS)
    # Without both Google gives a refresh token at the first sign-in only.
    extra: ClassVar[Mapping[str, str]] = {"access_type": "offline", "prompt": "consent"}

    def redeem(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Tokens:
        """A user may untick services one by one; an account without any of them is refused."""
        tokens = super().redeem(flow, answer)
        if not any("/auth/" in scope and "/userinfo." not in scope for scope in tokens.scopes):
            raise AuthRequired("scope_missing", host=self.host, what="mail, calendars or contacts")
        return tokens


SIGNIN = GoogleSignIn
