"""The fixtures folder, read as bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures" / "mail"


@pytest.fixture
def eml() -> Callable[[str], bytes]:
    """Reads one .eml fixture by its name."""
    return lambda name: (FIXTURES / f"{name}.eml").read_bytes()


@pytest.fixture
def every_eml() -> list[bytes]:
    """All .eml fixtures."""
    return [path.read_bytes() for path in sorted(FIXTURES.glob("*.eml"))]
