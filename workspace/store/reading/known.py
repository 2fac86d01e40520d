"""Whom one has to do with: the domains of the CRMs' records and of those who were written to."""

import json
from collections.abc import Iterable

from workspace.store.reading.connections import Files

WRITTEN_TO = 3_000
"""The newest sent mails whose recipients count."""
_STEPS = """
WITH RECURSIVE step (value) AS (
    SELECT min({column}) FROM {table}
    UNION ALL
    SELECT (SELECT min({column}) FROM {table} WHERE {column} > step.value) FROM step WHERE step.value IS NOT NULL
)
SELECT value FROM step WHERE value IS NOT NULL
"""
DOMAINS = _STEPS.format(table="record_domain", column="domain")
EMAILS = _STEPS.format(table="record_address", column="email")
SENT = "SELECT collection_id FROM collection WHERE role = 'sent'"
RECIPIENTS = """
SELECT DISTINCT a.email
FROM (
    SELECT item_id FROM item_collection WHERE collection_id IN (SELECT value FROM json_each(?))
    ORDER BY item_id DESC LIMIT ?
) s JOIN item_address a ON a.item_id = s.item_id
WHERE a.role IN ('to', 'cc')
"""


class KnownReader:
    """The part of :class:`workspace.store.reader.Reader` on who is known. It takes its time: ask another reader."""

    _files: Files

    def known_domains(self) -> set[str]:
        """The mail domains of customers and of everybody written to lately, as they stand in addresses."""
        sent = json.dumps([row[0] for row in self._files.cache(SENT)])
        people = [*self._files.cache(EMAILS), *self._files.cache(RECIPIENTS, sent, WRITTEN_TO)]
        companies = {row[0] for row in self._files.cache(DOMAINS)}
        return companies | set(_domains(row[0] for row in people))


def _domains(emails: Iterable[str]) -> Iterable[str]:
    return (domain for domain in (email.rpartition("@")[2] for email in emails) if domain)
