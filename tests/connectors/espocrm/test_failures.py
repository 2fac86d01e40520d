"""What a refusing and broken server costs, in the user's words, and what an organisation changes in its CRM."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.connectors.espocrm.conftest import Make
from tests.connectors.espocrm.remote import EspoRemote
from tests.connectors.espocrm.test_filings import NOTHING, left, ref, wish
from tests.fakes.espocrm import API_KEY, FULL, EspoFake, Fault
from tests.fakes.espocrm_web import SECRET_KEY
from workspace.connector.contract_filing import ORDER, sample_filing
from workspace.connector.contract_parts import is_plain
from workspace.connector.contract_verbs import action
from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient
from workspace.connector.pages import Query
from workspace.model.actions import Receipt, RecordRef
from workspace.model.filings import NewRecord
from workspace.model.kinds import Verb

HTML = {"Content-Type": "text/html"}


def failure_of(call: Callable[[], object]) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        call()
    assert is_plain(caught.value)
    return caught.value


@pytest.fixture
def deal(remote: EspoRemote) -> RecordRef:
    return ref("deal", remote.create("Opportunity", name="Kit Deal", amount=10, closeDate="2026-12-01"))


@pytest.mark.parametrize(
    ("fault", "kind", "key"),
    [
        (Fault(503, b"<html>away", HTML), Transient, "busy"),
        (Fault(500, b"<!doctype html>"), Transient, "busy"),
        (Fault(502), Transient, "busy"),
        (Fault(423), Transient, "busy"),
        (Fault(429), Transient, "busy"),
        (Fault(200, b"<html>proxy", HTML), Transient, "bad_answer"),
        (Fault(200, b"[1, 2]"), Transient, "bad_answer"),
        (Fault(200, b'{"user": {"id"', length=900), Transient, "bad_answer"),
        (Fault(302, headers={"Location": "https://elsewhere.example/"}), Transient, "bad_answer"),
        (Fault(401), AuthRequired, "signin_refused"),
        (Fault(403, headers={"X-Status-Reason": "No access"}), Rejected, "forbidden"),
        (Fault(418), Rejected, "refused"),
    ],
    ids=lambda each: f"{each.status} {each.body[:8]!r}" if isinstance(each, Fault) else "",
)
def test_each_failure_has_its_class(
    make: Make, fake: EspoFake, fault: Fault, kind: type[ConnectorError], key: str
) -> None:
    fake.faults["GET App/user"].append(fault)
    found = failure_of(make().check)
    assert (type(found), found.message_key) == (kind, key)
    assert "<html" not in found.sentence


def test_a_server_that_limits_calls_is_left_alone_as_long_as_it_says(make: Make, fake: EspoFake) -> None:
    fake.faults["GET App/user"].append(Fault(429, headers={"Retry-After": "17"}))
    found = failure_of(make().check)
    assert isinstance(found, Transient)
    assert found.retry_after == 17


def test_an_address_without_an_espocrm_is_said(make: Make, fake: EspoFake) -> None:
    fake.no_routes = {""}
    found = failure_of(make().check)
    assert (found.message_key, found.params["field"]) == ("setting_wrong", "base_url")


def test_a_session_that_ended_is_opened_anew(make: Make, fake: EspoFake, deal: RecordRef) -> None:
    connector = make()
    connector.check()
    fake.tokens.clear()
    assert [each.name for each in connector.look_up(Query(text="kit deal"))] == ["Kit Deal"]


def test_a_run_leaves_no_session_behind(make: Make, fake: EspoFake) -> None:
    connector = make()
    connector.check()
    assert list(fake.tokens.values()) == ["minsu"]
    connector.close()
    assert fake.tokens == {}


def test_an_hmac_user_signs_each_call(make: Make) -> None:
    assert make({"api_key": API_KEY, "secret_key": SECRET_KEY}, username="").check().user == "workspace"
    wrong = make({"api_key": API_KEY, "secret_key": "other"}, username="")
    assert isinstance(failure_of(wrong.check), AuthRequired)


def refused(make: Make, fake: EspoFake, *records: RecordRef, create: tuple[NewRecord, ...] = ()) -> ConnectorError:
    """Why a filing was refused; it wrote nothing."""
    found = failure_of(lambda: make().perform(wish(sample_filing(*records, create=create))))
    assert left(fake) == NOTHING
    return found


def test_a_record_that_went_since_the_preview_is_named(
    make: Make, fake: EspoFake, remote: EspoRemote, deal: RecordRef
) -> None:
    other = ref("contact", remote.create("Contact", lastName="Kit Desk"))
    del fake.rows["Opportunity"][deal.remote_id]
    found = refused(make, fake, other, deal)
    assert (found.message_key, found.params["what"]) == ("not_found", "Kit Deal")


def test_a_right_that_is_missing_on_one_of_two_records_is_said_with_its_name(
    make: Make, fake: EspoFake, remote: EspoRemote, deal: RecordRef
) -> None:
    other = ref("contact", remote.create("Contact", lastName="Kit Desk"))
    fake.rows["Opportunity"][deal.remote_id]["closed_to"] = "minsu"
    found = refused(make, fake, other, deal)
    assert (found.message_key, found.params["what"]) == ("no_right", "Kit Deal")


def test_without_the_scope_import_nothing_is_offered_and_nothing_written(
    make: Make, fake: EspoFake, deal: RecordRef
) -> None:
    fake.users["minsu"].table["Import"] = False
    assert "Import" in refused(make, fake, deal).sentence
    [seen] = make().look_up(Query(text="Kit Deal"))
    assert not seen.can_write


def test_a_refusal_in_the_middle_leaves_nothing(
    make: Make, fake: EspoFake, remote: EspoRemote, deal: RecordRef
) -> None:
    case = ref("case", remote.create("Case", name="Kit Case"))
    fake.users["minsu"].table["Case"] = {**FULL, "stream": "no"}
    found = refused(make, fake, deal, case)
    assert (found.message_key, found.params["what"]) == ("no_right", "Kit Case")


@pytest.mark.parametrize("status", [409, 412])
def test_a_conflict_in_the_middle_leaves_nothing(make: Make, fake: EspoFake, deal: RecordRef, status: int) -> None:
    fake.faults["PUT Email"].append(Fault(status))
    assert isinstance(refused(make, fake, deal), Conflict)


@pytest.mark.parametrize("status", [423, 429, 503])
def test_a_busy_server_in_the_middle_is_gone_on_with(make: Make, fake: EspoFake, deal: RecordRef, status: int) -> None:
    ours = wish(sample_filing(deal))
    fake.faults["PUT Email"].append(Fault(status, headers={"Retry-After": "17"}))
    found = failure_of(lambda: make().perform(ours))
    assert isinstance(found, Transient)
    assert found.retry_after == 17
    make().perform(ours)
    assert (left(fake)["Email"], left(fake)["Attachment"]) == (1, 1)


def test_a_file_over_the_servers_own_limit_is_named_before_anything_is_written(
    make: Make, fake: EspoFake, deal: RecordRef
) -> None:
    fake.settings["attachmentUploadMaxSize"] = 1
    large = replace(ORDER, size=2 * 1024 * 1024)
    found = failure_of(lambda: make().perform(wish(sample_filing(deal, attachments=(large,)))))
    assert (found.message_key, found.params["name"], found.params["limit"]) == ("too_large", ORDER.name, "1")
    assert left(fake) == NOTHING


def test_a_type_that_the_roles_do_not_let_us_read_is_not_listed(make: Make, fake: EspoFake) -> None:
    fake.users["minsu"].table["Lead"] = False
    fake.users["minsu"].table["Case"] = {**FULL, "read": "no"}
    assert [each.remote_id for each in make().discover()] == ["Contact", "Account", "Opportunity"]


def create(make: Make, record_type: str, **fields: object) -> Receipt:
    """As somebody wants it who sees what is there now."""
    wanted = action(Verb.CREATE, {"record_type": record_type, "fields": fields})
    return make().perform(replace(wanted, created_at=datetime.now(UTC) + timedelta(hours=1)))


def test_a_mandatory_field_of_the_organisation_is_named_before_anything_is_written(make: Make, fake: EspoFake) -> None:
    fake.fields["Contact"]["cRegion"] = {"type": "enum", "options": ["KR", "US"], "required": True, "isCustom": True}
    fake.words["Contact"] = {"fields": {"cRegion": "Region"}, "options": {"cRegion": {"KR": "Korea"}}}
    found = failure_of(lambda: create(make, "contact", name="Kit New"))
    about = {"host": "127.0.0.1", "field": "Region", "key": "cRegion", "record_type": "contact"}
    assert (found.message_key, found.params) == ("field_required", about)
    assert [each for each in fake.asked if each[0] == "POST" and each[1] == "Contact"] == []
    create(make, "contact", name="Kit New", cRegion="korea")
    assert [row["cRegion"] for row in fake.rows["Contact"].values()] == ["KR"]


def test_a_value_that_was_removed_from_its_list_is_named(make: Make, fake: EspoFake) -> None:
    found = failure_of(lambda: create(make, "deal", name="Kit New", stage="Negotiation"))
    about = {"host": "127.0.0.1", "field": "Stage", "value": "Negotiation", "key": "stage", "record_type": "deal"}
    assert (found.message_key, found.params) == ("value_gone", about)
    assert fake.rows["Opportunity"] == {}


def test_what_only_the_server_refuses_is_said_by_its_field(make: Make, fake: EspoFake) -> None:
    body = b'{"messageTranslation": {"data": {"field": "cTier", "type": "required"}}}'
    fake.faults["POST Case"].append(Fault(400, body))
    found = failure_of(lambda: create(make, "case", name="Kit New"))
    assert (found.message_key, found.params["key"]) == ("field_required", "cTier")


def test_a_namesake_with_another_address_is_somebody_else(make: Make, fake: EspoFake, remote: EspoRemote) -> None:
    """The server answers 409 with who is alike; the same address is the same person."""
    known = remote.create("Contact", lastName="Kim", emailAddress="kim@one.example")
    other = create(make, "contact", name="Kim", emails=["kim@two.example"])
    assert other.remote_id != known["id"]
    same = create(make, "contact", name="Kim Minsu", emails=["KIM@one.example"])
    assert (same.remote_id, same.created, same.found) == (known["id"], (), True)
    assert len(fake.rows["Contact"]) == 2


def test_a_deal_without_an_amount_is_worth_nothing_yet(make: Make, fake: EspoFake) -> None:
    """A new installation demands an amount and a closing date; 0 is refused without a currency."""
    create(make, "deal", name="Kit New")
    [row] = fake.rows["Opportunity"].values()
    assert (row["amount"], row["amountCurrency"]) == (0, "KRW")
    assert row["closeDate"] > datetime.now(UTC).date().isoformat()


def test_a_field_that_no_record_has_is_named(make: Make) -> None:
    found = failure_of(lambda: create(make, "contact", name="Kit New", shoe_size="42"))
    assert (found.message_key, found.params["field"]) == ("setting_wrong", "shoe_size")
