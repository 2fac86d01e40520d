"""Texts as the cache keeps them: UTF-8, compressed with Zstandard (RFC 8878)."""

from zstandard import ZstdCompressor, ZstdDecompressor


def pack(text: str | None) -> bytes | None:
    return None if text is None else ZstdCompressor(level=1).compress(text.encode("utf-8", "surrogatepass"))


def unpack_start(data: bytes, size: int) -> str:
    """The first ``size`` bytes of a text, for those who need no more."""
    return ZstdDecompressor().stream_reader(data).read(size).decode("utf-8", "ignore")


def unpack(data: bytes | None) -> str | None:
    return None if data is None else ZstdDecompressor().decompress(data).decode("utf-8", "surrogatepass")
