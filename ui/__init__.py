"""The window: reads the store, queues actions, asks; never connects."""

from contextlib import suppress

import PySide6.QtCore  # noqa: F401 - what is looked up below comes with it

with suppress(ImportError, AttributeError):
    from shibokensupport import feature  # type: ignore[import-not-found]  # it comes with PySide, untyped

    # PySide reads and keeps the source of each module that is imported, in case it says "from __feature__ import
    # snake_case". Nothing here does; it took a tenth of a start and 11 MB.
    feature.feature_imported = lambda module: None
