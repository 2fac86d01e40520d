"""Bytes in rows of at most 1 MiB."""

from collections.abc import Iterable, Iterator

CHUNK = 1 << 20


def megabytes(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of exactly ``CHUNK``, but for the last."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
    if held:
        yield bytes(held)
