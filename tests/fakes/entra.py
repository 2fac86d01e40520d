"""Microsoft Entra ID's OAuth 2.0 endpoints for one tenant, on a loopback port, with codes and tokens that work once.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and .../v2-oauth2-device-code
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

Json = dict[str, Any]
CLIENT = "6731de76-14a6-49ae-97bc-6eba6914391e"
TENANT = "contoso.example"


@dataclass
class Entra:
    url: str = ""
    has_discovery: bool = True
    refusal: Json | None = None
    """What the token endpoint answers instead of tokens."""
    codes: dict[str, Json] = field(default_factory=dict)
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    """Those that are good, with their scopes."""
    device_answer: str = "authorization_pending"
    asked: list[Json] = field(default_factory=list)
    numbers: int = 0

    @property
    def authority(self) -> str:
        return f"{self.url}/{TENANT}"

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def refuse(self, error: str, code: int, **more: str) -> None:
        """https://learn.microsoft.com/entra/identity-platform/reference-error-codes"""
        words = f"AADSTS{code}: The words of the service. Trace ID: 0"
        self.refusal = {"error": error, "error_description": words, "error_codes": [code], **more}

    def answer(self, method: str, path: str, given: Json) -> tuple[int, Json, str]:
        """Status, body, and where to redirect."""
        if not path.startswith(f"/{TENANT}/"):
            return 400, _error("invalid_tenant", 90002), ""
        match path.removeprefix(f"/{TENANT}"):
            case "/v2.0/.well-known/openid-configuration" if self.has_discovery:
                return 200, self._discovery(), ""
            case "/oauth2/v2.0/authorize" if method == "GET":
                return self._authorize(given)
            case "/oauth2/v2.0/token" if method == "POST":
                self.asked.append(given)
                status, body = self._token(given)
                return status, body, ""
            case "/oauth2/v2.0/devicecode" if method == "POST":
                self.asked.append(given)
                return 200, self._device(), ""
        return 404, {}, ""

    def _discovery(self) -> Json:
        where = f"{self.authority}/oauth2/v2.0"
        names = {"authorization": "authorize", "token": "token", "device_authorization": "devicecode"}
        return {
            "issuer": f"{self.authority}/v2.0",
            **{f"{name}_endpoint": f"{where}/{path}" for name, path in names.items()},
        }

    def _authorize(self, given: Json) -> tuple[int, Json, str]:
        redirect = urlsplit(given["redirect_uri"])
        # Registered as http://localhost: the port is ignored, the path is not (.../reply-url#localhost-exceptions).
        if (redirect.scheme, redirect.hostname, redirect.path) != ("http", "localhost", ""):
            return 400, _error("invalid_request", 50011), ""
        if given["client_id"] != CLIENT or given["code_challenge_method"] != "S256":
            return 400, _error("unauthorized_client", 700016), ""
        code = f"code-{self.number()}"
        self.codes[code] = given
        query = urlencode({"code": code, "state": given["state"], "session_state": "s"})
        return 302, {}, f"{given['redirect_uri']}?{query}"

    def _token(self, given: Json) -> tuple[int, Json]:
        if self.refusal is not None:
            return 400, self.refusal
        if given["client_id"] != CLIENT:
            return 400, _error("unauthorized_client", 700016)
        match given["grant_type"]:
            case "authorization_code":
                asked = self.codes.pop(given.get("code", ""), None)
                if asked is None or _challenge(given["code_verifier"]) != asked["code_challenge"]:
                    return 400, _error("invalid_grant", 501481)
                return 200, self._granted(given["scope"], asked.get("nonce", ""))
            case "refresh_token":
                scope = self.refresh_tokens.pop(given["refresh_token"], None)
                if scope is None:
                    return 400, _error("invalid_grant", 700082)
                return 200, self._granted(scope, "")
            case "urn:ietf:params:oauth:grant-type:device_code":
                if self.device_answer:
                    return 400, {"error": self.device_answer, "error_description": "AADSTS70016"}
                return 200, self._granted("User.Read", "")
        return 400, _error("unsupported_grant_type", 70003)

    def _granted(self, scope: str, nonce: str) -> Json:
        number = self.number()
        self.refresh_tokens[f"refresh-{number}"] = scope
        now = int(time.time())
        claims = {"iss": f"{self.authority}/v2.0", "aud": CLIENT, "iat": now, "exp": now + 3600, "sub": "me"}
        claims |= {"tid": TENANT, "oid": "me", "preferred_username": "me@demo.example", "nonce": nonce}
        return {
            "token_type": "Bearer",
            "scope": scope,
            "expires_in": 3599,
            "access_token": f"access-{number}",
            "refresh_token": f"refresh-{number}",
            "id_token": ".".join([_part({"alg": "none"}), _part(claims), ""]),
        }

    def _device(self) -> Json:
        return {
            "device_code": "device-1",
            "user_code": "ABCD-EFGH",
            "verification_uri": "https://microsoft.example/devicelogin",
            "expires_in": 900,
            "interval": 5,
            "message": "Open the page.",
        }


def _error(error: str, code: int) -> Json:
    return {"error": error, "error_description": f"AADSTS{code}: The words of the service.", "error_codes": [code]}


def _part(claims: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@contextmanager
def running() -> Iterator[Entra]:
    entra = Entra()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            parts = urlsplit(self.path)
            status, body, where = entra.answer(self.command, parts.path, dict(parse_qsl(parts.query + "&" + sent)))
            content = json.dumps(body).encode()
            self.send_response(status)
            if where:
                self.send_header("Location", where)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test shows what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    entra.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield entra
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
