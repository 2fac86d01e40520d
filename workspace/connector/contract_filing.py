"""The kit's part on filing: written once per key, read back, taken back, and a colleague's work kept."""

from dataclasses import replace
from typing import Any

import pytest

from workspace.connector.contract_parts import Connect, KitParts, is_plain
from workspace.connector.contract_remote import (
    Filed,
    Remote,
    moment,
    sample_record,
)
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Rejected, Transient
from workspace.connector.pages import Query
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import FiledAttachment, Filing, NewRecord, RecordField
from workspace.model.items import Address, Record
from workspace.model.kinds import Kind, RecordType, Verb

KEY = "<Kit.Filing@haneul.example>"
ORDER = FiledAttachment("1.2", "주문서 48213.pdf", "application/pdf", 768_000)
PHOTO = FiledAttachment("1.3", "tracking.png", "image/png", 3)
BYTES = {"1.2": bytes(range(256)) * 3000, "1.3": b"png"}
NEW_CONTACT = NewRecord("contact", (("name", "Kit New"), ("emails", "new@haneul-kit.example")))


def sample_filing(*records: RecordRef, **fields: Any) -> Filing:
    filing = Filing(
        key=KEY,
        kind="email",
        subject="배송 문의 48213",
        text="Where is it?\n안녕하세요",
        from_=Address("Orders desk", "orders@haneul.example"),
        to=(Address("Support", "support@demo.example"),),
        cc=(),
        sent_at=moment(0),
        is_incoming=True,
        records=records,
        attachments=(ORDER,),
    )
    return replace(filing, **fields)


class FilingContract(KitParts):
    """What every connector keeps to that declares the verb ``file``."""

    def a_record(self, connect: Connect, remote: Remote, name: str = "Kit Desk") -> RecordRef:
        """A record that is in the CRM, as a pull knows it."""
        self.needs(Verb.FILE in self.manifest.actions, "file")
        email = f"{name.replace(' ', '.').lower()}@haneul-kit.example"
        remote.add_record(sample_record(name, email))
        found = [
            item
            for collection in connect().discover()
            if collection.kind is Kind.RECORD
            for page in connect().pull(collection, None)
            for item in page.items
            if isinstance(item, Record) and item.name == name
        ]
        assert len(found) == 1
        return RecordRef(found[0].record_type.value, found[0].remote_id, name)

    def file(self, connect: Connect, filing: Filing, name: str, add_to: object = None, **settings: str) -> Receipt:
        connector = connect(**settings)
        connector.session.blobs.update(BYTES)  # type: ignore[attr-defined]
        receipt = connector.perform(file_action(filing, name, add_to))
        assert receipt.action_id == name
        return receipt

    def unfile(self, connect: Connect, receipt: Receipt) -> None:
        """Take it back, twice, as after a crash between call and answer."""
        wish = action(Verb.UNFILE, {"receipt": receipt.to_json()})
        connect().perform(wish)
        connect().perform(wish)

    def test_a_filing_is_written_whole(self, connect: Connect, remote: Remote) -> None:
        record = self.a_record(connect, remote)
        receipt = self.file(connect, sample_filing(record), "one")
        assert receipt.remote_id
        assert not receipt.found
        assert receipt.created == ()
        assert [(name, size) for name, size, _ in receipt.attachments] == [(ORDER.name, ORDER.size)]
        assert [str(each) for each in receipt.records] == [str(record)]
        [filed] = remote.filings()
        assert filed.remote_id == receipt.remote_id
        assert filed.key == KEY
        assert filed.subject == "배송 문의 48213"
        assert "안녕하세요" in filed.text
        assert filed.records == {str(record)}
        assert filed.attachments == {ORDER.name: BYTES["1.2"]}

    def test_a_filing_is_found_by_its_key(self, connect: Connect, remote: Remote) -> None:
        """Before: nothing. After: the same thing, for us and for a colleague."""
        filing = sample_filing(self.a_record(connect, remote))
        assert connect().find(file_action(filing, "one")) is None
        receipt = self.file(connect, filing, "one")
        again = connect().find(file_action(filing, "one"))
        theirs = connect(**remote.colleague).find(file_action(filing, "two"))
        assert again is not None
        assert theirs is not None
        assert again.remote_id == theirs.remote_id == receipt.remote_id
        assert theirs.found
        assert theirs.created == ()
        assert again.attachments == receipt.attachments

    def test_keys_that_differ_in_case_are_different(self, connect: Connect, remote: Remote) -> None:
        filing = sample_filing(self.a_record(connect, remote))
        self.file(connect, filing, "one")
        other = replace(filing, key=KEY.lower())
        assert connect().find(file_action(other, "two")) is None

    def test_filing_twice_files_once(self, connect: Connect, remote: Remote) -> None:
        """As the engine does it: look up first, and call only if nothing is there."""
        filing = sample_filing(self.a_record(connect, remote), create=(NEW_CONTACT,))
        for name in ("one", "one", "two"):
            if connect().find(file_action(filing, name)) is None:
                self.file(connect, filing, name)
        assert len(remote.filings()) == 1
        assert len(self.new_contacts(connect)) == 1

    def new_contacts(self, connect: Connect) -> list[str]:
        """Remote ids of the contact that the kit's filing creates."""
        asked = Query(emails=("new@haneul-kit.example",))
        return [each.remote_id for each in connect().look_up(asked)]

    def test_unfiling_removes_what_was_created(self, connect: Connect, remote: Remote) -> None:
        record = self.a_record(connect, remote)
        before = remote.record_names()
        filing = sample_filing(record, create=(NEW_CONTACT,))
        receipt = self.file(connect, filing, "one")
        assert [each.name for each in receipt.created] == ["Kit New"]
        assert {str(each) for each in receipt.created} < {str(each) for each in receipt.records}
        assert remote.record_names() == before | {"Kit New"}
        self.unfile(connect, receipt)
        assert remote.filings() == []
        assert remote.record_names() == before
        assert connect().find(file_action(filing, "one")) is None

    def test_a_created_record_stays_when_it_changed(self, connect: Connect, remote: Remote) -> None:
        filing = sample_filing(self.a_record(connect, remote), create=(NEW_CONTACT,))
        receipt = self.file(connect, filing, "one")
        remote.rename_record(receipt.created[0].remote_id, "Kit Renamed")
        self.unfile(connect, receipt)
        assert remote.filings() == []
        assert "Kit Renamed" in remote.record_names()

    def test_a_created_record_stays_when_it_is_used(self, connect: Connect, remote: Remote) -> None:
        filing = sample_filing(self.a_record(connect, remote), create=(NEW_CONTACT,))
        receipt = self.file(connect, filing, "one")
        other = sample_filing(*receipt.created, key="<other@haneul.example>")
        self.file(connect, other, "two", **remote.colleague)
        self.unfile(connect, receipt)
        assert "Kit New" in remote.record_names()
        assert [filed.key for filed in remote.filings()] == [other.key]

    def test_what_a_colleague_filed_is_added_to_and_kept(self, connect: Connect, remote: Remote) -> None:
        theirs = self.a_record(connect, remote)
        ours = self.a_record(connect, remote, "Kit Deal")
        self.file(connect, sample_filing(theirs), "theirs", **remote.colleague)
        [before] = remote.filings()
        filing = sample_filing(ours, attachments=(ORDER, PHOTO))
        receipt = self.file(connect, filing, "ours", add_to=before.remote_id)
        assert receipt.found
        assert receipt.remote_id == before.remote_id
        [both] = remote.filings()
        assert both.records == {str(theirs), str(ours)}
        assert both.attachments == {ORDER.name: BYTES["1.2"], PHOTO.name: BYTES["1.3"]}
        self.unfile(connect, receipt)
        assert remote.filings() == [before]

    def test_unfiling_keeps_what_a_colleague_added(self, connect: Connect, remote: Remote) -> None:
        ours = self.a_record(connect, remote)
        theirs = self.a_record(connect, remote, "Kit Deal")
        receipt = self.file(connect, sample_filing(ours), "ours")
        added = sample_filing(theirs, attachments=(PHOTO,))
        self.file(connect, added, "theirs", add_to=receipt.remote_id, **remote.colleague)
        self.unfile(connect, receipt)
        [left] = remote.filings()
        assert left.records == {str(theirs)}
        assert left.attachments == {PHOTO.name: BYTES["1.3"]}

    def test_a_found_filing_is_not_ours_to_remove(self, connect: Connect, remote: Remote) -> None:
        filing = sample_filing(self.a_record(connect, remote))
        self.file(connect, filing, "theirs", **remote.colleague)
        before: list[Filed] = remote.filings()
        found = connect().find(file_action(filing, "ours"))
        assert found is not None
        self.unfile(connect, found)
        assert remote.filings() == before

    def test_a_record_is_created_once(self, connect: Connect, remote: Remote) -> None:
        self.needs(Verb.CREATE in self.manifest.actions and Kind.RECORD in self.manifest.kinds, "create")
        payload = {"record_type": "contact", "fields": dict(NEW_CONTACT.fields)}
        wish = action(Verb.CREATE, payload)
        receipt = connect().perform(wish)
        assert connect().find(wish) is not None
        assert self.new_contacts(connect) == [receipt.remote_id]
        assert [each.name for each in receipt.created] == ["Kit New"]

    def demanded(self, connect: Connect, remote: Remote) -> tuple[RecordField, str]:
        """A field that the organisation has just begun to demand in new contacts, and a value for it."""
        before = connect().demanded_fields(RecordType.CONTACT)
        value = remote.demand_field(RecordType.CONTACT)
        self.needs(bool(value), "demanded fields")
        fresh = [each for each in connect().demanded_fields(RecordType.CONTACT) if each not in before]
        assert len(fresh) == 1
        assert fresh[0].name != "name"
        assert fresh[0].label
        return fresh[0], value

    def test_a_demanded_field_that_is_left_out_is_refused_before_anything_is_written(
        self, connect: Connect, remote: Remote
    ) -> None:
        filing = sample_filing(self.a_record(connect, remote), create=(NEW_CONTACT,))
        field, _ = self.demanded(connect, remote)
        before = remote.record_names()
        with pytest.raises(Rejected) as caught:
            self.file(connect, filing, "one")
        said = {"field": field.label, "key": field.name, "record_type": "contact"}
        assert caught.value.message_key == "field_required"
        assert {name: caught.value.params.get(name) for name in said} == said
        assert is_plain(caught.value)
        assert (remote.filings(), remote.record_names()) == ([], before)
        assert connect().find(file_action(filing, "one")) is None

    def test_a_demanded_field_that_is_given_is_written(self, connect: Connect, remote: Remote) -> None:
        record = self.a_record(connect, remote)
        field, value = self.demanded(connect, remote)
        new = NewRecord("contact", (*NEW_CONTACT.fields, (field.name, value)))
        receipt = self.file(connect, sample_filing(record, create=(new,)), "one")
        assert [each.name for each in receipt.created] == ["Kit New"]
        assert remote.field_value(receipt.created[0].remote_id, field.name) == value

    def test_filing_without_a_network_is_transient(self, connect: Connect, remote: Remote) -> None:
        filing = sample_filing(self.a_record(connect, remote))
        remote.cut_network()
        with pytest.raises(Transient) as caught:
            self.file(connect, filing, "one")
        assert is_plain(caught.value)
        with pytest.raises(Transient):
            connect().find(file_action(filing, "one"))
        remote.mend_network()
        assert remote.filings() == []


def file_action(filing: Filing, name: str, add_to: object = None) -> Action:
    return action(Verb.FILE, {**filing.to_json(), "add_to": add_to}, name=name)
