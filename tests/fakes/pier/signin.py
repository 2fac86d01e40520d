"""Signing in at the invented service."""

from workspace.connector.oauth_code import CodeSignIn

NEEDED = "mail"


class PierSignIn(CodeSignIn):
    scopes = ("mail", "people")
    needed_scopes = (NEEDED,)

    @property
    def revocation_address(self) -> str:
        return self.address("revoke_url")

    def address(self, name: str) -> str:
        if name == "device_url" and self.settings.get("codes") == "false":
            return ""
        paths = {"authorize_url": "/authorize", "token_url": "/token", "device_url": "/device", "revoke_url": "/revoke"}
        return self.settings["base_url"] + paths[name]


SIGNIN = PierSignIn
