"""Why something is offered, refused, left out or unfiled: keys with parameters, which ``ui``
translates.

The command line speaks :data:`SENTENCES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workspace.connector import errors

SENTENCES: Mapping[str, str] = {
    # why a record is offered
    "same_address": "Same address as “{name}”.",
    "same_domain": "Same domain as {count} contacts ({domain}).",
    "company_domain": "Its domain is {domain}.",
    "thread": "The conversation is filed here.",
    "already_filed": "This is filed here already.",
    "converted_from": "The lead “{name}” was converted to it.",
    "company_of": "The company of “{name}”.",
    "open_deal_of": "An open deal of “{name}”.",
    "open_case_of": "An open case of “{name}”.",
    # why nothing is offered
    "never_file_admin": "{pattern} is never filed: your administrator's rule.",
    "never_file": "{pattern} is on your never-file list.",
    "draft": "A draft is not filed before it is sent.",
    "internal": "Everybody on this mail is one of you.",
    "no_address": "It names nobody who could be looked up.",
    "bounce": "A delivery notice, not a customer.",
    "list": "A mailing list or newsletter.",
    "automated": "Sent by a machine.",
    "automatic_reply": "An automatic reply, such as an out-of-office notice.",
    "bulk": "Sent through a bulk mailer.",
    "invitation": "An invitation or an answer to one; the meeting itself can be filed.",
    "on_behalf": "Sent by {sender} in somebody else's name.",
    # what to look at before it is written
    "sensitive_card": "It seems to hold a card number ({count}). This is a warning only: nothing is taken out.",
    "sensitive_rrn": "It seems to hold a resident registration number ({count}). This is a warning only: nothing is "
    "taken out.",
    "sensitive_ssn": "It seems to hold a US social security number ({count}). This is a warning only: nothing is "
    "taken out.",
    "read_only": "You may read “{name}” but not write to it: it is left out.",
    "field_missing": "The CRM asks for {field} in a new {record_type}: give it before filing.",
    # why something is not in the preview
    "inline_image": "A picture inside the text.",
    "attachment_too_large": "{name} has {size} MB; the CRM takes {limit} MB.",
    "attachments_too_large": "The attachments together are over the CRM's {limit} MB.",
    "not_chosen": "Not ticked.",
    "header_only": "Only from, to and date are filed.",
    "body_not_here": "The text has not arrived yet.",
    # why it stays in the tray
    "no_match": "No record in {crm} fits {who}.",
    "several_matches": "{count} records in {crm} fit; choose one.",
    "unsure": "This may have been filed. Check, or file it again.",
    "waiting": "Waiting for the CRM.",
    "failed": "The CRM refused it.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A message key with its parameters."""

    key: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The plain English sentence; keys of connector errors are known too."""
        text = SENTENCES.get(self.key)
        return text.format_map(self.params) if text else errors.sentence(self.key, self.params)


@dataclass(frozen=True, slots=True)
class Refusal(Reason):
    """Why an item is not offered for filing; ``may_insist`` says whether the user can file it
    anyway.
    """

    may_insist: bool = True
