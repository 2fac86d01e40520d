"""Signing in at the invented service."""

from workspace.connector.oauth_code import CodeSignIn

NEEDED = "mail"


class PierSignIn(CodeSignIn):
    scopes = ("mail", "people")
    needed_scopes = (NEEDED,)

    def address(self, name: str) -> str:
        if name == "device_url" and self.settings.get("codes") == "false":
            return ""
        paths = {"authorize_url": "/authorize", "token_url": "/token", "device_url": "/device"}
        return self.settings["base_url"] + paths[name]


SIGNIN = PierSignIn
