"""One Dovecot a session for each set of capabilities, and a fresh user for each test."""

from collections.abc import Iterator

import pytest

from tests.connectors.imap.remote import ImapRemote
from tests.fakes.dovecot import Dovecot, running
from tests.fakes.smtp import SmtpSink

CONDSTORE_ONLY = "IMAP4rev1 SASL-IR LITERAL+ ENABLE IDLE UIDPLUS CONDSTORE NAMESPACE SPECIAL-USE"
BARE = "IMAP4rev1"


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def condstore_dovecot() -> Iterator[Dovecot]:
    with running(capability=CONDSTORE_ONLY) as server:
        yield server


@pytest.fixture(scope="session")
def bare_dovecot() -> Iterator[Dovecot]:
    with running(capability=BARE) as server:
        yield server


@pytest.fixture(scope="session")
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as server:
        yield server


@pytest.fixture
def remote(dovecot: Dovecot, sink: SmtpSink) -> Iterator[ImapRemote]:
    yield from _closing(ImapRemote(dovecot, sink))


@pytest.fixture
def condstore_remote(condstore_dovecot: Dovecot, sink: SmtpSink) -> Iterator[ImapRemote]:
    yield from _closing(ImapRemote(condstore_dovecot, sink, is_encrypted=False))


@pytest.fixture
def bare_remote(bare_dovecot: Dovecot, sink: SmtpSink) -> Iterator[ImapRemote]:
    yield from _closing(ImapRemote(bare_dovecot, sink, is_encrypted=False))


def _closing(remote: ImapRemote) -> Iterator[ImapRemote]:
    yield remote
    remote.close()
