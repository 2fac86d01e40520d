"""Signing in at HubSpot: authorisation code, from the app that the customer's admin made.

https://developers.hubspot.com/docs/api-reference/auth-oauth-v1: the token endpoint demands the app's secret, and the
redirect address is compared with those that the app lists, the port too.
"""

from typing import ClassVar

from workspace.connector.oauth_code import CodeSignIn

NEEDED = ("oauth", "crm.objects.contacts.read", "crm.objects.contacts.write")
USEFUL = (
    "crm.objects.companies.read",
    "crm.objects.companies.write",
    "crm.objects.deals.read",
    "crm.objects.deals.write",
    "crm.objects.owners.read",
    "tickets",
    "sales-email-read",
    "files",
    "crm.schemas.contacts.read",
)


class HubSpotSignIn(CodeSignIn):
    """Tokens live half an hour; the refresh token stays until the app is removed."""

    authorize_url: ClassVar[str] = "https://app.hubspot.com/oauth/authorize"
    token_url: ClassVar[str] = "https://api.hubapi.com/oauth/v1/token"
    scopes: ClassVar[tuple[str, ...]] = (*NEEDED, *USEFUL)

    @property
    def redirect(self) -> str:
        return f"http://localhost:{self.settings.get('redirect_port') or 47823}/"


SIGNIN = HubSpotSignIn
