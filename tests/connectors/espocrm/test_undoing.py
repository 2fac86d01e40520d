"""Taking back at EspoCRM: what others added stays, what may not be deleted is said first, cuts leave nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from connectors.espocrm.activities import EMAIL, maker, mark
from tests.connectors.espocrm.conftest import Make
from tests.connectors.espocrm.remote import EspoRemote
from tests.connectors.espocrm.test_filings import NOTHING, left, ref, unfile, wish
from tests.fakes.espocrm import FULL, EspoFake
from workspace.connector.contract_filing import NEW_CONTACT, PHOTO, sample_filing
from workspace.connector.errors import PartlyWritten, Rejected, Transient
from workspace.model.actions import Receipt, RecordRef

OUT_OF_SIGHT = {**NOTHING, "Note": 1}
"""A colleague's note is his to delete; under a deleted mail nobody is shown it."""


@pytest.fixture
def deal(remote: EspoRemote) -> RecordRef:
    return ref("deal", remote.create("Opportunity", name="Kit Deal", amount=10, closeDate="2026-12-01"))


@pytest.fixture
def case(remote: EspoRemote) -> RecordRef:
    return ref("case", remote.create("Case", name="Kit Case"))


@pytest.fixture
def both(make: Make, deal: RecordRef, case: RecordRef) -> Callable[[], tuple[Receipt, Receipt]]:
    """A mail that ``minsu`` filed and ``jiyoung`` added to."""

    def file() -> tuple[Receipt, Receipt]:
        ours = make().perform(wish(sample_filing(deal)))
        added = wish(sample_filing(case, attachments=(PHOTO,)), "theirs", add_to=ours.remote_id)
        return ours, make(username="jiyoung").perform(added)

    return file


Both = Callable[[], tuple[Receipt, Receipt]]


def test_what_its_maker_took_back_twice_goes_with_the_last_who_added(make: Make, fake: EspoFake, both: Both) -> None:
    ours, theirs = both()
    unfile(make, ours)
    unfile(make, ours)
    assert left(fake)["Email"] == 1
    unfile(make, theirs, username="jiyoung")
    assert left(fake) == OUT_OF_SIGHT


@pytest.mark.parametrize("writes", range(4))
def test_the_last_one_is_cut_and_goes_on(make: Make, fake: EspoFake, both: Both, writes: int) -> None:
    ours, theirs = both()
    unfile(make, ours)
    fake.writes_left = writes
    with pytest.raises(Transient):
        unfile(make, theirs, username="jiyoung")
    fake.writes_left = None
    unfile(make, theirs, username="jiyoung")
    assert left(fake) == OUT_OF_SIGHT


def test_a_mail_that_may_not_be_deleted_is_said_before_anything_goes(make: Make, fake: EspoFake, both: Both) -> None:
    """Where the role lets people delete their own alone."""
    ours, theirs = both()
    unfile(make, ours)
    fake.users["jiyoung"].table["Email"] = {**FULL, "delete": "own"}
    before = left(fake)
    with pytest.raises(Rejected, match="what minsu made; nothing was taken back"):
        unfile(make, theirs, username="jiyoung")
    assert left(fake) == before


def test_a_post_that_is_too_old_to_be_deleted_is_said_before_anything_goes(
    make: Make, fake: EspoFake, deal: RecordRef, case: RecordRef
) -> None:
    """After ``noteDeleteThresholdPeriod``, a month, only an administrator may."""
    receipt = make().perform(wish(sample_filing(deal, case)))
    before = left(fake)
    fake.is_strict_with_notes = True
    with pytest.raises(Rejected) as caught:
        unfile(make, receipt)
    assert (caught.value.message_key, caught.value.params["what"]) == ("too_old", "Kit Case")
    assert left(fake) == before
    [post] = [row["id"] for row in fake.rows["Note"].values() if row["parentType"] == "Case"]
    del fake.rows["Note"][post]
    unfile(make, receipt)
    assert left(fake)["Email"] == 0


def test_a_note_that_is_too_old_stands_for_nothing_any_more(make: Make, fake: EspoFake, deal: RecordRef) -> None:
    """It stays under a colleague's mail, and says that it is over."""
    theirs = make(username="jiyoung").perform(wish(sample_filing(deal, attachments=()), "theirs"))
    ours = make().perform(wish(sample_filing(deal, attachments=(PHOTO,)), add_to=theirs.remote_id))
    fake.is_strict_with_notes = True
    unfile(make, ours)
    unfile(make, ours)
    posts = [row["post"].partition(" (")[0] for row in fake.rows["Note"].values()]
    assert posts == ["Filed with Workspace", "Taken back with Workspace"]
    unfile(make, theirs, username="jiyoung")
    assert left(fake)["Email"] == 0


def test_what_could_not_be_taken_back_after_a_refusal_is_told(
    make: Make, fake: EspoFake, deal: RecordRef, case: RecordRef
) -> None:
    fake.users["minsu"].table |= {"Case": {**FULL, "stream": "no"}, "Email": {**FULL, "delete": "no"}}
    ours = wish(sample_filing(deal, case))
    with pytest.raises(PartlyWritten) as caught:
        make().perform(ours)
    assert {key: caught.value.params[key] for key in ("written", "missing")} == {
        "written": "Kit Deal",
        "missing": "Kit Case",
    }
    assert [str(each) for each in caught.value.receipt.records] == [str(deal)]
    fake.users["minsu"].table["Case"] = FULL
    whole = make().perform(replace(ours, payload={**ours.payload, "add_to": caught.value.receipt.remote_id}))
    assert {str(each) for each in whole.records} == {str(deal), str(case)}
    assert left(fake)["Email"] == 1


def test_a_new_record_that_may_not_be_deleted_is_said_before_anything_goes(
    make: Make, fake: EspoFake, deal: RecordRef
) -> None:
    receipt = make().perform(wish(sample_filing(deal, create=(NEW_CONTACT,))))
    fake.users["minsu"].table["Contact"] = {**FULL, "delete": "no"}
    before = left(fake)
    with pytest.raises(Rejected, match="no delete access to Contact"):
        unfile(make, receipt)
    assert left(fake) == before


def test_a_text_that_only_looks_like_our_mark_is_nobodys_filing() -> None:
    assert maker({"bodyPlain": "Hello\nWorkspace is great"}, EMAIL) == ""
    assert maker({"bodyPlain": f"Hello\n\n{mark('key')} action-1"}, EMAIL) == "action-1"
