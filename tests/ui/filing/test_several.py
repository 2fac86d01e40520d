"""Several mails are filed at once: one sheet, one progress bar, a result for each, one Undo."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.patience import until_unfolded
from tests.ui.reader.sample import CRM, KEY, SampleHome, haneul, mail, record
from ui.filing.desk import FilingDesk
from ui.filing.several import BATCH, SeveralSheet
from ui.filing.sheet import FilingSheet
from ui.shell.deeds import Deed
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.ids import ItemId, ReceiptId, RemoteId
from workspace.model.items import Item
from workspace.model.kinds import ActionState, RecordType, Verb
from workspace.profiles.current import shared
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer

NAMES = tuple(f"person{n}" for n in range(BATCH + 10))


def people(*names: str) -> list[Item]:
    return [record(name, RecordType.CONTACT, name.title(), emails=(f"{name}@haneul.example",)) for name in names]


def put(home: SampleHome, name: str, extra: str = "") -> ItemId:
    sender = f"{name.title()} <{name}@haneul.example>"
    return home.put(mail(sender=sender, subject=f"From {name}", message_id=f"<{name}@haneul.example>", extra=extra))


def opened(
    home: SampleHome, window: QWidget, qtbot: QtBot, *item_ids: ItemId
) -> tuple[FilingDesk, SeveralSheet, list[Deed]]:
    """The sheet after everything was looked up, and what is told of it."""
    desk = FilingDesk(home.context, window)
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    sheet = desk.open_several(item_ids, len(item_ids))
    qtbot.waitUntil(lambda: len(sheet.lines) == len(item_ids), timeout=3000)
    return desk, sheet, deeds


def states(sheet: SeveralSheet) -> list[str]:
    return [line.state for line in sheet.lines]


def queued(home: SampleHome) -> list[Action]:
    found = []
    items = {row.action_id: row.item for row in home.reader.attempts()}
    for action_id, account_id, payload in home.user._all("SELECT action_id, account_id, payload FROM outbox"):
        if items.get(action_id):  # else it is taken back just now
            found.append(Action(action_id, account_id, Verb.FILE, json.loads(payload), items[action_id]))
    return found


def settle(home: SampleHome, action: Action, error: str = "") -> None:
    """What the engine notes when the CRM took it, or refused it."""
    ledger = Ledger(open_writer(home.home.ledger_db, KEY))
    ledger.begin(action)
    if error:
        ledger.finish(action, ActionState.FAILED, error_key=error, error_params={"host": "crm.example", "reason": "no"})
    else:
        ref = RecordRef("contact", RemoteId("kim"), "Kim")
        receipt = Receipt(
            ReceiptId(f"r-{action.action_id}"), action.action_id, RemoteId("act"), "https://crm.example/1", (ref,)
        )
        ledger.finish(action, ActionState.DONE, receipt)
    home.writer.mirror_filed(ledger.filed_marks())
    ledger.close()
    home.observer.look()


def test_each_mail_says_where_it_would_go(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    twins = [record(name, RecordType.CONTACT, name, emails=("lee@haneul.example",)) for name in ("x", "y")]
    home.put_records(CRM, [*people("kim"), *twins])
    machine = put(home, "robot", "Auto-Submitted: auto-replied\r\n")
    _, sheet, _ = opened(home, window, qtbot, put(home, "kim"), put(home, "lee"), machine)
    assert states(sheet) == ["ready", "open", "open"]
    assert [line.result.text() for line in sheet.lines] == [
        "Goes to Kim · Salesforce EMEA",
        "Several fit: choose.",
        "This is an automatic reply, such as an out-of-office notice.",
    ]
    assert sheet.summary.text() == "1 sure · 2 to choose"


def test_the_admins_rules_hold_for_each_mail(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = '[filing]\nheader_only = ["kim@haneul.example"]\nnever_file = ["lee@haneul.example"]\n'
    (tmp_path / "rules.toml").write_text(rules, "utf-8")
    monkeypatch.setenv("WORKSPACE_PROFILES", str(tmp_path / "rules.toml"))
    shared().refresh()
    home.put_records(CRM, people("kim", "lee"))
    _, sheet, _ = opened(home, window, qtbot, put(home, "kim"), put(home, "lee"))
    assert sheet.lines[0].result.text().endswith("Only from, to and date are filed.")
    assert sheet.lines[1].result.text().endswith("your administrator’s rule.")
    assert sheet.lines[1].choose.isHidden()
    sheet.file()
    [action] = queued(home)
    assert (action.payload["subject"], action.payload["text"]) == ("", "")


def test_what_is_unticked_stays_unfiled(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, people("kim", "lee"))
    _, sheet, _ = opened(home, window, qtbot, put(home, "kim"), put(home, "lee"))
    sheet.lines[1].box.click()
    assert sheet.file_button.text() == "File 1"
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert len(queued(home)) == 1


def test_every_mail_has_its_own_result(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, people("kim", "lee", "park"))
    _, sheet, _ = opened(home, window, qtbot, *(put(home, name) for name in ("kim", "lee", "park")))
    sheet.file()
    qtbot.waitUntil(lambda: len(queued(home)) == 3, timeout=3000)
    first, second, third = queued(home)
    settle(home, first)
    settle(home, second, "refused")
    ledger = Ledger(open_writer(home.home.ledger_db, KEY))
    ledger.begin(third)
    ledger.postpone(third.action_id, "unreachable", {"host": "crm.example"})
    ledger.close()
    home.observer.tell("actions")
    qtbot.waitUntil(lambda: "crm.example could" in sheet.lines[2].result.text(), timeout=3000)
    assert states(sheet)[:2] == ["done", "failed"]
    assert sheet.lines[0].link.isVisibleTo(sheet)
    assert sheet.lines[1].result.text() == "crm.example refused: no"
    assert sheet.lines[2].result.text() == "Waiting: crm.example could not be reached."
    assert (sheet.bar.value(), sheet.bar.maximum()) == (2, 3)
    assert sheet.summary.text() == "2 of 3 through · 1 failed"


def test_what_the_crm_refused_is_tried_again(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, people("kim"))
    _, sheet, _ = opened(home, window, qtbot, put(home, "kim"))
    sheet.file()
    [action] = queued(home)
    settle(home, action, "refused")
    qtbot.waitUntil(lambda: states(sheet) == ["failed"], timeout=3000)
    sheet.lines[0].retry.click()
    assert home.user._all("SELECT retries FROM outbox") == [(1,)]
    qtbot.waitUntil(lambda: states(sheet) == ["queued"], timeout=3000)
    assert sheet.lines[0].result.text() == "On its way to Kim · Salesforce EMEA."


def test_stop_leaves_the_rest_unfiled(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, people("kim", "lee"))
    _, sheet, _ = opened(home, window, qtbot, put(home, "kim"), put(home, "lee"))
    sheet.file()
    qtbot.waitUntil(lambda: len(queued(home)) == 2, timeout=3000)
    settle(home, queued(home)[0])
    qtbot.waitUntil(lambda: states(sheet) == ["done", "queued"], timeout=3000)
    sheet.stop_button.click()
    qtbot.waitUntil(lambda: states(sheet) == ["done", "stopped"], timeout=3000)
    assert sheet.lines[1].result.text() == "Not filed."
    assert sheet.stop_button.isHidden()


def test_leaving_the_sheet_early_files_nothing_more(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, people(*NAMES))
    _, sheet, deeds = opened(home, window, qtbot, *(put(home, name) for name in NAMES))
    sheet.file()
    sheet.dismiss()
    assert sheet.isHidden()
    qtbot.waitUntil(lambda: len(deeds) == 1, timeout=3000)
    assert len(queued(home)) == BATCH < len(NAMES)
    assert deeds[0].words == f"Filing {BATCH} messages"


def test_stopped_early_takes_back_what_was_being_queued(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, people(*NAMES))
    _, sheet, _ = opened(home, window, qtbot, *(put(home, name) for name in NAMES))
    sheet.file()
    sheet.stop()
    qtbot.waitUntil(lambda: not sheet.is_filing, timeout=3000)
    qtbot.waitUntil(lambda: queued(home) == [], timeout=3000)
    assert "ready" in states(sheet)


def test_many_are_queued_beside_the_window(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, people(*NAMES))
    _, sheet, deeds = opened(home, window, qtbot, *(put(home, name) for name in NAMES))
    assert sheet.summary.text() == f"{len(NAMES)} sure"
    sheet.file()
    assert sheet.is_filing
    qtbot.waitUntil(lambda: len(deeds) == 1, timeout=5000)
    assert len(queued(home)) == len(NAMES)
    qtbot.waitUntil(lambda: set(states(sheet)) == {"queued"}, timeout=3000)
    assert all(line.action_ids for line in sheet.lines)


def test_one_undo_takes_back_what_waits_and_what_is_filed(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, people("kim", "lee"))
    _, sheet, deeds = opened(home, window, qtbot, put(home, "kim"), put(home, "lee"))
    sheet.file()
    qtbot.waitUntil(lambda: len(deeds) == 1, timeout=3000)
    settle(home, queued(home)[0])
    [deed] = deeds
    assert deed.undo is not None
    assert deed.undo()
    qtbot.waitUntil(lambda: [account for _, account in home.queued("unfile")] == [CRM], timeout=3000)
    qtbot.waitUntil(lambda: states(sheet)[1] == "stopped", timeout=3000)


def test_a_choice_by_hand_comes_back_to_the_others(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    twins = [record(name, RecordType.CONTACT, name, emails=("lee@haneul.example",)) for name in ("x", "y")]
    home.put_records(CRM, [*people("kim"), *twins, *haneul()[:1]])
    _, sheet, _ = opened(home, window, qtbot, put(home, "kim"), put(home, "lee"))
    sheet.lines[1].choose.click()
    assert sheet.isHidden()
    [one] = [each for each in window.findChildren(FilingSheet) if each.isVisible()]
    until_unfolded(one)
    one.rows[0].box.click()
    one.file()
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: states(sheet) == ["ready", "queued"], timeout=3000)
    assert sheet.file_button.text() == "File 1"
