"""Every test here has a real home and a window."""

from tests.ui.reader.fixtures import empty_files, home, window

__all__ = ["empty_files", "home", "window"]
