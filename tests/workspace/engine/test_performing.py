"""What the user wants is done once, whatever happens between the call and its answer."""

from datetime import UTC, datetime

import pytest

from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults, raising
from workspace.connector.errors import Conflict, Rejected, Transient
from workspace.connector.payloads import Outgoing
from workspace.mail.parse import attachment, parse
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, RemoteId
from workspace.model.items import Address, ItemKey
from workspace.model.kinds import Kind, Verb


def mail_key(account_id: AccountId, remote_id: str) -> ItemKey:
    return ItemKey(account_id, Kind.EMAIL, RemoteId(remote_id))


def outgoing(number: int = 1) -> dict[str, object]:
    return Outgoing(
        f"<{number}@demo.example>",
        Address("Me", "me@demo.example"),
        (Address("", "you@haneul.example"),),
        "Hello",
        "text",
        datetime(2026, 1, 1, tzinfo=UTC),
    ).to_json()


def test_marks_and_moves_reach_the_service_and_the_cache(bench: Bench) -> None:
    account_id, service = bench.account()
    remote_id = service.add_mail()
    bench.steps()
    key = mail_key(account_id, remote_id)
    bench.act(Verb.READ, account_id, {"collection": "inbox"}, key)
    bench.act(Verb.ARCHIVE, account_id, {"collection": "inbox"}, key)
    bench.steps()
    assert service.items("archive")[remote_id].is_read
    assert bench.mails()[remote_id].collections == ("archive",)
    bench.user.sweep(bench.reader.finished_actions())
    assert bench.mails()[remote_id].is_read


def test_what_may_be_undone_waits_and_what_is_withdrawn_never_happens(bench: Bench) -> None:
    account_id, service = bench.account()
    remote_id = service.add_mail()
    bench.steps()
    kept = bench.act(Verb.READ, account_id, {}, mail_key(account_id, remote_id), undo_seconds=10)
    taken = bench.act(Verb.STAR, account_id, {}, mail_key(account_id, remote_id), undo_seconds=10)
    bench.steps(10)
    assert not service.items("inbox")[remote_id].is_read
    assert bench.user.withdraw(taken)
    bench.steps(2)
    assert service.items("inbox")[remote_id].is_read
    assert not service.items("inbox")[remote_id].is_flagged
    assert bench.state(kept) == "done"


def test_a_planned_letter_leaves_once_and_at_the_time_it_was_moved_to(bench: Bench) -> None:
    account_id, service = bench.account()
    bench.steps()
    first, second = (datetime.fromtimestamp(bench.clock.now + hours * 3600, UTC) for hours in (1, 3))
    actions = [Action(ActionId(name), account_id, Verb.SEND, outgoing()) for name in ("planned", "moved")]
    bench.user.plan(actions[0], first)
    bench.steps(60, each=5)
    assert bench.user.replan(actions[0].action_id, actions[1], second)
    bench.steps(2 * 3600, each=600)
    assert len(service.items("sent")) == 0
    bench.steps(3600, each=300)
    assert len(service.items("sent")) == 1
    assert not bench.user.replan(actions[0].action_id, actions[1], second)


def test_offline_actions_wait_in_order_and_are_done_when_the_service_is_back(bench: Bench) -> None:
    account_id, service = bench.account()
    remote_id = service.add_mail()
    bench.steps()
    service.cut_network()
    key = mail_key(account_id, remote_id)
    bench.act(Verb.STAR, account_id, {}, key)
    last = bench.act(Verb.UNSTAR, account_id, {}, key)
    bench.steps(60, each=5)
    assert bench.state(last) in ("queued", "trying")
    service.cut_network(False)
    bench.steps(900, each=30)
    assert bench.state(last) == "done"
    assert not service.items("inbox")[remote_id].is_flagged


def test_a_lost_answer_sends_no_second_mail(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    faults.plant("perform", raising(Transient("timeout", host="demo")), when="after")
    bench.act(Verb.SEND, account_id, outgoing())
    bench.steps(60)
    assert len(service.items("sent")) == 1
    assert faults.calls["perform"] == 1


def test_a_send_that_nobody_can_look_up_becomes_unsure_and_is_sent_again_only_when_asked(
    bench: Bench, faults: Faults
) -> None:
    account_id, service = bench.account(connector="forgetful")
    faults.plant("perform", raising(Transient("timeout", host="demo")))
    action_id = bench.act(Verb.SEND, account_id, outgoing())
    bench.steps(120)
    assert bench.state(action_id) == "unsure"
    assert service.items("sent") == {}
    bench.user.retry(action_id)
    bench.steps()
    assert bench.state(action_id) == "done"
    assert len(service.items("sent")) == 1


@pytest.mark.parametrize(("error", "key"), [
    (Rejected("recipient_refused", host="demo", address="x", reason="no"), "recipient_refused"),
    (Conflict(), "changed_elsewhere"),
])  # fmt: skip
def test_what_is_refused_fails_with_its_reason_and_stops_nothing_else(
    bench: Bench, faults: Faults, error: Exception, key: str
) -> None:
    account_id, service = bench.account(connector="faulty")
    faults.plant("perform", raising(error))
    refused = bench.act(Verb.SEND, account_id, outgoing(1))
    bench.act(Verb.SEND, account_id, outgoing(2))
    bench.steps()
    failed = bench.reader.attempt(refused)
    assert failed is not None
    assert (failed.state, failed.error_key) == ("failed", key)
    assert len(service.items("sent")) == 1


@pytest.mark.expects_log("ZeroDivisionError")
def test_a_bug_while_sending_leaves_it_unsure(bench: Bench, faults: Faults) -> None:
    account_id, _ = bench.account(connector="faulty")
    faults.plant("perform", raising(ZeroDivisionError()), when="after")
    action_id = bench.act(Verb.SEND, account_id, outgoing())
    bench.steps()
    assert bench.state(action_id) == "unsure"
    assert bench.health(account_id) == "broken"


def test_an_action_of_an_account_that_needs_sign_in_waits_for_it(bench: Bench) -> None:
    account_id, service = bench.account()
    service.set_password("new")
    action_id = bench.act(Verb.SEND, account_id, outgoing())
    bench.steps(100, each=10)
    assert bench.state(action_id) in ("queued", "trying")
    bench.password(account_id, "new")
    bench.answer("sign_in", account_id=account_id)
    bench.steps()
    assert bench.state(action_id) == "done"
    assert len(service.items("sent")) == 1


def test_attachments_of_a_mail_come_from_the_users_file(bench: Bench) -> None:
    account_id, service = bench.account()
    blob_id = bench.user.add_blob("a.bin", "application/octet-stream", [b"\x00\x01" * 700_000])
    payload = outgoing()
    payload["attachments"] = [
        {"blob_id": blob_id, "name": "a.bin", "content_type": "application/octet-stream",
         "size": 1_400_000, "content_id": None},
    ]  # fmt: skip
    bench.act(Verb.SEND, account_id, payload)
    bench.steps()
    sent = next(iter(service.items("sent")))
    raw = service.raw(sent)
    assert attachment(raw, parse(raw).attachments[0].part_id) == b"\x00\x01" * 700_000


def test_a_sender_that_is_away_is_tried_ever_more_rarely_while_mail_keeps_coming(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    bench.steps()
    for n in range(1, 200):
        faults.plant("perform", raising(Transient(host="smtp")), n=n)
    bench.act(Verb.SEND, account_id, outgoing())
    bench.steps(3600, each=10)
    assert 3 < faults.calls["perform"] < 40
    service.add_mail()
    bench.steps(120, each=10)
    assert len(bench.mails(account_id)) == 1
