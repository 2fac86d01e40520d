"""A stand-in for each test; ``version`` says which Odoo it is."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.connectors.odoo.desk import Connect
from tests.connectors.odoo.remote import OdooRemote, SmallPages
from tests.fakes.odoo import Odoo
from tests.fakes.odoo_web import OdooWeb
from workspace.connector.contract_filing import BYTES
from workspace.connector.contract_remote import KitSession


@pytest.fixture
def version() -> int:
    return 19


@pytest.fixture
def remote(version: int) -> Iterator[OdooRemote]:
    odoo = Odoo(version)
    with closing(OdooWeb(odoo)) as web, closing(OdooRemote(odoo, web)) as remote:
        yield remote


@pytest.fixture
def desk(remote: OdooRemote, tmp_path: Any) -> Connect:
    def make(kind: type[SmallPages] = SmallPages) -> SmallPages:
        session = KitSession(remote.settings, remote.secrets, tmp_path)
        session.blobs.update(BYTES)
        return kind(session)

    return make
