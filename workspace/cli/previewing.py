"""What a filing would write, as the command line prints it."""

import json
from collections.abc import Iterator, Sequence

import click

from workspace.cli.output import plain
from workspace.filing.people import Linked
from workspace.filing.preview import Preview
from workspace.model.filings import NewRecord
from workspace.store.rows import FiledChip


def print_preview(
    account_id: str, seen: Preview, along: Sequence[Linked], filed: FiledChip | None, as_json: bool
) -> None:
    """``along`` are people whom the CRM links by itself, ``filed`` the filing that this one would be added to."""
    if as_json:
        click.echo(json.dumps(_json(account_id, seen, along, filed), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(account_id, seen, along, filed)))


def _json(account_id: str, seen: Preview, along: Sequence[Linked], filed: FiledChip | None) -> dict[str, object]:
    return {
        "account_id": account_id,
        **seen.filing.to_json(),
        "records": [str(r) for r in seen.filing.records],
        "linked": [{"email": each.email, "records": [str(r) for r in each.records]} for each in along],
        "missing": plain(seen.missing),
        "cuts": plain(seen.cuts),
        "left_out": [{"name": o.attachment.name, "reason": o.reason.sentence} for o in seen.left_out],
        "notes": [{"key": note.key, "reason": note.sentence} for note in seen.notes],
        "filed": filed.state if filed else None,
    }


def _lines(account_id: str, seen: Preview, along: Sequence[Linked], filed: FiledChip | None) -> Iterator[str]:
    filing = seen.filing
    yield f"To {account_id}:"
    yield f"  subject      {filing.subject}"
    yield f"  from         {filing.from_.email}"
    for name, people in (("to", filing.to), ("cc", filing.cc), ("bcc", filing.bcc)):
        if people:
            yield f"  {name:<12} {', '.join(each.email or each.name for each in people)}"
    yield from (f"  record       {ref}  {ref.name}" for ref in filing.records)
    yield from (f"  linked too   {_linked(each)}" for each in along)
    yield from (f"  create       {_new(new)}" for new in filing.create)
    yield from (f"  attachment   {a.name} ({a.size} bytes)" for a in filing.attachments)
    yield from (f"  left out     {o.attachment.name}: {o.reason.sentence}" for o in seen.left_out)
    yield from (f"  note         {note.sentence}" for note in seen.notes)
    yield from (f"  cut          {c.field}: {c.kept} of {c.of} characters" for c in seen.cuts)
    if filed is not None:
        by = f" by {filed.filed_by}" if filed.filed_by else ""
        yield f"  filed        {filed.state}{by}: {filed.label}"
    yield f"  text         {len(filing.text)} characters"


def _linked(along: Linked) -> str:
    refs = ", ".join(f"{ref}  {ref.name}" for ref in along.records)
    return f"{refs} ({along.email})" if len(along.records) == 1 else f"one of {refs}, or none ({along.email})"


def _new(new: NewRecord) -> str:
    return "  ".join([new.record_type, *(f"{key}={value}" for key, value in new.fields)])
