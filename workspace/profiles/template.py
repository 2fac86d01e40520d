"""A workplace template: a workplace's look, its accounts' settings without secrets, and its tabs, as TOML.

Whoever imports one gets the same workplace; each account in it waits for its own sign-in.
"""

import json
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, ValidationError

from workspace.connector.manifest import Manifest, manifests
from workspace.model.accounts import Account, Workplace
from workspace.model.ids import AccountId
from workspace.profiles.schema import Strict, Text
from workspace.profiles.template_tabs import TabEntry, rule_of, tab_lines
from workspace.store.tab_rules import Rule
from workspace.store.user import UserStore

LARGEST = 1024 * 1024
VERSION = 1
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Icon = Annotated[str, StringConstraints(pattern=r"^[a-z-]{0,30}$")]
Letters = Annotated[str, StringConstraints(max_length=2)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class WorkplaceEntry(Strict):
    """The table ``[workplace]``."""

    name: Name
    color: Color
    letters: Letters = ""
    icon: Icon = ""


class AccountEntry(Strict):
    """One of ``[[accounts]]``."""

    connector: Text
    name: Name
    profile: str = ""
    is_linked: bool = False
    settings: dict[str, str] = Field(default_factory=dict)


class TemplateFile(Strict):
    """A whole file."""

    version: Literal[1]
    workplace: WorkplaceEntry
    accounts: list[AccountEntry] = Field(default_factory=list)
    tabs: list[TabEntry] = Field(default_factory=list)


class TemplateWrong(Exception):
    """A file that is no template; ``str()`` says where and why, in English. ``where`` names the entry, or is empty."""

    def __init__(self, words: str, kind: Literal["form", "large", "secret"] = "form", where: str = "") -> None:
        super().__init__(words)
        self.kind, self.where = kind, where


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made; ``left_out`` names accounts whose connector is not in this program."""

    workplace: Workplace
    account_ids: Sequence[AccountId] = ()
    left_out: Sequence[str] = field(default_factory=tuple)


def export_template(user: UserStore, workplace: Workplace, *, with_people: bool = False) -> str:
    """The TOML of a workplace. No secret is ever in it; who signs in (user names, addresses) and whose mail a tab takes
    only ``with_people``."""
    members = set(user.workplace_accounts().get(workplace.workplace_id, ()))
    known = manifests()
    lines = [f"version = {VERSION}", "", "[workplace]"]
    look = {"name": workplace.name, "color": workplace.color, "letters": workplace.letters, "icon": workplace.icon}
    lines += _pairs(look)
    accounts = [account for account in user.accounts() if account.account_id in members]
    for account in accounts:
        settings = _safe(account, known.get(account.connector_id), with_people=with_people)
        manifest = known.get(account.connector_id)
        lines += ["", "[[accounts]]"]
        lines += _pairs(
            {
                "connector": account.connector_id,
                "name": account.name if with_people or manifest is None else _plain_name(account, manifest),
                "profile": account.profile,
            }
        )
        if workplace.linked_account_id == account.account_id:
            lines.append("is_linked = true")
        if settings:
            lines += ["", "[accounts.settings]", *_pairs(settings)]
    tabs = user.tab_rules(workplace.workplace_id)
    lines += tab_lines(tabs, [account.account_id for account in accounts], with_people=with_people)
    return "\n".join(lines) + "\n"


def read_template(data: bytes) -> TemplateFile:
    """Raises :class:`TemplateWrong`."""
    if len(data) > LARGEST:
        raise TemplateWrong("The file is larger than 1 MB.", "large")
    try:
        return TemplateFile.model_validate(tomllib.loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise TemplateWrong("The file is not UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise TemplateWrong(f"The file is not TOML: {error}") from error
    except ValidationError as error:
        found = [(_where(each), str(each["msg"])) for each in error.errors()]
        words = "\n".join(f"{where}: {why}" for where, why in found)
        raise TemplateWrong(words, where=found[0][0]) from error


def _where(found: Mapping[str, object]) -> str:
    at = found["loc"]
    return ".".join(map(str, at if isinstance(at, tuple) else (at,)))


def import_template(user: UserStore, template: TemplateFile) -> Imported:
    """Make a new workplace of it. Its accounts are new and have no secrets: each asks for its own sign-in.

    A setting that the connector has not, or that is a secret, raises :class:`TemplateWrong`, having made nothing.
    """
    known = manifests()
    made, left_out, placed = [], [], {}
    for n, entry in enumerate(template.accounts):
        if entry.connector not in known:
            left_out.append(entry.name)
            continue
        _refuse_secrets(entry, known[entry.connector], n)
        account = Account(
            AccountId(str(uuid.uuid4())),
            entry.connector,
            entry.name,
            entry.settings,
            profile=entry.profile,
        )
        made.append((account, entry.is_linked))
        placed[n] = account.account_id
    tabs = [(entry.name, _rule(entry, n, placed)) for n, entry in enumerate(template.tabs)]
    look = template.workplace
    workplace = user.add_workplace(look.name, look.color, look.letters or None)
    for account, _ in made:
        user.add_account(account)
    ids = [account.account_id for account, _ in made]
    user.assign(workplace.workplace_id, ids)
    linked = next((account.account_id for account, is_linked in made if is_linked), None)
    workplace = user.update_workplace(workplace.workplace_id, icon=look.icon, linked_account_id=linked)
    for name, rule in tabs:
        if rule.conditions:
            user.add_tab(workplace.workplace_id, name, rule)
    return Imported(workplace, tuple(ids), tuple(left_out))


def _rule(entry: TabEntry, n: int, accounts: Mapping[int, str]) -> Rule:
    try:
        return rule_of(entry, accounts)
    except ValueError as error:
        where = f"tabs.{n}.when"
        raise TemplateWrong(f"{where}: {error} could never be met.", where=where) from error


def _refuse_secrets(entry: AccountEntry, manifest: Manifest, n: int) -> None:
    fields = {field.key: field for field in manifest.fields}
    for key in entry.settings:
        where = f"accounts.{n}.settings.{key}"
        if key not in fields:
            raise TemplateWrong(f"{where}: {entry.connector} has no such setting.", where=where)
        if fields[key].secret or fields[key].type == "password":
            raise TemplateWrong(f"{where}: a secret is never in a template.", "secret", where)


PEOPLE = frozenset({"username", "user", "address", "name", "smtp_username", "email", "login"})
"""Settings that say who signs in."""
OWN = frozenset({"file", "path", "ca_file"})
"""Settings that name a place on one computer."""


def _safe(account: Account, manifest: Manifest | None, *, with_people: bool) -> dict[str, str]:
    if manifest is None:
        return {}
    fields = {field.key: field for field in manifest.fields}
    kept = {}
    for key, value in account.settings.items():
        found = fields.get(key)
        if found is None or found.secret or found.generated or found.type in ("password", "file") or key in OWN:
            continue
        if "://" in value and urlsplit(value).password is not None:
            continue
        if with_people or (key not in PEOPLE and "@" not in value):
            kept[key] = value
    return kept


def _plain_name(account: Account, manifest: Manifest) -> str:
    """What it was called, unless that is an address of somebody."""
    return manifest.name["en"] if "@" in account.name else account.name


def _pairs(values: Mapping[str, str]) -> list[str]:
    # A JSON string is a TOML basic string (TOML 1.0, "String"), but for DEL, which must be escaped.
    said = {key: json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") for key, value in values.items()}
    return [f"{key} = {text}" for key, text in said.items() if values[key]]
