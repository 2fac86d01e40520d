"""The stand-in's table against the discovery documents that the client library carries."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from googleapiclient.discovery_cache import get_static_doc

from tests.fakes.google_methods import EVERYWHERE, SOURCES, Method, WrongRequest, method_for, methods

VERSIONS = {"gmail": "v1", "calendar": "v3", "people": "v1", "oauth2": "v2"}


def published(service: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Each method by its name, with its document."""
    document = json.loads(get_static_doc(service, VERSIONS[service]))

    def walk(resource: dict[str, Any]) -> Iterator[tuple[str, tuple[dict[str, Any], dict[str, Any]]]]:
        for method in resource.get("methods", {}).values():
            yield method["id"].replace("people.people.", "people."), (method, document)
        for each in resource.get("resources", {}).values():
            yield from walk(each)

    return dict(walk(document))


@pytest.mark.parametrize("service", SOURCES)
def test_what_the_table_allows_is_published(service: str) -> None:
    documents = published(service)
    for method in methods():
        if method.name.startswith(f"{service}."):
            assert disagreements(method, *documents[method.name]) == []


def disagreements(ours: Method, theirs: dict[str, Any], document: dict[str, Any]) -> list[str]:
    found = [] if ours.verb == theirs["httpMethod"] else [f"{ours.name}: {theirs['httpMethod']}"]
    path = f"/{document['servicePath']}{theirs['path']}".replace("{+resourceName}", "people/me").replace("{", "")
    if ours.path.fullmatch(path.replace("}", "")) is None:
        found.append(f"{ours.name}: {path}")
    general = {each.partition("(")[0].partition(":")[0] for each in EVERYWHERE.split()}
    for name, known in ours.query.items():
        given = theirs.get("parameters", {}).get(name) or document["parameters"].get(name)
        if name in general:
            continue
        if given is None or bool(given.get("repeated")) != known.is_repeated:
            found.append(f"{ours.name}: {name}")
        elif known.values and set(known.values) - set(given["enum"]):
            found.append(f"{ours.name}: {name} {known.values}")
    required = [n for n, g in theirs.get("parameters", {}).items() if g.get("required") and g["location"] == "query"]
    found += [f"{ours.name} needs {name}" for name in required if not ours.query[name].is_required]
    schema = document["schemas"][theirs["request"]["$ref"]]["properties"] if "request" in theirs else {}
    return found + [f"{ours.name}: body {name}" for name in ours.body - set(schema)]


def test_a_wrong_request_is_named() -> None:
    method, path = method_for("GET", "/gmail/v1/users/me/messages/18f")
    assert path == {"userId": "me", "id": "18f"}
    for query in ({"format": ["metadta"]}, {"metadataheaders": ["From"]}, {"format": ["raw", "raw"]}):
        with pytest.raises(WrongRequest):
            method.refuse_wrong(query, {})
    with pytest.raises(WrongRequest):
        method_for("GET", "/gmail/v1/users/me/mesages")
