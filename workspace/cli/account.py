"""``workspace account``: the signed-in identities; settings are checked at the service before they are saved."""

import secrets as random_secrets
import sys
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from workspace.cli.context import Context, command, key_values
from workspace.cli.failed import NEEDS_SIGNIN, Failed
from workspace.cli.finding import chosen
from workspace.cli.finding import find as find_servers
from workspace.cli.output import as_json, emit, plain
from workspace.cli.profile import profile_for
from workspace.cli.signing import How, options, sign_in, sign_out
from workspace.cli.workplace import find
from workspace.connector.errors import Rejected, sentence
from workspace.connector.manifest import Manifest, manifest
from workspace.connector.oauth import TOKENS
from workspace.connector.session import secret_name
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.profiles.profile import Profile


@click.group()
def account() -> None:
    """Accounts: one signed-in identity at one service each."""


account.add_command(find_servers)


@account.command("list")
@as_json
@command
def list_accounts(context: Context, as_json: bool) -> None:
    """List the accounts with their health."""
    health = context.reader.health() if context.user.accounts() else {}

    def state(account_id: AccountId) -> str:
        return health[account_id].state if account_id in health else "ok"

    def said(account_id: AccountId) -> str:
        row = health.get(account_id)
        return sentence(row.message_key, row.params) if row and row.message_key else ""

    emit(
        context.user.accounts(),
        as_json,
        lambda a: {**plain(a), "health": state(a.account_id), "message": said(a.account_id)},
        lambda a: (a.account_id, a.connector_id, a.name, a.identity, state(a.account_id), said(a.account_id)),
    )


@account.command("add")
@click.argument("connector_id", metavar="CONNECTOR|ADDRESS")
@click.option("--name", help="What to call it; by default the address the service says.")
@click.option("--profile", "profile_name", metavar="P", help="The profile that gives its settings.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="A setting of the connector.")
@click.option("--secret", "secrets", multiple=True, metavar="KEY=@FILE|KEY=-", help="A secret, from a file or stdin.")
@click.option("--workplace", "workplace_id", metavar="W", help="The workplace it goes to.")
@options
@command
def add(
    context: Context,
    connector_id: str,
    name: str | None,
    profile_name: str | None,
    settings: tuple[str, ...],
    secrets: tuple[str, ...],
    workplace_id: str | None,
    print_url: bool,
    device: bool,
) -> None:
    """Check an account at its service, save it, and print its id.

    Where the service has a sign-in of its own the browser is opened; --print-url prints the address first instead.
    With a mail address its servers are looked for, and its password is asked.
    """
    place = find(context, workplace_id).workplace_id if workplace_id else None
    given, told = key_values(settings, "--set"), read_secrets(secrets)
    address = connector_id if "@" in connector_id else ""
    if address:
        if profile_name:
            raise click.UsageError("--profile says which service it is: give its CONNECTOR, not an address")
        connector_id, given = chosen(context, address, given)
        asks = manifest(connector_id)
        told = told or ({} if asks.signin == "oauth" else _prompted(asks))
    profile = profile_for(connector_id, profile_name, given) if profile_name else None
    how = How(print_url, device)
    try:
        account_id = add_account(context, connector_id, given, told, name=name, how=how, profile=profile)
    except Failed as failed:
        if not address:
            raise
        raise Failed(f"{address}: {failed.message} Nothing was saved.", failed.exit_code) from failed
    if place:
        context.user.assign(place, [account_id])
    context.user.assign_named(profile.workplaces if profile else (), account_id)
    context.link.ring()
    click.echo(account_id)


def add_account(
    context: Context,
    connector_id: str,
    settings: dict[str, str],
    secrets: dict[str, str],
    *,
    name: str | None = None,
    how: How | None = None,
    profile: Profile | None = None,
) -> AccountId:
    """Check the settings by their form, then at the service, and only then save the account."""
    asked = manifest(connector_id)
    how = how or How()
    how.refuse_password(asked)
    kept = with_generated(asked, secrets)
    in_effect, known = (profile.over(settings), profile.secrets) if profile else (settings, {})
    asked.refuse_wrong(in_effect, known | kept)
    profile_name = profile.name if profile else ""
    account_id = AccountId(str(uuid.uuid4()))
    trial = Account(account_id, asked.id, "", settings, profile=profile_name)
    identity = check_with_secrets(context, trial, asked, kept, how)
    context.user.add_account(
        Account(
            account_id=account_id,
            connector_id=asked.id,
            name=name or _shown_as(identity) or asked.name["en"],
            settings=settings,
            identity=str(identity["user"]),
            own_addresses=tuple(identity["addresses"]),
            profile=profile_name,
        )
    )
    return account_id


def _shown_as(identity: dict[str, Any]) -> str:
    """The own address; who signed in may be known to the service by a number alone."""
    user, addresses = str(identity["user"]), list(identity["addresses"])
    return user if "@" in user or not addresses else str(addresses[0])


def check_with_secrets(
    context: Context,
    trial: Account,
    asked: Manifest,
    secrets: dict[str, str],
    how: How,
) -> dict[str, Any]:
    """Ask the service who these settings and secrets are; secrets stay in the vault only if it agreed."""
    for key, value in secrets.items():
        context.vault.set(secret_name(trial.account_id, key), value)
    payload = _question(trial)
    try:
        if asked.asks_browser(secrets):
            return sign_in(context, asked, payload, how)
        return dict(context.ask("check_account", payload, timeout=60).payload)
    except BaseException:
        for key in (*secrets, TOKENS):
            context.vault.delete(secret_name(trial.account_id, key))
        raise


def _question(account: Account) -> dict[str, Any]:
    """What the engine is asked about an account, saved or not."""
    return {
        "connector_id": account.connector_id,
        "settings": dict(account.settings),
        "account_id": account.account_id,
        "profile": account.profile,
    }


def with_generated(asked: Manifest, secrets: dict[str, str]) -> dict[str, str]:
    """Fill in the secrets that the program makes itself (a local database's key)."""
    made = {f.key: random_secrets.token_hex(32) for f in asked.fields if f.generated}
    return {**made, **secrets}


def read_secrets(pairs: tuple[str, ...]) -> dict[str, str]:
    """``key=@FILE`` or ``key=-`` (one line of stdin); never the secret itself, which ``ps`` would show."""
    found = {}
    for key, source in key_values(pairs, "--secret").items():
        if source == "-":
            found[key] = sys.stdin.readline().rstrip("\r\n")
        elif source.startswith("@"):
            found[key] = _read_file(source[1:])
        else:
            raise click.UsageError("--secret takes key=@FILE or key=-, so that it is not shown by ps")
    return found


def _read_file(path: str) -> str:
    try:
        return Path(path).read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(f"{path} could not be read: {error}") from error


@account.command("check")
@click.argument("account_id", metavar="ID")
@as_json
@command
def check(context: Context, account_id: str, as_json: bool) -> None:
    """Ask the service whether the account still works."""
    row = context.account(account_id)
    answer = context.ask("check_account", _question(row))
    emit(
        [answer.payload],
        as_json,
        lambda p: {"account_id": row.account_id, "health": "ok", **plain(p)},
        lambda p: (row.account_id, "ok", str(p["user"])),
    )


@account.command("set")
@click.argument("account_id", metavar="ID")
@click.option("--profile", "profile_name", metavar="P", required=True, help="The profile it stands on from now on.")
@command
def set_profile(context: Context, account_id: str, profile_name: str) -> None:
    """Put an account on a profile: what that locks is taken from it; cache and secrets are kept.

    The service is asked first. A different person there is refused; where a new sign-in is needed the exit code is 3.
    """
    row = context.account(account_id)
    profile = profile_for(row.connector_id, profile_name, {})
    own = {key: value for key, value in row.settings.items() if key not in profile.locked}
    changed = replace(row, settings=own, profile=profile.name)
    trouble = None
    try:
        found = str(context.ask("check_account", _question(changed), timeout=60).payload["user"])
        if row.identity and found.casefold() != row.identity.casefold():
            raise Rejected("different_person", found=found, expected=row.identity)
    except Failed as failed:
        if failed.exit_code != NEEDS_SIGNIN:
            raise
        trouble = failed
    context.user.update_account(row.account_id, settings=own, profile=profile.name)
    if profile.client_secret:
        context.vault.delete(secret_name(row.account_id, "client_secret"))
    context.user.assign_named(profile.workplaces, row.account_id)
    context.link.ring()
    if trouble is not None:
        again = f"It is on {profile.name} now; `workspace account signin {row.account_id}` signs it in again."
        raise Failed(f"{trouble.message} {again}", NEEDS_SIGNIN)
    click.echo(f"{row.name} is on {profile.name}.")


@account.command("rename")
@click.argument("account_id", metavar="ID")
@click.argument("name")
@command
def rename(context: Context, account_id: str, name: str) -> None:
    """Give an account another name, here only."""
    if not name.strip():
        raise Failed("An account needs a name.")
    context.user.update_account(context.account(account_id).account_id, name=name.strip())
    context.link.ring()


@account.command("pause")
@click.argument("account_id", metavar="ID")
@command
def pause(context: Context, account_id: str) -> None:
    """Ask nothing of its service until it is resumed; what was read stays."""
    context.user.update_account(context.account(account_id).account_id, is_enabled=False)
    context.link.ring()


@account.command("resume")
@click.argument("account_id", metavar="ID")
@command
def resume(context: Context, account_id: str) -> None:
    """Go on with a paused account."""
    context.user.update_account(context.account(account_id).account_id, is_enabled=True)
    context.link.ring()


@account.command("remove")
@click.argument("account_id", metavar="ID")
@command
def remove(context: Context, account_id: str) -> None:
    """Remove an account with its cache, secrets and sign-in; what was filed stays in the filing record."""
    row = context.account(account_id)
    sign_out(context, row)
    context.user.remove_account(row.account_id)
    for field in manifest(row.connector_id).fields:
        if field.secret:
            context.vault.delete(secret_name(row.account_id, field.key))
    context.vault.delete(secret_name(row.account_id, TOKENS))
    context.link.ring()


@account.command("signin")
@click.argument("account_id", metavar="ID")
@click.option("--secret", "secrets", multiple=True, metavar="KEY=@FILE|KEY=-", help="The new secret.")
@options
@command
def signin(context: Context, account_id: str, secrets: tuple[str, ...], print_url: bool, device: bool) -> None:
    """Sign in again; the cache is kept, and a different person is refused."""
    row = context.account(account_id)
    asked = manifest(row.connector_id)
    how = How(print_url, device)
    how.refuse_password(asked)
    given = read_secrets(secrets) or ({} if asked.signin == "oauth" else _prompted(asked))
    is_oauth = asked.asks_browser(given)
    before = {key: context.vault.get(secret_name(row.account_id, key)) for key in given}
    for key, value in given.items():
        context.vault.set(secret_name(row.account_id, key), value)
    payload = {"account_id": row.account_id}
    try:
        identity = sign_in(context, asked, payload, how) if is_oauth else context.ask("sign_in", payload).payload
    except BaseException:
        for key, old in before.items():
            _restore(context, secret_name(row.account_id, key), old)
        raise
    for field in asked.fields:
        if field.signs_in and is_oauth:
            context.vault.delete(secret_name(row.account_id, field.key))
    click.echo(f"{row.name} is signed in as {identity['user']}.")


def _prompted(asked: Manifest) -> dict[str, str]:
    wanted = [f for f in asked.fields if f.secret and f.required and not f.generated]
    return {f.key: click.prompt(f.label["en"], hide_input=True, default="") for f in wanted}


def _restore(context: Context, name: str, old: str | None) -> None:
    if old is None:
        context.vault.delete(name)
    else:
        context.vault.set(name, old)
