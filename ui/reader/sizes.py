"""Sizes of files as people read them, in the locale."""

from PySide6.QtCore import QLocale


def file_size(size: int) -> str:
    """``84 KB``, ``1.2 MB``; nothing for an unknown size."""
    if size <= 0:
        return ""
    locale = QLocale()
    if size < 1_000_000:
        return f"{locale.toString(max(1, round(size / 1000)))} KB"
    return f"{locale.toString(size / 1_000_000, 'f', 1)} MB"
