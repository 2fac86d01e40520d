"""The rules of tabs in words, and what a mail suggests for a rule that takes mails like it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui.models.lines import Names
from ui.widgets.labels import short
from workspace.mail.address import domain_of, normalise
from workspace.model.ids import AccountId
from workspace.store.rows import ItemRow
from workspace.store.tab_rules import ANY_LIST, IN_CRM, NOT_IN_CRM, Condition, Rule, condition, list_name


def tr(text: str) -> str:
    return QCoreApplication.translate("tab_words", text)


def field_names() -> dict[str, str]:
    """What a condition can ask for, in the order it is offered."""
    return {
        "sender": tr("Sender is"),
        "domain": tr("Sender's domain is"),
        "list": tr("Mailing list is"),
        "to": tr("Sent to"),
        "subject": tr("Subject has"),
        "account": tr("Account is"),
        "crm": tr("Sender is in a CRM"),
    }


def field_hints() -> dict[str, str]:
    """What is written into the field of a condition, by example."""
    return {
        "sender": tr("name@example.com"),
        "domain": tr("example.com"),
        "list": tr("list.example.com, or empty for any list"),
        "to": tr("team@example.com"),
        "subject": tr("words, in any order"),
    }


def rule_words(rule: Rule, names: Names) -> str:
    """A rule as one sentence."""
    if not rule.conditions:
        return tr("Takes nothing yet")
    joint = tr("{one} and {other}") if rule.needs_all else tr("{one} or {other}")
    words = _condition_words(rule.conditions[0], names)
    for each in rule.conditions[1:]:
        words = joint.format(one=words, other=_condition_words(each, names))
    return words


def _condition_words(wanted: Condition, names: Names) -> str:
    if wanted.field == "crm":
        return tr("sender in a CRM") if wanted.value == IN_CRM else tr("sender not in a CRM")
    if wanted.field == "list" and wanted.value == ANY_LIST:
        return tr("any mailing list")
    value = wanted.value.strip("<>")
    if wanted.field == "account":
        value = names.get(AccountId(value)) or tr("an account that was removed")
    return {
        "sender": tr("from {value}"),
        "domain": tr("from anybody at {value}"),
        "list": tr("by the list {value}"),
        "to": tr("to {value}"),
        "subject": tr("subject has “{value}”"),
        "account": tr("in {value}"),
    }[wanted.field].format(value=short(value))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a tab of mails like one would be called, what it takes, and what else of that mail a condition can ask."""

    name: str = ""
    rule: Rule = field(default_factory=Rule)
    values: Mapping[str, str] = field(default_factory=dict)


def likeness(item: ItemRow) -> Likeness:
    """By the mailing list where one sent it, else by the company, else by the sender."""
    from workspace.mail.domains import is_free_mail

    email = normalise(item.from_.email)
    domain = domain_of(email)
    list_id = str(item.detail.get("list_id") or "")
    values = {
        "sender": email,
        "domain": domain,
        "list": list_id,
        "to": normalise(item.to[0].email) if item.to else "",
        "subject": item.subject,
        "account": item.key.account_id,
        "crm": NOT_IN_CRM,
    }
    best = "list" if list_id else "domain" if domain and not is_free_mail(domain) else "sender"
    name = item.from_.name or (list_name(list_id).strip("<>").partition(".")[0] if list_id else domain) or email
    try:
        rule = Rule((condition(best, values[best]),))
    except ValueError:
        rule = Rule()
    return Likeness(name, rule, {name: value for name, value in values.items() if value})
