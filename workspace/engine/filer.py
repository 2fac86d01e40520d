"""Files one mail into one CRM, once: looks before it writes, and reads back what it wrote.

Whoever filed the same key first (another click, the command line, an attempt that a crash cut off, a colleague) is
found, in the ledger or at the CRM, and only what is missing is added.
"""

from collections import Counter
from dataclasses import replace

from workspace.connector.base import Connector
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.engine.attempts import Attempts, again, filing_of
from workspace.engine.duty import Work
from workspace.engine.outcomes import Lane, MailTrouble, NotWritten
from workspace.engine.parts import Parts
from workspace.model.actions import Action, Receipt
from workspace.model.filings import Filing

LOOK_AGAIN_SECONDS = 1.0


class Filer:
    """Runs on a worker."""

    def __init__(self, attempts: Attempts, parts: Parts) -> None:
        self._attempts = attempts
        self._parts = parts

    def file(self, connector: Connector, lane: Lane, work: Work) -> Receipt | None:
        """The receipt; None where this very action was done before."""
        action = work.action
        filing = filing_of(action.payload)
        ours = self._attempts.filed_before(action, filing)
        if ours is not None:
            return None if self._attempts.begin(work) is None else again(ours, action)
        self._fetch_attachments(lane, action, filing)
        begun = self._attempts.begin(work)
        if begun is None:
            return None
        if begun.is_again:
            lane.wait_for_index(begun, begun.now)
        found = connector.find(action)
        # What an earlier attempt of this very action left is its own work; only the CRM knows whether there is more.
        was_there = found is not None and (found.found or not begun.is_again)
        if found is not None and covers(found, filing) and (begun.is_again or has_names(found, filing)):
            return replace(found, found=was_there)
        written = connector.perform(_adding(action, found))
        seen = self._read_back(connector, lane, action, filing, written)
        return _joined(written, seen, was_there=was_there)

    def _fetch_attachments(self, lane: Lane, action: Action, filing: Filing) -> None:
        """Bring what goes along into the cache. Raises ``MailTrouble`` if the mail's service is away."""
        item = action.item
        if item is None:
            return
        for each in filing.attachments:
            if self._parts.is_here(item, each.part_id):
                continue
            if item.account_id not in lane.mail:
                raise Rejected("not_found", what=each.name)
            try:
                self._parts.fetch(*lane.mail[item.account_id], item, each.part_id)
            except (Transient, AuthRequired) as error:
                raise MailTrouble(error) from error

    def _read_back(self, connector: Connector, lane: Lane, action: Action, filing: Filing, written: Receipt) -> Receipt:
        """The filing as the CRM now shows it; raises :class:`NotWritten` if it does not.

        A record that was to be created may have been there already: then it is one of those that were written to.
        """
        wanted = replace(filing, records=(*filing.records, *written.records), create=())
        tries = 1 + int(lane.find_delay_seconds / LOOK_AGAIN_SECONDS)
        for n in range(tries):
            seen = connector.find(action)
            if seen is not None and covers(seen, wanted):
                return seen
            if n + 1 < tries and lane.stopping.wait(LOOK_AGAIN_SECONDS):
                break
        raise NotWritten


def covers(receipt: Receipt, filing: Filing) -> bool:
    """Whether everything that is to be filed is there: records, created ones, number of attachments."""
    there = {(each.record_type, each.remote_id) for each in receipt.records}
    wanted = {(each.record_type, each.remote_id) for each in filing.records}
    return (
        wanted <= there
        and len(receipt.created) >= len(filing.create)
        and len(receipt.attachments) >= len(filing.attachments)
    )


def has_names(receipt: Receipt, filing: Filing) -> bool:
    """Whether the attachments that are there are the ones that are to be filed, and not as many others."""
    there = Counter(name for name, _, _ in receipt.attachments)
    return Counter(each.name for each in filing.attachments) <= there


def _adding(action: Action, found: Receipt | None) -> Action:
    """The action as the connector performs it: adding to what is there under its key."""
    add_to = None if found is None else found.remote_id
    return replace(action, payload={**action.payload, "add_to": add_to})


def _joined(written: Receipt, seen: Receipt, *, was_there: bool) -> Receipt:
    """What was written, as the CRM shows it."""
    return replace(
        written,
        remote_id=seen.remote_id or written.remote_id,
        link=seen.link or written.link,
        records=seen.records or written.records,
        attachments=seen.attachments or written.attachments,
        found=was_there,
        filed_by=seen.filed_by or written.filed_by,
    )
