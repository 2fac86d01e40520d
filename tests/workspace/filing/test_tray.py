"""The unfiled tray says why something is not in the CRM."""

import pytest

from tests.workspace.filing.rows import CRM, NOON, RULES, Cache, mail, record
from workspace.filing.match import match
from workspace.filing.tray import match_reason, unfiled, unmatched
from workspace.model.ids import ActionId
from workspace.store.rows import AttemptRow


def attempt(state: str, error_key: str = "", tries: int = 1, verb: str = "file") -> AttemptRow:
    return AttemptRow(ActionId("a1"), CRM, verb, state, "견적", mail().key, NOON, tries, error_key, {"host": "crm"})


@pytest.mark.parametrize(
    ("row", "sentence", "may_retry"),
    [
        (attempt("failed", "not_written"), "The CRM took the filing but does not show it; ", True),
        (attempt("failed"), "The CRM refused it.", True),
        (attempt("unsure", "timeout"), "This may have been filed.", True),
        (attempt("trying", "unreachable"), "crm could not be reached.", False),
        (attempt("trying"), "Waiting for the CRM.", False),
    ],
)
def test_a_stuck_filing_says_why(row: AttemptRow, sentence: str, may_retry: bool) -> None:
    (line,) = unfiled([row])
    assert line.reason.sentence.startswith(sentence)
    assert (line.action_id, line.may_retry) == ("a1", may_retry)


def test_what_is_done_or_simply_queued_is_not_in_the_tray() -> None:
    rows = [attempt("done"), attempt("queued", tries=0), attempt("failed", verb="send")]
    assert unfiled(rows) == ()


def test_a_mail_that_nothing_fits_names_who_it_is_from() -> None:
    found = match(mail(), Cache(), RULES)
    reason = match_reason(mail(), found, RULES, "Workspace CRM")
    assert reason is not None
    assert reason.sentence == "No record in Workspace CRM fits minsu@hanbit.co.kr."
    assert unmatched(mail(), reason).action_id is None


def test_several_matches_ask_for_a_choice_and_one_asks_nothing() -> None:
    twins = [record(f"p{n}", emails=("minsu@hanbit.co.kr",)) for n in (1, 2)]
    several = match_reason(mail(), match(mail(), Cache(twins), RULES), RULES, "CRM")
    assert several is not None
    assert several.key == "several_matches"
    assert match_reason(mail(), match(mail(), Cache(twins[:1]), RULES), RULES, "CRM") is None
