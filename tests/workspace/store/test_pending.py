"""Pending actions are shown at once and end in the same picture; what was done stands in the ledger."""

from dataclasses import replace

import pytest

from tests.workspace.store.building import ACCOUNT, ARCHIVE, INBOX, Store, mail
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.ids import AccountId, ActionId, ReceiptId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import ActionState, Kind, Role, Verb
from workspace.store.reading import done_rows

CRM = AccountId("crm")


def act(store: Store, remote_id: str, verb: Verb, **payload: object) -> Action:
    given = {"collection": "INBOX", **payload}
    return Action(ActionId(f"{verb}-{remote_id}"), ACCOUNT.account_id, verb, given, store.key(remote_id).key)


def filing(store: Store, remote_id: str = "1", action_id: str = "f1") -> Action:
    item = store.key(remote_id)
    payload = {
        "key": item.filing_key,
        "subject": item.subject,
        "records": [["contact", "c1", "Kim"]],
        "thread_key": "t",
    }
    return Action(ActionId(action_id), CRM, Verb.FILE, payload, item.key)


def picture(store: Store) -> list[object]:
    """What a user sees of unread marks and places."""
    views = ("inbox", "archive", "trash", "all")
    pages = [store.reader.threads(scope="w1", view=view) for view in views]
    return [*pages, store.reader.unread("w1"), store.reader.unread_counts()["w1"], store.reader.tab_counts("w1")]


@pytest.mark.parametrize(
    ("verb", "payload"),
    [
        (Verb.READ, {}),
        (Verb.STAR, {}),
        (Verb.ARCHIVE, {}),
        (Verb.TRASH, {}),
        (Verb.MOVE, {"to": "Archive"}),
        (Verb.LABEL, {"to": "Archive"}),
    ],
)
def test_the_preview_is_what_the_cache_shows_afterwards(store: Store, verb: Verb, payload: dict[str, object]) -> None:
    store.pull(mail(1), mail(2, references=("<1@customer.example>",)), mail(3), mail(4))
    before = picture(store)
    action = act(store, "3", verb, **payload)
    store.user.queue(action, undo_seconds=10)
    preview = picture(store)
    assert preview != before
    store.ledger.begin(action)
    assert picture(store) == preview
    store.cache.apply_done(action)
    store.ledger.finish(action, ActionState.DONE, Receipt(ReceiptId("r"), action.action_id))
    assert picture(store) == preview


def test_labels_show_at_once_and_stay(store: Store) -> None:
    labels = [Collection(RemoteId(f"L{n}"), name, Kind.EMAIL, Role.OTHER) for n, name in enumerate(["beta", "Alpha"])]
    store.cache.discover(ACCOUNT, [INBOX, ARCHIVE, *labels])
    store.pull(mail(1), mail(2, references=("<1@customer.example>",)), mail(3))
    store.pull(mail(1), into=labels[0])

    def shown() -> list[tuple[str, ...]]:
        return [row.labels for row in store.reader.threads(scope="w1")]

    assert shown() == [(), ("beta",)]
    for verb, to, seen in ((Verb.LABEL, "L1", [(), ("Alpha", "beta")]), (Verb.UNLABEL, "L0", [(), ("Alpha",)])):
        action = act(store, "1", verb, to=to)
        store.user.queue(action)
        assert shown() == seen
        store.ledger.begin(action)
        store.cache.apply_done(action)
        store.ledger.finish(action, ActionState.DONE, Receipt(ReceiptId(to), action.action_id))
        assert shown() == seen


def test_what_is_pending_shows_in_what_is_found(store: Store) -> None:
    store.pull(mail(1, is_read=False), mail(2, is_read=False))
    for action in (act(store, "1", Verb.READ), act(store, "1", Verb.STAR), filing(store)):
        store.user.queue(action)
    other, hit = store.reader.search("견적")
    assert (hit.is_read, hit.is_flagged, [chip.state for chip in hit.filed]) == (True, True, ["queued"])
    assert (other.is_read, other.is_flagged, other.filed) == (False, False, ())


def test_a_withdrawn_or_failed_action_shows_the_old_state_again(store: Store) -> None:
    store.pull(mail(1), mail(2))
    before = picture(store)
    first, second = act(store, "1", Verb.ARCHIVE), act(store, "2", Verb.READ)
    store.user.queue(first, undo_seconds=10)
    store.user.queue(second)
    assert len(store.reader.threads(scope="w1")) == 1
    assert store.user.withdraw(first.action_id)
    assert not store.user.withdraw(second.action_id)
    store.ledger.begin(second)
    store.ledger.finish(second, ActionState.FAILED, error_key="rejected")
    assert picture(store) == before
    assert store.user.retry(second.action_id)
    assert store.reader.unread("w1") == 1
    assert [row.state for row in store.reader.attempts()] == ["queued"]


def test_read_then_unread_shows_unread(store: Store) -> None:
    store.pull(mail(1))
    store.user.queue(act(store, "1", Verb.READ))
    store.user.queue(act(store, "1", Verb.UNREAD))
    assert store.reader.unread("w1") == 1
    assert not store.key("1").is_read


def test_an_archived_page_is_filled_from_the_next(store: Store) -> None:
    store.pull(*map(mail, range(30)))
    for n in range(25, 30):
        store.user.queue(act(store, str(n), Verb.ARCHIVE))
    page = store.reader.threads(scope="w1", limit=10)
    assert [row.subject for row in page] == [f"견적 요청 {n}" for n in range(24, 14, -1)]
    archive = store.reader.threads(scope="w1", view="archive")
    assert [row.subject for row in archive] == [f"견적 요청 {n}" for n in range(29, 24, -1)]


def test_a_filing_is_seen_from_the_outbox_to_the_receipt_and_back(store: Store) -> None:
    store.pull(mail(1), mail(2))
    action = filing(store)

    def chips() -> list[str]:
        rows = {row.last_item_id: [c.state for c in row.filed] for row in store.reader.threads(scope="w1")}
        item = store.key("1")
        assert (
            [c.state for c in item.filed]
            == rows[item.item_id]
            == [c.state for c in store.reader.filed_for(item.filing_key or "")]
        )
        return rows[item.item_id]

    assert chips() == []
    store.user.queue(action)
    assert chips() == ["queued"]
    assert [row.state for row in store.reader.attempts()] == ["queued"]
    begun = store.ledger.begin(action)
    assert begun is not None
    assert (begun.was, begun.tries) == ("", 1)
    receipt = Receipt(ReceiptId("r1"), action.action_id, "act-7", "https://crm", (RecordRef("contact", "c1", "Kim"),),
                      attachments=(("a.pdf", 5, "ab"),), extra={"note": "12"})  # fmt: skip
    store.ledger.finish(action, ActionState.DONE, receipt)
    store.cache.mirror_filed(store.ledger.filed_marks())
    assert chips() == ["done"]
    assert [row.subject for row in store.reader.threads(scope="w1", view="filed")] == ["견적 요청 1"]
    stored = store.reader.receipt_of(action.action_id)
    assert stored is not None
    assert (stored.records, stored.attachments) == ((("contact", "c1", "Kim"),), (("a.pdf", 5, "ab"),))
    assert stored.extra == {"note": "12"}
    assert store.reader.thread_filings(store.key("1").thread_id or 0) == [stored]
    assert [row.kind for row in store.reader.timeline(["minsu@customer.example"])] == ["filing", "email", "email"]
    assert store.reader.finished_actions() == {"f1"}
    store.user.sweep(store.reader.finished_actions())
    assert store.ledger.begin(action) is None
    undo = Action(ActionId("u1"), CRM, Verb.UNFILE, {"receipt": {"receipt_id": "r1"}}, action.item)
    store.ledger.begin(undo)
    store.ledger.finish(undo, ActionState.DONE, Receipt(ReceiptId("r2"), undo.action_id))
    store.cache.mirror_filed(store.ledger.filed_marks())
    assert chips() == []
    assert store.reader.threads(scope="w1", view="filed") == []
    undone = store.reader.receipt(ReceiptId("r1"))
    assert undone is not None
    assert undone.state == "undone"


def test_chips_come_back_when_the_cache_is_pulled_anew(store: Store) -> None:
    store.pull(mail(1))
    action = filing(store)
    store.ledger.begin(action)
    store.ledger.finish(action, ActionState.DONE, Receipt(ReceiptId("r1"), action.action_id))
    store.cache.clear_account(ACCOUNT.account_id)
    store.cache.mirror_filed(store.ledger.filed_marks())
    store.cache.mirror_accounts([ACCOUNT], {"w1": ["mail"]})
    store.pull(mail(1))
    assert [chip.receipt_id for chip in store.key("1").filed] == ["r1"]
    assert len(store.reader.threads(scope="w1", view="filed")) == 1


def test_what_was_under_way_is_found_after_a_crash(store: Store) -> None:
    store.pull(mail(1))
    action = filing(store)
    store.ledger.begin(action)
    assert [found.action_id for found in store.ledger.found_trying()] == ["f1"]
    again = store.ledger.begin(action)
    assert again is not None
    assert (again.was, again.tries) == ("trying", 2)
    store.ledger.postpone(action.action_id, "not_reachable", {"host": "x"})
    attempt = store.reader.attempt(action.action_id)
    assert attempt is not None
    assert (attempt.state, attempt.error_key) == ("trying", "not_reachable")


def test_a_stuck_filing_is_in_the_tray_until_dismissed_retried_or_dropped(store: Store) -> None:
    store.pull(*map(mail, range(3)))
    for n in range(3):
        action = filing(store, str(n), f"f{n}")
        store.user.queue(action)
        store.ledger.begin(action)
        store.ledger.finish(action, ActionState.FAILED, error_key="no_match")
    assert [row.error_key for row in store.reader.unfiled()] == ["no_match"] * 3
    crm = store.reader.unfiled()[0].account_id
    assert len(store.reader.unfiled(crm)) == 3
    assert store.reader.unfiled("another workplace") == []
    store.user.dismiss(ActionId("f0"))
    store.user.drop(ActionId("f1"))
    assert [row.action_id for row in store.reader.unfiled()] == ["f2"]
    assert [row.action_id for row in store.reader.attempts()] == ["f0", "f2"]
    assert store.ledger.begin(filing(store, "2", "f2")) is None
    store.user.retry(ActionId("f2"))
    assert store.reader.unfiled() == []
    assert store.ledger.begin(filing(store, "2", "f2"), retries=1) is not None


def test_what_the_engine_decides_is_entered_once(store: Store) -> None:
    store.pull(mail(1))
    action = replace(filing(store), action_id=ActionId("rule-hash"))
    assert store.ledger.engine_born(action)
    assert not store.ledger.engine_born(action)
    assert [found.action_id for found in store.ledger.born_unfinished()] == ["rule-hash"]
    begun = store.ledger.begin(action)
    assert begun is not None
    assert begun.was == ""


def moved(store: Store, action: Action, new_id: str | None) -> None:
    receipt = Receipt(ReceiptId(action.action_id), action.action_id, RemoteId(new_id) if new_id else None)
    store.ledger.begin(action)
    store.cache.apply_done(action, receipt)
    store.ledger.finish(action, ActionState.DONE, receipt)


def places(store: Store) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.key.remote_id, row.collections) for row in store.reader.items(Kind.EMAIL)]


@pytest.mark.parametrize("is_pulled_before", [True, False])
def test_a_moved_mail_is_one_mail_under_its_new_id(store: Store, is_pulled_before: bool) -> None:
    store.pull(mail(1))
    item_id = store.key("1").item_id
    at_its_new_place = replace(mail(1), remote_id=RemoteId("A9"))
    if is_pulled_before:
        store.pull(at_its_new_place, into=ARCHIVE)
    moved(store, act(store, "1", Verb.ARCHIVE), "A9")
    store.pull(at_its_new_place, into=ARCHIVE)
    assert places(store) == [("A9", ("Archive",))]
    assert store.key("A9").item_id == item_id


def test_a_mail_moved_to_an_unknown_id_is_found_by_the_next_pull(store: Store) -> None:
    store.pull(mail(1))
    item_id = store.key("1").item_id
    moved(store, act(store, "1", Verb.ARCHIVE), None)
    store.pull(replace(mail(1), remote_id=RemoteId("A9")), into=ARCHIVE)
    assert places(store) == [("A9", ("Archive",))]
    assert store.key("A9").item_id == item_id


def test_an_action_queued_before_a_move_finds_its_mail_after_it(store: Store) -> None:
    store.pull(mail(1))
    first, second = act(store, "1", Verb.ARCHIVE), act(store, "1", Verb.TRASH)
    moved(store, first, "A9")
    assert second.item is not None
    now_at = store.ledger.moved_to(second.item)
    assert now_at.remote_id == "A9"
    moved(store, replace(second, item=now_at), "T4")
    assert store.ledger.moved_to(second.item).remote_id == "T4"
    assert places(store) == [("T4", ("Trash",))]


def test_one_action_is_known_until_it_is_withdrawn_or_swept_and_put_aside(store: Store) -> None:
    store.pull(*map(mail, range(3)))
    waiting, stuck, withdrawn = (filing(store, str(n), f"f{n}") for n in range(3))
    for action in (waiting, stuck, withdrawn):
        store.user.queue(action)
    store.ledger.begin(stuck)
    store.ledger.finish(stuck, ActionState.FAILED, error_key="no_match")
    store.user.drop(withdrawn.action_id)

    def state(name: str) -> str:
        row = store.reader.attempt(ActionId(name))
        return row.state if row else ""

    assert [state(name) for name in ("f0", "f1", "f2", "f9")] == ["queued", "failed", "", ""]
    store.user.retry(stuck.action_id)
    assert state("f1") == "queued"


@pytest.mark.parametrize(
    ("file", "sql"),
    [("ledger", done_rows.ATTEMPT), ("user", done_rows.QUEUED), ("user", done_rows.IS_DISMISSED)],
)
def test_one_action_is_one_look_into_an_index(store: Store, file: str, sql: str) -> None:
    ask = getattr(store.reader._files, file)
    assert [row[3].split()[0] for row in ask(f"EXPLAIN QUERY PLAN {sql}", "f1")] == ["SEARCH"]
