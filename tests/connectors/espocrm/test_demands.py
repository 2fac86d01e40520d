"""What an organisation demands of a new record: listed before a form is shown, written in the field's type."""

import pytest

from tests.connectors.espocrm.conftest import Make
from tests.connectors.espocrm.remote import EspoRemote
from tests.connectors.espocrm.test_failures import create, failure_of
from tests.fakes.espocrm import EspoFake
from workspace.model.filings import RecordField
from workspace.model.kinds import RecordType


def test_a_new_installation_demands_nothing_that_is_not_filled_in(make: Make) -> None:
    assert [list(make().demanded_fields(each)) for each in RecordType] == [[] for _ in RecordType]


def test_what_a_form_has_to_ask_for_is_listed(make: Make, fake: EspoFake) -> None:
    fake.fields["Opportunity"] |= {
        "account": {"type": "link", "required": True},
        "cRegion": {"type": "enum", "options": ["", "KR", "US"], "required": True},
        "cIndustry": {"type": "enum", "optionsReference": "Account.industry", "required": True},
        "assignedUser": {"type": "link", "required": True},
        "cSet": {"type": "varchar", "required": True, "default": "x"},
        "cMade": {"type": "varchar", "required": True, "readOnly": True},
    }
    fake.fields["Account"]["industry"] = {"type": "enum", "options": ["Toys"]}
    words = {"account": "Company", "cRegion": "Region"}
    fake.words["Opportunity"] = {"fields": words, "options": {"cRegion": {"KR": "Korea"}}}
    assert make().demanded_fields(RecordType.DEAL) == [
        RecordField("company", "Company"),
        RecordField("cRegion", "Region", ("Korea", "US")),
        RecordField("cIndustry", "cIndustry", ("Toys",)),
    ]


@pytest.mark.parametrize(
    ("defs", "given", "written"),
    [
        ({"type": "int"}, "1,200", 1200),
        ({"type": "float"}, "1.200,5", 1200.5),
        ({"type": "bool"}, "no", False),
        ({"type": "date"}, "2026-12-31", "2026-12-31"),
        ({"type": "datetime"}, "2026-12-31T10:00+09:00", "2026-12-31 01:00:00"),
        ({"type": "enum", "options": ["a1"]}, "First", "a1"),
        ({"type": "multiEnum", "options": ["a1", "b2"]}, "b2, first", ["b2", "a1"]),
        ({"type": "varchar"}, "plain", "plain"),
    ],
    ids=lambda each: str(each),
)
def test_a_value_is_written_in_its_type(
    make: Make, fake: EspoFake, defs: dict[str, object], given: str, written: object
) -> None:
    fake.fields["Case"]["cField"] = {**defs, "required": True}
    fake.words["Case"] = {"options": {"cField": {"a1": "First"}}}
    create(make, "case", name="Kit New", cField=given)
    [row] = fake.rows["Case"].values()
    assert row["cField"] == written
    assert type(row["cField"]) is type(written)


def test_an_amount_has_its_currency(make: Make, fake: EspoFake) -> None:
    create(make, "deal", name="Kit New", amount="1,200.50 eur")
    [row] = fake.rows["Opportunity"].values()
    assert (row["amount"], row["amountCurrency"]) == (1200.5, "EUR")


def test_a_value_that_is_none_is_said_by_the_fields_name(make: Make, fake: EspoFake) -> None:
    fake.words["Opportunity"]["fields"]["closeDate"] = "Close Date"
    found = failure_of(lambda: create(make, "deal", name="Kit New", closeDate="soon"))
    assert (found.message_key, found.params["field"]) == ("setting_wrong", "Close Date")
    assert fake.rows["Opportunity"] == {}


def test_a_linked_record_is_given_by_its_name(make: Make, fake: EspoFake, remote: EspoRemote) -> None:
    fake.fields["Opportunity"]["account"] = {"type": "link", "required": True}
    company = remote.create("Account", name="Kit Haneul")
    create(make, "deal", name="Kit New", account="kit haneul")
    [row] = fake.rows["Opportunity"].values()
    assert row["accountId"] == company["id"]
    found = failure_of(lambda: create(make, "deal", name="Kit Other", account="Nobody"))
    assert (found.message_key, found.params["key"], found.params["value"]) == ("value_gone", "company", "Nobody")


def test_a_mandatory_owner_is_who_makes_it(make: Make, fake: EspoFake) -> None:
    fake.fields["Case"]["assignedUser"] = {"type": "link", "required": True}
    create(make, "case", name="Kit New")
    [row] = fake.rows["Case"].values()
    assert row["assignedUserId"] == fake.users["minsu"].id
