"""The preview says whom the CRM will link by itself: what is stored is what was shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from tests.workspace.filing.rows import CRM, OTHER_CRM, mail, record
from workspace.cli.previewing import print_preview
from workspace.connector.manifest import Manifest, manifests
from workspace.filing.match import record_ref
from workspace.filing.people import Linked, linked
from workspace.filing.preview import Preview, preview
from workspace.model.items import Address
from workspace.store.rows import RecordRow

DEAL = record("d1", record_type="deal", name="Order")
KIM = record("p1", name="Kim", emails=("minsu@hanbit.co.kr", "kim@private.example"))
LEE = record("p2", name="Lee", emails=("lee@hanbit.co.kr",))
LEAD = record("l1", record_type="lead", name="Kim as a lead", emails=("minsu@hanbit.co.kr",))
MAIL = mail(
    cc=(Address("", "LEE@hanbit.co.kr"), Address("", "kim@private.example")), bcc=(Address("", "audit@ours.example"),)
)


@dataclass
class Cache:
    rows: Sequence[RecordRow]

    def records_by_email(self, emails: Sequence[str]) -> list[RecordRow]:
        return [row for row in self.rows if set(row.emails) & set(emails)]


def crm(**types: tuple[str, ...]) -> Manifest:
    return replace(manifests()["demo"], links_people=types or {"email": ("contact", "lead")})


def seen(*chosen: RecordRow) -> Preview:
    return preview(MAIL, [record_ref(each) for each in chosen], limits={})


def test_everybody_known_on_the_mail_is_named_once() -> None:
    auditor = record("p3", name="Audit", emails=("audit@ours.example",))
    found = linked(seen(DEAL).filing, CRM, crm(), Cache([KIM, LEE, LEAD, DEAL, auditor]))
    assert found == (
        Linked("minsu@hanbit.co.kr", (record_ref(KIM),)),
        Linked("lee@hanbit.co.kr", (record_ref(LEE),)),
        Linked("audit@ours.example", (record_ref(auditor),)),
    )


def test_who_is_chosen_is_not_announced_again() -> None:
    found = linked(seen(DEAL, KIM).filing, CRM, crm(), Cache([KIM, LEE, LEAD]))
    assert [each.email for each in found] == ["lee@hanbit.co.kr"]
    found = linked(seen(LEAD).filing, CRM, crm(), Cache([LEAD]))
    assert found == ()


def test_of_several_with_one_address_none_is_promised() -> None:
    twin = record("p9", name="Kim too", emails=("minsu@hanbit.co.kr",))
    (found,) = linked(seen(DEAL).filing, CRM, crm(), Cache([KIM, twin]))[:1]
    assert found.records == (record_ref(KIM), record_ref(twin))


def test_only_the_crm_that_is_filed_to_and_what_it_links_counts() -> None:
    elsewhere = replace(KIM, account_id=OTHER_CRM)
    assert linked(seen(DEAL).filing, CRM, crm(), Cache([elsewhere])) == ()
    assert linked(seen(DEAL).filing, CRM, crm(event=("contact",)), Cache([KIM])) == ()
    assert linked(seen(DEAL).filing, CRM, manifests()["builtin_crm"], Cache([KIM])) == ()


def test_the_command_line_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    shown = seen(DEAL)
    both = Linked("a@x.example", (record_ref(KIM), record_ref(LEE)))
    print_preview("crm", shown, [Linked("lee@hanbit.co.kr", (record_ref(LEE),)), both], None, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert "  linked too   contact:p2  Lee (lee@hanbit.co.kr)" in lines
    assert "  linked too   one of contact:p1  Kim, contact:p2  Lee, or none (a@x.example)" in lines
    print_preview("crm", shown, [both], None, as_json=True)
    assert '"linked": [{"email": "a@x.example", "records": ["contact:p1", "contact:p2"]}]' in capsys.readouterr().out
