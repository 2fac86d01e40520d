"""Conversations: who belongs together, in whatever order the mails arrive, and in which views they stand."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workspace.store.building import (
    ACCOUNT,
    ARCHIVE,
    CHANNEL,
    DIRECT,
    INBOX,
    KIM,
    ME,
    SENT,
    Store,
    chat,
    mail,
)  # fmt: skip
from workspace.connector.pages import Page
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, DraftId, RemoteId
from workspace.model.items import Address, Collection, Record
from workspace.model.kinds import Kind, RecordType, Role, Verb

RECORDS = Collection("contacts", "Contacts", Kind.RECORD, Role.RECORDS)


def reply(n: int, *parents: int) -> object:
    return mail(n, references=tuple(f"<{p}@customer.example>" for p in parents))


def test_replies_join_their_parent(store: Store) -> None:
    store.pull(mail(1), reply(2, 1), reply(3, 1, 2), mail(4))
    rows = store.reader.threads(scope="w1")
    assert [row.item_count for row in rows] == [1, 3]
    assert [item.key.remote_id for item in store.reader.thread_items(rows[1].thread_id)] == ["1", "2", "3"]


def test_a_late_parent_joins_two_threads_and_the_old_id_still_leads_there(store: Store) -> None:
    store.pull(reply(5, 2), mail(1))
    store.pull(reply(9, 1))
    older, younger = sorted(row.thread_id for row in store.reader.threads(scope="w1"))
    store.pull(reply(2, 1))
    assert [row.thread_id for row in store.reader.threads(scope="w1")] == [older]
    assert [item.key.remote_id for item in store.reader.thread_items(younger)] == ["1", "2", "5", "9"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_arrival_order_does_not_matter(store: Store, data: st.DataObject) -> None:
    parents = [data.draw(st.one_of(st.none(), st.integers(0, n - 1))) if n else None for n in range(10)]
    order = data.draw(st.permutations(range(10)))
    cuts = sorted(data.draw(st.sets(st.integers(1, 9), max_size=4)))
    for first, last in zip([0, *cuts], [*cuts, 10], strict=True):
        store.pull(*(mail(n) if parents[n] is None else reply(n, parents[n]) for n in order[first:last]))
    roots = list(range(10))
    for n, parent in enumerate(parents):
        roots[n] = n if parent is None else roots[parent]
    wanted = {frozenset(str(n) for n in range(10) if roots[n] == root) for root in roots}
    rows = store.reader.threads(scope="*", view="all")
    found = {frozenset(i.key.remote_id for i in store.reader.thread_items(row.thread_id)) for row in rows}
    assert found == wanted
    assert sum(row.item_count for row in rows) == 10
    store.cache.clear_account(ACCOUNT.account_id)
    store.cache.mirror_accounts([ACCOUNT], {"w1": ["mail"]})


def test_the_services_own_thread_wins_over_references(store: Store) -> None:
    store.pull(mail(1, thread_remote_id="t1"), mail(2, thread_remote_id="t2", in_reply_to="<1@customer.example>"))
    store.pull(mail(3, thread_remote_id="t1"))
    assert sorted(row.item_count for row in store.reader.threads(scope="w1")) == [1, 2]


def test_threads_stay_within_their_account(store: Store) -> None:
    other = Account("other", "imap", "Other", {}, None, "", ())
    store.cache.mirror_accounts([ACCOUNT, other], {"w1": ["mail"], "w2": ["other"]})
    store.pull(mail(1))
    store.account = other
    store.pull(mail(1, remote_id="x"))
    assert [row.account_id for row in store.reader.threads(scope="w2")] == ["other"]
    assert len(store.reader.threads(scope="*")) == 2


def test_a_channel_and_a_direct_conversation_are_a_thread_each(store: Store) -> None:
    store.pull(chat(1, "top"), chat(2, "answer", thread_remote_id="m1"), chat(3, "else"), into=CHANNEL)
    store.pull(chat(4, "hi", is_read=False), chat(5, "you", is_read=False), into=DIRECT)
    rows = store.reader.threads(scope="w1", view="chats")
    assert [(row.item_count, row.subject) for row in rows] == [(2, "Kim"), (3, "#sales")]


def test_unread_counts_conversations_once_and_only_what_is_for_me(store: Store) -> None:
    store.pull(mail(1), reply(2, 1), mail(3, is_read=True))
    store.pull(mail(4), into=ARCHIVE)
    store.pull(mail(5), into=SENT)
    store.pull(chat(6, "chatter", is_read=False), chat(7, "@jane", is_read=False, is_mention=True), into=CHANNEL)
    store.pull(chat(8, "psst", is_read=False), into=DIRECT)
    assert store.reader.unread("w1") == 3
    assert store.reader.unread_counts()["w1"] == {"inbox": 3, "all": 1, "chats": 2}
    assert store.reader.unread_counts()["mail"] == store.reader.unread_counts()["*"]


def test_senders_are_sorted_into_tabs_also_when_the_crm_comes_later(store: Store) -> None:
    team = Address("Bob", "bob@ours.example")
    free = Address("Eve", "eve@gmail.com")
    store.pull(
        mail(1), mail(2, from_=(team,)), mail(3, from_=(free,)), mail(4, from_=(Address("x", "y@firm.example"),))
    )
    assert store.reader.tab_counts("w1") == {"other": 3, "team": 1}
    store.pull(
        Record("r1", RecordType.CONTACT, "Kim", emails=(KIM.email.upper(),)),
        Record("r2", RecordType.COMPANY, "Firm", domains=("firm.example", "gmail.com")),
        into=RECORDS,
    )
    assert store.reader.tab_counts("w1") == {"other": 1, "team": 1, "customers": 2}
    page = store.reader.threads(scope="w1", tab="customers")
    assert [row.from_email for row in page] == ["y@firm.example", KIM.email]


def test_who_is_in_no_crm_any_more_is_no_customer(store: Store) -> None:
    firm = Address("x", "y@firm.example")
    store.pull(mail(1), mail(2, from_=(firm,)), mail(3, from_=(Address("z", "z@firm.example"),)))
    contact = Record("r1", RecordType.CONTACT, "Kim", emails=(KIM.email, firm.email))
    store.pull(contact, Record("r2", RecordType.COMPANY, "Firm", domains=("firm.example",)), into=RECORDS)
    assert store.reader.tab_counts("w1") == {"customers": 3}
    store.pull(into=RECORDS, gone=("r2",))
    assert store.reader.tab_counts("w1") == {"customers": 2, "other": 1}
    store.pull(replace(contact, emails=(KIM.email,)), into=RECORDS)
    assert store.reader.tab_counts("w1") == {"customers": 1, "other": 2}
    store.pull(into=RECORDS, gone=("r1",))
    assert store.reader.tab_counts("w1") == {"other": 3}


def test_with_a_crms_account_its_customers_go(store: Store) -> None:
    crm = replace(ACCOUNT, account_id=AccountId("crm"))
    store.pull(mail(1))
    store.cache.apply_page(crm, RECORDS, Page((Record("r1", RecordType.CONTACT, "Kim", emails=(KIM.email,)),)))
    assert store.reader.tab_counts("w1") == {"customers": 1}
    store.cache.clear_account(crm.account_id)
    assert store.reader.tab_counts("w1") == {"other": 1}


def test_an_answer_that_is_still_written_is_no_part_of_a_customers_history(store: Store) -> None:
    store.pull(mail(1), mail(2, from_=(ME,), to=(KIM,), is_draft=True), mail(3, from_=(ME,), to=(KIM,), is_sent=True))
    assert [row.item_id for row in store.reader.timeline([KIM.email])] == [
        store.key("3").item_id,
        store.key("1").item_id,
    ]


def test_the_senders_open_deal_stands_in_the_list(store: Store) -> None:
    store.pull(mail(1))
    store.pull(
        Record("c1", RecordType.CONTACT, "Kim", emails=(KIM.email,), parent_ids=("co1",)),
        Record("d1", RecordType.DEAL, "공급 계약", parent_ids=("co1",), amount="₩5M"),
        Record("d0", RecordType.DEAL, "Lost", parent_ids=("co1",), is_open=False),
        into=RECORDS,
    )
    assert [row.deal for row in store.reader.threads(scope="w1")] == ["공급 계약 · ₩5M"]


def test_each_open_deal_of_who_wrote_and_of_their_company_is_told_once(store: Store) -> None:
    store.pull(
        Record("c1", RecordType.CONTACT, "Kim", emails=(KIM.email,), parent_ids=("co1",)),
        Record("d1", RecordType.DEAL, "Seats", parent_ids=("co1",), stage="Quoted"),
        Record("d2", RecordType.DEAL, "Support", parent_ids=("c1", "co1")),
        Record("d3", RecordType.DEAL, "Of others", parent_ids=("co2",)),
        Record("d0", RecordType.DEAL, "Lost", parent_ids=("co1",), is_open=False),
        into=RECORDS,
    )
    assert sorted(store.reader.open_deals([KIM.email.upper()])) == [("Seats", "Quoted"), ("Support", "")]
    assert store.reader.open_deals([]) == store.reader.open_deals(["nobody@x.example"]) == []


def test_paging_shows_every_conversation_once(store: Store) -> None:
    store.pull(*map(mail, range(25)))
    seen, before = [], None
    while page := store.reader.threads(scope="w1", before=before, limit=10):
        seen += [row.subject for row in page]
        before = page[-1].order
    assert seen == [f"견적 요청 {n}" for n in reversed(range(25))]


def test_an_account_that_changes_workplace_takes_its_conversations_along(store: Store) -> None:
    store.pull(mail(1))
    store.cache.mirror_accounts([ACCOUNT], {"w2": ["mail"]})
    assert store.reader.threads(scope="w1") == []
    assert len(store.reader.threads(scope="w2")) == 1


def test_a_conversation_of_my_own_names_whom_i_wrote_to(store: Store) -> None:
    store.pull(mail(1, from_=(ME,), to=(KIM,)), into=SENT)
    assert [row.people for row in store.reader.threads(scope="w1", view="sent")] == ["김민수"]
    assert store.reader.threads(scope="w1", view="inbox") == []


DRAFTS = Collection(RemoteId("Drafts"), "Drafts", Kind.EMAIL, Role.DRAFTS)


def begin(store: Store, n: int, **fields: object) -> DraftId:
    """A letter here that answers the n-th mail."""
    answered = {"account_id": ACCOUNT.account_id, "kind": "email", "remote_id": str(n)}
    letter = {"item": answered, "in_reply_to": f"<{n}@customer.example>", "message_id": "<d@ours.example>", **fields}
    return store.user.save_draft(None, ACCOUNT.account_id, letter)


def begun(store: Store, view: str = "inbox") -> dict[str, bool]:
    return {row.subject: row.has_draft for row in store.reader.threads(scope="w1", view=view)}


def kept_draft(n: int, *parents: int) -> object:
    own = {"from_": (ME,), "to": (KIM,), "is_draft": True, "message_id": "<d@ours.example>", "subject": "견적 요청 1"}
    return mail(n, references=tuple(f"<{p}@customer.example>" for p in parents), **own)


def test_a_conversation_says_that_an_answer_is_begun_until_it_is_thrown_away(store: Store) -> None:
    store.pull(mail(1), mail(2))
    assert begun(store) == {"견적 요청 2": False, "견적 요청 1": False}
    draft_id = begin(store, 1)
    assert begun(store) == {"견적 요청 2": False, "견적 요청 1": True}
    store.user.delete_draft(draft_id)
    assert not any(begun(store).values())


def test_an_answer_that_is_begun_is_still_found_when_its_mail_was_moved(store: Store) -> None:
    store.pull(mail(1))
    begin(store, 77, in_reply_to="<1@customer.example>")
    assert begun(store) == {"견적 요청 1": True}


def test_a_forward_that_is_begun_answers_nobody_and_belongs_there_all_the_same(store: Store) -> None:
    store.pull(mail(1))
    begin(store, 1, in_reply_to=None)
    assert begun(store) == {"견적 요청 1": True}


def test_a_new_letter_is_in_no_conversation(store: Store) -> None:
    store.pull(mail(1))
    begin(store, 1, item=None, in_reply_to=None)
    assert begun(store) == {"견적 요청 1": False}


def test_a_draft_at_the_service_is_said_and_is_none_of_the_messages(store: Store) -> None:
    store.cache.discover(ACCOUNT, [INBOX, DRAFTS])
    store.pull(mail(1), reply(2, 1))
    store.pull(kept_draft(3, 1, 2), into=DRAFTS)
    [row] = store.reader.threads(scope="w1")
    assert (row.has_draft, row.item_count) == (True, 2)


def test_a_draft_that_was_sent_is_gone_before_its_service_hears_of_it(store: Store) -> None:
    store.cache.discover(ACCOUNT, [INBOX, DRAFTS])
    store.pull(mail(1))
    store.pull(kept_draft(3, 1), into=DRAFTS)
    payload = {"draft_id": "d", "message_id": "<d@ours.example>"}
    action = Action(ActionId("del"), ACCOUNT.account_id, Verb.DELETE_DRAFT, payload, None, datetime.now(UTC))
    store.user.queue(action)
    assert begun(store) == {"견적 요청 1": False}
    store.user.drop(action.action_id)
    assert begun(store) == {"견적 요청 1": True}


def test_two_drafts_of_which_one_was_sent_are_still_one(store: Store) -> None:
    store.cache.discover(ACCOUNT, [INBOX, DRAFTS])
    store.pull(mail(1))
    store.pull(kept_draft(3, 1), replace(kept_draft(4, 1), message_id="<e@ours.example>"), into=DRAFTS)
    payload = {"draft_id": "d", "message_id": "<d@ours.example>"}
    store.user.queue(Action(ActionId("del"), ACCOUNT.account_id, Verb.DELETE_DRAFT, payload, None, datetime.now(UTC)))
    assert begun(store) == {"견적 요청 1": True}


def test_what_is_begun_in_a_chat_is_said_there(store: Store) -> None:
    store.pull(chat(1, "hello"), into=DIRECT)
    store.user.save_draft(None, ACCOUNT.account_id, {"mode": "chat", "text": "wait", "channel": DIRECT.remote_id})
    assert begun(store, "chats") == {"Kim": True}
