"""The stand-in answers with the shapes that the real servers had: Odoo 19.0 over JSON-2, 17.0 over XML-RPC."""

import json
from pathlib import Path

import pytest

from tests.connectors.odoo.exchanges import Caller, exchanges, to_text
from tests.connectors.odoo.remote import OdooRemote
from tests.fakes.odoo_web import DATABASE, KEY

RECORDED = Path(__file__).parent / "recorded"


def compared(remote: OdooRemote, name: str) -> None:
    caller = Caller(
        f"http://127.0.0.1:{remote.web.port}", DATABASE, "minsu@odoo.example", KEY, is_json2=name == "json2"
    )
    told = json.loads(to_text(exchanges(caller)))
    recorded = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))
    assert {key: told[key] for key in recorded} == recorded


def test_json2_has_the_recorded_shapes(remote: OdooRemote) -> None:
    compared(remote, "json2")


class TestVersion17:
    @pytest.fixture
    def version(self) -> int:
        return 17

    def test_xmlrpc_has_the_recorded_shapes(self, remote: OdooRemote) -> None:
        compared(remote, "xmlrpc")
