"""What a CRM demands in new records is asked before the form is shown, and known offline."""

import pytest

from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults
from tests.workspace.engine.test_filing import Office
from workspace.filing.action import file_action
from workspace.filing.new_record import missing
from workspace.filing.preview import preview
from workspace.model.filings import NewRecord, RecordField
from workspace.model.ids import AccountId
from workspace.store.rows import AnswerRow

REGION = RecordField("region", "Region", ("Seoul", "Busan"))


@pytest.fixture
def office(bench: Bench) -> Office:
    return Office(bench)


def ask(bench: Bench, crm: AccountId, record_type: str = "contact") -> AnswerRow:
    return bench.answer("demanded_fields", crm_account_id=crm, record_type=record_type)


def names(answer: AnswerRow) -> list[str]:
    fields: list[dict[str, str]] = answer.payload["fields"]  # type: ignore[assignment]
    return [each["name"] for each in fields]


def test_what_a_crm_demands_is_answered_and_kept(bench: Bench, office: Office) -> None:
    assert bench.reader.demanded_fields(office.crm, "contact") is None
    office.records.demand("contact", REGION)
    answer = ask(bench, office.crm)
    assert answer.payload["fields"] == [{"name": "region", "label": "Region", "choices": ["Seoul", "Busan"]}]
    assert answer.payload["is_old"] is False
    assert bench.reader.demanded_fields(office.crm, "contact") == (REGION,)
    assert names(ask(bench, office.crm, "deal")) == []


def test_a_crm_that_just_said_is_not_asked_again(bench: Bench, office: Office, faults: Faults) -> None:
    ask(bench, office.crm)
    office.records.demand("contact", REGION)
    assert names(ask(bench, office.crm)) == []
    assert faults.calls["demanded_fields"] == 1
    bench.clock.now += 700
    assert names(ask(bench, office.crm)) == ["region"]


def test_a_crm_that_is_away_is_quoted(bench: Bench, office: Office) -> None:
    office.records.demand("contact", REGION)
    ask(bench, office.crm)
    office.records.cut_network()
    bench.clock.now += 700
    answer = ask(bench, office.crm)
    assert (names(answer), answer.payload["is_old"]) == (["region"], True)
    assert ask(bench, office.crm, "deal").error_key == "unreachable"


def test_a_field_that_was_made_mandatory_meanwhile_is_known_after_the_refusal(bench: Bench, office: Office) -> None:
    ask(bench, office.crm)
    office.records.demand("contact", REGION)
    item = office.item()
    new = NewRecord("contact", (("name", "New Customer"),))
    action = file_action(preview(item, (), create=(new,), limits={}).filing, office.crm, item.key)
    bench.user.queue(action)
    bench.steps()
    row = bench.reader.attempt(action.action_id)
    assert row is not None
    assert (row.state, row.error_key, row.error_params["key"]) == ("failed", "field_required", "region")
    assert office.filings() == {}
    assert missing(new, [REGION]) == (REGION,)
    assert names(ask(bench, office.crm)) == ["region"]


def test_a_rebuilt_account_forgets_what_was_demanded(bench: Bench, office: Office) -> None:
    ask(bench, office.crm)
    assert bench.answer("rebuild", account_id=office.crm).state == "done"
    assert bench.reader.demanded_fields(office.crm, "contact") is None
