"""Tabs by the user's rules: every conversation in one tab of each inbox, whatever came first, mail or rule."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workspace.store.building import ACCOUNT, INBOX, KEY, KIM, ME, SENT, Store, mail
from workspace.model.accounts import Account
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ActionId, ReceiptId
from workspace.model.items import Address, Collection, Record
from workspace.model.kinds import ActionState, Kind, RecordType, Role, Verb
from workspace.store.open import open_writer
from workspace.store.tab_rules import Condition, Rule, TabRule, condition
from workspace.store.writer import CacheWriter
from workspace.store.writing.body import Body

RECORDS = Collection("contacts", "Contacts", Kind.RECORD, Role.RECORDS)
SHOP = Address("Shop", "news@mail.shop.example")


def rule(*conditions: tuple[str, str], needs_all: bool = False) -> Rule:
    return Rule(tuple(condition(*each) for each in conditions), needs_all)


def sort(store: Store, *rules: Rule, workplace: str = "w1") -> list[str]:
    """Give the workplace these tabs and let the engine sort to the end; returns their ids."""
    tabs = [TabRule(f"t{n}", workplace, f"Tab {n}", each, n) for n, each in enumerate(rules)]
    store.user.set_tabs(workplace, tabs)
    settle(store)
    return [each.rule_id for each in tabs]


def settle(store: Store) -> None:
    """As the engine does it."""
    store.cache.mirror_tabs(store.user.tab_rules())
    for _ in range(100):
        if not store.cache.place_some():
            return
    raise AssertionError("sorting does not end")


def tab_of(store: Store, remote_id: str, scope: str = "w1") -> str:
    """The one tab of the inbox that shows it."""
    thread_id = store.key(remote_id).thread_id
    tabs = ("customers", "team", "other", *(each.rule_id for each in store.user.tab_rules()))
    found = [
        tab
        for tab in tabs
        for row in store.reader.threads(scope=scope, tab=tab)
        if row.thread_id == thread_id and row.tab == tab
    ]
    assert len(found) == 1, found
    assert [row.tab for row in store.reader.threads(scope=scope, limit=9) if row.thread_id == thread_id] == found
    return found[0]


CASES = {
    "sender": [("sender", " NEWS@mail.Shop.example ")],
    "domain": [("domain", "@shop.example")],
    "to": [("to", "sales@ours.example")],
    "words of the subject": [("subject", "세일 50%")],
    "account": [("account", "mail")],
    "not in a CRM": [("crm", "out")],
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("is_first", [True, False], ids=["rule first", "mail first"])
def test_a_rule_takes_what_is_there_and_what_comes(store: Store, name: str, is_first: bool) -> None:
    taken = mail(1, from_=(SHOP,), to=(ME, Address("", "Sales@ours.example")), subject="오늘만 50% 세일")
    if is_first:
        sort(store, rule(*CASES[name]))
    store.pull(taken)
    if not is_first:
        assert tab_of(store, "1") == "other"
        sort(store, rule(*CASES[name]))
    assert tab_of(store, "1") == "t0"
    assert tab_of(store, "1", "mail") == tab_of(store, "1", "*") == "other"
    assert store.reader.tab_counts("w1") == {"t0": 1}
    sort(store)
    assert tab_of(store, "1") == "other"


def test_the_first_rule_that_is_met_takes_it_and_the_order_can_change(store: Store) -> None:
    store.pull(mail(1, from_=(SHOP,)), mail(2))
    a, b = rule(("domain", "shop.example")), rule(("sender", SHOP.email), ("sender", KIM.email))
    sort(store, a, b)
    assert [tab_of(store, "1"), tab_of(store, "2")] == ["t0", "t1"]
    sort(store, b, a)
    assert [tab_of(store, "1"), tab_of(store, "2")] == ["t0", "t0"]


def test_a_rule_may_need_all_of_its_conditions(store: Store) -> None:
    store.pull(mail(1, from_=(SHOP,), subject="invoice"), mail(2, from_=(SHOP,), subject="sale"))
    sort(store, rule(("domain", "shop.example"), ("subject", "Invoice"), needs_all=True))
    assert [tab_of(store, "1"), tab_of(store, "2")] == ["t0", "other"]


def test_who_becomes_a_customer_changes_the_tab(store: Store) -> None:
    sort(store, rule(("crm", "out")), rule(("crm", "in"), ("domain", "nobody.example")))
    store.pull(mail(1))
    assert tab_of(store, "1") == "t0"
    store.pull(Record("r1", RecordType.CONTACT, "Kim", emails=(KIM.email,)), into=RECORDS)
    assert tab_of(store, "1") == "t1"


def test_a_mailing_list_is_known_with_its_body(store: Store) -> None:
    sort(store, rule(("list", "Dev.Lists.example")), rule(("list", "")))
    store.pull(mail(1), mail(2), mail(3))
    facts = [{"list_id": "dev.lists.example", "automation": "list"}, {"automation": "list"}, {}]
    bodies = [Body("text", extra=each) for each in facts]
    store.cache.store_bodies([(store.key(str(n + 1)).item_id, body) for n, body in enumerate(bodies)])
    assert [tab_of(store, each) for each in "123"] == ["t0", "t1", "other"]
    store.pull(mail(1, subject="changed at the service"))
    assert tab_of(store, "1") == "t0"
    assert store.reader.people("<dev", "*", 9) == store.reader.people("dev.lists", "*", 9) == []


def test_only_the_workplace_of_the_rule_shows_the_tab(store: Store) -> None:
    store.cache.mirror_accounts([ACCOUNT], {"w1": ["mail"], "w2": ["mail"]})
    store.pull(mail(1))
    sort(store, rule(("sender", KIM.email)), workplace="w2")
    assert [tab_of(store, "1", "w1"), tab_of(store, "1", "w2")] == ["other", "t0"]
    store.cache.mirror_accounts([ACCOUNT], {"w1": ["mail"]})
    assert tab_of(store, "1", "w1") == "other"
    store.cache.mirror_accounts([ACCOUNT], {"w1": ["mail"], "w2": ["mail"]})
    assert tab_of(store, "1", "w2") == "t0"


@pytest.mark.parametrize("verb", [Verb.READ, Verb.ARCHIVE, Verb.STAR])
def test_what_is_pending_stays_in_its_tab(store: Store, verb: Verb) -> None:
    store.pull(mail(1, from_=(SHOP,)), mail(2, from_=(SHOP,)), mail(3))
    sort(store, rule(("domain", "shop.example")))
    before = picture(store)
    action = Action(ActionId("a"), ACCOUNT.account_id, verb, {"collection": "INBOX"}, store.key("1").key)
    store.user.queue(action)
    preview = picture(store)
    assert preview != before
    store.ledger.begin(action)
    store.cache.apply_done(action)
    store.ledger.finish(action, ActionState.DONE, Receipt(ReceiptId("r"), action.action_id))
    assert picture(store) == preview


def picture(store: Store) -> list[object]:
    """What each tab shows and counts, by itself, filtered and in all."""
    reader, tabs = store.reader, ("t0", "other")
    pages = [[(row.subject, row.is_unread, row.tab) for row in reader.threads(scope="w1", tab=tab)] for tab in tabs]
    found = [[row.subject for row in reader.filtered("starred", scope="w1", tab=tab)] for tab in tabs]
    every = [(row.subject, row.tab) for row in reader.threads(scope="w1")]
    assert sum(reader.tab_counts("w1").values()) == reader.unread("w1")
    return [pages, found, every, reader.tab_counts("w1")]


def test_sorting_goes_on_where_a_stopped_program_left_it(store: Store) -> None:
    store.pull(*(mail(n) for n in range(1, 503)))
    store.user.set_tabs("w1", [TabRule("t0", "w1", "Kim", rule(("sender", KIM.email)))])
    rules = store.user.tab_rules()
    assert store.cache.mirror_tabs(rules)
    assert store.cache.place_some()
    counts = store.reader.tab_counts("w1")
    assert counts == {"t0": 200, "other": 302}  # the newest first, and none lost meanwhile
    assert store.reader.threads(scope="w1", tab="t0", limit=1)[0].subject == "견적 요청 502"
    store.cache.close()
    store.cache = CacheWriter(open_writer(store.home.cache_db, KEY))
    store.pull(mail(2000))
    assert tab_of(store, "2000") == "t0"  # before anybody said the rules again
    assert store.cache.mirror_tabs(rules)
    settle(store)
    assert store.reader.tab_counts("w1") == {"t0": 503}
    assert not store.cache.mirror_tabs(rules)


def test_a_new_name_sorts_nothing_anew(store: Store) -> None:
    store.pull(mail(1))
    sort(store, rule(("sender", KIM.email)))
    seq = store.reader.last_change()
    assert not store.cache.mirror_tabs([TabRule("t0", "w1", "Another name", rule(("sender", KIM.email)))])
    assert store.reader.last_change() == seq


@pytest.mark.parametrize(
    "given",
    [("sender", "nobody"), ("sender", "@x"), ("domain", " "), ("subject", ""), ("crm", "yes"), ("colour", "red")],
)
def test_a_condition_that_nothing_meets_is_refused(given: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        condition(*given)


def test_an_unfinished_rule_of_a_newer_program_takes_nothing_too_much() -> None:
    from workspace.store.tab_rules import rule_from_json

    assert rule_from_json({"all": True, "when": [["domain", "x"], ["moon", "full"]]}) == Rule((), True)
    assert rule_from_json({"when": [["domain", "x"], ["moon", "full"]]}) == Rule((Condition("domain", "x"),))


PEOPLE = [Address("", each) for each in ("a@x.example", "b@x.example", "c@sub.y.example", "jane@ours.example", "")]
WORDS = ["invoice", "Invoice 송장", "Re: 송장", ""]
CONDITIONS = st.one_of(
    st.tuples(st.just("sender"), st.sampled_from([each.email for each in PEOPLE if each.email])),
    st.tuples(st.just("domain"), st.sampled_from(["x.example", "y.example", "ours.example"])),
    st.tuples(st.just("to"), st.sampled_from(["a@x.example", "jane@ours.example"])),
    st.tuples(st.just("subject"), st.sampled_from(["invoice", "송장", "invoice 송장"])),
    st.tuples(st.just("list"), st.sampled_from(["one.example", "two.example", ""])),
    st.tuples(st.just("account"), st.sampled_from(["mail", "second"])),
    st.tuples(st.just("crm"), st.sampled_from(["in", "out"])),
)
RULE = st.builds(
    lambda several, needs_all: rule(*several, needs_all=needs_all), st.lists(CONDITIONS, max_size=3), st.booleans()
)
RULES = st.lists(RULE, max_size=4)
SECOND = Account("second", "imap", "Second", {}, None, "jane@home.example", ("jane@home.example",))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_places_are_those_of_a_cache_made_anew(
    empty_home: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    mails = [
        (n, data.draw(st.sampled_from(PEOPLE)), data.draw(st.sampled_from(PEOPLE)), data.draw(st.sampled_from(WORDS)),
         data.draw(st.sampled_from([None, *range(n)])), data.draw(st.sampled_from(["", "one.example", "two.example"])),
         data.draw(st.booleans()), data.draw(st.booleans()))
        for n in range(8)
    ]  # fmt: skip
    customers = data.draw(st.sets(st.sampled_from(["a@x.example", "c@sub.y.example"])))
    steps: list[object] = [*mails, "records", "rules", "rules", "slice", "members"]
    final = data.draw(RULES)
    one = _grown(empty_home, tmp_path_factory.mktemp("one"), data.draw(st.permutations(steps)), customers, final, data)
    other = _grown(
        empty_home, tmp_path_factory.mktemp("two"), ["rules", "records", "members", *mails], customers, final, None
    )
    assert one == other


def _grown(empty: Path, path: Path, steps, customers, final, data) -> object:
    """What a home shows after these steps, in the end by the final rules."""
    shutil.copytree(empty, path / "home")
    store = Store.open(path / "home")
    try:
        for step in steps:
            _take(store, step, customers, final, data)
        store.user.set_tabs("w1", [TabRule(f"t{n}", "w1", "", each, n) for n, each in enumerate(final)])
        settle(store)
        rows = store.reader._files.cache("SELECT scope, view, tab, thread_id, is_unread FROM thread_place")
        names = {row[3]: frozenset(i.key.remote_id for i in store.reader.thread_items(row[3])) for row in rows}
        return {(scope, view, tab, names[thread], unread) for scope, view, tab, thread, unread in rows}
    finally:
        store.close()


def _take(store: Store, step, customers, final, data) -> None:
    if step == "records":
        # The other account's collections are discovered anew by "members", and records are none of them.
        store.account = ACCOUNT
        found = [Record(each, RecordType.CONTACT, each, emails=(each,)) for each in sorted(customers)]
        store.pull(*found, into=RECORDS)
    elif step == "members":
        store.cache.mirror_accounts([ACCOUNT, SECOND], {"w1": ["mail", "second"], "w2": ["second"]})
        store.cache.discover(SECOND, [INBOX, SENT])
    elif step == "rules":
        several = data.draw(RULES) if data is not None else final
        store.user.set_tabs("w1", [TabRule(f"t{n}", "w1", "", each, n) for n, each in enumerate(several)])
        store.cache.mirror_tabs(store.user.tab_rules())
    elif step == "slice":
        store.cache.place_some()
    else:
        _receive(store, *step)


def _receive(store: Store, n, sender, to, subject, parent, list_id, is_second, is_sent) -> None:
    references = () if parent is None else (f"<{parent}@customer.example>",)
    store.account = SECOND if is_second else ACCOUNT
    fields = {"from_": (sender,) if sender.email else (), "to": (to,) if to.email else (), "subject": subject}
    store.pull(mail(n, references=references, **fields), into=SENT if is_sent else INBOX)
    extra = {"list_id": list_id} if list_id else {}
    found = store.cache.item_id(store.account.account_id, "email", str(n))
    assert found is not None
    store.cache.store_bodies([(found, Body("text", extra=extra))])
