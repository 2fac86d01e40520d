"""A letter being written: how it starts, how it is kept as a draft, and the mail it becomes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast
from uuid import uuid4

from ui.compose.addresses import people, written
from ui.reader.content import content_of, remote_images, with_images
from workspace.connector.payloads import Outgoing, OutgoingAttachment
from workspace.mail.address import domain_of, normalise
from workspace.mail.compose import ReplyFields, forward_fields, quotable, reply_fields
from workspace.mail.html import fold_quotes, fold_text
from workspace.mail.parse import Mail
from workspace.mail.text import text_to_html
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Address, ItemKey
from workspace.model.kinds import Kind
from workspace.store.as_mail import as_mail
from workspace.store.rows import ItemRow

SIGNATURE_CLASS = "gmail_signature"
"""What many mail programs know a signature by, so that they fold it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Recipients are kept as typed; ``item`` is what is answered or forwarded, ``mode`` how.

    ``missing`` are the parts of ``carried`` that are to go along and are not here yet. ``kept_in`` is the account whose
    service may hold a copy of the draft, ``kept`` the :attr:`digest` of that copy. ``text`` and ``html`` are without
    the ``signature``, which is HTML. One that ``is_plain`` leaves as text only.
    """

    account_id: AccountId
    from_email: str
    to: str = ""
    cc: str = ""
    bcc: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    quoted_text: str = ""
    quoted_html: str = ""
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    files: tuple[OutgoingAttachment, ...] = ()
    item: ItemKey | None = None
    mode: str = "new"
    message_id: str = ""
    carried: ItemKey | None = None
    missing: tuple[str, ...] = ()
    kept_in: str = ""
    kept: str = ""
    signature: str = ""
    signature_text: str = ""
    is_plain: bool = False

    def to_fields(self) -> dict[str, object]:
        """JSON-ready, for the drafts; the list of drafts reads ``to``, ``subject`` and ``text``."""
        data = asdict(self)
        for name in ("to", "cc", "bcc"):
            data[name] = [data[name]] if data[name] else []
        return data

    @classmethod
    def from_fields(cls, account_id: AccountId, fields: Mapping[str, object]) -> "Letter":
        data = cast("dict[str, Any]", {k: v for k, v in fields.items() if k in cls.__slots__})
        for name in ("to", "cc", "bcc"):
            data[name] = ", ".join(data.get(name) or [])
        keys = {name: _key(data.get(name)) for name in ("item", "carried")}
        files = tuple(OutgoingAttachment(**each) for each in data.get("files") or ())
        references = tuple(data.get("references") or ())
        missing = tuple(data.get("missing") or ())
        known = {**data, **keys, "files": files, "references": references, "missing": missing}
        return cls(**{**known, "account_id": account_id})

    @property
    def digest(self) -> str:
        """The same for letters that say the same to the same people."""
        said = asdict(replace(self, carried=None, missing=(), kept_in="", kept=""))
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether the user has written nothing worth keeping."""
        return not (self.text.strip() or self.files or (self.mode == "new" and (self.to or self.subject)))

    @property
    def size(self) -> int:
        return sum(each.size for each in self.files)

    def outgoing(self, names: Mapping[str, str]) -> Outgoing:
        """The mail as it is sent; ``names`` are the display names of our own addresses."""
        # RFC 3676 section 4.3: a line with two hyphens and a space stands above a signature.
        signed = f"-- \n{self.signature_text}" if self.signature_text else ""
        text = "\n\n".join(part for part in (self.text, signed, self.quoted_text) if part)
        html = self.html or text_to_html(self.text)
        if self.signature:
            html = f'{html}<div><br></div><div class="{SIGNATURE_CLASS}">{self.signature}</div>'
        return Outgoing(
            message_id=self.message_id or new_message_id(self.from_email),
            from_=Address(names.get(self.from_email, ""), self.from_email),
            to=people(self.to),
            cc=people(self.cc),
            bcc=people(self.bcc),
            subject=self.subject,
            text=text,
            html=None if self.is_plain else f"{html}<br>{self.quoted_html}" if self.quoted_html else html,
            date=datetime.now(UTC),
            in_reply_to=self.in_reply_to,
            references=self.references,
            attachments=self.files,
        )


def _key(data: Mapping[str, str] | None) -> ItemKey | None:
    return ItemKey(AccountId(data["account_id"]), Kind(data["kind"]), RemoteId(data["remote_id"])) if data else None


def new_letter(account: Account, to: str = "") -> Letter:
    email = account.identity or next(iter(account.own_addresses), "")
    return Letter(account.account_id, email, to=to, message_id=new_message_id(email))


def answer_letter(item: ItemRow, account: Account, mode: str, own: Iterable[str]) -> Letter:
    """A reply, reply to all or forward of an item; it leaves from the address that received it."""
    mail = as_mail(replace(item, html=_named(item) if item.html else None))
    fields = _start(mail, mode, own)
    email = received_by(item, account)
    return Letter(
        account.account_id,
        email,
        to=written(Address(a.name, a.email) for a in fields.to),
        cc=written(Address(a.name, a.email) for a in fields.cc),
        subject=fields.subject,
        quoted_text=fields.quoted_text,
        quoted_html=fields.quoted_html,
        in_reply_to=fields.in_reply_to,
        references=fields.references,
        item=item.key,
        mode=mode,
        message_id=new_message_id(email),
    )


def prepare_quote(item: ItemRow) -> None:
    """Work out what an answer quotes, so that it is there when somebody answers; in any thread."""
    if item.html:
        quotable(_named(item))


def _named(item: ItemRow) -> str:
    return with_images(item.html or "", remote_images(item))


def draft_letter(item: ItemRow, account: Account, answered: ItemKey | None) -> Letter:
    """A draft that lies at its service, to go on with; ``answered`` is the mail it is a reply to, if it is here."""
    content = content_of(item)
    text, quoted_text = fold_text((item.text or "").rstrip())
    html, signature = unsigned(with_images(content.new, content.images) if item.html else "")
    text, signature_text = _unsigned_text(text) if signature else (text, "")
    mail, own = as_mail(item), own_addresses(account)
    is_own = normalise(item.from_.email) in map(normalise, own)
    return Letter(
        account.account_id,
        item.from_.email if is_own else next(iter(own), ""),
        to=written(item.to),
        cc=written(item.cc),
        bcc=written(item.bcc),
        subject=item.subject,
        text=text,
        html=html,
        quoted_text=quoted_text or "",
        quoted_html=with_images(content.quoted or "", content.images),
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        item=answered,
        mode="reply" if answered else "new",
        message_id=item.message_id or new_message_id(item.from_.email),
        kept_in=account.account_id,
        signature=signature,
        signature_text=signature_text,
    )


def queued_letter(account_id: AccountId, mail: Outgoing, answered: ItemKey | None) -> Letter:
    """A letter that waits to leave, to go on with; ``answered`` is the mail it is a reply to, if it is here."""
    text, quoted_text = fold_text(mail.text)
    new, quoted = fold_quotes(mail.html or "")
    html, signature = unsigned(new.removesuffix("<br>"))
    is_plain = mail.html is None
    text, signature_text = _unsigned_text(text) if signature or is_plain else (text, "")
    mode = "reply" if answered else "forward" if quoted or quoted_text else "new"
    return Letter(
        account_id,
        mail.from_.email,
        to=written(mail.to),
        cc=written(mail.cc),
        bcc=written(mail.bcc),
        subject=mail.subject,
        text=text,
        html=html,
        quoted_text=quoted_text or "",
        quoted_html=quoted or "",
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        files=mail.attachments,
        item=answered,
        mode=mode,
        message_id=mail.message_id,
        signature=signature or text_to_html(signature_text),
        signature_text=signature_text,
        is_plain=is_plain,
    )


def unsigned(html: str) -> tuple[str, str]:
    """HTML without its signature and the line above it, and the signature; that is empty where none is marked."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(html).body if SIGNATURE_CLASS in html else None
    found = body.css_first(f"div.{SIGNATURE_CLASS}") if body is not None else None
    if body is None or found is None:
        return html, ""
    signature = found.inner_html or ""
    found.decompose()
    return (body.inner_html or "").strip().removesuffix("<div><br></div>").removesuffix("<div><br/></div>"), signature


def _unsigned_text(text: str) -> tuple[str, str]:
    above, _, below = f"\n{text}".partition("\n-- \n")
    return above.strip("\n"), below.rstrip()


def _start(mail: Mail, mode: str, own: Iterable[str]) -> ReplyFields:
    if mode == "forward":
        return forward_fields(mail)
    return reply_fields(mail, own, to_all=mode == "reply_all")


def received_by(item: ItemRow, account: Account) -> str:
    """Which of the account's addresses a mail came to, else its identity."""
    own = own_addresses(account)
    if item.is_sent and normalise(item.from_.email) in map(normalise, own):
        return item.from_.email
    for each in (*item.to, *item.cc):
        match = next((email for email in own if normalise(email) == normalise(each.email)), None)
        if match is not None:
            return match
    return own[0] if own else ""


def own_addresses(account: Account) -> Sequence[str]:
    """The addresses an account can send from, its identity first."""
    return list(dict.fromkeys(e for e in (account.identity, *account.own_addresses) if "@" in e))


def new_message_id(email: str) -> str:
    return f"<{uuid4().hex}@{domain_of(email) or 'localhost'}>"
