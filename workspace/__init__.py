"""The core of Workspace: everything but the window; runs headless."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""Icons, fonts, translations and samples; beside the packages in a checkout and in the frozen program."""
