"""Filing into the CRM's file: whole or not at all, once from everywhere, byte for byte, and back."""

import hashlib
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from connectors.builtin_crm.connector import BuiltinCrm
from connectors.builtin_crm.file import VERSION
from tests.connectors.builtin_crm.remote import KEY, CrmRemote
from workspace.connector.contract import KitSession
from workspace.connector.contract_filing import file_action, sample_filing
from workspace.connector.contract_verbs import action
from workspace.connector.errors import AuthRequired, Rejected
from workspace.model.actions import Receipt, RecordRef
from workspace.model.filings import FiledAttachment, Filing, NewRecord
from workspace.model.ids import RemoteId
from workspace.model.kinds import Verb

ROOT = Path(__file__).resolve().parents[3]
MIB = 1024 * 1024


@pytest.fixture
def remote(tmp_path: Path) -> CrmRemote:
    return CrmRemote(tmp_path)


@pytest.fixture
def crm(remote: CrmRemote) -> Iterator[BuiltinCrm]:
    connector = BuiltinCrm(KitSession(remote.settings, remote.secrets, remote.drive))
    yield connector
    connector.close()


@pytest.fixture
def desk(remote: CrmRemote) -> RecordRef:
    remote_id = remote.create("contact", name="Orders desk", emails="orders@haneul.example")
    return RecordRef("contact", RemoteId(remote_id), "Orders desk")


def plain_filing(*records: RecordRef, **fields: object) -> Filing:
    return sample_filing(*records, **{"attachments": (), **fields})


def create(crm: BuiltinCrm, *new: NewRecord, name: str = "one", key: str = "<k@x>") -> Receipt:
    return crm.perform(file_action(plain_filing(create=new, key=key), name))


@contextmanager
def filing_process(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.connectors.builtin_crm.filing_process"]
    process = subprocess.Popen(
        [*command, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(process, "ready")
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    for each in process.stdout:
        if each.strip() == line:
            return
    pytest.fail(f"the process ended without {line!r}")


def start(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_two_processes_file_the_same_mails_once(remote: CrmRemote, desk: RecordRef) -> None:
    arguments = (remote.path, desk.remote_id, 200)
    with filing_process(*arguments) as first, filing_process(*arguments) as second:
        start(first)
        start(second)
        wait_for(first, "done")
        wait_for(second, "done")
    keys = [filed.key for filed in remote.filings()]
    assert sorted(keys) == sorted(f"<race{n}@haneul.example>" for n in range(200))
    assert remote.rows("SELECT COUNT(*) FROM filing") == [(400,)]


@pytest.mark.parametrize("piece", [0, 7])
def test_a_kill_in_the_middle_leaves_nothing_and_the_next_try_everything(
    remote: CrmRemote, crm: BuiltinCrm, desk: RecordRef, piece: int
) -> None:
    with filing_process(remote.path, desk.remote_id, 1, 8) as process:
        start(process)
        wait_for(process, f"piece {piece}")
        process.kill()
        process.wait(10)
    assert remote.filings() == []
    assert remote.rows("SELECT COUNT(*) FROM attachment_chunk") == [(0,)]
    crm.perform(file_action(plain_filing(desk, key="<race0@haneul.example>"), "again"))
    assert [filed.key for filed in remote.filings()] == ["<race0@haneul.example>"]


def test_a_large_attachment_is_kept_byte_for_byte(remote: CrmRemote, crm: BuiltinCrm, desk: RecordRef) -> None:
    content = random.Random(1).randbytes(30 * MIB + 17)
    crm.session.blobs["1"] = content  # type: ignore[attr-defined]
    big = FiledAttachment("1", "도면.bin", "application/octet-stream", len(content))
    receipt = crm.perform(file_action(plain_filing(desk, attachments=(big,)), "one"))
    digest = hashlib.sha256(content).hexdigest()
    assert receipt.attachments == (("도면.bin", len(content), digest),)
    [filed] = remote.filings()
    assert filed.attachments["도면.bin"] == content


def test_two_equal_attachments_of_one_mail_are_two(crm: BuiltinCrm, desk: RecordRef) -> None:
    crm.session.blobs.update({"1": b"same", "2": b"same"})  # type: ignore[attr-defined]
    parts = tuple(FiledAttachment(n, "a.txt", "text/plain", 4) for n in ("1", "2"))
    receipt = crm.perform(file_action(plain_filing(desk, attachments=parts), "one"))
    assert len(receipt.attachments) == 2


def test_a_lost_attachment_leaves_nothing(remote: CrmRemote, crm: BuiltinCrm, desk: RecordRef) -> None:
    lost = FiledAttachment("9", "lost.pdf", "application/pdf", 1)
    new = NewRecord("company", (("name", "Haneul"),))
    with pytest.raises(Rejected):
        crm.perform(file_action(plain_filing(desk, attachments=(lost,), create=(new,)), "one"))
    assert remote.filings() == []
    assert remote.record_names() == {"Orders desk"}


def test_new_records_hang_together(remote: CrmRemote, crm: BuiltinCrm) -> None:
    case = NewRecord("case", (("name", "배송 지연"),))
    contact = NewRecord("contact", (("name", "김민수"), ("emails", "minsu@hanbit.co.kr")))
    company = NewRecord("company", (("name", "한빛상사"), ("domains", "https://www.hanbit.co.kr/")))
    receipt = create(crm, case, contact, company)
    ids = {ref.record_type: ref.remote_id for ref in receipt.created}
    pages = crm.pull(next(iter(crm.discover())), None)
    found = {item.remote_id: item for page in pages for item in page.items}
    assert found[ids["contact"]].parent_ids == (ids["company"],)  # type: ignore[union-attr]
    assert set(found[ids["case"]].parent_ids) == {ids["contact"], ids["company"]}  # type: ignore[union-attr]
    assert found[ids["company"]].domains == ("hanbit.co.kr",)  # type: ignore[union-attr]
    assert receipt.link == f"workspace://crm/kit/company/{ids['company']}"
    crm.perform(action(Verb.UNFILE, {"receipt": receipt.to_json()}))
    assert remote.record_names() == set()


def test_a_new_customer_of_two_waiting_mails_is_created_once(remote: CrmRemote, crm: BuiltinCrm) -> None:
    new = NewRecord("contact", (("name", "김민수"), ("emails", "minsu@hanbit.co.kr")))
    first = create(crm, new)
    second = create(crm, new, name="two", key="<k2@x>")
    assert first.records == second.records
    assert (len(first.created), len(second.created)) == (1, 0)
    crm.perform(action(Verb.UNFILE, {"receipt": first.to_json()}))
    assert remote.record_names() == {"김민수"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ((), "name"),
        ((("name", "  "),), "name"),
        ((("name", "Kim"), ("emails", "no address")), "emails"),
        ((("name", "Kim"), ("shoe_size", "42")), "shoe_size"),
        ((("name", "Kim"), ("domains", "hanbit.co.kr")), "domains"),
        ((("name", "K" * 2000),), "name"),
    ],
)
def test_a_wrong_field_is_named(
    remote: CrmRemote, crm: BuiltinCrm, fields: tuple[tuple[str, str], ...], field: str
) -> None:
    with pytest.raises(Rejected) as caught:
        create(crm, NewRecord("contact", fields))
    assert caught.value.params["field"] == field
    assert remote.record_names() == set()


def test_a_record_that_is_gone_is_named(remote: CrmRemote, crm: BuiltinCrm, desk: RecordRef) -> None:
    gone = RecordRef("deal", desk.remote_id, "Renewal")
    with pytest.raises(Rejected, match="Renewal is no longer there"):
        crm.perform(file_action(plain_filing(gone), "one"))
    with pytest.raises(Rejected, match="records is missing"):
        crm.perform(file_action(plain_filing(), "one"))


def test_the_file_is_encrypted(remote: CrmRemote, crm: BuiltinCrm, desk: RecordRef) -> None:
    crm.perform(file_action(plain_filing(desk), "one"))
    crm.close()
    content = b"".join(path.read_bytes() for path in remote.drive.iterdir())
    assert b"SQLite format" not in content
    assert b"orders@haneul" not in content


def test_a_malformed_key_and_a_newer_file_are_refused(remote: CrmRemote) -> None:
    bad = BuiltinCrm(KitSession(remote.settings, {"key": "secret"}, remote.drive))
    with pytest.raises(Rejected, match="64 hexadecimal digits"):
        bad.check()
    with remote.open() as file:
        file.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer = BuiltinCrm(KitSession(remote.settings, {"key": KEY}, remote.drive))
    with pytest.raises(Rejected, match="newer version"):
        newer.check()
    without = BuiltinCrm(KitSession(remote.settings, {}, remote.drive))
    with pytest.raises(AuthRequired):
        without.check()


def foreign_files(folder: Path) -> list[Path]:
    """A letter of whole pages, a short note, another program's database, and one encrypted with our key."""
    names = ("letter.txt", "note.txt", "plain.db", "cipher.db")
    letter, note, plain, cipher = paths = [folder / name for name in names]
    letter.write_text("안녕하세요 Hello\n" * 4096)
    note.write_text("hi")
    with closing(sqlite3.connect(plain)) as db:
        db.execute("CREATE TABLE song (title)")
    with closing(dbapi2.connect(str(cipher), isolation_level=None)) as db:
        db.execute(f"PRAGMA key = \"x'{KEY}'\"")
        db.execute("CREATE TABLE song (title)")
    return paths


def test_a_file_that_is_no_crm_is_refused_at_its_field_and_left_alone(remote: CrmRemote) -> None:
    for path in foreign_files(remote.drive):
        before = path.read_bytes()
        crm = BuiltinCrm(KitSession({"path": str(path)}, remote.secrets, remote.drive))
        with pytest.raises(Rejected, match="not a CRM") as caught:
            crm.check()
        assert (caught.value.message_key, caught.value.params["field"]) == ("setting_wrong", "path")
        assert path.read_bytes() == before
    locked = BuiltinCrm(KitSession(remote.settings, remote.wrong_secrets, remote.drive))
    with pytest.raises(AuthRequired):
        locked.check()
