"""Filings at EspoCRM: several records, crashes after any call, colleagues, keys that the server does not keep."""

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from tests.connectors.espocrm.conftest import Make
from tests.connectors.espocrm.remote import EspoRemote
from tests.fakes.espocrm import API_KEY, EspoFake
from workspace.connector.contract_filing import BYTES, KEY, NEW_CONTACT, PHOTO, sample_filing
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Transient
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing, NewRecord
from workspace.model.ids import RemoteId
from workspace.model.items import Address
from workspace.model.kinds import Verb

WRITES = 12


def ref(kind: str, row: dict[str, Any]) -> RecordRef:
    return RecordRef(kind, RemoteId(row["id"]), row["name"])


def wish(filing: Filing, name: str = "ours", add_to: object = None) -> Action:
    filed = action(Verb.FILE, {**filing.to_json(), "add_to": add_to}, name=name)
    return replace(filed, created_at=datetime.now(UTC))


def unfile(make: Make, receipt: Receipt, **settings: str) -> None:
    make(**settings).perform(action(Verb.UNFILE, {"receipt": receipt.to_json()}, name="undo"))


def left(fake: EspoFake) -> dict[str, int]:
    return {entity: len(fake.rows[entity]) for entity in ("Email", "Meeting", "Task", "Note", "Attachment")}


NOTHING = {"Email": 0, "Meeting": 0, "Task": 0, "Note": 0, "Attachment": 0}


@pytest.fixture
def work(remote: EspoRemote) -> dict[str, RecordRef]:
    """A company with a contact who wrote the mail, a deal and a case, as EspoCRM links them."""
    company = remote.create("Account", name="Kit Haneul", website="https://www.haneul.example/ko")
    contact = remote.create(
        "Contact", lastName="Kit Orders", emailAddress="orders@haneul.example", accountId=company["id"]
    )
    deal = remote.create("Opportunity", name="Kit Deal", amount=10, closeDate="2026-12-01", accountId=company["id"])
    case = remote.create("Case", name="Kit Case")
    rows = {"company": company, "contact": contact, "deal": deal, "case": case}
    return {kind: ref(kind, row) for kind, row in rows.items()}


def test_one_mail_hangs_on_several_records(make: Make, remote: EspoRemote, work: dict[str, RecordRef]) -> None:
    """The deal is the parent, its company and the sender are linked by the server, the case is told in its stream."""
    receipt = make().perform(wish(sample_filing(*work.values())))
    [filed] = remote.filings()
    assert {str(each) for each in receipt.records} == {str(each) for each in work.values()}
    mail = remote.call("GET", f"Email/{filed.remote_id}")
    assert (mail["parentType"], mail["parentId"]) == ("Opportunity", work["deal"].remote_id)
    assert mail["accountId"] == work["company"].remote_id
    assert mail["idHash"] == {"orders@haneul.example": work["contact"].remote_id}
    assert filed.records == {str(work["deal"]), str(work["case"])}
    unfile(make, receipt)
    assert remote.filings() == []


@pytest.mark.parametrize("writes", range(WRITES))
def test_a_crash_after_any_write_ends_in_one_filing(
    make: Make, fake: EspoFake, work: dict[str, RecordRef], writes: int
) -> None:
    """The write reached the server and nothing more did; then the engine looks, and files again."""
    deal = NewRecord("deal", (("name", "Kit New deal"),))
    filing = sample_filing(work["case"], attachments=(PHOTO,), create=(NEW_CONTACT, deal))
    ours = wish(filing)
    before = {entity: set(rows) for entity, rows in fake.rows.items()}
    fake.writes_left = writes
    with pytest.raises(Transient):
        make().perform(ours)
    fake.writes_left = None
    found = make().find(ours)
    receipt = make().perform(replace(ours, payload={**ours.payload, "add_to": found and found.remote_id}))
    assert len(fake.rows["Email"]) == 1
    assert [each.name for each in receipt.created] == ["Kit New", "Kit New deal"]
    assert [name for name, _, _ in receipt.attachments] == [PHOTO.name]
    [mail] = fake.rows["Email"].values()
    hung = [each["id"] for each in fake.rows["Attachment"].values() if each.get("parentId") == mail["id"]]
    assert [fake.bytes[each] for each in hung] == [BYTES[PHOTO.part_id]]
    unfile(make, receipt)
    # An upload whose answer was lost is nobody's; it is empty, and the server removes such ones itself.
    stray = [each for each in fake.rows["Attachment"].values() if each["isBeingUploaded"] and not each.get("parentId")]
    assert len(stray) <= 1
    assert all(fake.bytes[each["id"]] == b"" for each in stray)
    assert left(fake) == {**NOTHING, "Attachment": len(stray)}
    assert {entity: set(rows) for entity, rows in fake.rows.items() if entity in before} == before


def test_the_crashes_fall_after_every_write(make: Make, fake: EspoFake, work: dict[str, RecordRef]) -> None:
    """Else the test above would crash too late or leave some out."""
    fake.asked.clear()
    deal = NewRecord("deal", (("name", "Kit New deal"),))
    make().perform(wish(sample_filing(work["case"], attachments=(PHOTO,), create=(NEW_CONTACT, deal))))
    assert len([method for method, _, _ in fake.asked if method != "GET"]) == WRITES


def test_a_filing_that_is_cut_while_it_is_taken_back_is_taken_back(
    make: Make, fake: EspoFake, work: dict[str, RecordRef]
) -> None:
    filing = sample_filing(work["case"], attachments=(PHOTO,), create=(NEW_CONTACT,))
    for writes in range(6):
        receipt = make().perform(wish(filing))
        fake.writes_left = writes
        try:
            unfile(make, receipt)
        except Transient:
            fake.writes_left = None
            unfile(make, receipt)
        fake.writes_left = None
        assert left(fake) == NOTHING
        assert "Kit New" not in [row.get("lastName") for row in fake.rows["Contact"].values()]


def test_what_the_server_fetched_itself_is_found_and_added_to(
    make: Make, fake: EspoFake, remote: EspoRemote, work: dict[str, RecordRef]
) -> None:
    mail = EmailMessage()
    mail["Message-ID"], mail["From"], mail["To"] = KEY, "orders@haneul.example", "support@demo.example"
    mail["Date"], mail["Subject"] = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "배송 문의 48213"
    mail.set_content("Where is it?")
    fetched = fake.receive(mail)
    filing = sample_filing(work["deal"], attachments=())
    found = make().find(wish(filing))
    assert found is not None
    assert (found.remote_id, found.found, found.filed_by) == (fetched["id"], True, "System")
    receipt = make().perform(wish(filing, add_to=found.remote_id))
    assert str(work["deal"]) in {str(each) for each in receipt.records}
    assert len(fake.rows["Email"]) == 1
    unfile(make, receipt)
    [filed] = remote.filings()
    assert filed.records == {str(work["contact"])}
    assert left(fake) == {**NOTHING, "Email": 1}


@pytest.mark.parametrize(
    "key", [KEY.lower(), "<no at sign>", "a1" * 32, "<x@espo-system>", f"<{'k' * 300}@haneul.example>"]
)
def test_keys_that_the_server_would_not_keep_are_found_too(
    make: Make, fake: EspoFake, work: dict[str, RecordRef], key: str
) -> None:
    """The server compares Message-IDs without case, imports no mails of its own, and needs a Message-ID."""
    first = make().perform(wish(sample_filing(work["deal"])))
    ours = wish(sample_filing(work["deal"], key=key), "second")
    assert make().find(ours) is None
    receipt = make().perform(ours)
    assert receipt.remote_id != first.remote_id
    found = make().find(ours)
    assert found is not None
    assert found.remote_id == receipt.remote_id
    assert found.attachments == first.attachments
    unfile(make, receipt)
    assert list(fake.rows["Email"]) == [first.remote_id]


def test_a_server_without_the_import_of_messages_files_plainly(
    make: Make, fake: EspoFake, work: dict[str, RecordRef]
) -> None:
    fake.no_routes = {"Email/importEml"}
    receipt = make().perform(wish(sample_filing(work["deal"], html="<p>Where is it?</p>")))
    [mail] = fake.rows["Email"].values()
    assert mail["body"] == "<p>Where is it?</p>"
    assert make().find(wish(sample_filing(work["deal"]))) is not None
    unfile(make, receipt)
    assert left(fake) == NOTHING


def test_a_long_korean_subject_is_kept_whole(make: Make, fake: EspoFake, work: dict[str, RecordRef]) -> None:
    """The server's import cuts at 255 bytes, its field takes 255 characters."""
    make().perform(wish(sample_filing(work["deal"], subject="배" * 255)))
    [mail] = fake.rows["Email"].values()
    assert mail["name"] == "배" * 255


@pytest.mark.parametrize(("kind", "entity"), [("event", "Meeting"), ("chat", "Task")])
def test_meetings_and_messages_become_their_own_kind(
    make: Make, fake: EspoFake, work: dict[str, RecordRef], kind: str, entity: str
) -> None:
    ours = wish(sample_filing(work["deal"], kind=kind, key="team/channel/17", attachments=()))
    assert make().find(ours) is None
    receipt = make().perform(ours)
    [made] = fake.rows[entity].values()
    assert (made["parentId"], made["dateStart"]) == (work["deal"].remote_id, "2026-03-02 09:00:00")
    assert receipt.remote_id == f"{entity}/{made['id']}"
    found = make(username="jiyoung").find(ours)
    assert found is not None
    assert found.remote_id == receipt.remote_id
    unfile(make, receipt)
    assert left(fake) == NOTHING


def test_the_guests_of_a_meeting_are_linked(make: Make, fake: EspoFake, work: dict[str, RecordRef]) -> None:
    guests = (Address("Minsu", "Minsu@demo.example"),)
    make().perform(wish(sample_filing(work["deal"], kind="event", to=guests, attachments=())))
    [made] = fake.rows["Meeting"].values()
    assert made["contactsIds"] == [work["contact"].remote_id]
    assert made["usersIds"] == [fake.users["minsu"].id]


def test_an_api_key_files_for_everybody(make: Make, fake: EspoFake, work: dict[str, RecordRef]) -> None:
    receipt = make({"api_key": API_KEY}, username="").perform(wish(sample_filing(work["deal"])))
    found = make().find(wish(sample_filing(work["deal"]), "other"))
    assert found is not None
    assert (found.remote_id, found.filed_by) == (receipt.remote_id, "workspace")


def test_an_upload_that_a_crash_left_is_removed_by_the_next_filing(
    make: Make, fake: EspoFake, work: dict[str, RecordRef]
) -> None:
    """After the begin of an upload, before it hung on anything."""
    fake.writes_left = 1
    with pytest.raises(Transient):
        make().perform(wish(sample_filing(work["deal"])))
    fake.writes_left = None
    assert len(fake.rows["Attachment"]) == 1
    other = make().perform(wish(sample_filing(work["deal"], key="<other@haneul.example>", attachments=()), "other"))
    unfile(make, other)
    assert left(fake) == NOTHING


def test_blind_copies_are_written_and_their_people_linked(
    make: Make, fake: EspoFake, remote: EspoRemote, work: dict[str, RecordRef]
) -> None:
    """The import reads no Bcc; a cut before it is written is gone on with, though all else is there."""
    hidden = ref("contact", remote.create("Contact", lastName="Kit Boss", emailAddress="boss@haneul.example"))
    blind = (Address("Boss", "boss@haneul.example"),)
    ours = wish(sample_filing(work["contact"], attachments=(), bcc=blind))
    fake.writes_left = 2
    with pytest.raises(Transient):
        make().perform(ours)
    fake.writes_left = None
    found = make().find(ours)
    assert found is not None
    assert found.records == ()
    make().perform(replace(ours, payload={**ours.payload, "add_to": found.remote_id}))
    [mail] = fake.rows["Email"].values()
    whole = remote.call("GET", f"Email/{mail['id']}")
    assert whole["bcc"] == "boss@haneul.example"
    assert whole["idHash"]["boss@haneul.example"] == hidden.remote_id
    again = make().find(ours)
    assert again is not None
    assert str(work["contact"]) in {str(each) for each in again.records}


def test_a_mail_that_the_server_still_imports_is_waited_for(
    make: Make, fake: EspoFake, work: dict[str, RecordRef]
) -> None:
    ours = wish(sample_filing(work["deal"]))
    make().perform(ours)
    [mail] = fake.rows["Email"].values()
    mail |= {"status": "Being Imported", "createdAt": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")}
    with pytest.raises(Transient) as caught:
        make().find(ours)
    assert caught.value.retry_after
    mail["createdAt"] = "2026-01-01 00:00:00"
    assert make().find(ours) is not None


@pytest.mark.parametrize("writes", range(1, 8))
def test_a_new_sender_is_ours_to_remove_after_a_crash(make: Make, fake: EspoFake, writes: int) -> None:
    """The import hangs the mail on him at once, and so another mail of his: he looks used before our note is there."""
    sender = NewRecord("contact", (("name", "Kit Orders"), ("emails", "orders@haneul.example")))
    filing = sample_filing(create=(sender,), attachments=())
    ours, second = wish(filing), wish(replace(filing, key="<second@haneul.example>"), "second")
    fake.writes_left = writes
    try:
        receipts = [make().perform(ours)]
    except Transient:
        fake.writes_left = None
        receipts = [make().perform(second), make().perform(ours)]
    fake.writes_left = None
    assert len(fake.rows["Contact"]) == 1
    assert sum(len(each.created) for each in receipts) == 1
    for each in sorted(receipts, key=lambda receipt: len(receipt.created)):
        unfile(make, each)
    # An upload whose begin was not answered is nobody's; the server removes it.
    assert left(fake) == {**NOTHING, "Attachment": int(writes == 1)}
    assert fake.rows["Contact"] == {}
