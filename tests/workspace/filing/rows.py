"""Items, records and a cache made by hand, answering a match as the store's reader does."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from workspace.filing.rules import Rules
from workspace.model.ids import AccountId, ActionId, ItemId, ReceiptId, RemoteId, ThreadId
from workspace.model.items import Address, ItemKey
from workspace.model.kinds import Kind
from workspace.store.rows import FiledChip, ItemRow, ReceiptRow, RecordRow

CRM = AccountId("crm")
OTHER_CRM = AccountId("other-crm")
MAIL = AccountId("mail")
NOON = datetime(2026, 11, 3, 3, 0, tzinfo=UTC)
RULES = Rules(
    own_addresses=frozenset({"me@ours.example", "me.private@gmail.com"}),
    own_domains=frozenset({"ours.example"}),
    crm_account_ids=(CRM,),
)


def mail(
    from_: str | Address = "minsu@hanbit.co.kr",
    to: str | tuple[Address, ...] = "me@ours.example",
    **changes: Any,
) -> ItemRow:
    """A received mail; plain text stands for addresses without a name."""
    row = ItemRow(
        item_id=ItemId(1),
        key=ItemKey(MAIL, Kind.EMAIL, RemoteId("m1")),
        thread_id=ThreadId(1),
        received_at=NOON,
        sent_at=NOON,
        subject="견적 문의",
        from_=Address("", from_) if isinstance(from_, str) else from_,
        to=tuple(Address("", each) for each in to.split()) if isinstance(to, str) else to,
        cc=(),
        bcc=(),
        reply_to=(),
        message_id="<Q1@hanbit.co.kr>",
        filing_key="<Q1@hanbit.co.kr>",
        snippet="",
        is_read=False,
        is_flagged=False,
        is_draft=False,
        is_sent=False,
        is_automated=False,
        body_state="whole",
        size=100,
        version=None,
        collections=("inbox",),
        text="안녕하세요",
    )
    return replace(row, **changes)


def chat(text: str = "언제 도착하나요?", **changes: Any) -> ItemRow:
    """A message in a channel of a chat service."""
    row = mail(
        key=ItemKey(AccountId("slack"), Kind.CHAT, RemoteId("C1/2")),
        subject="",
        to=(),
        cc=(),
        text=text,
        message_id=None,
        filing_key="T/C1/2",
        detail={"link": "https://slack.example/archives/C1/p2", "thread_remote_id": "C1/1"},
    )
    return replace(row, **changes)


def record(remote_id: str, record_type: str = "contact", **changes: Any) -> RecordRow:
    row = RecordRow(
        item_id=ItemId(1),
        account_id=CRM,
        remote_id=remote_id,
        record_type=record_type,
        name=f"{record_type} {remote_id}",
        emails=(),
        domains=(),
        parent_ids=(),
        is_open=True,
        stage="",
        amount="",
        owner="",
        title="",
        city="",
        can_write=True,
        link=None,
    )
    return replace(row, **changes)


def receipt(*records: RecordRow, key: str = "<earlier@hanbit.co.kr>", **changes: Any) -> ReceiptRow:
    row = ReceiptRow(
        receipt_id=ReceiptId("r1"),
        action_id=ActionId("a1"),
        account_id=records[0].account_id if records else CRM,
        verb="file",
        state="done",
        item=ItemKey(MAIL, Kind.EMAIL, RemoteId("m0")),
        subject="견적 문의",
        filing_key=key,
        thread_key=key,
        remote_id="77",
        link=None,
        records=tuple((r.record_type, r.remote_id, r.name) for r in records),
        created=(),
        attachments=(),
        found=False,
        filed_by=None,
        done_at=NOON,
        undone_at=None,
    )
    return replace(row, **changes)


@dataclass
class Cache:
    """What a match may ask."""

    records: Sequence[RecordRow] = ()
    chips: Sequence[FiledChip] = ()
    receipts: Sequence[ReceiptRow] = ()
    asked_domains: list[str] = field(default_factory=list)

    def records_by_email(self, emails: Sequence[str]) -> list[RecordRow]:
        return [r for r in self.records if set(emails) & set(r.emails)]

    def records_by_domain(self, domains: Sequence[str]) -> list[RecordRow]:
        """Companies by their own domains, people by those of their addresses."""
        self.asked_domains += domains
        return [r for r in self.records if set(domains) & {*r.domains, *(e.rpartition("@")[2] for e in r.emails)}]

    def records_by_parent(self, account_id: AccountId, parent_remote_ids: Sequence[str]) -> list[RecordRow]:
        wanted = set(parent_remote_ids)
        return [r for r in self.records if r.account_id == account_id and wanted & set(r.parent_ids)]

    def records_by_remote(self, account_id: AccountId, remote_ids: Sequence[str]) -> list[RecordRow]:
        return [r for r in self.records if r.account_id == account_id and r.remote_id in remote_ids]

    def filed_for(self, filing_key: str) -> Sequence[FiledChip]:
        return self.chips

    def thread_filings(self, thread_id: ThreadId) -> Sequence[ReceiptRow]:
        return self.receipts

    def topic_filings(self, root: ItemKey) -> Sequence[ReceiptRow]:
        return [each for each in self.receipts if each.thread_key == root.remote_id]
