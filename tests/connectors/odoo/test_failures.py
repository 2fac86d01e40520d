"""What servers refuse and break, in the user's words."""

import xmlrpc.client
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.odoo.envelopes import packed, unpacked
from connectors.odoo.failures import NotOffered, UnknownField, fault_refusal, json2_refusal
from tests.connectors.odoo.remote import OdooRemote, SmallPages
from tests.fakes.odoo_models import FIELDS
from tests.fakes.odoo_web import Planned
from workspace.connector.contract_parts import is_plain
from workspace.connector.contract_remote import KitSession
from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient
from workspace.connector.pages import Query

Connect = Callable[..., SmallPages]
HTML = b"<!DOCTYPE html><p>Sorry</p>"


@pytest.fixture
def connect(remote: OdooRemote, tmp_path: Any) -> Connect:
    def make(**settings: str) -> SmallPages:
        return SmallPages(KitSession({**remote.settings, **settings}, remote.secrets, tmp_path))

    return make


@pytest.mark.parametrize(
    ("planned", "kind"),
    [
        (Planned(429, HTML, {"Retry-After": "7"}), Transient),
        (Planned(429, HTML), Transient),
        (Planned(423, HTML), Transient),
        (Planned(502, HTML), Transient),
        (Planned(500, HTML), Transient),
        (Planned(200, HTML), Transient),
        (Planned(200, b'[{"id": 1}]', is_cut=True), Transient),
        (Planned(200, b'{"not": "rows"}'), Transient),
        (Planned(200, b"[" * 100_000), Transient),
        (Planned(302, HTML, {"Location": "https://elsewhere.example/"}), Transient),
        (Planned(401, HTML), AuthRequired),
        (Planned(403, HTML), Rejected),
        (Planned(409, HTML), Conflict),
        (Planned(412, HTML), Conflict),
        (Planned(413, HTML), Rejected),
    ],
)
def test_a_refused_call_is_the_failure_it_means(
    connect: Connect, remote: OdooRemote, planned: Planned, kind: type[ConnectorError]
) -> None:
    connector = connect()
    remote.web.plan("res.users.search_read", planned)
    with pytest.raises(kind) as caught:
        connector.check()
    assert is_plain(caught.value)
    if planned.headers.get("Retry-After"):
        assert isinstance(caught.value, Transient)
        assert caught.value.retry_after == 7
    assert connector.check().user == "minsu@odoo.example"


def test_a_long_wait_says_until_when(connect: Connect, remote: OdooRemote) -> None:
    remote.web.plan("res.users.search_read", Planned(429, HTML, {"Retry-After": "7200"}))
    with pytest.raises(Transient) as caught:
        connect().check()
    assert (caught.value.message_key, caught.value.retry_after) == ("quota_gone", 7200)
    wait = datetime.fromisoformat(caught.value.params["until"]) - datetime.now(UTC)
    assert timedelta(minutes=119) < wait <= timedelta(hours=2)


def test_a_field_that_was_removed_since_is_left_out(connect: Connect, remote: OdooRemote) -> None:
    remote.odoo.add("res.partner", name="kit one")
    assert [each.name for each in connect().look_up(Query(text="kit"))] == ["kit one"]
    gone = FIELDS[19]["res.partner"].pop("x_billing_mail")
    try:
        assert [each.name for each in connect().look_up(Query(text="kit"))] == ["kit one"]
    finally:
        FIELDS[19]["res.partner"]["x_billing_mail"] = gone


@pytest.mark.parametrize(
    ("name", "message", "kind", "key"),
    [
        ("odoo.exceptions.AccessError", "You may not", Rejected, "forbidden"),
        ("odoo.exceptions.AccessDenied", "no", AuthRequired, "signin_refused"),
        ("odoo.exceptions.MissingError", "gone", Rejected, "not_found"),
        ("odoo.exceptions.ValidationError", "Phone is wrong\nmore", Rejected, "refused"),
        ("psycopg2.errors.SerializationFailure", "x", Transient, "busy"),
        ("builtins.ValueError", "Something else", Rejected, "refused"),
        ("builtins.ValueError", "Invalid field 'x'", UnknownField, "refused"),
        ("werkzeug.exceptions.NotFound", "no method", NotOffered, "refused"),
    ],
)
def test_an_exception_of_odoo_is_the_same_over_both_interfaces(
    name: str, message: str, kind: type[ConnectorError], key: str
) -> None:
    statuses = {"AccessError": 403, "AccessDenied": 403, "MissingError": 404, "ValidationError": 422, "NotFound": 404}
    body = {"name": name, "message": message}
    error = json2_refusal(statuses.get(name.rpartition(".")[2], 500), {}, body, "odoo.example")
    assert (type(error), error.message_key) == (kind, key)
    assert is_plain(error)
    if key == "refused" and kind is Rejected:
        assert message.splitlines()[0] in error.sentence
        trace = f"Traceback (most recent call last):\n  File x\n{name}: {message}\n"
        assert type(fault_refusal(1, trace, "odoo.example")) is kind


def test_a_missing_database_is_named(connect: Connect) -> None:
    with pytest.raises(Rejected) as caught:
        connect(database="nothing").check()
    assert caught.value.params["field"] == "database"


def test_a_look_up_that_is_refused_everywhere_is_no_empty_answer(connect: Connect) -> None:
    with pytest.raises(Rejected) as caught:
        connect(database="nothing").look_up(Query(text="kit"))
    assert caught.value.params["field"] == "database"


def test_another_program_at_the_address_is_said(connect: Connect, remote: OdooRemote) -> None:
    with pytest.raises(Rejected) as caught:
        connect(base_url=f"{remote.settings['base_url']}/elsewhere").check()
    assert caught.value.params["field"] == "base_url"


def test_somebody_elses_key_is_refused(connect: Connect) -> None:
    with pytest.raises(Rejected) as caught:
        connect(login="jiyoung@odoo.example").check()
    assert caught.value.message_key == "different_person"


def test_a_model_that_may_not_be_read_is_left_out(connect: Connect, remote: OdooRemote) -> None:
    assert [each.remote_id for each in connect().discover()] == ["contacts", "companies", "leads", "deals", "tasks"]
    remote.odoo.add("res.partner", name="kit one")
    remote.web.plan("crm.lead.search_read", Planned(403, HTML))
    assert [each.name for each in connect().look_up(Query(text="kit"))] == ["kit one"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HTML,
        b"<methodResponse><params></params></methodResponse>",
        b"<methodResponse><params><param><value><int>1</int></value>",
        b"<methodResponse><params><param><value><nonsense>1</nonsense></value></param></params></methodResponse>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><methodResponse>&b;</methodResponse>",
        b"\xff\xfe<methodResponse/>",
    ],
)
def test_what_is_no_xml_rpc_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="XML-RPC"):
        unpacked(content)


def test_a_call_carries_every_text() -> None:
    (text, nothing), _ = xmlrpc.client.loads(packed("m", "안녕 <&> \x00\x0b\ud800😀", None))
    assert (text, nothing) == ("안녕 <&> 😀", None)


class TestVersion17:
    @pytest.fixture
    def version(self) -> int:
        return 17

    @pytest.mark.parametrize(
        ("planned", "kind"),
        [(Planned(502, HTML), Transient), (Planned(200, HTML), Transient), (Planned(429, HTML), Transient)],
    )
    def test_a_broken_answer_is_transient(
        self, connect: Connect, remote: OdooRemote, planned: Planned, kind: type[ConnectorError]
    ) -> None:
        connector = connect()
        remote.web.plan("res.users.search_read", planned)
        with pytest.raises(kind):
            connector.check()
        assert connector.check().name == "minsu"

    def test_a_missing_database_is_named(self, connect: Connect) -> None:
        with pytest.raises(Rejected) as caught:
            connect(database="nothing").check()
        assert caught.value.params["field"] == "database"
