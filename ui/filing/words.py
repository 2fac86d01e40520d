"""What filing says: reasons, record types and fields, in the window's language."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.widgets.messages import message
from workspace.filing.match import Candidate, Strength
from workspace.filing.preview import Cut
from workspace.filing.reasons import Reason
from workspace.store.rows import ItemRow

SENTENCES: Mapping[str, object] = {
    "same_address": QT_TRANSLATE_NOOP("filing", "Same address as the contact “{name}”"),
    "same_domain": QT_TRANSLATE_NOOP("filing", "Same domain as {count} contacts ({domain})"),
    "same_domain_one": QT_TRANSLATE_NOOP("filing", "Same domain as a contact ({domain})"),
    "company_domain": QT_TRANSLATE_NOOP("filing", "Its domain is {domain}"),
    "thread": QT_TRANSLATE_NOOP("filing", "This conversation is filed here"),
    "already_filed": QT_TRANSLATE_NOOP("filing", "This message is filed here already"),
    "converted_from": QT_TRANSLATE_NOOP("filing", "The lead “{name}” was converted to it"),
    "company_of": QT_TRANSLATE_NOOP("filing", "The company of “{name}”"),
    "open_deal_of": QT_TRANSLATE_NOOP("filing", "An open deal of “{name}”"),
    "open_case_of": QT_TRANSLATE_NOOP("filing", "An open case of “{name}”"),
    "picked": QT_TRANSLATE_NOOP("filing", "You looked it up"),
    "never_file_admin": QT_TRANSLATE_NOOP("filing", "{pattern} is never filed: your administrator’s rule."),
    "never_file": QT_TRANSLATE_NOOP("filing", "{pattern} is on your never-file list."),
    "draft": QT_TRANSLATE_NOOP("filing", "A draft is not filed before it is sent."),
    "internal": QT_TRANSLATE_NOOP("filing", "Everybody on this message is one of you."),
    "no_address": QT_TRANSLATE_NOOP("filing", "It names nobody who could be looked up."),
    "bounce": QT_TRANSLATE_NOOP("filing", "This is a delivery notice, not a customer."),
    "list": QT_TRANSLATE_NOOP("filing", "This is a mailing list or newsletter."),
    "automated": QT_TRANSLATE_NOOP("filing", "This was sent by a machine."),
    "automatic_reply": QT_TRANSLATE_NOOP("filing", "This is an automatic reply, such as an out-of-office notice."),
    "bulk": QT_TRANSLATE_NOOP("filing", "This was sent through a bulk mailer."),
    "invitation": QT_TRANSLATE_NOOP(
        "filing", "This is an invitation or an answer to one; the meeting itself can be filed."
    ),
    "on_behalf": QT_TRANSLATE_NOOP("filing", "{sender} sent this in somebody else’s name."),
    "sensitive_card": QT_TRANSLATE_NOOP(
        "filing", "It seems to hold a card number ({count}). Only a warning: nothing is taken out."
    ),
    "sensitive_rrn": QT_TRANSLATE_NOOP(
        "filing", "It seems to hold a resident registration number ({count}). Only a warning: nothing is taken out."
    ),
    "sensitive_ssn": QT_TRANSLATE_NOOP(
        "filing", "It seems to hold a US social security number ({count}). Only a warning: nothing is taken out."
    ),
    "read_only": QT_TRANSLATE_NOOP("filing", "You may read “{name}” but not write to it: it is left out."),
    "inline_image": QT_TRANSLATE_NOOP("filing", "a picture inside the text"),
    "attachment_too_large": QT_TRANSLATE_NOOP("filing", "{size} MB; the CRM takes {limit} MB"),
    "attachments_too_large": QT_TRANSLATE_NOOP("filing", "together over the CRM’s {limit} MB"),
    "field_missing": QT_TRANSLATE_NOOP("filing", "The CRM asks for {field}: give it before filing."),
    "not_chosen": QT_TRANSLATE_NOOP("filing", "not ticked"),
    "header_only": QT_TRANSLATE_NOOP("filing", "Only from, to and date are filed."),
    "body_not_here": QT_TRANSLATE_NOOP("filing", "The text has not arrived yet: it can be filed when it has."),
    "no_match": QT_TRANSLATE_NOOP("filing", "Nobody in {crm} has the address {who}."),
    "several_matches": QT_TRANSLATE_NOOP("filing", "{count} records in {crm} fit: choose."),
    "failed": QT_TRANSLATE_NOOP("filing", "The CRM refused it."),
    "waiting": QT_TRANSLATE_NOOP("filing", "Waiting for the CRM."),
}
"""Every key of ``workspace.filing.reasons.SENTENCES``, and the sheet's own."""


def tr(text: str) -> str:
    return QCoreApplication.translate("filing", text)


def reason_words(reason: Reason) -> str:
    """A reason in a sentence; keys of connectors are known too."""
    is_one = str(reason.params.get("count")) == "1"
    source = (SENTENCES.get(f"{reason.key}_one") if is_one else None) or SENTENCES.get(reason.key)
    return tr(str(source)).format_map(reason.params) if source else message(reason.key, reason.params)


def strength_chip(candidate: Candidate) -> tuple[str, str]:
    """The words and tone of the chip that says how sure a candidate is."""
    by_reason = {
        "already_filed": (tr("filed"), "ok"),
        "thread": (tr("thread"), "ok"),
        "picked": (tr("picked"), "accent"),
        "company_of": (tr("company"), "plain"),
    }
    if candidate.strength is Strength.EXACT:
        return by_reason.get(candidate.reason.key, (tr("exact match"), "ok"))
    return by_reason.get(candidate.reason.key, (tr("domain"), "plain"))


def type_words(record_type: str) -> str:
    return {
        "contact": tr("Contact"),
        "company": tr("Company"),
        "lead": tr("Lead"),
        "deal": tr("Deal"),
        "case": tr("Case"),
    }.get(record_type, record_type)


def field_words(field: str) -> str:
    return {
        "name": tr("Name"),
        "emails": tr("Email"),
        "phones": tr("Phone"),
        "title": tr("Title"),
        "company": tr("Company"),
        "domains": tr("Domain"),
        "stage": tr("Stage"),
        "amount": tr("Amount"),
        "subject": tr("Subject"),
        "text": tr("Text"),
        "html": tr("Formatted text"),
    }.get(field, field)


def cut_words(cut: Cut) -> str:
    name = field_words(cut.field)
    if not cut.kept:
        return tr("{field} stays behind: {of} characters are too many").format(field=name, of=cut.of)
    return tr("{field} is cut: {kept} of {of} characters go").format(field=name, kept=cut.kept, of=cut.of)


def item_words(item: ItemRow) -> str:
    """Which message is meant: its subject, of a chat its first words, and whose it is."""
    who, what = item.from_.email or item.from_.name, item.subject or item.snippet
    return tr("“{subject}” from {who}").format(subject=what, who=who)
