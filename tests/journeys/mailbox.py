"""A mailbox on the real server, changed behind the program's back, and what it holds in the end."""

import random
import re
import ssl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from tests.fakes.dovecot import PASSWORD, Dovecot
from tests.journeys.program import Program

USER = "kim@brightwell.example"
CUSTOMERS = "type,name,emails\n" + "".join(f"contact,Customer {n},c{n}@haneul.example\n" for n in range(3))
FOLDERS = ("INBOX", "Archive", "Trash", "프로젝트")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOVED_TO = ("Archive", "Trash", "프로젝트")


@contextmanager
def signed_in(server: Dovecot, user: str) -> Iterator[IMAPClient]:
    context = ssl.create_default_context(cafile=server.ca_file)
    with IMAPClient("localhost", server.tls_port, ssl_context=context) as client:
        client.login(user, PASSWORD)
        yield client


def mail(n: int, *, attachment: bytes | None = None) -> bytes:
    """Mail ``n``: English or Korean by turns, with an attachment where one is given."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Customer {n % 20} <c{n % 20}@haneul.example>"
    message["To"] = "kim@brightwell.example"
    message["Subject"] = f"주문 {n} 배송 문의" if n % 2 else f"Order {n} delivery question"
    message["Message-ID"] = f"<n{n}@haneul.example>"
    message["Date"] = NEW_YEAR + timedelta(minutes=n)
    message.set_content(f"계약서를 첨부합니다. number{n}\n" if n % 2 else f"The contract is attached. number{n}\n")
    if attachment is not None:
        message.add_attachment(attachment, "application", "octet-stream", filename=f"파일 {n}.bin")
    return message.as_bytes()


def fill(client: IMAPClient, count: int) -> None:
    """``count`` mails in the inbox, one a minute, in batches."""
    for start in range(0, count, 200):
        numbers = range(start, min(count, start + 200))
        batch = [{"msg": mail(n), "date": NEW_YEAR + timedelta(minutes=n)} for n in numbers]
        client.multiappend("INBOX", batch)


def stir(client: IMAPClient, rng: random.Random, *, first_new: int) -> None:
    """Change what people change: read, flag, move, delete and deliver."""
    client.select_folder("INBOX")
    uids = client.search()
    rng.shuffle(uids)
    read, flagged, moved, deleted = uids[:150], uids[100:200], uids[200:280], uids[280:360]
    client.add_flags(read, [b"\\Seen"])
    client.add_flags(flagged, [b"\\Flagged"])
    client.remove_flags(read[:30], [b"\\Seen"])
    for n, folder in enumerate(MOVED_TO):
        client.move(moved[n :: len(MOVED_TO)], folder)
    client.delete_messages(deleted)
    client.uid_expunge(deleted)
    for n in range(first_new, first_new + 50):
        client.append("INBOX", mail(n))


def on_server(client: IMAPClient) -> set[tuple[str, str, bool, bool]]:
    """Every mail as ``(folder, Message-ID, is_read, is_flagged)``."""
    found = set()
    for _, _, name in client.list_folders():
        client.select_folder(name, readonly=True)
        uids = client.search()
        for start in range(0, len(uids), 500):
            found |= {(name, *row) for row in _rows(client, uids[start : start + 500])}
    return found


def _rows(client: IMAPClient, uids: list[int]) -> Iterator[tuple[str, bool, bool]]:
    for row in client.fetch(uids, ["FLAGS", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]).values():
        header = row[b"BODY[HEADER.FIELDS (MESSAGE-ID)]"].decode()
        found_id = re.search(r"<[^>]+>", header)
        assert found_id, header
        flags = row[b"FLAGS"]
        yield found_id[0], b"\\Seen" in flags, b"\\Flagged" in flags


def in_cache(emails: list[dict[str, Any]], collections: list[dict[str, Any]]) -> set[tuple[str, str, bool, bool]]:
    """The same of what ``list email`` and ``list collection`` print."""
    names = {row["remote_id"]: row["name"] for row in collections}
    return {
        (names[place], row["message_id"], row["is_read"], row["is_flagged"])
        for row in emails
        for place in row["collections"]
    }


def deliver(dovecot: Dovecot, *numbers: int, user: str = USER, attachment: bytes | None = None) -> None:
    with signed_in(dovecot, user) as client:
        for n in numbers:
            client.append("INBOX", mail(n, attachment=attachment))


INGRID = "Ingrid Berg <ingrid@norrland.example>"


def arrive(server: Dovecot, user: str, subject: str, *, sender: str = INGRID, ago: timedelta = timedelta()) -> None:
    """A mail of just now, or of that long ago, for that address."""
    at = datetime.now(UTC) - ago
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, user, subject
    message["Message-ID"] = f"<{uuid.uuid4().hex}@norrland.example>"
    message["Date"] = at
    message.set_content(f"What about {subject}?\n")
    with signed_in(server, user) as client:
        client.append("INBOX", message.as_bytes(), msg_time=at)


def with_crm(program: Program, folder: Path, *settings: str) -> str:
    crm = program.run("account", "add", "builtin_crm", *settings).strip()
    path = folder / "customers.csv"
    path.write_text(CUSTOMERS, "utf-8")
    program.run("crm", "import", crm, str(path))
    program.run("sync", "--once")
    return crm
