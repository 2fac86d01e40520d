"""``workspace connector``: which services there are, and whether a connector keeps its promise on paper."""

import click

from workspace.cli.failed import Failed, failure
from workspace.cli.output import as_json, emit, plain
from workspace.connector.errors import ConnectorError
from workspace.connector.manifest import Manifest, manifest, manifests


@click.group()
def connector() -> None:
    """The connectors that are installed."""


@connector.command("list")
@as_json
def list_connectors(as_json: bool) -> None:
    """List the connectors with what they bring and ask."""
    emit(
        manifests().values(),
        as_json,
        _json,
        lambda m: (m.id, m.name["en"], ", ".join(m.kinds), f"asks: {', '.join(f.key for f in m.fields)}"),
    )


def _json(found: Manifest) -> dict[str, object]:
    data: dict[str, object] = plain(found)
    return {**data, "folder": str(found.folder), "connector_id": found.id}


@connector.command("check")
@click.argument("name")
def check(name: str) -> None:
    """Check a connector's manifest, and that its code loads."""
    from workspace.connector.contract_static import check_manifest

    try:
        found = manifest(name)
    except ConnectorError as error:
        raise failure(error.message_key, error.params) from error
    problems = check_manifest(found)
    if problems:
        raise Failed("\n".join(problems))
    click.echo(f"{name}: the manifest is right. The conformance kit tests the rest.")
