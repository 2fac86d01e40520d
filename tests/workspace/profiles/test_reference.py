"""What is made from the schema is current, and the worked example for admins is right."""

import json
import re
from pathlib import Path

import pytest

from workspace.connector.manifest import manifests
from workspace.profiles.current import Found, load
from workspace.profiles.reference import PAGE, ROOT, SCHEMA, page, schema, write
from workspace.profiles.schema import ProfileEntry

NAMED = re.compile(r"`(\d\d-\w+\.toml)`.*?```toml\n(.*?)```", re.DOTALL)


def test_the_json_schema_and_the_page_are_current(tmp_path: Path) -> None:
    write(tmp_path)
    for path in (SCHEMA, PAGE):
        assert (ROOT / path).read_text("utf-8") == (tmp_path / path).read_text("utf-8"), "run `make schemas`"


def test_every_key_is_described() -> None:
    entry = json.loads(schema())["$defs"]["ProfileEntry"]["properties"]
    assert entry.keys() == ProfileEntry.model_fields.keys()
    for name, said in entry.items():
        assert said["description"]
        assert f"| `{name}` |" in page()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The example's files, as an admin would copy them."""
    blocks = NAMED.findall((ROOT / "docs/admins.md").read_text("utf-8"))
    for name, text in blocks:
        (tmp_path / name).write_text(text, "utf-8")
    return {name: tmp_path / name for name, _ in blocks}


def right(*files: Path) -> Found:
    """The profiles of these files. Only a connector that this program does not have may be what is wrong."""
    found = load(files)
    wrong = [p for p in found.problems if not (p.key.endswith(".connector") and "expected one of" in p.expected)]
    assert wrong == []
    missing = {re.search(r"not '(\w+)'", p.expected)[1] for p in found.problems}  # type: ignore[index]
    assert not missing & manifests().keys()
    return found


def test_the_example_for_admins_is_right(files: dict[str, Path]) -> None:
    assert sorted(files) == ["10-company.toml", "20-sales.toml", "30-support.toml", "40-finance.toml"]
    company = files["10-company.toml"]
    for department in ("20-sales.toml", "30-support.toml", "40-finance.toml"):
        right(company, files[department])
    found = right(company, files["30-support.toml"])
    desk = found.profiles["support-desk"]
    assert (desk.workplaces, desk.poll_seconds) == (("Support",), 120)
    assert "name" not in desk.locked
    assert {"host", "port", "security"} <= desk.locked
    imap = manifests()["imap"]
    imap.refuse_wrong(desk.over({"username": "min"}), {"password": "x"})
    assert found.profiles["support-crm"].connector_id == "builtin_crm"


@pytest.mark.skipif("microsoft" not in manifests(), reason="the connector is not installed")
def test_the_examples_departments_change_the_companys_profile(files: dict[str, Path]) -> None:
    finance = right(files["10-company.toml"], files["40-finance.toml"]).profiles["company-mail"]
    assert (finance.workplaces, finance.poll_seconds) == (("Hanbit", "Finance"), 600)
    assert finance.values["shared_mailboxes"] == "invoices@hanbit.example"
    assert {"tenant", "client_id", "base_url", "authority"} <= finance.locked
