"""A home with mail, chat, events, customers and filings in two languages, written by the real store.

Screens and tests are drawn from it; times are relative to now so that lists show every form of a date.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workspace.connector.pages import Page
from workspace.model.accounts import Account, Health, Workplace
from workspace.model.actions import Action, Receipt
from workspace.model.ids import AccountId, ItemId, ReceiptId, RemoteId
from workspace.model.items import (
    Address,
    Attachment,
    Attendee,
    ChatMessage,
    Collection,
    Email,
    Event,
    Record,
)
from workspace.model.kinds import ActionState, HealthState, Kind, RecordType, Role, Verb
from workspace.store.home import Home
from workspace.store.ledger import Ledger
from workspace.store.mark_rows import changed
from workspace.store.open import bring_up_to_date, connect, open_writer
from workspace.store.reader import Reader
from workspace.store.secrets import Vault, home_key, open_vault
from workspace.store.times import to_ms
from workspace.store.user import UserStore
from workspace.store.user.orders import Orders
from workspace.store.writer import CacheWriter
from workspace.store.writing.body import Body
from workspace.store.writing.filed_marks import FiledMark

SUPPORT, VIP, SLACK, CRM, SALES = (AccountId(name) for name in ("support", "vip", "slack", "crm", "sales"))
INBOX = Collection(RemoteId("INBOX"), "Inbox", Kind.EMAIL, Role.INBOX)
ARCHIVE = Collection(RemoteId("Archive"), "Archive", Kind.EMAIL, Role.ARCHIVE)
TRASH = Collection(RemoteId("Trash"), "Trash", Kind.EMAIL, Role.TRASH)
CHANNEL = Collection(RemoteId("C1"), "cx-escalations", Kind.CHAT, Role.CHANNEL)
DIRECT = Collection(RemoteId("D1"), "Ingrid Berg", Kind.CHAT, Role.DIRECT)
CALENDAR = Collection(RemoteId("cal"), "Calendar", Kind.EVENT, Role.CALENDAR)
RECORDS = Collection(RemoteId("contact"), "Contacts", Kind.RECORD, Role.RECORDS)

MAILS = (
    # account, minutes ago, sender, subject, text, is read, is flagged, attachments
    (SUPPORT, 5, "Haneul Trading", "orders@haneul.example", "배송 지연 관련 문의 (주문 48213)",
     "안녕하세요,\n\n어제(20일) 도착 예정이던 주문 48213 상품이 아직 도착하지 않았습니다. 배송 조회에는 이틀째 "
     "“허브 도착”으로만 표시됩니다. 내일 오전 매장 행사에 필요한 물품이라 오늘 중으로 상황을 알려 주시면 "
     "감사하겠습니다.\n\n주문서와 지난 통화 내용을 첨부합니다.", False, False, 2),
    (VIP, 92, "Norrland Foods", "ap@norrland.example", "Invoice 2291 shows the wrong VAT id",
     "Could you reissue it before Friday? The auditor needs the right number on it, and our year closes on "
     "Monday.\n\nBest,\nIngrid", False, False, 0),
    (SUPPORT, 60 * 26, "Ferreira & Sons", "lia@ferreira.example", "Re: Contract draft v3",
     "Attached with our counsel's notes on clause 4 and on the liability cap.", True, False, 2),
    (SUPPORT, 60 * 50, "Orchard Clinic", "office@orchard.example", "New seats for the Bristol office",
     "We'd like 14 more from the first of next month. Same terms as before?", True, True, 0),
    (VIP, 60 * 24 * 9, "김서연", "seoyeon@daon.example", "견적서 요청드립니다",
     "지난 미팅에서 말씀드린 20석 견적서를 이번 주 안에 받을 수 있을까요?", True, False, 0),
    (SUPPORT, 60 * 24 * 12, "Marlow Logistics", "tom@marlow.example", "Site visit on the 3rd",
     "Tuesday works for us, 10:00 at the main gate. Please bring the badge list.", True, False, 0),
    (SUPPORT, 60 * 24 * 400, "Kestrel Audio", "desk@kestrel.example", "Thank you",
     "Everything arrived in one piece.", True, False, 0),
    (SALES, 30, "다온건설", "park@daon.example", "갱신 계약 검토",
     "보내 주신 계약서를 법무팀에서 검토했습니다. 4조만 수정 부탁드립니다.", False, False, 1),
)  # fmt: skip
CUSTOMERS = (
    (RecordType.COMPANY, "co1", "Haneul Trading", (), ("haneul.example",), "", ""),
    (RecordType.CONTACT, "p1", "Orders desk", ("orders@haneul.example",), (), "", "Purchasing"),
    (RecordType.DEAL, "d1", "Renewal 2027", (), (), "Renewal", ""),
    (RecordType.CONTACT, "p2", "Ingrid Berg", ("ap@norrland.example",), (), "", "Accounts payable"),
    (RecordType.CONTACT, "p3", "Lia Ferreira", ("lia@ferreira.example",), (), "", "Owner"),
    (RecordType.CONTACT, "p4", "Office desk", ("office@orchard.example",), (), "", ""),
    (RecordType.CONTACT, "p5", "김서연", ("seoyeon@daon.example",), (), "", "구매팀 과장"),
    (RecordType.CONTACT, "p6", "Tom Marlow", ("tom@marlow.example",), (), "", ""),
    (RecordType.CONTACT, "p7", "Kestrel desk", ("desk@kestrel.example",), (), "", ""),
    (RecordType.CONTACT, "p8", "박지훈", ("park@daon.example",), (), "", "부장"),
)


TALK: tuple[tuple[str, int, str, str, dict[str, object]], ...] = (
    ("m0", 60 * 20, "Carrier desk", "Carrier confirms the depot backlog clears Friday 18:00", {
        "reactions": (("👍", 3), ("👀", 1)), "extra": {"my_reactions": ["👍"]}}),
    ("m1", 60 * 20 - 1, "이하나", "고객에게 제가 안내할게요 @Jane", {
        "thread_remote_id": "m0", "is_read": False, "is_mention": True}),
    ("m2", 60 * 5, "Tomas Lind", "The depot job failed twice last night. This is what it says:\n"
     "```\nERROR depot.sync: 502 from carrier (retry 3 of 3)\n  order=48213 lane=ICN-2\n```\n"
     "I opened https://status.carrier.example/incidents/7712 with them.", {}),
    ("m3", 60 * 5, "Tomas Lind", "Until it is fixed, `depot sync --force` works.", {"extra": {"is_edited": True}}),
    ("m4", 44, "이하나", "하늘무역 주문 48213 건은 오늘 17시 전에 다시 연락드리기로 했습니다.", {
        "attachments": (Attachment("f1", "call-notes.pdf", "application/pdf", 48_000),)}),
    ("m5", 43, "Jane", "고마워요, 제가 CRM에 남길게요.", {"is_sent": True, "email": "slack@ours.example"}),
    ("m6", 6, "Mina Park", "@Jane can you take the call with Haneul at five?", {
        "is_read": False, "is_mention": True, "reactions": (("🙏", 1),)}),
)  # fmt: skip
PARTNER: tuple[tuple[str, int, str, str, dict[str, object]], ...] = (
    ("d0", 60 * 30, "Ingrid Berg", "Hello! Is the corrected one on its way?", {"email": "ap@norrland.example"}),
    ("d1", 60 * 29, "Jane", "It leaves today.", {"is_sent": True, "email": "slack@ours.example"}),
    ("d2", 12, "Ingrid Berg", "Got it, thank you.", {"email": "ap@norrland.example", "is_read": False}),
)


class SampleHome:
    """An open home. ``writer`` stands where the engine's writer thread would; call :meth:`close`."""

    def __init__(self, path: Path) -> None:
        os.environ.setdefault("WORKSPACE_HOME_KEY", "5a" * 32)
        self.home = Home(path)
        self.vault: Vault = open_vault(self.home)
        self.key = home_key(self.home, self.vault)
        for name in ("user", "ledger", "cache"):
            bring_up_to_date(self.home, self.key, name)
        self.user = UserStore(self.home, self.key)
        self.reader = Reader(self.home, self.key)
        self.writer = CacheWriter(open_writer(self.home.cache_db, self.key))
        self.now = datetime.now(UTC)
        self.workplaces: list[Workplace] = []

    def close(self) -> None:
        self.writer.close()
        self.reader.close()
        self.user.close()

    def mirror(self) -> None:
        self.writer.mirror_accounts(self.user.accounts(), self.user.workplace_accounts())

    def add_account(self, account_id: AccountId, connector: str, name: str, place: Workplace) -> Account:
        address = f"{account_id}@ours.example"
        account = Account(account_id, connector, name, {}, place.workplace_id, address, (address,))
        self.user.add_account(account)
        self.user.assign(place.workplace_id, [account_id])
        return account

    def account(self, account_id: AccountId) -> Account:
        found = self.user.account(account_id)
        assert found is not None
        return found

    def deliver(self, account_id: AccountId, mails: Sequence[Email], collection: Collection = INBOX) -> None:
        """New mail, as a pull stores it."""
        account = self.account(account_id)
        self.writer.apply_page(account, collection, Page(items=tuple(mails), cursor="1"))
        bodies = []
        for mail in mails:
            item_id = self.writer.item_id(account_id, "email", mail.remote_id)
            assert item_id is not None
            bodies.append((item_id, Body(text=mail.text, snippet=mail.snippet)))
        self.writer.store_bodies(bodies)

    def fill(self) -> "SampleHome":
        """Everything that the screens show."""
        self.fill_accounts()
        for each in {row[0] for row in MAILS}:
            rows = [row for row in MAILS if row[0] == each]
            self.deliver(each, [self.mail(n, row) for n, row in enumerate(MAILS) if row in rows])
        self._fill_chat()
        self._fill_calendar()
        self._fill_crm()
        self._fill_health()
        for account in self.user.accounts():
            for row in self.reader.collections(account.account_id):
                shape = Collection(RemoteId(row.remote_id), row.name, row.kind, Role(row.role))
                self.writer.finish_pull(account.account_id, shape)
        return self

    def fill_accounts(self) -> None:
        """Two workplaces with five accounts, nothing pulled yet."""
        service = self.user.add_workplace("Customer service", "#3B5BDB", "CS")
        sales = self.user.add_workplace("영업", "#0B8F6A", "영업")
        self.workplaces = [service, sales]
        for account_id, connector, name, place in (
            (SUPPORT, "demo", "support@ · IMAP", service),
            (VIP, "demo", "vip@ · IMAP", service),
            (SLACK, "demo", "Slack · cx-team", service),
            (CRM, "builtin_crm", "Workspace CRM", service),
            (SALES, "demo", "sales@ · IMAP", sales),
        ):
            self.add_account(account_id, connector, name, place)
        self.user.assign(sales.workplace_id, [CRM])
        self.mirror()
        for account_id in (SUPPORT, VIP, SALES):
            self.writer.discover(self.account(account_id), [INBOX, ARCHIVE, TRASH])

    def snooze_chats(self) -> "SampleHome":
        """Leave only mail in the inbox."""
        for row in self.reader.threads(scope="*", view="chats"):
            marks, seen_at = self.reader.thread_marks(row.thread_id)
            until = to_ms(self.now + timedelta(days=1))
            self.user.mark(changed(marks, seen_at, is_in_inbox=True, snoozed_until=until))
        return self

    def mail(self, number: int, row: Sequence[object]) -> Email:
        _, minutes, name, email, subject, text, is_read, is_flagged, files = row
        at = self.now - timedelta(minutes=int(str(minutes)))
        attached = tuple(
            Attachment(f"{n}", f"order-{n}.pdf", "application/pdf", 84_000) for n in range(int(str(files)))
        )
        return Email(
            RemoteId(str(number)),
            at,
            subject=str(subject),
            from_=(Address(str(name), str(email)),),
            to=(Address("", "support@ours.example"),),
            sent_at=at,
            message_id=f"<{number}@sample.example>",
            is_read=bool(is_read),
            is_flagged=bool(is_flagged),
            size=4_000,
            snippet=" ".join(str(text).split())[:160],
            text=str(text),
            attachments=attached,
        )

    def _fill_chat(self) -> None:
        account = self.account(SLACK)
        self.writer.discover(account, [CHANNEL, DIRECT])
        self.writer.apply_page(account, CHANNEL, Page(items=tuple(map(self._chat, TALK[::-1])), cursor="1"))
        partner = tuple(map(self._chat, PARTNER[::-1]))
        self.writer.apply_page(account, DIRECT, Page(items=partner, cursor="1"))

    def _chat(self, row: tuple[str, int, str, str, dict[str, object]]) -> ChatMessage:
        """``(id, minutes ago, name, text, further fields)``"""
        remote_id, minutes, name, text, fields = row
        given = dict(fields)
        email = str(given.pop("email", "")) or f"{name.split()[0].lower()}@team.example"
        return ChatMessage(
            RemoteId(remote_id),
            self.now - timedelta(minutes=minutes),
            Address(name, email),
            text,
            f"T/C1/{remote_id}",
            **{"link": f"https://slack.example/archives/{remote_id}", **given},  # type: ignore[arg-type]
        )

    def _fill_calendar(self) -> None:
        events = tuple(
            Event(
                RemoteId(f"e{n}"),
                f"e{n}@cal.example",
                summary,
                starts_at=self.now + timedelta(hours=hours),
                ends_at=self.now + timedelta(hours=hours + 1),
                location=place,
                organizer=Address("Ingrid Berg", "ap@norrland.example"),
                attendees=(Attendee(Address("", "support@ours.example")),),
                partstat=partstat,
            )
            for n, (summary, hours, place, partstat) in enumerate(
                (
                    ("하늘무역 갱신 미팅", 3, "서울", "ACCEPTED"),
                    ("Quarterly review", 26, "Room 4", "NEEDS-ACTION"),
                    ("Contract call", 30, "", "ACCEPTED"),
                )
            )
        )
        self.writer.apply_page(self.account(SUPPORT), CALENDAR, Page(items=events, cursor="1"))

    def _fill_crm(self) -> None:
        records = tuple(
            Record(
                RemoteId(remote_id),
                record_type,
                name,
                emails=emails,
                domains=domains,
                parent_ids=(RemoteId("co1"),) if remote_id in ("p1", "d1") else (),
                stage=stage,
                amount="€48,000" if record_type is RecordType.DEAL else "",
                title=title,
                owner="EMEA desk",
            )
            for record_type, remote_id, name, emails, domains, stage, title in CUSTOMERS
        )
        self.writer.apply_page(self.account(CRM), RECORDS, Page(items=records, cursor="1"))
        marks = [
            FiledMark("<2@sample.example>", CRM, "done", to_ms(self.now), "r1", "Lia Ferreira"),
            FiledMark("<3@sample.example>", CRM, "queued", to_ms(self.now)),
            FiledMark("<5@sample.example>", CRM, "failed", to_ms(self.now)),
        ]
        self.writer.mirror_filed(marks)

    def plan(self, *events: Event, account_id: AccountId = SUPPORT) -> None:
        """Put further events into an account's calendar."""
        self.writer.apply_page(self.account(account_id), CALENDAR, Page(items=events, cursor="2"))

    def _fill_health(self) -> None:
        for account in self.user.accounts():
            self.say_health(account.account_id, HealthState.OK)
        self.say_health(SLACK, HealthState.NEEDS_SIGNIN, "signin_expired", {"host": "slack.example"})

    def say_health(
        self, account_id: AccountId, state: HealthState, key: str = "", params: dict[str, str] | None = None
    ) -> None:
        health = Health(state, self.now, key, params or {})
        self.writer.set_health(account_id, health, self.now - timedelta(seconds=12))

    def queued(self, verb: Verb) -> list[Action]:
        """The actions of a verb in the outbox, as the engine reads them."""
        orders = Orders(self.home, self.key)
        found = [orders.action(row.action_id) for row in orders.outbox() if row.verb is verb]
        orders.close()
        return [action for action in found if action is not None]

    def perform(self, action: Action, new_id: str) -> None:
        """The time for Undo is over and the service has moved an item, as the engine notes it."""
        user = connect(self.home.user_db, self.key)
        user.execute("UPDATE outbox SET not_before = 1")
        user.close()
        receipt = Receipt(ReceiptId(action.action_id), action.action_id, RemoteId(new_id))
        self.writer.apply_done(action, receipt)
        ledger = Ledger(open_writer(self.home.ledger_db, self.key))
        ledger.finish(action, ActionState.DONE, receipt)
        ledger.close()

    def item_id(self, account_id: AccountId, remote_id: str, kind: str = "email") -> ItemId:
        found = self.writer.item_id(account_id, kind, RemoteId(remote_id))
        assert found is not None
        return found
