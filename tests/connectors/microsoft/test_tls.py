"""Over TLS the account's own certificate authority counts, and no other."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.connectors.microsoft.remote import GraphRemote
from tests.fakes.certificate import write_certificate
from tests.fakes.graph import USER, running
from workspace.connector.contract_parts import Connect
from workspace.connector.errors import Transient


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[GraphRemote]:
    write_certificate(tmp_path / "ca.pem", tmp_path / "key.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "ca.pem", tmp_path / "key.pem")
    with running(context) as fake:
        found = GraphRemote(fake)
        found.settings = {**found.settings, "ca_file": str(tmp_path / "ca.pem")}
        yield found


def test_a_private_authority_is_trusted_where_it_is_named(remote: GraphRemote, connect: Connect) -> None:
    assert remote.fake.url.startswith("https://")
    assert connect().check().addresses[0] == USER
    with pytest.raises(Transient) as caught:
        connect(ca_file="").check()
    assert caught.value.message_key == "certificate"
