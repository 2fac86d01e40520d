"""Search at the made-up service: every word anywhere in a mail, as a person would look for it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from connectors.demo.service import DemoService, Row, item_of, rows_in
from workspace.connector.pages import Page, Search
from workspace.mail.parse import parse
from workspace.mail.tokens import plain
from workspace.model.items import Address, Collection, Email
from workspace.model.kinds import Kind


def search(
    service: DemoService, search: Search, collections: Sequence[Collection]
) -> Iterator[tuple[Collection, Page]]:
    state = service.state()
    for collection in collections:
        rows = rows_in(state, collection.remote_id) if collection.kind is Kind.EMAIL else []
        newest = sorted(rows, key=lambda row: -int(row["number"]))
        found = (item_of(row, collection.remote_id) for row in newest if _fits(service, row, collection, search))
        if items := tuple(islice(found, search.limit)):
            yield collection, Page(items=items)


def _fits(service: DemoService, row: Row, collection: Collection, search: Search) -> bool:
    mail = item_of(row, collection.remote_id)
    if not isinstance(mail, Email) or not search.is_in_time(mail.received_at):
        return False
    people = _written(mail.from_), _written((*mail.to, *mail.cc))
    text = parse(service.place.bytes_of(row["raw"])).text if row["raw"] else mail.text or ""
    return (
        _holds(f"{mail.subject} {' '.join(people)} {text}", search.words)
        and _holds(people[0], search.from_)
        and _holds(people[1], search.to)
        and _holds(mail.subject, search.subject)
    )


def _written(addresses: Iterable[Address]) -> str:
    return " ".join(f"{each.name} {each.email}" for each in addresses)


def _holds(text: str, words: Iterable[str]) -> bool:
    folded = plain(text)
    return all(plain(word) in folded for word in words)
