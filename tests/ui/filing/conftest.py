"""Every test here has a real home and a window."""

from tests.ui.reader.fixtures import home, window

__all__ = ["home", "window"]
