"""The log of what leaves this computer: counted on real encrypted sockets, whoever uses them."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fakes.certificate import write_certificate
from workspace.engine.departures import CountedSocket, Departures, counting, note_plain, purpose
from workspace.engine.session import tls_context
from workspace.model.departures import IMAGES, RECEIVE

NOON = 1_800_000_000.0


class Echo:
    """A server that says everything back over TLS, to one caller after the other."""

    def __init__(self, folder: Path) -> None:
        self.ca_file = folder / "cert.pem"
        write_certificate(self.ca_file, folder / "key.pem")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ca_file, folder / "key.pem")
        self._listening = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def call(self, context: ssl.SSLContext) -> ssl.SSLSocket:
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 5), server_hostname="localhost")

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                calling, _ = self._listening.accept()
            except OSError:
                return
            with calling, suppress(OSError):  # whoever calls may leave before it heard all
                while data := calling.recv(65_536):
                    calling.sendall(data)


@pytest.fixture
def echo(tmp_path: Path) -> Iterator[Echo]:
    made = Echo(tmp_path)
    yield made
    made.close()


def counts(departures: Departures) -> dict[tuple[str, str, str], tuple[int, int]]:
    return {(r.account_id, r.host, r.purpose): (r.times, r.bytes) for r in departures._counts.values()}


def test_every_byte_is_counted_for_who_sends_it_and_why(echo: Echo) -> None:
    departures, context = Departures(lambda: NOON), tls_context(str(echo.ca_file))
    with departures.leaving("acc-1"), echo.call(context) as caller:
        assert isinstance(caller, CountedSocket)
        caller.sendall(b"x" * 100_000)
        with purpose("send"):
            caller.makefile("wb", buffering=0).write(b"1234567")
        with departures.leaving("acc-2", IMAGES):
            caller.write(b"12345")
    assert counts(departures) == {
        ("acc-1", "localhost", RECEIVE): (1, 100_000),
        ("acc-1", "localhost", "send"): (0, 7),
        ("acc-2", "localhost", IMAGES): (0, 5),
    }


def test_a_channel_used_by_another_thread_counts_for_who_opened_it(echo: Echo) -> None:
    departures, context = Departures(lambda: NOON), tls_context(str(echo.ca_file))
    with departures.leaving("acc-1"):
        caller = echo.call(context)
    renewing = threading.Thread(target=lambda: caller.sendall(b"NOOP"))
    renewing.start()
    renewing.join(5)
    caller.close()
    assert counts(departures) == {("acc-1", "localhost", RECEIVE): (1, 4)}


def test_what_nobody_counts_still_works(echo: Echo) -> None:
    context = counting(ssl.create_default_context(cafile=str(echo.ca_file)))
    with purpose("send"), echo.call(context) as caller:
        caller.sendall(b"hello")
        assert caller.recv(5) == b"hello"
    note_plain("images.example")


def test_a_picture_over_plain_http_is_counted_too() -> None:
    departures = Departures(lambda: NOON)
    with departures.leaving("", IMAGES):
        note_plain("Pictures.Example")
    assert counts(departures) == {("", "pictures.example", IMAGES): (1, 0)}
