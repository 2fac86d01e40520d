"""Plain text from compressed RTF (MS-OXRTFCP), which Outlook puts into a winmail.dat; never raises.

Of HTML that was wrapped into RTF the words and paragraphs are kept.
"""

import re
from collections.abc import Iterator

from compressed_rtf import decompress
from striprtf.striprtf import rtf_to_text

from workspace.mail import charset

MAX_BYTES = 256 * 1024
"""Compressed; larger ones hold pictures, and unpacking may take a second for 100 KB."""
MOST_FONTS = 512
_FONT = re.compile(r"\\f(charset)?(\d{1,5})(?!\d)")


def text_of(data: bytes, codepage: str) -> str:
    """The text of a compressed RTF stream; empty where it cannot be read."""
    if len(data) > MAX_BYTES:
        return ""
    try:
        rtf = charset.decode(decompress(data), codepage)[0]
        if not rtf.startswith("{\\rtf"):
            return ""
        text = rtf_to_text(_tame(rtf), codepage, errors="replace")  # type: ignore[no-untyped-call]
    except Exception:
        # compressed_rtf raises bare Exception, striprtf whatever a damaged number or an unknown charset leads to.
        return ""
    return _joined(text).strip()


def _tame(rtf: str) -> str:
    """The same text without what makes striprtf's expressions slow: a link's instruction and a hostile font table."""
    fonts = "".join(f"{{\\f{font}\\fcharset{number} x;}}\n" for font, number in dict(_fonts(rtf)).items())
    rest = rtf[1:].replace("\\fldinst", "\\*\\fldinst").replace("\\fonttbl", "\\*\\fnttbl")
    return f"{{{{\\fonttbl{fonts}}}{rest}"


def _fonts(rtf: str) -> Iterator[tuple[str, str]]:
    """Each font's number with the number of its charset."""
    start = rtf.find("\\fonttbl")
    font = ""
    for count, found in enumerate(_FONT.finditer(rtf, max(start, 0))):
        if start < 0 or count >= 2 * MOST_FONTS:
            return
        if not found[1]:
            font = found[2]
        elif font:
            yield font, found[2]


def _joined(text: str) -> str:
    r"""Characters beyond the basic plane, which RTF writes as two halves (``\u-10179?\u-8704?``), made whole."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "")
