"""A cached mail in the shape that mail craft answers and forwards."""

from collections.abc import Iterable

from workspace.mail.parse import Mail
from workspace.store.rows import ItemRow


def as_mail(row: ItemRow) -> Mail:
    """What replies and forwards need of an item; attachments are named by the item itself."""
    return Mail(
        message_id=row.message_id,
        in_reply_to=_text(row.detail.get("in_reply_to")),
        references=_texts(row.detail.get("references")),
        subject=row.subject,
        sent_at=row.sent_at or row.received_at,
        from_=(row.from_,),
        to=row.to,
        cc=row.cc,
        bcc=row.bcc,
        reply_to=row.reply_to,
        text=row.text or "",
        html=row.html,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, Iterable) and not isinstance(value, str) else ()
