"""Looks records up at Odoo: by addresses, domains and words, asked now."""

from collections.abc import Iterable, Iterator, Sequence

from connectors.odoo.models import EMAIL_FIELDS, LEAD, PARTNER, READ, Domain
from connectors.odoo.pulling import Records
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.mail.address import normalise
from workspace.model.items import Record

MOST = 100


def look_up(records: Records, query: Query) -> Iterator[Record]:
    """Each record once; models that are not there or not allowed are left out. Raises ``Rejected`` where all are."""
    refused: list[Rejected] = []
    for model in READ:
        try:
            found = _found(records, model, query)
        except Rejected as error:
            refused.append(error)
        else:
            yield from (each for each in found if _fits(each, query))
    if len(refused) == len(READ):
        raise refused[0]


def _found(records: Records, model: str, query: Query) -> list[Record]:
    domain = _domain(records, model, query)
    if not domain:
        return []
    context = {"active_test": False} if model == LEAD else {}
    return records.search(model, domain, limit=MOST, order="write_date desc, id desc", context=context)


def any_of(terms: Iterable[Sequence[object]]) -> Domain:
    """Terms joined by "or", in Odoo's prefix notation."""
    found: Domain = list(terms)
    return ["|"] * (len(found) - 1) + found


def _domain(records: Records, model: str, query: Query) -> Domain:
    known = records.schema.fields(model)
    fields = [name for name in EMAIL_FIELDS if name in known and name != "email_cc"]
    fields += records.schema.custom_emails(model)
    terms = [[name, "ilike", literal(email)] for email in query.emails for name in fields]
    for domain in query.domains:
        terms += [[name, "ilike", literal(f"@{domain}")] for name in fields]
        if model == PARTNER:
            terms.append(["website", "ilike", literal(domain)])
    if query.text:
        terms.append(["name", "ilike", literal(query.text)])
    return any_of(terms)


def literal(text: str) -> str:
    """A text without the marks that Odoo hands on to SQL's LIKE."""
    for mark in "\\%_":
        text = text.replace(mark, f"\\{mark}")
    return text


def _fits(record: Record, query: Query) -> bool:
    """The server was asked for parts of a text: here it is the whole address, or the whole domain."""
    emails = {normalise(each) for each in query.emails}
    domains = {each.lower() for each in query.domains}
    theirs = {*record.domains, *(each.rpartition("@")[2] for each in record.emails)}
    has_text = bool(query.text) and query.text.casefold() in record.name.casefold()
    return bool(emails & set(record.emails)) or bool(domains & theirs) or has_text
