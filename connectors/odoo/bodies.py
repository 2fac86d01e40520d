"""The text of a filing as the HTML of a message; Odoo cleans it once more (``fields.Html``)."""

from collections.abc import Iterator
from datetime import UTC
from email.utils import formataddr
from html import escape

from workspace.model.filings import Filing
from workspace.model.items import Address


def body(filing: Filing, *, with_recipients: bool) -> str:
    """``with_recipients`` where the message has no fields that say who else got it."""
    lines = list(_head(filing, with_recipients=with_recipients))
    head = f"<p>{'<br/>'.join(lines)}</p>" if lines else ""
    if filing.html:
        return f"{head}<div>{filing.html}</div>"
    text = "<br/>".join(escape(line, quote=False) for line in filing.text.splitlines())
    return f"{head}<p>{text}</p>"


def _head(filing: Filing, *, with_recipients: bool) -> Iterator[str]:
    if filing.kind == "event":
        yield f"When: {filing.sent_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    is_mail = filing.kind == "email"
    if not is_mail and filing.from_.email:
        yield f"From: {_people((filing.from_,))}"
    if with_recipients or not is_mail:
        if filing.to:
            yield f"To: {_people(filing.to)}"
        if filing.cc:
            yield f"Cc: {_people(filing.cc)}"
    if filing.bcc:
        # No version of Odoo has a field for them.
        yield f"Bcc: {_people(filing.bcc)}"


def _people(people: tuple[Address, ...]) -> str:
    return escape(plain_people(people), quote=False)


def plain_people(people: tuple[Address, ...]) -> str:
    return ", ".join(written(each) for each in people)


def written(address: Address) -> str:
    """Readable, not encoded for a header: Odoo shows it as it is."""
    if not address.email.isascii():
        return f"{address.name} <{address.email}>".strip()
    return (
        formataddr((address.name, address.email), charset="utf-8")
        if address.name.isascii()
        else (f'"{address.name.replace(chr(34), "")}" <{address.email}>')
    )
