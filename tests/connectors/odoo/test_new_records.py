"""Records that are made for a mail: what an organisation demands of them, and values in the types of its fields."""

from dataclasses import replace
from typing import Any

import pytest

from tests.connectors.odoo.desk import DEAL, Connect, contact, file, known_field, messages
from tests.connectors.odoo.remote import OdooRemote
from tests.fakes.odoo_models import FIELDS
from tests.fakes.odoo_web import Planned
from workspace.connector.contract_filing import sample_filing
from workspace.connector.errors import Rejected
from workspace.model.filings import NewRecord, RecordField
from workspace.model.kinds import RecordType

REGION = {"type": "selection", "string": "Region", "required": True, "selection": [["kr", "Korea"], ["jp", "Japan"]]}


def with_fields(*pairs: tuple[str, str]) -> NewRecord:
    return replace(DEAL, fields=(*DEAL.fields, *pairs))


def refused(desk: Connect, remote: OdooRemote, new: NewRecord) -> dict[str, str]:
    """Why the record was not made: the key and the parameters; nothing was written."""
    with pytest.raises(Rejected) as caught:
        file(desk, sample_filing(contact(remote, "Desk"), create=(new,)))
    assert not messages(remote)
    assert not remote.odoo.tables["crm.lead"]
    return {"message_key": caught.value.message_key, **caught.value.params}


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewRecord("deal", (("name", "x"), ("amount", "many"))), "Expected Revenue"),
        (NewRecord("contact", (("name", "x"), ("nothing", "x"))), "nothing"),
        (NewRecord("contact", (("name", "x"), ("create_uid", "1"))), "create_uid"),
        (NewRecord("invoice", (("name", "x"),)), "record_type"),
    ],
)
def test_a_field_that_is_wrong_is_named_before_the_write(
    desk: Connect, remote: OdooRemote, new: NewRecord, field: str
) -> None:
    with known_field("res.partner", "create_uid", readonly=True):
        said = refused(desk, remote, new)
    assert (said["message_key"], said["field"]) == ("setting_wrong", field)


def test_a_record_needs_a_name(desk: Connect, remote: OdooRemote) -> None:
    said = refused(desk, remote, NewRecord("deal", (("amount", "5"),)))
    assert (said["message_key"], said["field"], said["key"]) == ("field_required", "Name", "name")


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [("stage", "Removed", "Stage Id"), ("owner", "nobody", "User Id"), ("x_region", "cn", "Region")],
)
def test_a_value_that_was_removed_is_named_with_the_way_to_give_another(
    desk: Connect, remote: OdooRemote, field: str, value: str, label: str
) -> None:
    with known_field("crm.lead", "x_region", **{**REGION, "required": False}):
        said = refused(desk, remote, with_fields((field, value)))
    assert said["message_key"] == "value_gone"
    assert (said["field"], said["key"], said["value"], said["record_type"]) == (label, field, value, "deal")


def test_a_value_that_goes_while_it_is_written_is_named_too(desk: Connect, remote: OdooRemote) -> None:
    stage = remote.odoo.add("crm.stage", name="New")
    remote.web.before["crm.lead.load"] = lambda: remote.odoo.remove("crm.stage", stage)
    said = refused(desk, remote, with_fields(("stage", "new")))
    assert (said["message_key"], said["key"], said["record_type"]) == ("value_gone", "stage", "deal")


def test_a_field_made_mandatory_is_named_and_given(desk: Connect, remote: OdooRemote) -> None:
    """Also by an organisation that made it so a moment ago, after the fields were read."""
    file(desk, sample_filing(contact(remote, "Desk"), key="<first@haneul.example>", create=(DEAL,)), "first")
    remote.odoo.tables["crm.lead"].clear()
    remote.odoo.tables["mail.message"].clear()
    with known_field("crm.lead", "x_region", **REGION):
        said = refused(desk, remote, DEAL)
        assert said["message_key"] == "field_required"
        assert (said["field"], said["key"], said["record_type"]) == ("Region", "x_region", "deal")
        file(desk, sample_filing(contact(remote, "Desk"), create=(with_fields(("x_region", "Korea")),)))
        [lead] = remote.odoo.tables["crm.lead"].values()
        assert lead["x_region"] == "kr"


def test_a_field_made_mandatory_during_the_write_is_named(desk: Connect, remote: OdooRemote) -> None:
    with known_field("crm.lead", "x_region", **{**REGION, "required": False}):
        remote.web.before["crm.lead.load"] = lambda: FIELDS[19]["crm.lead"]["x_region"].update(required=True)
        said = refused(desk, remote, DEAL)
    assert (said["message_key"], said["key"]) == ("field_required", "x_region")


def test_demanded_fields_are_those_that_nobody_fills_in(desk: Connect, remote: OdooRemote) -> None:
    for name in ("New", "Won"):
        remote.odoo.add("crm.stage", name=name)
    plain: dict[str, Any] = {"type": "char", "required": True}
    with (
        known_field("crm.lead", "x_region", **REGION),
        known_field("crm.lead", "stage_id", required=True),
        known_field("crm.lead", "function", required=True),
        known_field("crm.lead", "x_given", **plain, default="given"),
        known_field("crm.lead", "x_told", **plain, readonly=True),
        known_field("crm.lead", "x_sum", **plain, depends=["name"]),
        known_field("crm.lead", "x_box", **{**plain, "type": "boolean"}),
    ):
        found = set(desk().demanded_fields(RecordType.DEAL))
    assert found == {
        RecordField("x_region", "Region", ("Korea", "Japan")),
        RecordField("stage", "Stage Id", ("New", "Won")),
        RecordField("title", "Function"),
    }
    assert list(desk().demanded_fields(RecordType.CONTACT)) == []


def test_a_case_asks_for_its_project_where_there_are_several(desk: Connect, remote: OdooRemote) -> None:
    assert list(desk().demanded_fields(RecordType.CASE)) == []
    second = remote.odoo.add("project.project", name="Returns")
    [project] = desk().demanded_fields(RecordType.CASE)
    assert (project.name, project.choices) == ("project", ("Support", "Returns"))
    new = NewRecord("case", (("name", "Broken"), ("project", "returns")))
    file(desk, sample_filing(contact(remote, "Desk"), create=(new,)))
    [task] = remote.odoo.tables["project.task"].values()
    assert task["project_id"] == second


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("integer", "1,200", 1200),
        ("float", "3.5", 3.5),
        ("monetary", "1,200.50 KRW", "1200.5"),
        ("boolean", "no", False),
        ("date", "2026-11-30", "2026-11-30"),
        ("datetime", "2026-11-30T09:00+09:00", "2026-11-30 00:00:00"),
        ("text", "a\nb", "a\nb"),
    ],
)
def test_a_value_is_written_in_the_type_of_its_field(
    desk: Connect, remote: OdooRemote, kind: str, given: str, kept: object
) -> None:
    with known_field("crm.lead", "x_one", type=kind):
        file(desk, sample_filing(contact(remote, "Desk"), create=(with_fields(("x_one", given)),)))
        [lead] = remote.odoo.tables["crm.lead"].values()
        assert lead["x_one"] == kept


@pytest.mark.parametrize(
    ("kind", "given"), [("integer", "x"), ("boolean", "x"), ("date", "30.11.2026"), ("binary", "x")]
)
def test_a_value_of_another_type_is_refused(desk: Connect, remote: OdooRemote, kind: str, given: str) -> None:
    with known_field("crm.lead", "x_one", type=kind, string="One"):
        said = refused(desk, remote, with_fields(("x_one", given)))
    assert (said["message_key"], said["field"]) == ("setting_wrong", "One")


def test_several_values_are_several_links(desk: Connect, remote: OdooRemote) -> None:
    tags = [remote.odoo.add("crm.stage", name=name) for name in ("a", "b")]
    with known_field("crm.lead", "x_tags", type="many2many", relation="crm.stage"):
        file(desk, sample_filing(contact(remote, "Desk"), create=(with_fields(("x_tags", "A"), ("x_tags", "b")),)))
        [lead] = remote.odoo.tables["crm.lead"].values()
        assert lead["x_tags"] == tags


def test_signs_in_a_name_are_no_wildcards(desk: Connect, remote: OdooRemote) -> None:
    remote.odoo.add("res.partner", name="100 Foods", is_company=True)
    new = NewRecord("company", (("name", "100%"),))
    receipt = file(desk, sample_filing(contact(remote, "Desk"), create=(new,)))
    assert [each.name for each in receipt.created] == ["100%"]


def test_a_right_to_create_that_is_missing_is_said_first(desk: Connect, remote: OdooRemote) -> None:
    remote.odoo.no_create.add("crm.lead")
    said = refused(desk, remote, DEAL)
    assert (said["message_key"], said["what"]) == ("no_right", "Opportunities")


def test_a_case_becomes_a_task_of_the_only_project(desk: Connect, remote: OdooRemote) -> None:
    customer = contact(remote, "Desk")
    receipt = file(desk, sample_filing(customer, create=(NewRecord("case", (("name", "Broken"),)),)))
    [task] = remote.odoo.tables["project.task"].values()
    assert task["partner_id"] == int(customer.remote_id.partition("/")[2])
    assert task["project_id"] in remote.odoo.tables["project.project"]
    assert str(receipt.created[0]) == f"case:project.task/{task['id']}"


def test_a_known_person_is_used_instead_of_made_again(desk: Connect, remote: OdooRemote) -> None:
    known = contact(remote, "Known", "new@haneul-kit.example")
    new = NewRecord("contact", (("name", "New"), ("emails", "NEW@haneul-kit.example")))
    receipt = file(desk, sample_filing(contact(remote, "Desk"), create=(new,)))
    assert receipt.created == ()
    assert str(known) in {str(each) for each in receipt.records}


def test_a_server_without_imports_still_creates(desk: Connect, remote: OdooRemote) -> None:
    missing = Planned(404, b"<h1>Not Found</h1>")
    remote.web.plan("crm.lead.load", missing)
    remote.web.plan("ir.model.data.check_object_reference", *[missing] * 20)
    receipt = file(desk, sample_filing(contact(remote, "Desk"), create=(DEAL,)))
    assert [each.record_type for each in receipt.records] == ["contact", "deal"]
