"""A push channel: after each change the service sends a datagram to every watcher."""

import socket

from connectors.demo.service import WATCHERS_KEPT, DemoService
from workspace.connector.errors import Transient


class DemoWatch:
    """Becomes readable when the service changed."""

    def __init__(self, service: DemoService) -> None:
        self._service = service
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        with service.change() as state:
            known = [*state["watchers"], self._socket.getsockname()[1]]
            state["watchers"] = known[-WATCHERS_KEPT:]
        # The change just made rang this bell too.
        self.heard()

    def fileno(self) -> int:
        return self._socket.fileno()

    def heard(self) -> bool:
        if self._service.state()["is_cut_off"]:
            raise Transient("connection_closed", host="demo")
        has_news = False
        while True:
            try:
                self._socket.recv(16)
            except BlockingIOError:
                return has_news
            has_news = True

    def close(self) -> None:
        self._socket.close()
