"""What Tryton refuses and what is said then."""

import json

import pytest

from tests.connectors.tryton.conftest import Make
from tests.connectors.tryton.remote import OPPORTUNITY, PARTY, TrytonRemote
from tests.connectors.tryton.test_filings import contact, lead, unfiling
from tests.connectors.tryton.test_records import number, pulled
from tests.fakes.tryton import PASSWORD
from tests.fakes.tryton_front import Canned, Front
from workspace.connector.contract_filing import NEW_CONTACT, file_action, sample_filing
from workspace.connector.contract_parts import is_plain
from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, PartlyWritten, Rejected, Transient
from workspace.connector.pages import Query

TRACE = 'Traceback (most recent call last):\n  File "x.py", line 1, in y\n'
REFUSAL = ["UserError", ["Not now.", "", None]]


def said(error: object) -> Canned:
    return Canned(body=json.dumps({"id": 0, "error": error}).encode())


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (
            said(["UserError", ['A value is required for "Name".', "", None]]),
            Rejected,
            'A value is required for "Name".',
        ),
        (said(["UserWarning", ["w1", "Are you sure?", "It is late."]]), Rejected, "Are you sure? It is late."),
        (said(["ConcurrencyException", "Records were modified"]), Conflict, "Yours is kept"),
        (said(["LoginException", ["sms_code", "Enter the code", "char"]]), AuthRequired, "Enter the code"),
        (said(["'no.such.model'", ""]), Rejected, "no.such.model"),
        (said("broken"), Rejected, "broken"),
        (said(["database is locked", f"{TRACE}sqlite3.OperationalError: database is locked\n"]), Transient, "busy"),
        (said(["deadlock", f"{TRACE}psycopg2.errors.DeadlockDetected: deadlock detected\n"]), Transient, "busy"),
        (said(["KeyError", f"{TRACE}KeyError: 'OperationalError'\n"]), Rejected, "KeyError"),
        (Canned(429, headers=(("Retry-After", "7"),)), Transient, "busy"),
        (Canned(503, b"<html>down</html>"), Transient, "busy"),
        (Canned(423), Conflict, "Yours is kept"),
        (Canned(403), Rejected, "403"),
        (Canned(200, b"<html>Hotel WLAN</html>"), Transient, "could not be understood"),
        (Canned(200, b"[1, 2]"), Transient, "could not be understood"),
        (Canned(200, b'{"id": 0, "result": {"not": "rows"}}'), Transient, "could not be understood"),
        (Canned(200, b'{"id": 0, "result": [1, 2, 3]}', is_cut=True), Transient, "could not be understood"),
        (Canned(302, headers=(("Location", "https://evil.example/"),)), Transient, "could not be understood"),
    ],
)
def test_each_answer_has_its_class(
    connect: Make, front: Front, answer: Canned, kind: type[ConnectorError], words: str
) -> None:
    front.answers["party.contact_mechanism.search_read"] = answer
    with pytest.raises(kind) as caught:
        connect(base_url=front.url).look_up(Query(emails=("a@haneul.example",)))
    assert words in caught.value.sentence
    assert is_plain(caught.value)
    if isinstance(caught.value, Transient) and answer.status == 429:
        assert caught.value.retry_after == 7


def test_a_second_factor_is_said(connect: Make, front: Front) -> None:
    front.answers["common.db.login"] = said(["LoginException", ["sms_code", "SMS code for minsu", "char"]])
    with pytest.raises(AuthRequired) as caught:
        connect(base_url=front.url).check()
    assert "it asks for more than a password (SMS code for minsu)" in caught.value.sentence


def test_a_database_that_is_not_there_is_named(connect: Make) -> None:
    with pytest.raises(Rejected) as caught:
        connect(database="nowhere").check()
    assert caught.value.params["field"] == "database"
    assert "'nowhere'" in caught.value.sentence


def test_a_session_that_tryton_forgot_is_renewed_within_the_call(connect: Make, remote: TrytonRemote) -> None:
    remote.party("Kim", "kim@haneul.example")
    connector = connect()
    connector.check()
    remote.server.sql(
        "DELETE FROM ir_session WHERE create_uid = ?", remote.hand.rows("res.user", [["login", "=", "minsu"]])[0]["id"]
    )
    assert [each.name for each in connector.look_up(Query(emails=("kim@haneul.example",)))] == ["Kim"]
    connect().check()


def test_without_its_group_opportunities_are_left_out(connect: Make, remote: TrytonRemote) -> None:
    party = remote.party("Kim", "kim@haneul.example")
    opened = remote.opportunity("Roof", party)
    assert pulled(connect, username="guest").titles() == ["Brightwell", "Jiyoung", "Kim", "Minsu"]
    receipt = connect(username="guest").perform(file_action(sample_filing(contact(party)), "one"))
    assert connect(username="guest").find(file_action(sample_filing(contact(party)), "one")) is not None
    assert len(receipt.records) == 1
    with pytest.raises(Rejected):
        connect(username="guest").perform(file_action(sample_filing(lead(opened), key="<b@x>"), "two"))


def test_a_right_missing_on_one_of_two_records_is_said_before_anything_is_written(
    connect: Make, remote: TrytonRemote
) -> None:
    """A record rule (ir.rule) lets this user read one of the two and not write it."""
    party, closed = remote.party("Open"), remote.party("Closed")
    forbid_writing(remote, PARTY, number(closed))
    mirror = pulled(connect)
    assert [getattr(mirror.titled(name), "can_write", None) for name in ("Open", "Closed")] == [True, False]
    wish = file_action(sample_filing(contact(party), contact(closed), create=(NEW_CONTACT,)), "one")
    with pytest.raises(Rejected) as caught:
        connect().perform(wish)
    assert (caught.value.message_key, caught.value.params["what"]) == ("no_right", "Closed")
    assert remote.filings() == []
    assert remote.attachments() == []
    assert remote.record_names() == {"Open", "Closed"}


def test_without_the_right_to_write_parties_none_can_be_filed_to(connect: Make, remote: TrytonRemote) -> None:
    party = remote.party("Kim")
    rights = {"perm_read": True, "perm_write": False, "perm_create": False, "perm_delete": False}
    remote.right("ir.model.access", model=PARTY, **rights)
    assert not getattr(pulled(connect).titled("Kim"), "can_write", True)
    with pytest.raises(Rejected) as caught:
        connect().perform(file_action(sample_filing(contact(party)), "one"))
    assert (caught.value.message_key, caught.value.params["what"]) == ("no_right", "Kim")
    with pytest.raises(Rejected) as caught:
        connect().perform(file_action(sample_filing(create=(NEW_CONTACT,)), "two"))
    assert (caught.value.message_key, caught.value.params["what"]) == ("no_right", "Kit New")


def test_a_record_deleted_since_is_named(connect: Make, remote: TrytonRemote) -> None:
    there, gone = remote.party("There"), remote.party("Gone")
    remote.hand.ask(PARTY, "delete", [number(gone)])
    with pytest.raises(Rejected) as caught:
        connect().perform(file_action(sample_filing(contact(there), contact(gone, "Gone")), "one"))
    assert caught.value.sentence == "Gone is no longer there."
    assert remote.filings() == []


def test_a_party_merged_since_is_named_with_whose_it_is_now(connect: Make, remote: TrytonRemote) -> None:
    kept, merged = remote.party("Haneul"), remote.party("Hanuel")
    # As its wizard "Replace" does.
    remote.server.sql("UPDATE party_party SET replaced_by = ?, active = 0 WHERE id = ?", number(kept), number(merged))
    with pytest.raises(Rejected) as caught:
        connect().perform(file_action(sample_filing(contact(merged, "Hanuel")), "one"))
    assert caught.value.message_key == "merged"
    assert (caught.value.params["what"], caught.value.params["into"]) == ("Hanuel", "Haneul")


def test_what_a_cut_attempt_left_goes_when_the_next_is_refused(
    connect: Make, remote: TrytonRemote, front: Front
) -> None:
    there, gone = remote.party("There"), remote.party("Gone")
    wish = file_action(sample_filing(contact(there), contact(gone, "Gone")), "one")
    front.lose_write = 2
    with pytest.raises(Transient):
        connect(base_url=front.url).perform(wish)
    assert len(remote.attachments()) == 1
    remote.hand.ask(PARTY, "delete", [number(gone)])
    with pytest.raises(Rejected):
        connect().perform(wish)
    assert remote.attachments() == []


def test_what_may_be_made_and_not_deleted_is_told_and_can_be_undone_later(
    connect: Make, remote: TrytonRemote, front: Front
) -> None:
    rights = {"perm_read": True, "perm_write": True, "perm_create": True, "perm_delete": False}
    desk = contact(remote.party("Kit Desk"), "Kit Desk")
    remote.right("ir.model.access", model=PARTY, **rights)
    front.answers["ir.note.create"] = said(REFUSAL)
    with pytest.raises(PartlyWritten) as caught:
        connect(base_url=front.url).perform(file_action(sample_filing(desk, create=(NEW_CONTACT,)), "one"))
    assert caught.value.sentence == "It was filed to Kit New, but not to Kit Desk: Not now."
    assert remote.attachments() == []
    assert remote.record_names() == {"Kit Desk", "Kit New"}
    remote.take_rights_back()
    connect().perform(unfiling(caught.value.receipt))
    assert remote.record_names() == {"Kit Desk"}


def test_attachments_that_may_not_be_taken_back_are_told(connect: Make, remote: TrytonRemote, front: Front) -> None:
    desk = contact(remote.party("Kit Desk"), "Kit Desk")
    front.answers["ir.note.create"] = front.answers["ir.attachment.delete"] = said(REFUSAL)
    wish = file_action(sample_filing(desk), "one")
    with pytest.raises(PartlyWritten) as caught:
        connect(base_url=front.url).perform(wish)
    assert [str(each) for each in caught.value.receipt.records] == [str(desk)]
    receipt = connect().perform(wish)
    assert len(remote.attachments()) == 1
    connect().perform(unfiling(receipt))
    assert remote.attachments() == []


@pytest.mark.parametrize(
    "remote_id", ["", "party.party", "party.party,x", "res.user,1", "party.party,1;2", "party.party," + "9" * 30]
)
def test_a_remote_id_that_is_none_is_refused(connect: Make, remote_id: str) -> None:
    with pytest.raises(Rejected):
        connect().perform(file_action(sample_filing(contact(remote_id)), "one"))


def test_the_password_is_in_no_message(connect: Make, front: Front) -> None:
    front.answers["common.db.login"] = said([f"bug with {OPPORTUNITY}", "trace"])
    with pytest.raises(ConnectorError) as caught:
        connect(base_url=front.url).check()
    assert PASSWORD not in f"{caught.value!r} {caught.value.params}"


def forbid_writing(remote: TrytonRemote, model: str, number: int) -> None:
    rule = {"domain": json.dumps([["id", "!=", number]])}
    remote.right(
        "ir.rule.group",
        name="kit",
        model=model,
        global_p=True,
        default_p=False,
        perm_read=False,
        perm_write=True,
        perm_create=False,
        perm_delete=False,
        rules=[["create", [rule]]],
    )
