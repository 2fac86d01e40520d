"""Several mails filed at once, under the admin's rules, and the record that is kept of it."""

import csv
import json
from pathlib import Path

import pytest

from tests.fakes.dovecot import Dovecot
from tests.journeys.mailbox import USER, deliver, with_crm
from tests.journeys.program import Program

pytestmark = pytest.mark.timeout(240)


@pytest.mark.usefixtures("engine")
def test_several_mails_are_filed_with_a_result_each_and_the_record_says_so(
    program: Program, dovecot: Dovecot, tmp_path: Path
) -> None:
    policy = tmp_path / "filing.toml"
    policy.write_text('[filing]\nheader_only = ["c1@haneul.example"]\nnever_file = ["c2@haneul.example"]\n', "utf-8")
    program.env["WORKSPACE_PROFILES"] = str(policy)
    deliver(dovecot, 0, 1, 2)
    program.add_imap(dovecot.settings(USER))
    with_crm(program, tmp_path)
    program.run("sync", "--once")
    ids = {row["from"][0]["email"]: row["item_id"] for row in program.json("inbox")}
    process = program.start("file", *ids.values(), "--json")
    out, said = process.communicate(timeout=120)
    assert (process.returncode, said.strip()) == (1, "1 of 3 were not filed.")
    rows = [json.loads(line) for line in out.splitlines()]
    (refused_row,) = [row for row in rows if row["state"] == "failed"]
    assert refused_row["item_id"] == ids["c2@haneul.example"]
    assert "administrator" in refused_row["reason"]

    target = tmp_path / "filings.csv"
    assert program.run("filings", "--csv", str(target)).startswith("2 filings")
    with target.open(encoding="utf-8-sig", newline="") as file:
        kept = {row["message_key"]: row["subject"] for row in csv.DictReader(file)}
    assert sorted(bool(subject) for subject in kept.values()) == [False, True]
    program.run("unfile", next(row["receipt_id"] for row in rows if row["state"] == "done"))
    assert sum(bool(row["undone_at"]) for row in program.json("filings")) == 1
