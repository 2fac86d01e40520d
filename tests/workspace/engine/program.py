"""An engine process for tests: the real one, with the faulty connector beside the shipped ones."""

import sys
from dataclasses import replace

from tests.workspace.engine.faulty import plant_from_environment
from workspace.connector.manifest import manifests
from workspace.engine import main


def run(home: str, *options: str) -> int:
    plant_from_environment()
    shipped = dict(manifests())
    shipped["faulty"] = replace(shipped["demo"], id="faulty", module="tests.workspace.engine.faulty")
    return main.run(home, child="--child" in options, connectors=shipped)


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
