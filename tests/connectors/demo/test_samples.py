"""The sample data that ships: it loads, hangs together, and names nobody who exists."""

import csv
import json
import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.demo import samples
from connectors.demo.service import DemoService
from workspace.connector.errors import Rejected
from workspace.connector.manifest import manifest
from workspace.mail.parse import attachment, parse
from workspace.model.items import ChatMessage, Email, Event
from workspace.model.kinds import Kind

NOW = datetime(2026, 11, 21, 9, 42, tzinfo=UTC)
ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
HANGUL = re.compile("[가-힣]")


def loaded(persona: str) -> DemoService:
    service = DemoService()
    samples.load(service, persona, NOW)
    return service


def mails(service: DemoService) -> list[Email]:
    collections = [each.remote_id for each in service.collections() if each.kind is Kind.EMAIL]
    found = [item for each in collections for item in service.items(each).values()]
    return [item for item in found if isinstance(item, Email)]


@pytest.mark.parametrize("persona", samples.personas())
def test_a_persona_loads_into_the_last_thirty_days(persona: str) -> None:
    service = loaded(persona)
    for mail in mails(service):
        assert NOW - timedelta(days=30) < mail.received_at < NOW
        parsed = parse(service.raw(mail.remote_id))
        assert parsed.defects == ()
        assert parsed.text.strip()
    answered = {reference for mail in mails(service) for reference in mail.references}
    assert answered <= {mail.message_id for mail in mails(service)}


def test_the_mail_of_the_demo_is_newest_unread_and_complete() -> None:
    service = loaded("support")
    newest = max(mails(service), key=lambda mail: mail.received_at)
    assert newest.subject == "배송 지연 관련 문의 (주문 48213)"
    assert not newest.is_read
    assert newest.from_[0].email == "orders@haneul.example"
    raw = service.raw(newest.remote_id)
    parts = {part.name: attachment(raw, part.part_id) for part in parse(raw).attachments}
    assert parts["order-48213.pdf"].startswith(b"%PDF-")
    assert parts["order-48213.pdf"].rstrip().endswith(b"%%EOF")
    assert parts["tracking.png"].startswith(b"\x89PNG\r\n")
    assert "https://" in (parse(raw).html or "")


def test_the_mails_are_of_many_sorts() -> None:
    services = {persona: loaded(persona) for persona in samples.personas()}
    everything = [mail for service in services.values() for mail in mails(service)]
    raws = [service.raw(m.remote_id) for service in services.values() for m in mails(service)]
    assert len(everything) >= 60
    assert sum(1 for mail in everything if HANGUL.search(mail.subject)) >= 20
    assert sum(1 for raw in raws if b'charset="euc-kr"' in raw) >= 3
    assert sum(1 for raw in raws if b"Content-ID:" in raw) >= 2
    assert sum(1 for mail in everything if mail.is_automated) >= 5
    assert 10 <= sum(1 for mail in everything if not mail.is_read) <= 30


def test_chats_and_events_are_there() -> None:
    chat, calendar = loaded("cx-team"), loaded("calendar")
    messages = chat.items("cx-team").values()
    assert any(isinstance(each, ChatMessage) and each.is_mention for each in messages)
    events = [each for each in calendar.items("calendar").values() if isinstance(each, Event)]
    assert any(each.partstat == "NEEDS-ACTION" for each in events)
    assert any(each.starts_on is not None for each in events)
    assert any(each.starts_at and each.starts_at.date() == NOW.date() for each in events)


def test_an_unknown_persona_is_refused() -> None:
    with pytest.raises(Rejected, match="support"):
        loaded("nobody")


def test_the_workplaces_name_accounts_that_can_be_added() -> None:
    data = tomllib.loads((samples.FOLDER / "workplaces.toml").read_text("utf-8"))
    accounts = {each["key"]: each for each in data["accounts"]}
    named = {key for workplace in data["workplaces"] for key in workplace["accounts"]}
    assert named == set(accounts)
    for each in accounts.values():
        manifest(each["connector"]).refuse_wrong(each["settings"], {})
        if "import" in each:
            assert (samples.FOLDER / each["import"]).is_file()
    personas = {each["settings"].get("persona") for each in accounts.values()} - {None}
    assert personas == set(samples.personas())


def test_the_customers_know_who_wrote_the_mail_of_the_demo() -> None:
    with (samples.FOLDER / "customers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    [desk] = [row for row in rows if "orders@haneul.example" in row["emails"]]
    assert (desk["type"], desk["name"], desk["company"]) == ("contact", "Orders desk", "Haneul Trading")
    about = {row["name"]: row["amount"] for row in rows if row["company"] == desk["company"]}
    assert about["Renewal 2027"] == "€48,000"
    assert "Case 00731" in about
    companies = {row["name"] for row in rows if row["type"] == "company"}
    assert {row["company"] for row in rows} - {""} <= companies


@pytest.mark.parametrize(
    "path",
    [p for p in samples.FOLDER.rglob("*") if p.suffix in {".json", ".csv", ".toml"}],
    ids=lambda path: path.name,
)
def test_every_address_is_invented(path: Path) -> None:
    text = path.read_text("utf-8")
    domains = {domain.rpartition(".")[2] for domain in ADDRESS.findall(text)}
    hosts = {host.rpartition(".")[2] for host in re.findall(r"https?://([\w.-]+)", text)}
    assert domains | hosts <= {"example"}
    if path.suffix == ".json":
        assert json.loads(text)["collections"]
