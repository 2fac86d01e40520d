"""A winmail.dat as Outlook writes it, with nothing but a compressed RTF body."""

import struct

from compressed_rtf import compress

CODEPAGE, MAPI_PROPERTIES = 0x00069007, 0x00069003
RTF_COMPRESSED = 0x10090102


def winmail_of_rtf(rtf: bytes, codepage: int) -> bytes:
    """A TNEF stream (MS-OXTNEF 2.1.3) of a code page and one property."""
    return b"\x78\x9f\x3e\x22\x01\x00" + _attribute(CODEPAGE, struct.pack("<II", codepage, 0)) + _attribute(
        MAPI_PROPERTIES, _binary_property(RTF_COMPRESSED, compress(rtf))
    )  # fmt: skip


def mail_of_rtf(rtf: bytes, codepage: int) -> bytes:
    """A mail that is nothing but such a winmail.dat."""
    head = b"Message-ID: <rtf@customer.example>\r\nSubject: RTF\r\nMIME-Version: 1.0\r\n"
    kind = b'Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: binary\r\n\r\n'
    return head + kind + winmail_of_rtf(rtf, codepage)


def _attribute(name: int, data: bytes) -> bytes:
    return struct.pack("<BII", 1, name, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _binary_property(tag: int, data: bytes) -> bytes:
    padding = bytes(-len(data) % 4)
    return struct.pack("<IIII", 1, tag, 1, len(data)) + data + padding
