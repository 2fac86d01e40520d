"""The unfiled tray: why something the user wanted in a CRM is not there."""

from collections.abc import Iterable
from dataclasses import dataclass

from workspace.filing.match import Decision, Matches
from workspace.filing.reasons import Reason
from workspace.filing.rules import Rules, outsiders
from workspace.model.ids import ActionId
from workspace.model.items import ItemKey
from workspace.model.kinds import ActionState, Verb
from workspace.store.rows import AttemptRow, ItemRow


@dataclass(frozen=True, slots=True)
class Unfiled:
    """One line of the tray; without ``action_id`` nothing was tried because nothing fitted."""

    item: ItemKey | None
    subject: str
    reason: Reason
    action_id: ActionId | None = None
    may_retry: bool = False


def unfiled(attempts: Iterable[AttemptRow]) -> tuple[Unfiled, ...]:
    """The filings that failed, are unsure, or wait with an error."""
    found = []
    for each in attempts:
        reason = attempt_reason(each)
        if reason is not None:
            may_retry = each.state in (ActionState.FAILED, ActionState.UNSURE)
            found.append(Unfiled(each.item, each.subject, reason, each.action_id, may_retry))
    return tuple(found)


def attempt_reason(attempt: AttemptRow) -> Reason | None:
    """Why a filing is not in the CRM; None for other verbs, and for filings that are done or simply
    on their way.
    """
    if attempt.verb != Verb.FILE or attempt.state == ActionState.DONE:
        return None
    if attempt.state == ActionState.UNSURE:
        return Reason("unsure")
    if attempt.error_key:
        return Reason(attempt.error_key, attempt.error_params)
    if attempt.state == ActionState.FAILED:
        return Reason("failed")
    return Reason("waiting") if attempt.tries else None


def match_reason(item: ItemRow, matches: Matches, rules: Rules, crm: str) -> Reason | None:
    """Why a match did not lead to a filing; ``crm`` is the name to show. None where it is one
    record.
    """
    if matches.refusal is not None:
        return matches.refusal
    if matches.decision is Decision.SEVERAL:
        torn = [m for m in matches.by_account.values() if m.decision is Decision.SEVERAL]
        count = sum(len(each.choices) for each in torn)
        return Reason("several_matches", {"count": str(count), "crm": crm})
    if matches.decision is Decision.NONE:
        who = ", ".join(each.email for each in outsiders(item, rules))
        return Reason("no_match", {"crm": crm, "who": who})
    return None


def unmatched(item: ItemRow, reason: Reason) -> Unfiled:
    """The line of an item that no record fitted."""
    return Unfiled(item.key, item.subject, reason)
