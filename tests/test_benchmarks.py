"""What is measured is the same every time, and what is reported is what was measured."""

import hashlib
import json
import time
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from benchmarks.mails import mails, write_maildir
from benchmarks.table import Row, show, write
from benchmarks.window_turns import Turns
from tests.corpus_files import invitation, samples, split_mbox
from workspace.mail.parse import parse

SHARE = 0.2


def digest(count: int) -> str:
    return hashlib.sha256(b"".join(raw for _, raw in mails(count))).hexdigest()


def test_the_mails_are_the_same_every_time() -> None:
    assert digest(60) == digest(60)


def test_fewer_mails_are_the_beginning_of_more() -> None:
    assert list(mails(10)) == list(mails(40))[:10]


def test_a_fifth_of_the_mails_is_korean_and_most_belong_to_conversations() -> None:
    found = [parse(raw) for _, raw in mails(400)]
    korean = sum(any("가" <= letter <= "힣" for letter in mail.text) for mail in found)
    replies = sum(mail.in_reply_to is not None for mail in found)
    assert abs(korean / 400 - SHARE) < 0.06
    assert replies > 200
    assert not [mail.defects for mail in found if set(mail.defects) - {"bad_charset"}]


def test_a_maildir_holds_every_mail_once(tmp_path: Path) -> None:
    write_maildir(tmp_path, 30)
    ids = {message_from_bytes(p.read_bytes(), policy=default)["Message-ID"] for p in (tmp_path / "cur").iterdir()}
    assert len(ids) == 30


def test_a_row_holds_by_its_ratio_and_without_a_peer_by_itself(tmp_path: Path) -> None:
    rows = [
        Row("index", "s", 10.0, 8.0, 90.0, is_speed=True),
        Row("index", "s", 10.0, 8.0, 70.0, is_speed=True),
        Row("sync", "s", 13.0, 1.3, 10.0),
        Row("sync", "s", 14.0, 1.3, 10.0),
        Row("search", "ms", 4.0, 5.0),
        Row("search", "ms", 6.0, 5.0),
    ]
    found = [row.to_json() for row in rows]
    assert [each["holds"] for each in found] == [True, False] * 3
    assert [each["ratio"] for each in found] == [9.0, 7.0, 1.3, 1.4, None, None]
    assert show(rows).count("MISSED") == 3


def test_a_part_that_is_measured_again_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    latest = tmp_path / "latest.json"
    write("search", [Row("one word", "ms", 4.0, 5.0)], date(2026, 11, 20), latest)
    write("start", [Row("painted", "s", 0.5, 0.6)], date(2026, 11, 20), latest)
    write("search", [Row("one word", "ms", 3.0, 5.0)], date(2026, 11, 23), latest)
    found = json.loads(latest.read_text())
    assert {part: each["measured"] for part, each in found.items()} == {"search": "2026-11-23", "start": "2026-11-20"}
    assert [row["ours"] for row in found["search"]["rows"]] == [3.0]


def test_a_step_is_as_long_as_its_longest_turn(qtbot: QtBot) -> None:
    turns = Turns()

    def work() -> None:
        began = time.thread_time()
        while time.thread_time() - began < 0.03:
            pass

    turns.step("later", lambda: QTimer.singleShot(5, work))
    turns.step("at once", work, reach=20)
    later, at_once, machine = turns.rows()
    assert machine.unit == "p99 / p50"
    assert len(turns.yardstick) == 2
    assert [each.holds for each in (later, at_once)] == [False, False]
    assert min(later.ours, at_once.ours) >= 30
    [handler], [turn] = turns.taken["later"].handlers, turns.taken["later"].turns
    assert handler[1] < 20 < turn[1]


def test_a_mailbox_file_is_split_into_its_mails() -> None:
    box = b"From a@b Tue Nov  3\nSubject: one\n\n1\n\nFrom c@d Tue Nov  3\nSubject: two\n\n2\n"
    assert [parse(raw).subject for raw in split_mbox(box)] == ["one", "two"]


def test_a_calendar_comes_as_an_invitation(tmp_path: Path) -> None:
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:주문 회의\r\nEND:VCALENDAR\r\n"
    (tmp_path / "회의.ics").write_text(calendar, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not mail")
    (sample,) = samples(tmp_path)
    assert sample.raw == invitation("회의.ics", calendar.encode())
    assert "주문 회의" in (parse(sample.raw).calendar or "")
