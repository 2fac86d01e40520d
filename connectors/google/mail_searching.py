"""Search in Gmail, in the words of its search field (https://support.google.com/mail/answer/7190)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from connectors.google.mail_reading import MailReading
from workspace.connector.pages import Page, Search
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind

PAGE = 100


def search(
    reading: MailReading, search: Search, collections: Sequence[Collection]
) -> Iterator[tuple[Collection, Page]]:
    """Each mail in all of its labels that are collections."""
    by_label = {each.remote_id: each for each in collections if each.kind is Kind.EMAIL}
    ids = reading.found(query(search), search.limit)
    for start in range(0, len(ids), PAGE):
        there: dict[RemoteId, list[Email]] = defaultdict(list)
        for mail in reading.emails(ids[start : start + PAGE]).values():
            if mail is not None and search.is_in_time(mail.received_at):
                for label in mail.labels:
                    there[label].append(mail)
        for label, mails in there.items():
            if label in by_label:
                yield by_label[label], Page(items=tuple(mails))


def query(search: Search) -> str:
    """Quoted, so that nothing a person types is taken for an operator of Gmail's."""
    words = [_quoted(word) for word in search.words]
    words += [f"from:{_quoted(name)}" for name in search.from_]
    words += [f"{{to:{_quoted(name)} cc:{_quoted(name)}}}" for name in search.to]
    words += [f"subject:{_quoted(each)}" for each in search.subject]
    if search.after is not None:
        words.append(f"after:{int(search.after.timestamp()) - 1}")
    if search.before is not None:
        words.append(f"before:{int(search.before.timestamp())}")
    return " ".join(words)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
