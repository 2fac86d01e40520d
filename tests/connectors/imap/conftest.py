"""One Dovecot a session for each set of capabilities, and a fresh user for each test."""

from collections.abc import Iterator

import pytest

from tests.connectors.imap.remote import ImapRemote
from tests.fakes.dovecot import Dovecot, running

CONDSTORE_ONLY = "IMAP4rev1 SASL-IR LITERAL+ ENABLE IDLE UIDPLUS CONDSTORE NAMESPACE SPECIAL-USE"
BARE = "IMAP4rev1"


@pytest.fixture(scope="session")
def dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    with running(tmp_path_factory.mktemp("dovecot")) as server:
        yield server


@pytest.fixture(scope="session")
def condstore_dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    with running(tmp_path_factory.mktemp("condstore"), capability=CONDSTORE_ONLY) as server:
        yield server


@pytest.fixture(scope="session")
def bare_dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    with running(tmp_path_factory.mktemp("bare"), capability=BARE) as server:
        yield server


@pytest.fixture
def remote(dovecot: Dovecot) -> Iterator[ImapRemote]:
    yield from _closing(ImapRemote(dovecot))


@pytest.fixture
def condstore_remote(condstore_dovecot: Dovecot) -> Iterator[ImapRemote]:
    yield from _closing(ImapRemote(condstore_dovecot))


@pytest.fixture
def bare_remote(bare_dovecot: Dovecot) -> Iterator[ImapRemote]:
    yield from _closing(ImapRemote(bare_dovecot))


def _closing(remote: ImapRemote) -> Iterator[ImapRemote]:
    yield remote
    remote.close()
