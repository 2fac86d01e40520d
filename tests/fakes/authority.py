"""An OAuth 2.0 authorization server with a small mail service behind it, on a real socket and with real state.

Its user is whoever sits at the browser: ``user`` agrees to everything unless ``is_denying``. Tests change the state
from outside: expire, revoke, plant answers.
"""

import base64
import hashlib
import json
import secrets
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

Form = dict[str, str]
Reply = tuple[int, dict[str, str], bytes]
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
CODE_SECONDS = 60.0
HTML = (200, {"Content-Type": "text/html"}, b"<html><body>Welcome to the hotel's network</body></html>")


class Refusal(Exception):
    """An error answer of the token endpoint (RFC 6749 section 5.2): 400 with a JSON object."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        super().__init__(error)
        self.error, self.description, self.status = error, description, status


@dataclass(slots=True)
class Code:
    redirect_uri: str
    challenge: str
    user: str
    scope: str
    until: float
    granted: str = ""
    """The family of tokens it was redeemed for."""


@dataclass(slots=True)
class Access:
    family: str
    until: float


@dataclass(slots=True)
class DeviceCode:
    scope: str
    interval: float
    until: float
    user: str = ""
    is_denied: bool = False
    polled_at: float = float("-inf")


@dataclass(slots=True)
class Family:
    """All tokens that came from one consent."""

    user: str
    scope: str
    refresh_token: str = ""
    is_revoked: bool = False


@dataclass
class Authority:
    """The server's state; every change from outside is one attribute or method."""

    client_id: str = "workspace-client"
    client_secret: str = ""
    redirect_host: str = "127.0.0.1"
    """Of the redirection address that was registered; some services take ``localhost`` alone."""
    user: str = "anna@pier.example"
    is_denying: bool = False
    rotates: bool = True
    lifetime: float | None = 3600.0
    """Seconds; None leaves ``expires_in`` out."""
    grants_scope: str | None = None
    """What the user ticked, where that is not everything."""
    device_interval: float = 1.0
    knows_revoked: bool = False
    """Whether an unknown token is refused at the revocation endpoint, as Google does, against RFC 7009."""
    padding: int = 0
    """Tokens are this much longer; real ones reach some kB."""
    planted: list[Reply] = field(default_factory=list)
    """The next answers of the token and revocation endpoints."""
    mails: dict[str, list[str]] = field(default_factory=dict)
    url: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    """Requests by path, and ``refresh`` by grant type."""

    def __post_init__(self) -> None:
        self.codes: dict[str, Code] = {}
        self.accesses: dict[str, Access] = {}
        self.families: dict[str, Family] = {}
        self.spent: dict[str, str] = {}
        self.devices: dict[str, DeviceCode] = {}
        self.user_codes: dict[str, str] = {}
        self.guard = threading.RLock()

    # From outside

    def expire_accesses(self) -> None:
        with self.guard:
            for access in self.accesses.values():
                access.until = 0.0

    def revoke(self, user: str) -> None:
        """The user took the permission back: RFC 6749 section 5.2 calls that ``invalid_grant``."""
        with self.guard:
            for family in self.families.values():
                family.is_revoked = family.is_revoked or family.user == user

    def answer_device(self, user_code: str, *, denies: bool = False) -> None:
        with self.guard:
            device = self.devices[self.user_codes[user_code]]
            device.user, device.is_denied = self.user, denies

    # The authorization endpoint

    def authorize(self, asked: Form) -> Reply:
        redirect_uri = asked.get("redirect_uri", "")
        parts = urlsplit(redirect_uri)
        # RFC 8252 section 7.3: any port of the loopback address; the path is compared as it was registered.
        is_ours = (parts.scheme, parts.hostname, parts.path) == ("http", self.redirect_host, "/")
        if asked.get("client_id") != self.client_id or not is_ours:
            # RFC 6749 section 4.1.2.1: never redirect where client or redirection URI is wrong.
            return 400, {"Content-Type": "text/html"}, b"<p>This application is not registered.</p>"
        answer = self._answer(asked)
        # RFC 6749 section 4.1.2: the state comes back exactly as it was sent.
        query = urlencode({**answer, "state": asked.get("state", "")})
        return 302, {"Location": f"{redirect_uri}?{query}"}, b""

    def _answer(self, asked: Form) -> Form:
        if asked.get("response_type") != "code":
            return {"error": "unsupported_response_type"}
        # RFC 7636 section 4.4.1: a server that requires PKCE says invalid_request.
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            return {"error": "invalid_request", "error_description": "code challenge required"}
        if self.is_denying:
            return {"error": "access_denied"}  # RFC 6749 section 4.1.2.1
        code = secrets.token_urlsafe(16)
        scope = self.grants_scope if self.grants_scope is not None else asked.get("scope", "")
        until = time.monotonic() + CODE_SECONDS
        self.codes[code] = Code(asked["redirect_uri"], asked["code_challenge"], self.user, scope, until)
        return {"code": code}

    # The token endpoint

    def token(self, form: Form) -> dict[str, object]:
        # RFC 6749 section 2.3.1: the secret may come in the body; section 5.2: invalid_client, which may be 401.
        if form.get("client_id") != self.client_id or form.get("client_secret", "") != self.client_secret:
            raise Refusal("invalid_client", status=401)
        match form.get("grant_type"):
            case "authorization_code":
                return self._redeem(form)
            case "refresh_token":
                return self._refresh(form)
            case grant if grant == DEVICE_GRANT:
                return self._poll(form)
        raise Refusal("unsupported_grant_type")

    def _redeem(self, form: Form) -> dict[str, object]:
        code = self.codes.get(form.get("code", ""))
        if code is None or code.until < time.monotonic():
            raise Refusal("invalid_grant", "unknown code")
        if code.granted:
            # RFC 6749 section 4.1.2: a code used twice takes its tokens back.
            self.families[code.granted].is_revoked = True
            raise Refusal("invalid_grant", "code was used")
        # RFC 6749 section 4.1.3: the redirection URI is the one of the authorization request, port included.
        if form.get("redirect_uri") != code.redirect_uri:
            raise Refusal("invalid_grant", "redirect_uri differs")
        # RFC 7636 section 4.6.
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != code.challenge:
            raise Refusal("invalid_grant", "code_verifier differs")
        code.granted = self._family(code.user, code.scope)
        return self._grant(code.granted)

    def _refresh(self, form: Form) -> dict[str, object]:
        given = form.get("refresh_token", "")
        if given in self.spent:
            # RFC 9700 section 4.14.2: a rotated token that comes again was stolen, all of its kin die.
            self.families[self.spent[given]].is_revoked = True
            raise Refusal("invalid_grant", "refresh token was used")
        found = [name for name, family in self.families.items() if family.refresh_token == given and given]
        if not found or self.families[found[0]].is_revoked:
            raise Refusal("invalid_grant")
        if self.rotates:
            # RFC 6749 section 6: the server may issue a new refresh token and then the client discards the old one.
            self.spent[given] = found[0]
            self.families[found[0]].refresh_token = self._made()
            return self._grant(found[0])
        said = self._grant(found[0])
        del said["refresh_token"]
        return said

    def _poll(self, form: Form) -> dict[str, object]:
        device = self.devices.get(form.get("device_code", ""))
        now = time.monotonic()
        if device is None or device.until < now:
            raise Refusal("expired_token")  # RFC 8628 section 3.5
        last, device.polled_at = device.polled_at, now
        if now - last < device.interval:
            # RFC 8628 section 3.5: the interval is increased by 5 seconds for this and all later requests.
            device.interval += 5
            raise Refusal("slow_down")
        if device.is_denied:
            raise Refusal("access_denied")
        if not device.user:
            raise Refusal("authorization_pending")
        del self.devices[form["device_code"]]
        return self._grant(self._family(device.user, device.scope))

    def take_back(self, form: Form) -> None:
        """RFC 7009 section 2.1: a token dies with its kin; section 2.2: an unknown one is revoked already."""
        token = form["token"]
        kin = [name for name, family in self.families.items() if family.refresh_token == token]
        if token in self.accesses:
            kin.append(self.accesses[token].family)
        if not kin and self.knows_revoked:
            raise Refusal("invalid_token")
        for name in kin:
            self.families[name].is_revoked = True

    def device(self, form: Form) -> dict[str, object]:
        """RFC 8628 section 3.2."""
        if form.get("client_id") != self.client_id:
            raise Refusal("invalid_client", status=401)
        code, user_code = secrets.token_urlsafe(16), secrets.token_hex(4).upper()
        self.devices[code] = DeviceCode(form.get("scope", ""), self.device_interval, time.monotonic() + 600)
        self.user_codes[user_code] = code
        said: dict[str, object] = {"device_code": code, "user_code": user_code, "expires_in": 600}
        return said | {"verification_uri": f"{self.url}/activate", "interval": self.device_interval}

    def _family(self, user: str, scope: str) -> str:
        name = f"f{len(self.families)}"
        self.families[name] = Family(user, scope, self._made())
        return name

    def _grant(self, name: str) -> dict[str, object]:
        """RFC 6749 section 5.1."""
        access, family = self._made(), self.families[name]
        self.accesses[access] = Access(name, time.monotonic() + (1e9 if self.lifetime is None else self.lifetime))
        said: dict[str, object] = {"access_token": access, "token_type": "Bearer", "scope": family.scope}
        if self.lifetime is not None:
            said["expires_in"] = int(self.lifetime)
        return said | {"refresh_token": family.refresh_token}

    def _made(self) -> str:
        return secrets.token_urlsafe(16) + "x" * self.padding

    # The service behind

    def user_of(self, header: str) -> str:
        """Whose bearer token this is (RFC 6750 section 2.1); empty where it is nobody's."""
        access = self.accesses.get(header.removeprefix("Bearer "))
        if access is None or access.until < time.monotonic():
            return ""
        family = self.families[access.family]
        return "" if family.is_revoked else family.user


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, authority: Authority) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.authority = authority


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        authority, parts = self.server.authority, urlsplit(self.path)
        authority.asked[parts.path] += 1
        if parts.path == "/authorize":
            with authority.guard:
                self._send(*authority.authorize(dict(parse_qsl(parts.query))))
            return
        user = authority.user_of(self.headers.get("Authorization", ""))
        if not user:
            # RFC 6750 section 3.1.
            self._send(401, {"WWW-Authenticate": 'Bearer error="invalid_token"'}, b"")
        elif parts.path == "/me":
            self._json(200, {"user": user})
        else:
            self._json(200, {"mails": authority.mails.get(user, [])})

    def do_POST(self) -> None:
        authority = self.server.authority
        authority.asked[self.path] += 1
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if form.get("grant_type") == "refresh_token":
            authority.asked["refresh"] += 1
        try:
            with authority.guard:
                if self.path in ("/token", "/revoke") and authority.planted:
                    self._send(*authority.planted.pop(0))
                    return
                if self.path == "/revoke":
                    authority.take_back(form)
                    self._send(200, {}, b"")
                    return
                said = authority.token(form) if self.path == "/token" else authority.device(form)
        except Refusal as refusal:
            self._json(refusal.status, {"error": refusal.error, "error_description": refusal.description})
        else:
            self._json(200, said)

    def _json(self, status: int, said: dict[str, object]) -> None:
        # RFC 6749 section 5.1: token answers are not cached.
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        self._send(status, headers, json.dumps(said).encode())

    def _send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for key, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


class _Stop(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def agree(url: str) -> Form:
    """What the browser comes back with from an authorization address, opened by the user."""
    try:
        build_opener(_Stop).open(url, timeout=10).close()
    except HTTPError as error:
        with error:
            return dict(parse_qsl(urlsplit(error.headers["Location"]).query))
    raise AssertionError("no redirect")


@contextmanager
def running(certificate: tuple[Path, Path] | None = None, **state: object) -> Iterator[Authority]:
    """A server until the end of the block; over TLS with a certificate and its key."""
    authority = Authority(**state)  # type: ignore[arg-type]
    server = _Server(authority)
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    authority.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
