"""Every test here has a real home and a window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.reader.fixtures import empty_files, home, window
from tests.ui.reader.sample import SampleHome
from ui.compose.composer import Composer

__all__ = ["empty_files", "home", "window"]


@pytest.fixture(autouse=True)
def put_away(home: SampleHome) -> Iterator[None]:
    """No letter that a test leaves open is saved after its home was closed."""
    yield
    for each in QApplication.allWidgets():
        if isinstance(each, Composer) and not each._is_over:
            each.put_away()
