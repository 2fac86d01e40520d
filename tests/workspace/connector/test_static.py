"""The manifest's own check: what ships is sound, and each planted mistake is named."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workspace.connector.contract_static import check_manifest
from workspace.connector.manifest import Field, Manifest, manifest, manifests
from workspace.model.kinds import Kind, Verb

LABEL = {"en": "Name", "ko": "이름"}


@pytest.mark.parametrize("connector_id", manifests())
def test_what_ships_is_sound(connector_id: str) -> None:
    assert check_manifest(manifest(connector_id)) == []


def field(key: str = "name", **changes: Any) -> Field:
    return Field(key, LABEL, **changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"id": "De mo"}, "is not a lower-case Python name"),
        ({"id": "other", "module": "connectors.demo.connector"}, "is not the name of its folder"),
        ({"name": {"en": "Demo"}}, "name has no text in 'ko'"),
        ({"description": {"en": " ", "ko": "데모"}}, "description has no text in 'en'"),
        ({"kinds": ()}, "kinds is empty"),
        ({"kinds": (Kind.RECORD, Kind.RECORD)}, "kinds has something twice"),
        ({"poll_seconds": 0}, "poll_seconds is less than 1"),
        ({"signin": "magic"}, "signin 'magic' is not"),
        ({"deletes": "never"}, "deletes 'never' is not"),
        ({"actions": (Verb.READ,)}, "read and unread come together"),
        ({"actions": (Verb.FILE,)}, "file and unfile come together"),
        ({"kinds": (Kind.CHAT,), "actions": (Verb.ANSWER,)}, "answer needs one of the kinds event"),
        ({"kinds": (Kind.EMAIL,), "actions": ()}, "look_up needs the kind record"),
        ({"links_people": {"email": ("sofa",)}}, "links_people.email: what a CRM files"),
        ({"links_people": {"record": ("contact",)}}, "links_people.record: what a CRM files"),
        ({"limits": {"text_chars": -1}}, "limits.text_chars is not a whole number"),
        ({"limits": {"text_char": 9}}, "limits.text_char is not known"),
        ({"fields": ()}, "signin is password, but no field is secret"),
        ({"fields": (field(secret=True), field())}, "two fields have the same key"),
        ({"fields": (field("a-b", secret=True),)}, "the key is not a lower-case Python name"),
        ({"fields": (field("api_key"),)}, "looks like a secret and is not marked secret"),
        ({"fields": (field(type="password"),)}, "looks like a secret and is not marked secret"),
        ({"fields": (field(secret=True, default="x"),)}, "is secret and has a default"),
        ({"fields": (field(type="choice"),)}, "choices belong to the type choice"),
        ({"fields": (field(choices=(("a", LABEL),)),)}, "choices belong to the type choice"),
        (
            {"fields": (field(type="choice", default="b", choices=(("a", LABEL),)),)},
            "the default is none of the choices",
        ),
        ({"fields": (Field("name", {"en": "Name"}, secret=True),)}, "has no text in 'ko'"),
    ],
    ids=lambda each: each.replace(" ", "-") if isinstance(each, str) else "",
)
def test_a_mistake_is_named(changes: dict[str, Any], problem: str) -> None:
    found = check_manifest(replace(manifest("demo"), **changes))
    assert any(problem in line for line in found), found


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "icon.svg is missing"),
        (b"<svg", "icon.svg is not XML"),
        (b"<html/>", "icon.svg is not an SVG image"),
        (b'<!DOCTYPE svg [<!ENTITY a "a">]><svg/>', "icon.svg declares a document type"),
        (b"<svg>" + b" " * 70_000 + b"</svg>", "icon.svg is larger than 64 KiB"),
    ],
    ids=["missing", "cut", "html", "entity", "large"],
)
def test_a_wrong_icon_is_named(tmp_path: Path, content: bytes | None, problem: str) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    if content is not None:
        (folder / "icon.svg").write_bytes(content)
    wrong: Manifest = replace(manifest("demo"), folder=folder)
    assert any(problem in line for line in check_manifest(wrong))
