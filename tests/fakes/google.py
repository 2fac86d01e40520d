"""A stand-in for Google: mail, calendars and contacts with real state over a real socket.

Every request is checked against the table of :mod:`tests.fakes.google_methods`; calls and quota units are counted for
each account, and a limit answers as Google does.
"""

import json
import re
import ssl
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from tests.fakes.google_events import Agenda, EventMethods
from tests.fakes.google_mail import Mailbox, MailMethods
from tests.fakes.google_methods import UPLOADS, Method, WrongRequest, method_for
from tests.fakes.google_web import Answer, Refusal, Request, Web

SCOPES = {"gmail": "gmail.modify", "calendar": "calendar", "people": "contacts.readonly"}
_FIELD = re.compile(r"[(),/]|[^(),/]+")


@dataclass
class Planned:
    """An answer instead of the next calls whose ``METHOD path`` or method name holds ``where``."""

    where: str
    answer: Answer
    times: int


@dataclass
class GoogleAccount:
    """One signed-in user; ``scopes`` are the interfaces that the token may use."""

    box: Mailbox
    agenda: Agenda
    scopes: set[str] = field(default_factory=lambda: set(SCOPES))
    calls: Counter[str] = field(default_factory=Counter)
    spent: deque[tuple[float, int]] = field(default_factory=deque)


class Google:
    """The service; tests change accounts directly, connectors come over the socket."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, tls: ssl.SSLContext | None = None) -> None:
        self.accounts: dict[str, GoogleAccount] = {}
        self.wrong: list[str] = []
        """Requests that Google would not know; :meth:`close` fails when there was one."""
        self.user_units: int | None = None
        """Quota units a minute; None means no limit."""
        self.retry_after: str | None = None
        self._planned: list[Planned] = []
        self._lost: list[str] = []
        self._clock = clock
        self._guard = RLock()
        self.web = Web(self.handle, self._intercept, tls)
        self.base_url = f"{'https' if tls else 'http'}://127.0.0.1:{self.web.port}"

    def add_account(self, token: str, address: str) -> GoogleAccount:
        self.accounts[token] = GoogleAccount(Mailbox(address), Agenda(address))
        return self.accounts[token]

    def plan(self, where: str, answer: Answer, times: int = 1) -> None:
        with self._guard:
            self._planned.append(Planned(where, answer, times))

    def refuse(self, where: str, refusal: Refusal, times: int = 1) -> None:
        self.plan(where, refusal.answer(), times)

    def lose(self, method: str) -> None:
        """Do the next call of that method, and break the line instead of answering."""
        self._lost.append(method)

    def close(self) -> None:
        self.web.close()
        assert self.wrong == []

    def _intercept(self, line: str) -> Answer | None:
        with self._guard:
            for planned in self._planned:
                if planned.times and planned.where in line:
                    planned.times -= 1
                    return planned.answer
        return None

    def handle(self, request: Request) -> Answer:
        """One call; an error in Google's form."""
        with self._guard:
            try:
                return self._answer(request)
            except Refusal as refusal:
                return refusal.answer()
            except WrongRequest as error:
                self.wrong.append(str(error))
                return Refusal(400, "badRequest").answer()

    def _answer(self, request: Request) -> Answer:
        method, path = method_for(request.verb, request.path)
        method.refuse_wrong(request.query, request.body)
        if request.is_upload and method.name not in UPLOADS:
            raise WrongRequest(f"{method.name} takes no upload")
        account = self._account(request, method)
        if (planned := self._intercept(method.name)) is not None:
            return planned
        self._charge(account, method)
        found = _bound(account, method.name)(request, path)
        content = b"" if found is None else json.dumps(chosen(found, request.one("fields"))).encode()
        if method.name in self._lost:
            self._lost.remove(method.name)
            return Answer(200, content, is_lost=True)
        return Answer(200 if content else 204, content)

    def _account(self, request: Request, method: Method) -> GoogleAccount:
        account = self.accounts.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if account is None:
            raise Refusal(401, "authError")
        service = method.name.partition(".")[0]
        account.calls[method.name] += 1
        # The own address is asked for by every sign-in.
        if service not in {*account.scopes, "oauth2"}:
            # https://cloud.google.com/apis/design/errors, reason of google.rpc.ErrorInfo
            raise Refusal(403, "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
        return account

    def _charge(self, account: GoogleAccount, method: Method) -> None:
        """Units of the last minute: https://developers.google.com/workspace/gmail/api/reference/quota."""
        now = self._clock()
        while account.spent and account.spent[0][0] <= now - 60:
            account.spent.popleft()
        if self.user_units is not None and units_of(account) + method.units > self.user_units:
            later = {"retry_after": self.retry_after} if self.retry_after else {}
            raise Refusal(429, "rateLimitExceeded", **later)
        account.spent.append((now, method.units))


def units_of(account: GoogleAccount) -> int:
    """What the account spent in the minute before its last call."""
    return sum(units for _, units in account.spent)


def _bound(account: GoogleAccount, name: str) -> Callable[[Request, Mapping[str, str]], Any]:
    mail, events = MailMethods(account.box), EventMethods(account.agenda)
    return {
        "oauth2.userinfo.get": lambda request, path: {"email": account.box.address, "verified_email": True},
        "gmail.users.getProfile": mail.get_profile,
        "gmail.users.labels.list": mail.labels_list,
        "gmail.users.labels.get": mail.labels_get,
        "gmail.users.labels.create": mail.labels_create,
        "gmail.users.labels.patch": mail.labels_patch,
        "gmail.users.labels.delete": mail.labels_delete,
        "gmail.users.history.list": mail.history_list,
        "gmail.users.messages.list": mail.messages_list,
        "gmail.users.messages.get": mail.messages_get,
        "gmail.users.messages.modify": mail.messages_modify,
        "gmail.users.messages.trash": mail.messages_trash,
        "gmail.users.messages.untrash": mail.messages_untrash,
        "gmail.users.messages.send": mail.messages_send,
        "gmail.users.messages.attachments.get": mail.attachments_get,
        "gmail.users.drafts.list": mail.drafts_list,
        "gmail.users.drafts.get": mail.drafts_get,
        "gmail.users.drafts.create": mail.drafts_create,
        "gmail.users.drafts.update": mail.drafts_update,
        "gmail.users.drafts.delete": mail.drafts_delete,
        "gmail.users.settings.sendAs.list": mail.send_as_list,
        "calendar.calendarList.list": events.calendars_list,
        "calendar.calendarList.get": events.calendars_get,
        "calendar.events.list": events.events_list,
        "calendar.events.get": events.events_get,
        "calendar.events.insert": events.events_insert,
        "calendar.events.patch": events.events_patch,
        "calendar.events.move": events.events_move,
        "calendar.events.delete": events.events_delete,
        "people.connections.list": events.connections_list,
    }[name]


def chosen(data: Any, fields: str) -> Any:
    """A partial answer: https://developers.google.com/workspace/gmail/api/guides/performance#partial-response."""
    return _chosen(data, _wanted(iter(_FIELD.findall(fields)))) if fields else data


def _wanted(words: Iterator[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    place, name = found, ""
    for word in words:
        if word == ")":
            break
        if word == "(":
            place[name] = _wanted(words)
        elif word == "/":
            place = place[name] = {}
        elif word == ",":
            place = found
        else:
            name = word
            place[name] = {}
    return found


def _chosen(data: Any, wanted: Mapping[str, Any]) -> Any:
    if isinstance(data, list):
        return [_chosen(each, wanted) for each in data]
    if not wanted or not isinstance(data, dict):
        return data
    return {name: _chosen(value, wanted[name]) for name, value in data.items() if name in wanted}


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Google]:
    google = Google(tls=tls)
    try:
        yield google
    finally:
        google.close()
