"""Every question is answered once: with what was asked, or with why not."""

import random

import pytest

from tests.workspace.engine.conftest import Bench
from tests.workspace.engine.faulty import Faults, raising
from workspace.connector.errors import Transient
from workspace.connector.session import secret_name
from workspace.engine import syncing
from workspace.model.ids import RemoteId
from workspace.model.items import ItemKey, Record
from workspace.model.kinds import Kind, RecordType, Verb


def test_settings_are_checked_before_they_are_saved(bench: Bench) -> None:
    _, service = bench.account()
    service.set_password("right")
    settings = {"path": str(bench.path / "mail.json"), "address": "a@demo.example"}
    bench.vault.set(secret_name("trial", "password"), "wrong")
    asked = {"connector_id": "demo", "settings": settings, "secrets_ref": "trial"}
    refused = bench.answer("check_account", **asked)
    assert (refused.state, refused.error_key) == ("failed", "signin_refused")
    bench.vault.set(secret_name("trial", "password"), "right")
    right = bench.answer("check_account", **asked)
    assert right.payload == {"user": "a@demo.example", "name": "a", "addresses": ["a@demo.example"]}
    wrong_field = {**asked, "settings": {**settings, "page_size": "many"}}
    assert bench.answer("check_account", **wrong_field).error_params["field"] == "page_size"


def test_a_sync_is_answered_when_everything_is_pulled_and_the_outbox_is_empty(bench: Bench) -> None:
    account_id, service = bench.account()
    for n in range(3):
        service.add_mail(subject=str(n))
    bench.steps()
    gone, moved, _ = list(bench.mails())
    service.delete(gone)
    key = ItemKey(account_id, Kind.EMAIL, RemoteId(moved))
    bench.act(Verb.ARCHIVE, account_id, {"collection": "inbox"}, key)
    service.add_mail(subject="new")
    [line] = bench.answer("sync", once=True).payload["accounts"]
    assert line["account_id"] == account_id
    assert line["health"] == "ok"
    assert (line["pulled"] >= 1, line["gone"]) == (True, 1)
    assert list(service.items("archive")) == [moved]
    assert len(bench.mails()) == 3


def test_a_sync_of_a_service_that_is_away_ends_and_says_so(bench: Bench) -> None:
    account_id, service = bench.account()
    service.cut_network()
    bench.act(Verb.SEND, account_id, {})
    [line] = bench.answer("sync", once=True, account_id=account_id).payload["accounts"]
    assert line["health"] == "unreachable"


@pytest.mark.parametrize("where", ["perform", "page"])
def test_what_failed_for_a_reason_from_before_the_sync_is_tried_again_for_it(
    bench: Bench, faults: Faults, where: str
) -> None:
    account_id, service = bench.account(connector="faulty")
    remote_id = service.add_mail()
    bench.steps()
    duty = bench.engine.duties[account_id]

    def asks_meanwhile() -> None:
        bench.clock.now += 1
        syncing.start(bench.engine, [duty])
        raise Transient(host="demo")

    faults.plant(where, asks_meanwhile)
    service.add_mail()
    bench.act(Verb.STAR, account_id, {"collection": "inbox"}, ItemKey(account_id, Kind.EMAIL, RemoteId(remote_id)))
    bench.engine.hurry(duty)
    bench.steps(2)
    assert service.items("inbox")[remote_id].is_flagged
    assert len(bench.mails()) == 2
    assert duty.condition.is_well


def test_an_attachment_and_a_raw_message_are_fetched_when_asked_for(bench: Bench) -> None:
    account_id, service = bench.account()
    content = b"\x00\xff" * 600_000
    remote_id = service.add_mail(attachments=[("a.bin", "application/octet-stream", content)])
    bench.steps()
    row = bench.mails()[remote_id]
    item = {"account_id": account_id, "kind": "email", "remote_id": remote_id}
    [part] = row.attachments
    assert bench.reader.attachment_bytes(row.item_id, part.part_id) is None
    assert bench.answer("fetch_attachment", **item, part_id=part.part_id).state == "done"
    chunks = bench.reader.attachment_bytes(row.item_id, part.part_id)
    assert chunks is not None
    assert b"".join(chunks) == content
    raw = bench.answer("fetch_raw", **item)
    assert raw.payload["size"] == len(service.raw(remote_id))
    missing = bench.answer("fetch_attachment", **{**item, "remote_id": "m999"}, part_id="1")
    assert missing.error_key == "not_found"


def test_an_attachment_is_stored_as_it_comes_and_is_there_only_when_it_is_whole(bench: Bench, faults: Faults) -> None:
    account_id, service = bench.account(connector="faulty")
    content = random.Random(1).randbytes((3 << 20) + 5)
    remote_id = service.add_mail(attachments=[("a.bin", "application/octet-stream", content)])
    bench.steps()
    row = bench.mails()[remote_id]
    [part] = row.attachments
    asked = {"account_id": account_id, "kind": "email", "remote_id": remote_id, "part_id": part.part_id}

    def stored(n: int) -> bytes | None:
        return bench.engine.writing.do(lambda s: s.cache.attachment_piece(row.item_id, part.part_id, n))

    seen: list[bytes | None] = []
    faults.plant("piece", lambda: seen.extend((stored(0), stored(1))), n=3)
    faults.plant("piece", raising(Transient("timeout", host="demo")), n=4)
    assert bench.answer("fetch_attachment", **asked).error_key == "timeout"
    assert seen == [content[: 1 << 20], content[1 << 20 : 2 << 20]]
    assert stored(0) is None
    assert bench.reader.attachment_bytes(row.item_id, part.part_id) is None
    assert bench.answer("fetch_attachment", **asked).state == "done"
    assert b"".join(bench.reader.attachment_bytes(row.item_id, part.part_id) or ()) == content


def test_what_a_killed_engine_had_of_an_attachment_goes(bench: Bench) -> None:
    _, service = bench.account()
    remote_id = service.add_mail(attachments=[("a.bin", "application/octet-stream", b"ab")])
    bench.steps()
    row = bench.mails()[remote_id]
    part_id = row.attachments[0].part_id
    bench.engine.writing.do(lambda s: s.cache.append_attachment(row.item_id, part_id, 0, b"a"))
    bench.restart()
    assert bench.engine.writing.do(lambda s: s.cache.attachment_piece(row.item_id, part_id, 0)) is None


def test_a_looked_up_record_is_kept_for_the_next_match(bench: Bench, faults: Faults) -> None:
    crm, service = bench.account("crm", "faulty")
    bench.steps()
    faults.plant("pull", raising(Transient(host="demo")))
    service.add_record(Record(RemoteId("c9"), RecordType.CONTACT, "Kim", emails=("kim@x.example",)))
    found = bench.answer("look_up", crm_account_id=crm, emails=["kim@x.example"])
    assert [r["name"] for r in found.payload["records"]] == ["Kim"]
    assert [r.name for r in bench.reader.records_by_email(["kim@x.example"])] == ["Kim"]


def test_a_question_past_its_deadline_or_without_meaning_fails_with_a_reason(bench: Bench) -> None:
    late = bench.ask("sync", deadline=-1)
    bench.steps()
    answer = bench.reader.answer(late)
    assert answer is not None
    assert answer.error_key == "timeout"
    assert bench.answer("dance").state == "failed"


def test_a_rebuilt_account_is_pulled_again(bench: Bench) -> None:
    account_id, service = bench.account()
    service.add_mail()
    bench.steps()
    assert bench.answer("rebuild", account_id=account_id).state == "done"
    bench.steps(5)
    assert len(bench.mails(account_id)) == 1


def test_an_answered_question_is_not_asked_again_after_a_restart(bench: Bench) -> None:
    account_id, _ = bench.account()
    bench.answer("rebuild", account_id=account_id)
    bench.restart()
    changes = bench.reader.last_change()
    bench.steps()
    kinds = {change[1] for change in bench.reader.changes_since(changes)}
    assert "answer" not in kinds
