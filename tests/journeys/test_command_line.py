"""The command line as scripts use it: what it prints, how it refuses, and what the servers hold afterwards."""

import hashlib
import json
import random
import shutil
import ssl
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from tests.fakes.dovecot import Dovecot
from tests.fakes.relay import Relay
from tests.fakes.smtp import SmtpSink
from tests.journeys.mailbox import USER, deliver, on_server, signed_in, with_crm
from tests.journeys.program import Program, until

pytestmark = pytest.mark.timeout(240)
ITEM_NAMES = set("account_id item_id thread_id remote_id kind subject from to received_at is_read".split())
RECEIPT_NAMES = {"receipt_id", "action_id", "account_id", "state", "remote_id", "link", "records", "attachments"}


def refused(program: Program, *arguments: str, code: int = 1, text: str = "") -> str:
    """Run a command that must leave with ``code`` and one plain sentence on stderr; returns the sentence."""
    process = program.start(*arguments, text=text)
    _, said = process.communicate(timeout=120)
    assert process.returncode == code, (arguments, process.returncode, said)
    assert "Traceback" not in said
    assert "Something is wrong in the program" not in said
    assert code == 2 or len(said.splitlines()) == 1, said
    return said.strip()


def with_smtp(dovecot: Dovecot, smtp: SmtpSink) -> dict[str, str]:
    return {
        **dovecot.settings(USER),
        "smtp_host": "127.0.0.1",
        "smtp_port": str(smtp.port),
        "smtp_security": "none",
    }


@pytest.mark.usefixtures("engine")
def test_every_id_that_a_listing_prints_is_taken_by_the_next_command(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    deliver(dovecot, 0, 1, attachment=b"\x00\xff" * 3000)
    workplace = program.run("workplace", "add", "고객 지원").strip()
    account = program.add_imap(dovecot.settings(USER))
    crm = with_crm(program, tmp_path)
    program.run("workplace", "assign", workplace, account, crm)
    assert [row["workplace_id"] for row in program.json("workplace", "list")] == [workplace]
    assert {row["account_id"]: row["health"] for row in program.json("account", "list")} == {account: "ok", crm: "ok"}
    synced = program.json("sync", "--once")
    assert {"account_id", "health", "pulled", "gone"} <= synced[0].keys()
    emails = program.json("list", "email", "--account", account)
    assert all(row.keys() >= ITEM_NAMES and isinstance(row["item_id"], str) for row in emails)
    (thread, _) = program.json("inbox", "--workplace", workplace)
    assert program.json("show", thread["item_id"])[0]["thread_id"] == thread["thread_id"]
    assert [row["subject"] for row in program.json("search", "계약서")] == ["주문 1 배송 문의"]
    assert [row["subject"] for row in program.json("search", "contract")] == ["Order 0 delivery question"]
    assert {row["record_id"] for row in program.json("list", "record")} == {"contact:1", "contact:2", "contact:3"}
    item = next(row for row in emails if "0" in row["subject"])
    assert "contact:1" in program.run("file", item["item_id"], "--preview")
    assert program.json("show", item["item_id"])[0]["filed"] == []
    (receipt,) = program.json("file", item["item_id"])
    assert receipt.keys() >= RECEIPT_NAMES
    assert (receipt["state"], receipt["records"]) == ("done", ["contact:1"])
    assert receipt["attachments"][0]["sha256"] == hashlib.sha256(b"\x00\xff" * 3000).hexdigest()
    assert program.json("file", item["item_id"]) == [receipt]
    (undone,) = program.json("unfile", receipt["receipt_id"])
    assert undone["state"] == "done"
    assert "already" in refused(program, "unfile", receipt["receipt_id"])
    assert program.json("file", item["item_id"], "--to", "contact:2")[0]["records"] == ["contact:2"]
    program.run("doctor")


@pytest.mark.usefixtures("engine")
def test_what_several_records_fit_is_printed_and_not_filed(program: Program, dovecot: Dovecot, tmp_path: Path) -> None:
    deliver(dovecot, 0, 7)
    program.add_imap(dovecot.settings(USER))
    crm = with_crm(program, tmp_path)
    double = tmp_path / "double.csv"
    double.write_text("type,name,emails\ndeal,Order 0,\ncontact,Double,c0@haneul.example;x@haneul.example\n", "utf-8")
    program.run("crm", "import", crm, str(double))
    (tmp_path / "again.csv").write_text("type,name,emails\nlead,Customer 0,c0@haneul.example\n", "utf-8")
    program.run("crm", "import", crm, str(tmp_path / "again.csv"))
    program.run("sync", "--once")
    emails = {row["subject"]: row["item_id"] for row in program.json("list", "email")}
    printed = program.run("file", emails["Order 0 delivery question"], "--json", expect=1)
    candidates = [json.loads(line)["record_id"] for line in printed.splitlines()]
    assert len(candidates) > 1
    refused(program, "file", emails["주문 7 배송 문의"])
    (receipt,) = program.json("file", emails["주문 7 배송 문의"], "--create", "contact")
    assert len(receipt["created"]) == 1
    (receipt,) = program.json("file", emails["Order 0 delivery question"], "--to", candidates[0])
    assert receipt["records"] == candidates[:1]


@pytest.mark.usefixtures("engine")
def test_what_is_done_to_a_mail_is_done_at_the_server(program: Program, dovecot: Dovecot) -> None:
    deliver(dovecot, *range(3))
    account = program.add_imap(dovecot.settings(USER))
    program.run("sync", "--once")
    ids = {row["message_id"]: row["item_id"] for row in program.json("list", "email")}
    first, second, third = (ids[f"<n{n}@haneul.example>"] for n in range(3))
    for item, verb in ((first, "read"), (first, "star"), (first, "archive"), (second, "trash"), (third, "read")):
        program.run("act", item, verb)
    program.run("act", third, "unread")
    program.run("sync", "--once")
    # The mail has another id at the server by now, and its own here.
    program.run("act", first, "unstar")
    program.run("act", second, "move", "--set", "to=INBOX")
    program.run("sync", "--once")
    wanted = {
        ("Archive", "<n0@haneul.example>", True, False),
        ("INBOX", "<n1@haneul.example>", False, False),
        ("INBOX", "<n2@haneul.example>", False, False),
    }
    with signed_in(dovecot, USER) as client:
        assert on_server(client) == wanted
    rows = program.json("list", "email", "--account", account)
    found = {(*row["collections"], row["message_id"], row["is_read"], row["is_flagged"]) for row in rows}
    assert (found, len(rows)) == (wanted, 3)
    assert {row["message_id"]: row["item_id"] for row in rows} == ids
    assert "move" in refused(program, "act", first, "label", "--set", "to=x")
    assert "INBOX" in refused(program, "act", first, "move", "--set", "to=nowhere")


@pytest.mark.usefixtures("engine")
def test_a_sent_mail_arrives_byte_for_byte_and_lies_in_sent_once(
    program: Program, dovecot: Dovecot, smtp: SmtpSink, tmp_path: Path
) -> None:
    deliver(dovecot, 1)
    account = program.add_imap(with_smtp(dovecot, smtp))
    data = random.Random(3).randbytes(700_001)
    (tmp_path / "보고서 큰.bin").write_bytes(data)
    program.run(
        "send", "--account", account, "--to", "Hong <hong@x.example>, two@x.example", "--bcc", "hidden@x.example",
        "--subject", "견적서", "--body", "안녕하세요", "--attach", str(tmp_path / "보고서 큰.bin"),
    )  # fmt: skip
    (taken,) = smtp.taken
    assert taken.recipients == ("hong@x.example", "two@x.example", "hidden@x.example")
    assert b"hidden@" not in taken.raw
    sent = message_from_bytes(taken.raw, policy=default)
    (part,) = sent.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("보고서 큰.bin", data)
    program.run("sync", "--once")
    (item,) = (row["item_id"] for row in program.json("inbox") if "주문 1" in row["subject"])
    program.run("act", item, "reply", "--set", "body=답장입니다")
    reply = message_from_bytes(smtp.taken[1].raw, policy=default)
    assert (reply["In-Reply-To"], reply["To"]) == ("<n1@haneul.example>", "Customer 1 <c1@haneul.example>")
    assert "5.1.1" in refused(program, "send", "--account", account, "--to", "fail@x.example")
    with signed_in(dovecot, USER) as client:
        places = [name for name, *_ in on_server(client)]
    assert sorted(places) == ["INBOX", "Sent", "Sent"]
    (failed,) = program.json("outbox", "list")
    assert (failed["state"], failed["verb"]) == ("failed", "send")
    refused(program, "outbox", "retry", failed["action_id"])
    program.run("outbox", "drop", failed["action_id"])
    assert program.json("outbox", "list") == []


@pytest.mark.usefixtures("engine")
def test_show_raw_is_what_the_server_has(program: Program, dovecot: Dovecot) -> None:
    raw = b"Subject: odd\r\nX: \xff\xfe \x80\r\n\r\nbody \x00\xff without an end"
    with signed_in(dovecot, USER) as client:
        client.append("INBOX", raw)
        client.select_folder("INBOX", readonly=True)
        (row,) = client.fetch(client.search(), ["BODY.PEEK[]"]).values()
    program.add_imap(dovecot.settings(USER))
    program.run("sync", "--once")
    (item,) = program.json("list", "email")
    process = program.start("show", item["item_id"], "--raw")
    assert process.stdout
    assert process.stdout.buffer.read() == row[b"BODY[]"]  # type: ignore[attr-defined]
    process.communicate(timeout=30)


@pytest.mark.usefixtures("engine")
def test_wrong_settings_are_refused_with_their_reason_and_nothing_is_kept(program: Program, dovecot: Dovecot) -> None:
    good = dovecot.settings(USER)

    def add(code: int, password: str = "pw", **changed: str) -> str:
        pairs = [word for key, value in {**good, **changed}.items() for word in ("--set", f"{key}={value}")]
        return refused(program, "account", "add", "imap", *pairs, "--secret", "password=-", code=code, text=password)

    assert "password" in add(3, password="wrong")
    assert "could not be reached" in add(4, port="1")
    assert "port" in add(1, port="99999")
    assert "security" in add(1, security="tsl")
    assert "hots" in add(1, hots="x")
    assert "username" in add(1, username="")
    assert "not trusted" in add(1, ca_file="")
    assert "ca_file" in add(1, ca_file="/nonexistent")
    assert "without encryption" in add(1, host="imap.example.com", security="none")
    assert "one of" in refused(program, "account", "add", "nothing")
    assert "ps" in refused(program, "account", "add", "imap", "--secret", "password=pw", code=2)
    assert program.json("account", "list") == []


@pytest.mark.usefixtures("engine")
def test_a_changed_password_stops_one_account_until_the_new_one_is_given(program: Program, dovecot: Dovecot) -> None:
    locked = program.add_imap(dovecot.settings(USER))
    other = program.add_imap(dovecot.settings("lee@brightwell.example"))
    config = dovecot.folder / "dovecot.conf"
    config.write_text(config.read_text().replace("args = password=pw", "args = password=new"))
    dovecot.doveadm("reload")
    until(lambda: refuses(dovecot, "pw"), 20, "the old password is refused")
    refused(program, "sync", "--once", code=3)
    assert {row["health"] for row in program.json("account", "list")} == {"needs_signin"}
    refused(program, "account", "signin", locked, "--secret", "password=-", code=3, text="wrong")
    program.run("account", "signin", locked, "--secret", "password=-", text="new")
    refused(program, "sync", "--once", code=3)
    program.run("sync", "--once", "--account", locked)
    states = {row["account_id"]: row["health"] for row in program.json("account", "list")}
    assert states == {locked: "ok", other: "needs_signin"}


def refuses(dovecot: Dovecot, password: str) -> bool:
    context = ssl.create_default_context(cafile=dovecot.ca_file)
    with IMAPClient("localhost", dovecot.tls_port, ssl_context=context) as client:
        try:
            client.login(USER, password)
        except LoginError:
            return True
    return False


@pytest.mark.usefixtures("engine")
def test_a_server_that_comes_back_gets_what_was_queued(program: Program, dovecot: Dovecot, tmp_path: Path) -> None:
    deliver(dovecot, 1, attachment=b"far away")
    relay = Relay(dovecot.tls_port)
    program.add_imap({**dovecot.settings(USER), "port": str(relay.port)})
    with_crm(program, tmp_path)
    (item,) = program.json("list", "email")
    relay.cut()
    refused(program, "sync", "--once", code=4)
    assert len(program.json("list", "email")) == 1
    refused(program, "act", item["item_id"], "read", code=4)
    program.run("file", item["item_id"], "--no-wait")
    assert {row["verb"] for row in program.json("outbox", "list")} == {"read", "file"}
    relay.mend()
    program.run("sync", "--once")
    assert program.json("outbox", "list") == []
    (receipt,) = program.json("file", item["item_id"])
    assert (receipt["state"], len(receipt["attachments"])) == ("done", 1)
    with signed_in(dovecot, USER) as client:
        assert on_server(client) == {("INBOX", "<n1@haneul.example>", True, False)}
    relay.close()


@pytest.mark.usefixtures("engine")
def test_a_colleagues_filing_is_found_and_each_keeps_the_others(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_text("ab" * 32)
    shared = ("--set", f"path={tmp_path / 'shared.crm'}", "--secret", f"key=@{key}")
    colleague = Program(tmp_path / "colleague")
    receipts = []
    for each, user in ((program, USER), (colleague, "lee@brightwell.example")):
        deliver(dovecot, 0, user=user)
        each.add_imap(dovecot.settings(user))
        with_crm(each, tmp_path, *shared, "--set", f"user={user}")
        (item,) = each.json("list", "email")
        records = ["contact:1"] if each is program else ["contact:1", "contact:2"]
        named = [word for record in records for word in ("--to", record)]
        receipts += each.json("file", item["item_id"], *named)
    first, second = receipts
    assert (second["remote_id"], second["found"]) == (first["remote_id"], True)
    colleague.run("unfile", second["receipt_id"])
    (item,) = program.json("list", "email")
    program.run("sync", "--once")
    assert program.json("file", item["item_id"])[0]["remote_id"] == first["remote_id"]
    program.run("unfile", first["receipt_id"])


def test_a_deleted_cache_is_pulled_again_and_nothing_is_filed_twice(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    deliver(dovecot, 1)
    program.add_imap(dovecot.settings(USER))
    with_crm(program, tmp_path)
    (item,) = program.json("list", "email")
    (receipt,) = program.json("file", item["item_id"])
    for path in program.home.glob("cache.db*"):
        path.unlink()
    program.run("sync", "--once")
    (again,) = program.json("list", "email")
    assert [chip["receipt_id"] for chip in again["filed"]] == [receipt["receipt_id"]]
    assert program.json("file", again["item_id"]) == [receipt]
    (program.home / "cache.db").write_bytes(b"garbage" * 2000)
    program.run("sync", "--once")
    assert program.json("file", program.json("list", "email")[0]["item_id"]) == [receipt]


@pytest.mark.usefixtures("engine")
def test_a_removed_account_takes_its_cache_and_secrets_along(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    deliver(dovecot, 1)
    account = program.add_imap(dovecot.settings(USER))
    crm = with_crm(program, tmp_path)
    (item,) = program.json("list", "email")
    (receipt,) = program.json("file", item["item_id"])
    before = (program.home / "vault").stat().st_size
    program.run("account", "remove", account)
    program.run("sync", "--once")
    assert program.json("list", "email") == []
    assert program.json("search", "계약서") == []
    assert (program.home / "vault").stat().st_size < before
    assert [row["account_id"] for row in program.json("account", "list")] == [crm]
    assert program.json("unfile", receipt["receipt_id"])[0]["state"] == "done"


def test_a_home_without_its_passphrase_is_left_as_it_is(program: Program, tmp_path: Path) -> None:
    program.run("workplace", "add", "one")
    before = {path.name: path.read_bytes() for path in program.home.iterdir() if path.is_file()}
    right = dict(program.env)
    del program.env["WORKSPACE_VAULT_PASSPHRASE"]
    assert "WORKSPACE_VAULT_PASSPHRASE" in refused(program, "workplace", "list")
    program.env["WORKSPACE_VAULT_PASSPHRASE"] = "wrong"
    assert "WORKSPACE_VAULT_PASSPHRASE" in refused(program, "workplace", "list")
    program.env = right
    assert {path.name: path.read_bytes() for path in program.home.iterdir() if path.is_file()} == before
    elsewhere = Program(tmp_path / "file" / "home")
    (tmp_path / "file").write_text("")
    assert "cannot be used" in refused(elsewhere, "workplace", "list")
    (program.home / "vault").unlink()
    process = program.start("workplace", "list")
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "lost" in said
    assert list(program.home.glob("user.db.lost-*"))


def test_a_home_copied_while_it_runs_goes_on_by_itself(program: Program, dovecot: Dovecot, tmp_path: Path) -> None:
    deliver(dovecot, 1)
    program.add_imap(dovecot.settings(USER))
    process = program.start("engine")
    program.run("sync", "--once")
    copy = Program(tmp_path / "copy")
    shutil.copytree(program.home, copy.home)
    copy.run("sync", "--once")
    assert len(copy.json("list", "email")) == len(program.json("list", "email")) == 1
    (program.home / "bell").write_text("stale")
    assert len(program.json("list", "email")) == 1
    refused(program, "engine")
    process.kill()
    process.communicate(timeout=30)
    program.run("sync", "--once")
