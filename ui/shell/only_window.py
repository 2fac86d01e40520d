"""One window per home: whoever starts second asks the first to come forward."""

import errno
import hashlib
import os

from PySide6.QtCore import QLockFile, QObject, Signal

from workspace.store.home import Home

RAISE = b"raise"
WAIT_MS = 2_000


class OnlyWindow(QObject):
    """``is_first`` says whether this process may open a window. ``asked`` is a second start's wish.

    Raises ``OSError`` where the home cannot be written.
    """

    asked = Signal()

    def __init__(self, home: Home) -> None:
        super().__init__()
        digest = hashlib.sha256(str(home.path).encode()).hexdigest()[:24]
        self._name = f"workspace-{digest}"
        self._lock = QLockFile(str(home.window_lock))
        self._lock.setStaleLockTime(0)
        self.is_first = self._lock.tryLock(0)
        if self._lock.error() is QLockFile.LockError.PermissionError:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(home.window_lock))
        if not self.is_first and self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise OSError(f"{home.window_lock} cannot be written.")
        self._server: QObject | None = None

    def listen(self) -> None:
        """Hear second starts; after the first paint, because QtNetwork takes time to load."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connected)
        server.listen(self._name)
        self._server = server

    def raise_first(self) -> bool:
        """Ask the window that is there to come forward; False where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(RAISE)
        socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()
        return True

    def close(self) -> None:
        if self._server is not None:
            self._server.deleteLater()
            self._server = None
        self._lock.unlock()

    def _on_connected(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if isinstance(self._server, QLocalServer):
            while self._server.hasPendingConnections():
                self._server.nextPendingConnection().deleteLater()
                self.asked.emit()
