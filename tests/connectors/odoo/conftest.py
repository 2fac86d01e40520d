"""A stand-in for each test; ``version`` says which Odoo it is."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from connectors.odoo.models import Schema
from tests.connectors.odoo.remote import OdooRemote
from tests.fakes.odoo import Odoo
from tests.fakes.odoo_web import OdooWeb


@pytest.fixture
def version() -> int:
    return 19


@pytest.fixture
def remote(version: int) -> Iterator[OdooRemote]:
    odoo = Odoo(version)
    with closing(OdooWeb(odoo)) as web, closing(OdooRemote(odoo, web)) as remote:
        yield remote
    Schema._kept.clear()
