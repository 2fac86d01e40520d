"""Tells the engine when the computer has a network again, or another one, so that nothing waits out its pause."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QNetworkInformation

SETTLE_MS = 500
"""A change of network comes in several steps; the engine is told once."""
Reachability = QNetworkInformation.Reachability


class NetworkWatch(QObject):
    """Calls ``on_back`` in the GUI thread; silent where the system has nothing that knows of its network."""

    def __init__(self, on_back: Callable[[], None], parent: QObject, information: QObject | None = None) -> None:
        """``information`` has the signals of ``QNetworkInformation``, whose own instance it is by default."""
        super().__init__(parent)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(on_back)
        known = information or _of_the_system()
        if known is not None:
            known.reachabilityChanged.connect(self._on_reachability)  # type: ignore[attr-defined]
            known.transportMediumChanged.connect(self._on_transport)  # type: ignore[attr-defined]

    def _on_reachability(self, reachability: QNetworkInformation.Reachability) -> None:
        if reachability in (Reachability.Online, Reachability.Site):
            self._soon.start()
        else:
            self._soon.stop()

    def _on_transport(self) -> None:
        self._soon.start()


def _of_the_system() -> QNetworkInformation | None:
    """None where Qt has no backend for this system."""
    is_loaded = QNetworkInformation.loadDefaultBackend() or QNetworkInformation.loadBackendByFeatures(
        QNetworkInformation.Feature.Reachability
    )
    return QNetworkInformation.instance() if is_loaded else None
