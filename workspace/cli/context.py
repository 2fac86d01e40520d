"""What a command works with: the home, its key, the two stores and, when it needs one, an engine."""

import contextlib
import functools
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import click
from sqlcipher3.dbapi2 import DatabaseError

from workspace.cli.failed import NEEDS_SIGNIN, STILL_QUEUED, Failed, failure, unsure_words, way_on
from workspace.connector.errors import ConnectorError
from workspace.link.client import EngineFailed, Link
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, ActionId, ItemId
from workspace.model.kinds import ActionState
from workspace.store.home import Home, default_home
from workspace.store.open import StoreNewer, StoreNotReady, unlock
from workspace.store.reader import Reader
from workspace.store.room import is_disk_full, is_used_up
from workspace.store.rows import AnswerRow, AttemptRow, ItemRow, ReceiptRow
from workspace.store.secrets import KeyLost, NoKeyring, VaultLocked
from workspace.store.user import UserStore

R = TypeVar("R")
WAIT_SECONDS = 120
AWAY_SECONDS = 5
"""How long a command waits for a service that could not be reached before."""
ENDED = frozenset({ActionState.DONE, ActionState.FAILED, ActionState.UNSURE})


class Context:
    """One home, opened for one command."""

    def __init__(self, path: str | None) -> None:
        self.home = _home(path)
        self.vault, self.key, set_aside = unlock(self.home)
        for file in set_aside:
            click.echo(f"The key of this home is lost; its old file was kept as {file}.", err=True)
        self.user = UserStore(self.home, self.key)
        self.link = Link(self.home)

    @functools.cached_property
    def reader(self) -> Reader:
        """The cache and the ledger; an engine makes them first where they are not there yet."""
        with contextlib.suppress(StoreNotReady):
            return Reader(self.home, self.key)
        self.link.ensure_engine()
        return self.link.wait_for(self._try_reader, timeout=30) or Reader(self.home, self.key)

    def _try_reader(self) -> Reader | None:
        try:
            return Reader(self.home, self.key)
        except StoreNotReady:
            return None

    def account(self, account_id: str) -> Account:
        """The account of that id, or of that exact name where only one has it."""
        accounts = self.user.accounts()
        named = [a for a in accounts if a.account_id == account_id] or [a for a in accounts if a.name == account_id]
        if len(named) == 1:
            return named[0]
        raise Failed(f"There is no account {account_id}. `workspace account list` shows them.")

    def item(self, item_id: str) -> ItemRow:
        """The item of that id, as a listing printed it."""
        row = self.reader.item(ItemId(int(item_id))) if item_id.isdecimal() else None
        if row is None:
            raise Failed(f"There is no item {item_id}. `workspace inbox` shows them.")
        return row

    def ask(self, verb: str, payload: Mapping[str, Any], *, timeout: float = 60, is_first: bool = False) -> AnswerRow:
        """Put a question to the engine and wait for its answer; a failed answer ends the command.

        ``is_first`` asks before an engine starts: so its first pull is the answer, and not one more.
        """
        if not is_first:
            self.link.ensure_engine()
        request_id = self.user.ask(verb, dict(payload), deadline_seconds=timeout)
        self.link.ensure_engine()
        self.link.ring()
        reader = self.reader
        answer = self.link.wait_for(lambda: reader.answer(request_id), timeout=timeout + 5)
        if answer is None:
            raise Failed("The engine did not answer in time. Nothing was lost; try again.", 4)
        if answer.state == "failed":
            raise failure(answer.error_key, answer.error_params)
        return answer

    def finish(self, action_id: ActionId, *, timeout: float = WAIT_SECONDS) -> ReceiptRow:
        """Wait until an action ended and return its receipt; says why when it did not end well."""
        self.link.ensure_engine()
        self.link.ring()
        away_at = time.monotonic() + AWAY_SECONDS
        ended = self.link.wait_for(functools.partial(self._ended, action_id, away_at), timeout=timeout)
        self._sweep()
        if isinstance(ended, ReceiptRow):
            return ended
        raise self._unfinished(action_id, ended or self.reader.attempt(action_id))

    def _ended(self, action_id: ActionId, away_at: float) -> ReceiptRow | AttemptRow | None:
        # The attempt first: both are written at once, and the engine may end it between the two looks.
        attempt, receipt = self.reader.attempt(action_id), self.reader.receipt_of(action_id)
        # What was written in part has a receipt too.
        if receipt is not None and (attempt is None or attempt.state == ActionState.DONE):
            return receipt
        if attempt is None:
            return None
        if attempt.state in ENDED or attempt.error_key:
            return attempt
        health = self.reader.health().get(attempt.account_id)
        is_away = health is not None and health.state == "unreachable" and time.monotonic() > away_at
        return attempt if is_away or (health and health.state == "needs_signin") else None

    def _unfinished(self, action_id: ActionId, attempt: AttemptRow | None) -> Failed:
        if attempt is None:
            return Failed(f"Still queued as {action_id}; it goes on when the service answers.", STILL_QUEUED)
        about = self.account(attempt.account_id).name
        if attempt.state not in ENDED and not attempt.error_key:
            return Failed(f"{about}: still queued as {action_id}; it goes on when the service answers.", STILL_QUEUED)
        if attempt.state == ActionState.UNSURE:
            return Failed(f"{about}: {unsure_words(attempt)}")
        failed = failure(attempt.error_key, attempt.error_params, about)
        if attempt.state not in ENDED:
            code = NEEDS_SIGNIN if failed.exit_code == NEEDS_SIGNIN else STILL_QUEUED
            return Failed(f"{failed.message} It stays queued as {action_id}.", code)
        return Failed(f"{failed.message}{way_on(attempt)}", failed.exit_code)

    def _sweep(self) -> None:
        self.user.sweep(self.reader.finished_actions())

    def close(self) -> None:
        self.link.close()


def command(function: Callable[..., R]) -> Callable[..., R]:
    """Give a click command the opened :class:`Context` as its first argument and turn our errors into sentences."""

    @functools.wraps(function)
    def run(*args: object, **kwargs: object) -> R:
        with _opened(click.get_current_context().find_root().obj) as context:
            return function(context, *args, **kwargs)

    return run


@contextlib.contextmanager
def _opened(path: str | None) -> Iterator[Context]:
    context = None
    try:
        context = Context(path)
        yield context
    except ConnectorError as error:
        raise failure(error.message_key, error.params) from error
    except (NoKeyring, VaultLocked, KeyLost, StoreNewer) as error:
        raise Failed(str(error)) from error
    except EngineFailed as error:
        raise Failed(str(error), 4) from error
    except (StoreNotReady, DatabaseError) as error:
        is_full = is_disk_full(error) or is_used_up(path or default_home())
        raise Failed(f"The files of this home cannot be used: {'the disk is full' if is_full else error}.") from error
    finally:
        if context is not None:
            context.close()


def _home(path: str | None) -> Home:
    try:
        return Home(path or default_home())
    except OSError as error:
        raise Failed(f"The home {path or default_home()} cannot be used: {error.strerror or error}.") from error


def key_values(words: tuple[str, ...], option: str) -> dict[str, str]:
    """``("key=value", ...)`` as a dictionary; wrong form is a usage error."""
    return dict(pairs(words, option))


def pairs(words: tuple[str, ...], option: str) -> tuple[tuple[str, str], ...]:
    """``("key=value", ...)`` in their order, where a key may come again; wrong form is a usage error."""
    found = []
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise click.UsageError(f"{option} takes key=value, not {word!r}")
        found.append((key, value))
    return tuple(found)


def account_ids(context: Context, account_id: str | None) -> list[AccountId]:
    """The one account, or all of them."""
    if account_id is not None:
        return [context.account(account_id).account_id]
    return [a.account_id for a in context.user.accounts()]
