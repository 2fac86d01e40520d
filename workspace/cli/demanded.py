"""What a CRM demands in new records, and how a command refuses a record that lacks it."""

from collections.abc import Sequence
from typing import Any

from workspace.cli.context import Context
from workspace.cli.failed import Failed
from workspace.model.filings import RecordField
from workspace.model.ids import AccountId

ASK_SECONDS = 20


def ask_demands(context: Context, account_id: AccountId, record_type: str) -> dict[str, Any]:
    """The engine's answer: ``fields``, ``asked_at``, ``is_old``; ``Failed`` where the CRM is away and never said."""
    payload = {"crm_account_id": account_id, "record_type": record_type}
    return dict(context.ask("demanded_fields", payload, timeout=ASK_SECONDS).payload)


def demanded_fields(context: Context, account_id: AccountId, record_type: str) -> tuple[RecordField, ...]:
    """The fields; none where they cannot be known now: then the CRM itself says what is missing when it is filed."""
    try:
        found = ask_demands(context, account_id, record_type)
    except Failed:
        return context.reader.demanded_fields(account_id, record_type) or ()
    return tuple(RecordField(each["name"], each["label"], tuple(each["choices"])) for each in found["fields"])


def refuse_missing(crm: str, record_type: str, missing: Sequence[RecordField]) -> None:
    """Say all at once, before anything is queued, and how to give each."""
    if not missing:
        return
    names = ", ".join(each.label for each in missing)
    how = " ".join(f"--set {each.name}=VALUE" + _choices(each) for each in missing)
    raise Failed(f"{crm} asks for {names} in every new {record_type}. Nothing was queued: give {how}.")


def _choices(field: RecordField) -> str:
    return f" (one of: {', '.join(field.choices)})" if field.choices else ""
