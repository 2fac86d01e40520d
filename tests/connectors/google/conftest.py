"""One stand-in a test, with one account."""

from collections.abc import Iterator

import pytest

from tests.connectors.google.remote import GoogleRemote
from tests.fakes.google import Google, running


@pytest.fixture
def google() -> Iterator[Google]:
    with running() as google:
        yield google


@pytest.fixture
def remote(google: Google) -> Iterator[GoogleRemote]:
    remote = GoogleRemote(google)
    yield remote
    remote.close()
