"""The connector as an installed package has it: named by an entry point in a ``dist-info`` folder."""

from pathlib import Path

from workspace.connector.manifest import ENTRY_POINT_GROUP, Manifest, read_manifest

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[2]


def manifest() -> Manifest:
    return read_manifest(FOLDER / "manifest.toml", "tests.fakes.pier.connector")


def install(site: Path) -> list[str]:
    """Write the package's metadata below ``site``; what has to be on the path of a program that uses it."""
    info = site / "workspace_pier-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: workspace-pier\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[{ENTRY_POINT_GROUP}]\npier = tests.fakes.pier\n", "utf-8")
    return [str(site), str(ROOT)]
