"""Asks HubSpot now: people by their address, companies by their domain, anything by words in its name."""

from collections.abc import Iterator

from connectors.hubspot.api import Api, Json, results
from connectors.hubspot.mapping import Words, record
from connectors.hubspot.objects import KINDS
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.model.items import Record
from workspace.model.kinds import RecordType

MOST = 20


def look_up(api: Api, query: Query, words: Words) -> Iterator[Record]:
    """Each record once. Addresses are read by their unique property, which no index lags behind."""
    found: dict[tuple[RecordType, str], Record] = {}
    for record_type, given in _asked(api, query):
        made = record(record_type, given, words)
        if query.text.strip() or _is_meant(made, query):
            found.setdefault((record_type, str(given["id"])), made)
    yield from found.values()


def _is_meant(made: Record, query: Query) -> bool:
    """Whether it has an address or a domain that was asked for: some servers answer a search with everything."""
    domains = {*made.domains, *(each.lower().rpartition("@")[2] for each in made.emails)}
    emails = {each.lower() for each in made.emails}
    asked = {each.lower() for each in query.emails}
    return bool(emails & asked or domains & {each.lower() for each in query.domains})


def _asked(api: Api, query: Query) -> Iterator[tuple[RecordType, Json]]:
    contact, company = KINDS[RecordType.CONTACT], KINDS[RecordType.COMPANY]
    if query.emails:
        emails = [each.lower() for each in query.emails]
        for each in api.people(emails, contact.properties):
            if str((each.get("properties") or {}).get("email") or "").lower() in emails:
                yield RecordType.CONTACT, each
        groups = [[{"propertyName": "email", "operator": "EQ", "value": each}] for each in emails[:3]]
        also = {"propertyName": "hs_additional_emails", "operator": "CONTAINS_TOKEN"}
        groups += [[{**also, "value": each}] for each in emails[:3]]
        for each in _found(api, contact.name, groups, contact.properties):
            yield RecordType.CONTACT, each
    if query.domains:
        groups = [[{"propertyName": "domain", "operator": "EQ", "value": each.lower()}] for each in query.domains[:5]]
        for each in _found(api, company.name, groups, company.properties):
            yield RecordType.COMPANY, each
        groups = [[{**each[0], "propertyName": "hs_email_domain"}] for each in groups]
        for each in _found(api, contact.name, groups, contact.properties):
            yield RecordType.CONTACT, each
    if query.text.strip():
        for record_type, kind in KINDS.items():
            try:
                answer = api.search(kind.name, [], kind.properties, query=query.text, limit=MOST)
            except Rejected:
                continue
            for each in results(answer):
                yield record_type, each


def _found(api: Api, name: str, groups: list[list[dict[str, str]]], properties: tuple[str, ...]) -> list[Json]:
    try:
        return api.found(name, groups, properties)
    except Rejected:
        return []
