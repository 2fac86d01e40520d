"""A mail as a list needs it, out of its header: for every service that gives the header fields as they were sent."""

from datetime import datetime
from typing import Any

from workspace.mail.parse import Mail
from workspace.model.ids import RemoteId
from workspace.model.items import Email


def listed(mail: Mail, remote_id: RemoteId, received_at: datetime, **known: Any) -> Email:
    """What the header says, with what only the service knows (marks, labels, size) as ``known`` fields of Email.

    Where there is no From, Sender stands for it (RFC 5322 section 3.6.2).
    """
    return Email(
        remote_id=remote_id,
        received_at=received_at,
        subject=mail.subject,
        from_=mail.from_ or mail.sender,
        to=mail.to,
        cc=mail.cc,
        bcc=mail.bcc,
        reply_to=mail.reply_to,
        sent_at=mail.sent_at,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        is_automated=mail.is_automated,
        **known,
    )
