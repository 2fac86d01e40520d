"""A filing as the mail that it was, for the server's own import of messages (RFC 5322).

The import keeps the Message-ID and lets one mail in once. The files are not in it: each goes up on its own.
"""

import re
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

from workspace.model.filings import Filing
from workspace.model.items import Address

MAKER = "workspace-"
SUBJECT_BYTES = 255
_KEY = re.compile(r"<[\w.!#$%&'*+/=?^`{|}~-]+@[\w.!#$%&'*+/=?^`{|}~-]+>", re.ASCII)
_KEY_CHARS = 240


def is_message_id(key: str) -> bool:
    """Whether the server keeps the key as it is. It imports no mails of its own (``@espo-system``)."""
    return len(key) <= _KEY_CHARS and _KEY.fullmatch(key) is not None and "@espo-system" not in key.lower()


def message(filing: Filing, action_id: str) -> bytes:
    """The server keeps what is in ``Delivered-To`` behind the Message-ID, where nobody is shown it: who made it."""
    mail = _body(filing)
    mail["Message-ID"] = filing.key
    mail["Delivered-To"] = f"{MAKER}{action_id}"
    mail["Date"] = format_datetime(filing.sent_at)
    mail["Subject"] = _encoded(_cut(" ".join(filing.subject.split())))
    for name, people in (("From", (filing.from_,)), ("To", filing.to), ("Cc", filing.cc)):
        if listed := ", ".join(_address(each) for each in people if each.email.isascii() and "@" in each.email):
            mail[name] = listed
    if filing.thread_key != filing.key and is_message_id(filing.thread_key):
        mail["In-Reply-To"] = filing.thread_key
    return mail.as_bytes()


def maker(mail: dict[str, object]) -> str:
    """The action that imported a mail, from what the server kept; empty for mails that are not ours."""
    internal, key = str(mail.get("messageIdInternal") or ""), str(mail.get("messageId") or "")
    before = f"{key}-{MAKER}"
    return internal.removeprefix(before) if key and internal.startswith(before) else ""


def _body(filing: Filing) -> Message:
    text = MIMEText(filing.text, "plain", "utf-8")
    if filing.html is None:
        return text
    both = MIMEMultipart("alternative")
    both.attach(text)
    both.attach(MIMEText(filing.html, "html", "utf-8"))
    return both


def _cut(text: str) -> str:
    """The import cuts at so many bytes, also in the middle of a character."""
    return text.encode()[:SUBJECT_BYTES].decode("utf-8", "ignore")


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode(maxlinelen=70)


def _address(person: Address) -> str:
    return formataddr((" ".join(person.name.split()), "".join(person.email.split())), "utf-8")
