"""The one description of a profile file: validation, the JSON Schema and the reference page come from it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
SHORTEST_POLL, LONGEST_POLL = 60, 86_400

VITAL = frozenset({"connector", "hosts", "tenant", "client_id", "client_secret", "scopes", "locked"})
"""A bad one leaves the whole profile out: an account could go elsewhere, or be changed, than the admin meant."""


class Strict(BaseModel):
    """Takes what is written as it is, and nothing besides."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Label(Strict):
    """What users see, by language."""

    en: Text = Field(description="English.")
    ko: Text | None = Field(None, description="Korean; the English one where it is missing.")


class ProfileEntry(Strict):
    """One profile: the table `[profiles.NAME]`."""

    connector: Text | None = Field(
        None,
        description="The connector's id, as `workspace connector list` prints it. Needed in one of the files that"
        " describe the profile.",
        examples=["imap"],
    )
    label: Label | None = Field(
        None,
        description="What the add-account dialog calls it; the profile's name where it is missing.",
        examples=[{"en": "Company mail", "ko": "회사 메일"}],
    )
    hosts: dict[str, Text | int] = Field(
        default_factory=dict,
        description="Where the service is, by the connector's setting: `base_url`, `authorize_url`, `token_url`,"
        " `authority` (addresses of the web: https, or http to this computer), `host`, `port`, `smtp_host` and so on.",
        examples=[{"host": "mail.example.com", "port": 993}],
    )
    tenant: Text | None = Field(
        None, description="The organisation at the service (setting `tenant`).", examples=["example.com"]
    )
    client_id: Text | None = Field(
        None,
        description="The id of your app registration at the service (setting `client_id`).",
        examples=["0b1c2d3e-1111-2222-3333-444455556666"],
    )
    client_secret: Text | None = Field(
        None,
        description="Only for services that give desktop apps a secret that is not kept as one (Google)."
        " `show` never prints it.",
        examples=["GOCSPX-..."],
    )
    scopes: list[Text] | None = Field(
        None,
        description="The permissions to ask for instead of the connector's own (setting `scopes`).",
        examples=[["Mail.ReadWrite", "Calendars.Read"]],
    )
    defaults: dict[str, str | int | bool] = Field(
        default_factory=dict,
        description="Any other setting of the connector. Users may change it unless it is locked. No secrets:"
        " users type them.",
        examples=[{"security": "tls"}],
    )
    locked: list[Text] | None = Field(
        None,
        description='Settings that users cannot change; `"*"` stands for every setting that the profile gives.'
        " A locked setting without a value keeps the connector's default.",
        examples=[["host", "port"]],
    )
    workplaces: list[Text] | None = Field(
        None, description="The workplaces that new accounts go to; made where they are missing.", examples=[["Sales"]]
    )
    poll_seconds: int | None = Field(
        None,
        ge=SHORTEST_POLL,
        le=LONGEST_POLL,
        description="How often the service is asked for news, instead of the connector's own interval.",
        examples=[600],
    )


Pattern = Annotated[str, StringConstraints(pattern=r"^(\*?@|[^@\s*]+@)?[^@\s*]+\.[^@\s*.]+$")]
"""An address, or a domain with everything below it."""
AnyPattern = Annotated[str, StringConstraints(pattern=r"^(\*|(\*?@|[^@\s*]+@)?[^@\s*]+\.[^@\s*.]+)$")]


class FilingEntry(Strict):
    """What holds for every filing into a CRM: the table `[filing]`."""

    never_file: list[Pattern] = Field(
        default_factory=list,
        description="Addresses and domains (with those below them): what one of them stands on is never filed.",
        examples=[["hr@example.com", "lawyers.example"]],
    )
    header_only: list[AnyPattern] = Field(
        default_factory=list,
        description="Of items on which one of these addresses or domains stands only from, to and date are filed: no"
        ' subject, no text, no attachment. `"*"` stands for every item.',
        examples=[["patients.example"]],
    )
    not_companies: list[Pattern] = Field(
        default_factory=list,
        description="Domains by which no company is told, because many share them; free-mail services are known.",
        examples=[["coworking.example"]],
    )


class ProfileFile(Strict):
    """A file of connector profiles of Workspace, and of what holds for filing."""

    profiles: dict[Name, ProfileEntry] = Field(
        default_factory=dict,
        description="The profiles by name: 1 to 64 letters, digits, `.`, `_` and `-`, the first a letter or digit.",
    )
    filing: FilingEntry = Field(
        default_factory=FilingEntry,
        description="What holds for every filing into a CRM; the lists of all files count together.",
    )
