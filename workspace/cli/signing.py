"""Signing in through a browser: what to open is opened or printed, then the command waits for the user."""

import os
import sys
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from workspace.cli.context import Context
from workspace.cli.failed import Failed, failure
from workspace.connector.manifest import Manifest, manifest
from workspace.connector.oauth import TOKENS
from workspace.connector.session import secret_name
from workspace.model.accounts import Account
from workspace.model.ids import RequestId
from workspace.store.rows import AnswerRow

WAIT_SECONDS = 600.0
SIGN_OUT_SECONDS = 20.0
F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class How:
    """How the user wants to be asked: ``--print-url`` and ``--device``."""

    prints: bool = False
    with_code: bool = False

    def refuse_password(self, asked: Manifest) -> None:
        if asked.signin != "oauth" and (self.prints or self.with_code):
            raise Failed(f"{asked.name['en']} signs in with a password; there is no address to open.")


def options(function: F) -> F:
    """The options of the commands that may sign in."""
    function = click.option("--device", is_flag=True, help="Sign in with a code, typed into a browser anywhere.")(
        function
    )
    return click.option("--print-url", is_flag=True, help="Print the address to open instead of opening it.")(function)


def sign_in(context: Context, asked: Manifest, payload: Mapping[str, Any], how: How) -> dict[str, Any]:
    """Who signed in. Ctrl-C withdraws the question; a refusal ends the command as every failed answer does."""
    has_browser = how.prints or can_open()
    answer = _asked(
        context, asked, {**payload, "method": "device" if how.with_code or not has_browser else "browser"}, how
    )
    if answer.error_key == "no_device_code" and not how.with_code:
        answer = _asked(context, asked, {**payload, "method": "browser"}, how)
    if answer.state == "failed":
        raise failure(answer.error_key, answer.error_params)
    return dict(answer.payload)


def sign_out(context: Context, account: Account) -> None:
    """Have the service take the account's sign-in back; what hinders that is said, and hinders nothing else."""
    asked = manifest(account.connector_id)
    if asked.signin != "oauth" or context.vault.get(secret_name(account.account_id, TOKENS)) is None:
        return
    name = asked.name["en"]
    try:
        answer = context.ask("sign_out", {"account_id": account.account_id}, timeout=SIGN_OUT_SECONDS)
    except Failed as error:
        click.echo(f"The sign-in at {name} was not taken back: {error}", err=True)
    else:
        if answer.payload.get("revoked"):
            return
    click.echo(f"To end the permission at {name} itself, remove it in your account there.", err=True)


def can_open() -> bool:
    """Whether a browser can be opened where this command runs."""
    if sys.platform == "linux" and not any(os.environ.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _asked(context: Context, asked: Manifest, payload: Mapping[str, Any], how: How) -> AnswerRow:
    context.link.ensure_engine()
    request_id = context.user.ask("sign_in", payload, deadline_seconds=WAIT_SECONDS)
    context.link.ring()
    try:
        answer = _answer(context, request_id, "")
        if answer.state == "open":
            _show(asked, answer.payload, how)
            answer = _answer(context, request_id, "open")
    except BaseException:
        context.user.ask("cancel", {"request_id": request_id})
        context.link.ring()
        raise
    return answer


def _answer(context: Context, request_id: RequestId, state: str) -> AnswerRow:
    """The question's answer once it is another than the one of that state."""
    reader = context.reader

    def found() -> AnswerRow | None:
        answer = reader.answer(request_id)
        return answer if answer is not None and answer.state != state else None

    answer = context.link.wait_for(found, timeout=WAIT_SECONDS + 10)
    if answer is None:
        raise Failed("The engine did not answer in time. Nothing was changed; try again.", 4)
    return answer


def _show(asked: Manifest, opened: Mapping[str, object], how: How) -> None:
    name, url, code = asked.name["en"], str(opened["url"]), str(opened.get("user_code") or "")
    if how.prints:
        click.echo(f"{url} {code}".rstrip())
        sys.stdout.flush()
        click.echo(f"Waiting for the sign-in at {name} ...", err=True)
    elif code:
        click.echo(f"Open {url} in any browser and type the code {code}", err=True)
    elif can_open() and webbrowser.open(url):
        click.echo(f"Waiting for the sign-in at {name} in your browser ...", err=True)
    else:
        click.echo(f"Open this address in a browser on this computer:\n{url}", err=True)
