"""A TCP relay on loopback whose cable can be pulled: connections drop and new ones are closed until it is mended."""

import contextlib
import socket
import threading


class Relay:
    """Passes bytes between clients and ``127.0.0.1:target``."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._guard = threading.Lock()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._is_cut = False
        self._feared = b""
        self._flows = threading.Event()
        self._flows.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        with self._guard:
            self._is_cut = True
            pairs = list(self._pairs)
        for pair in pairs:
            _hang_up(pair)

    def cut_before(self, words: bytes) -> None:
        """Cut when a client says these words in the clear: they do not arrive."""
        self._feared = words

    def hold(self) -> None:
        """Nothing arrives any more, and nobody is told, until :meth:`mend`."""
        self._flows.clear()

    def mend(self) -> None:
        self._is_cut, self._feared = False, b""
        self._flows.set()

    def close(self) -> None:
        self.cut()
        self._flows.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._target))
            for each in (client, server):
                # A request in two pieces would wait 40 ms for an acknowledgement between them.
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = (client, server)
            for each in pair:
                # A request comes in two pieces: without this the second waits for a late acknowledgement.
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._guard:
                self._pairs.add(pair)
            for source, sink in (pair, pair[::-1]):
                threading.Thread(target=self._pass_on, args=(source, sink, pair), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, pair: tuple[socket.socket, socket.socket]) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if source is pair[0] and self._feared and self._feared in data:
                    self.cut()
                    break
                self._flows.wait()
                sink.sendall(data)
        _hang_up(pair)
        with self._guard:
            if pair in self._pairs:
                self._pairs.discard(pair)
                return
        # The second of the two directions to end lets go of both.
        for each in pair:
            each.close()


def _hang_up(pair: tuple[socket.socket, socket.socket]) -> None:
    for each in pair:
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
