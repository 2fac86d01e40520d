"""Texts as the cache keeps them: UTF-8, compressed."""

import zlib


def pack(text: str | None) -> bytes | None:
    return None if text is None else zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpack_start(data: bytes, size: int) -> str:
    """The first ``size`` bytes of a text, for those who need no more."""
    return zlib.decompressobj().decompress(data, size).decode("utf-8", "ignore")


def unpack(data: bytes | None) -> str | None:
    return None if data is None else zlib.decompress(data).decode("utf-8", "surrogatepass")
