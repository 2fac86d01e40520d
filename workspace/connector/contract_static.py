"""What a sound manifest keeps to; needs no service, so that ``workspace connector check`` runs it too."""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from workspace.connector.manifest import Field, Label, Manifest
from workspace.model.kinds import Kind, RecordType, Verb

LANGUAGES = ("en", "ko")
LIMITS = (
    "subject_chars",
    "text_chars",
    "html_chars",
    "attachment_mb",
    "attachments_total_mb",
    "find_delay_seconds",
)
"""What the core reads of ``[limits]``."""
ICON_BYTES = 64 * 1024
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SECRET_WORDS = re.compile(r"password|passwd|secret|token|api_?key", re.IGNORECASE)

# verb -> the kinds of which a connector needs at least one to perform it
_FILED = (Kind.EMAIL, Kind.EVENT, Kind.CHAT)
_NEEDS: Mapping[Verb, tuple[Kind, ...]] = {
    **dict.fromkeys((Verb.STAR, Verb.UNSTAR, Verb.ARCHIVE, Verb.TRASH, Verb.SEND), (Kind.EMAIL,)),
    **dict.fromkeys((Verb.LABEL, Verb.UNLABEL, Verb.SAVE_DRAFT, Verb.DELETE_DRAFT), (Kind.EMAIL,)),
    **dict.fromkeys((Verb.READ, Verb.UNREAD, Verb.REPLY), (Kind.EMAIL, Kind.CHAT)),
    **dict.fromkeys((Verb.POST, Verb.REACT, Verb.UNREACT), (Kind.CHAT,)),
    **dict.fromkeys((Verb.CREATE_FOLDER, Verb.RENAME_FOLDER, Verb.DELETE_FOLDER), (Kind.EMAIL,)),
    Verb.ANSWER: (Kind.EVENT,),
    **dict.fromkeys((Verb.FILE, Verb.UNFILE), (Kind.RECORD,)),
    Verb.CREATE: (Kind.RECORD, Kind.CONTACT, Kind.EVENT),
}
_PAIRS = (
    (Verb.READ, Verb.UNREAD),
    (Verb.STAR, Verb.UNSTAR),
    (Verb.LABEL, Verb.UNLABEL),
    (Verb.REACT, Verb.UNREACT),
    (Verb.SAVE_DRAFT, Verb.DELETE_DRAFT),
    (Verb.CREATE_FOLDER, Verb.RENAME_FOLDER),
    (Verb.CREATE_FOLDER, Verb.DELETE_FOLDER),
    (Verb.FILE, Verb.UNFILE),
)


def check_manifest(manifest: Manifest) -> list[str]:
    """Everything that is wrong with a manifest, one sentence each; empty when it is sound."""
    return [*_names(manifest), *_icon(manifest), *_actions(manifest), *_form(manifest)]


def _names(manifest: Manifest) -> Iterator[str]:
    if not _NAME.fullmatch(manifest.id):
        yield f"id {manifest.id!r} is not a lower-case Python name"
    # A package of its own has to have a name that is free on PyPI: workspace_harbor holds harbor.
    if manifest.folder.name not in (manifest.id, f"workspace_{manifest.id}"):
        yield f"id {manifest.id!r} is not the name of its folder"
    yield from _label("name", manifest.name)
    yield from _label("description", manifest.description)
    if not manifest.kinds:
        yield "kinds is empty"
    for name in ("kinds", "actions"):
        values = getattr(manifest, name)
        if len(set(values)) != len(values):
            yield f"{name} has something twice"
    for name in ("poll_seconds", "concurrency", "per_account"):
        if getattr(manifest, name) < 1:
            yield f"{name} is less than 1"
    if manifest.signin not in ("password", "oauth", "none"):
        yield f"signin {manifest.signin!r} is not password, oauth or none"
    if manifest.deletes not in ("gone", "alive", "window"):
        yield f"deletes {manifest.deletes!r} is not gone, alive or window"


def _label(what: str, label: Label) -> Iterator[str]:
    for language in LANGUAGES:
        if not label.get(language, "").strip():
            yield f"{what} has no text in {language!r}"


def _icon(manifest: Manifest) -> Iterator[str]:
    if not manifest.icon.is_file():
        yield "icon.svg is missing"
        return
    content = manifest.icon.read_bytes()
    if len(content) > ICON_BYTES:
        yield f"icon.svg is larger than {ICON_BYTES // 1024} KiB"
    if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
        yield "icon.svg declares a document type"
        return
    try:
        # Read after entities were refused above; it ships with the connector's own code.
        root = ElementTree.fromstring(content)  # noqa: S314
    except ElementTree.ParseError as error:
        yield f"icon.svg is not XML: {error}"
        return
    if not root.tag.endswith("svg"):
        yield "icon.svg is not an SVG image"


def _actions(manifest: Manifest) -> Iterator[str]:
    for verb in manifest.actions:
        kinds = _NEEDS.get(verb, tuple(Kind))
        if not set(kinds) & set(manifest.kinds):
            yield f"action {verb.value} needs one of the kinds {', '.join(k.value for k in kinds)}"
    for verb, inverse in _PAIRS:
        if (verb in manifest.actions) != (inverse in manifest.actions):
            yield f"actions {verb.value} and {inverse.value} come together"
    if manifest.look_up and Kind.RECORD not in manifest.kinds:
        yield "look_up needs the kind record"
    if manifest.search and Kind.EMAIL not in manifest.kinds:
        yield "search needs the kind email"
    for kind, when in manifest.pull_when.items():
        if kind not in manifest.kinds or when != "looked_at":
            yield f"pull_when.{kind}: a kind of this connector, and looked_at"
    for kind, types in manifest.links_people.items():
        if not manifest.is_crm or kind not in _FILED or not set(types) <= set(RecordType):
            yield f"links_people.{kind}: what a CRM files, and types of records"
    for key, limit in manifest.limits.items():
        if key not in LIMITS:
            yield f"limits.{key} is not known"
        if not str(limit).isdecimal():
            yield f"limits.{key} is not a whole number"


def _form(manifest: Manifest) -> Iterator[str]:
    keys = [each.key for each in manifest.fields]
    if len(set(keys)) != len(keys):
        yield "two fields have the same key"
    if manifest.signin == "password" and not any(each.secret for each in manifest.fields):
        yield "signin is password, but no field is secret"
    if manifest.signin == "oauth" and "client_id" not in keys:
        yield "signin is oauth, but there is no field client_id"
    if manifest.signin == "oauth" and not manifest.has_signin_class:
        yield "signin is oauth, but signin.py is missing"
    for each in manifest.fields:
        yield from _field(each)


def _field(field: Field) -> Iterator[str]:
    what = f"field {field.key}"
    if not _NAME.fullmatch(field.key):
        yield f"{what}: the key is not a lower-case Python name"
    yield from _label(what, field.label)
    if field.help:
        yield from _label(f"{what}: help", field.help)
    is_hidden = field.type == "password" or bool(_SECRET_WORDS.search(field.key.removesuffix("token_url")))
    if is_hidden and not field.secret:
        yield f"{what} looks like a secret and is not marked secret"
    if field.secret and field.default:
        yield f"{what} is secret and has a default"
    yield from _choices(field, what)


def _choices(field: Field, what: str) -> Iterator[str]:
    keys = [key for key, _ in field.choices]
    if (field.type == "choice") != bool(keys):
        yield f"{what}: choices belong to the type choice, and to it alone"
    if keys and field.default and field.default not in keys:
        yield f"{what}: the default is none of the choices"
    for key, label in field.choices:
        yield from _label(f"{what}: choice {key}", label)
