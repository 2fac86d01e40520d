"""Holds a profile against the manifest of its connector."""

from typing import TYPE_CHECKING, Literal

from workspace.connector.errors import ConnectorError
from workspace.connector.manifest import Field, Manifest, manifests, refuse_value
from workspace.connector.session import require_web
from workspace.profiles.profile import Given, Place, Problem, Profile
from workspace.profiles.words import Wrong, wrong

if TYPE_CHECKING:
    from workspace.profiles.merging import Draft

_MUST_BE = {"number": "must_be_number", "choice": "must_be_one_of", "check": "must_be_check"}
WEB = ("_url", "authority")
"""How the names of settings end that are addresses of the web."""


def finish(draft: "Draft", problems: list[Problem]) -> Profile | None:
    """The profile without the keys that its connector cannot take; None where too little is left of it."""
    key = f"profiles.{draft.name}"
    if draft.connector is None:
        problems.append(_problem(draft, draft.place, "connector", wrong("missing_everywhere")))
        return None
    connector_id, place = draft.connector
    found = manifests().get(connector_id)
    if found is None:
        expected = wrong("no_such_connector", known=", ".join(sorted(manifests())), name=connector_id)
        problems.append(_problem(draft, place, "connector", expected))
        return None
    mine = [*_wrong_settings(draft, found), *_wrong_locks(draft, found)]
    problems += mine
    if any(problem.left_out == "profile" for problem in mine):
        return None
    bad = {problem.key for problem in mine}
    settings = {n: g for n, g in draft.settings.items() if f"{key}.{g.key}" not in bad}
    return Profile(
        name=draft.name,
        connector_id=connector_id,
        label=draft.label or {"en": draft.name},
        settings=settings,
        locked=frozenset(draft.locked),
        place=draft.place,
        is_machine_wide=draft.is_machine_wide,
        workplaces=draft.workplaces,
        poll_seconds=draft.poll_seconds,
        client_secret=draft.client_secret,
    )


def _wrong_settings(draft: "Draft", manifest: Manifest) -> list[Problem]:
    fields = {field.key: field for field in manifest.fields}
    found = []
    for name, given in draft.settings.items():
        if expected := _expected(fields, name, given):
            left_out: Literal["key", "profile"] = "profile" if given.is_vital or name in draft.locked else "key"
            found.append(_problem(draft, given.place, given.key, expected, left_out))
    if draft.client_secret and "client_secret" not in fields:
        found.append(_problem(draft, draft.place, "client_secret", wrong("no_client_secret", name=manifest.id)))
    return found


def _expected(fields: dict[str, Field], name: str, given: Given) -> Wrong | None:
    """What is wrong with a setting; None where nothing is."""
    field = fields.get(name)
    settings = ", ".join(key for key, each in fields.items() if not each.secret)
    if field is None:
        return wrong("no_such_setting", known=settings)
    if field.secret:
        return wrong("secret")
    try:
        refuse_value(field, given.value)
    except ConnectorError as error:
        known = ", ".join(key for key, _ in field.choices)
        return (
            wrong(_MUST_BE[field.type], known=known)
            if field.type in _MUST_BE
            else Wrong(error.message_key, error.params)
        )
    try:
        if name.endswith(WEB) and given.value:
            require_web(given.value)
    except ConnectorError as error:
        is_no_address = error.message_key == "setting_wrong"
        return wrong("no_address", url=given.value[:200]) if is_no_address else Wrong(error.message_key, error.params)
    return None


def _wrong_locks(draft: "Draft", manifest: Manifest) -> list[Problem]:
    fields = {field.key: field for field in manifest.fields if not field.secret}
    found = []
    for name, place in draft.locked.items():
        if name not in fields:
            expected = wrong("no_such_lock", name=name, known=", ".join(fields))
        elif fields[name].required and not fields[name].default and name not in draft.settings:
            expected = wrong("no_value", name=name)
        else:
            continue
        found.append(_problem(draft, place, "locked", expected))
    return found


def _problem(
    draft: "Draft", place: Place, key: str, expected: Wrong, left_out: Literal["key", "profile"] = "profile"
) -> Problem:
    return Problem(place, f"profiles.{draft.name}.{key}", expected, left_out)
