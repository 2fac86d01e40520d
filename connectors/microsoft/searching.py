"""Search in Outlook mail (https://learn.microsoft.com/graph/search-query-parameter): newest first, over all folders."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from connectors.microsoft.graph import Graph
from connectors.microsoft.mail_mapping import SELECT, email
from connectors.microsoft.remote_ids import named, place, root_of
from workspace.connector.errors import Rejected
from workspace.connector.pages import Page, Search
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind

PAGE = 100
_DAY = timedelta(days=1)


def search(graph: Graph, search: Search, collections: Sequence[Collection]) -> Iterator[tuple[Collection, Page]]:
    """One mailbox after the other; raises why where none can be searched."""
    folders = {each.remote_id: each for each in collections if each.kind is Kind.EMAIL}
    mailboxes = dict.fromkeys(place(each).mailbox for each in folders)
    refused: Rejected | None = None
    is_answered = False
    for mailbox in mailboxes:
        try:
            yield from _in_mailbox(graph, mailbox, search, folders)
            is_answered = True
        except Rejected as error:
            refused = error
    if refused is not None and not is_answered:
        raise refused


def _in_mailbox(
    graph: Graph, mailbox: str, search: Search, folders: dict[RemoteId, Collection]
) -> Iterator[tuple[Collection, Page]]:
    asked = {"$search": query(search), "$select": f"{SELECT},parentFolderId", "$top": str(min(PAGE, search.limit))}
    number = 0
    for found in graph.pages(f"{root_of(mailbox)}/messages", asked):
        there: dict[RemoteId, list[Email]] = defaultdict(list)
        for each in found[: search.limit - number]:
            folder = named(mailbox, str(each.get("parentFolderId")))
            if folder in folders:
                mail = email(each, mailbox, folders[folder].role)
                there[folder] += [mail] if search.is_in_time(mail.received_at) else []
        for folder, mails in there.items():
            if mails:
                yield folders[folder], Page(items=tuple(mails))
        number += len(found)
        if number >= search.limit:
            return


def query(search: Search) -> str:
    """In Keyword Query Language, where a day is the smallest time; all in the quotes that ``$search`` wants."""
    words = [_quoted(word) for word in search.words]
    words += [f"from:{_quoted(name)}" for name in search.from_]
    words += [f"(to:{_quoted(name)} OR cc:{_quoted(name)})" for name in search.to]
    words += [f"subject:{_quoted(each)}" for each in search.subject]
    if search.after is not None:
        words.append(f"received>={search.after.date() - _DAY}")
    if search.before is not None:
        words.append(f"received<={search.before.date() + _DAY}")
    text = " AND ".join(words)
    return '"' + text.replace('"', '\\"') + '"'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ").replace("\\", " ") + '"'
