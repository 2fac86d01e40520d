"""A session bus of the test's own with a notification daemon on it, and mail that arrives."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.fakes.notification_daemon import FakeNotificationDaemon, PrivateBus
from tests.ui.sample_home import INBOX, MAILS, SampleHome
from workspace.connector.pages import Page
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Address, Email

Arrive = Callable[..., Email]
WORDS = "What it says <b>now</b>"


@pytest.fixture(scope="session")
def bus() -> Iterator[str]:
    """The address of a private session bus."""
    made = PrivateBus()
    yield made.address
    made.close()


@pytest.fixture
def daemon(bus: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNotificationDaemon]:
    """The daemon on it, and this process's session is that bus."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    made = FakeNotificationDaemon(bus)
    yield made
    made.close()


@pytest.fixture
def arrive(home_with_mail: SampleHome) -> Arrive:
    """``arrive(account, number, who, subject)``: a new unread mail, as the engine stores it."""

    def store(account_id: AccountId, number: int, who: str = "Ingrid Berg", subject: str = "", **more: Any) -> Email:
        sample = home_with_mail
        made = sample.mail(number, MAILS[0])
        at = datetime.now(UTC)
        email = f"{who.split()[0].lower()}@new.example"
        made = replace(
            made,
            remote_id=RemoteId(str(number)),
            from_=(Address(who, email),),
            subject=subject or f"Subject {number}",
            snippet=WORDS,
            text=WORDS,
            received_at=at,
            sent_at=at,
            message_id=f"<new-{number}@sample.example>",
            is_read=False,
            attachments=(),
            **more,
        )
        sample.writer.apply_page(sample.account(account_id), INBOX, Page(items=(made,), cursor=f"new-{number}"))
        return made

    return store
