"""Bytes to text when the charset label is missing, unknown or wrong.

Labels follow the WHATWG encoding names, so Korean, Chinese and Japanese labels mean their
Windows supersets; a label that the bytes contradict gives way to the better guess.
"""

import codecs
import re
from functools import lru_cache

_SUPERSETS = {
    "cp949": "ks_c_5601-1987 ks_c_5601-1989 ks_c_5601 ksc5601 ksc_5601 ks_c-5601-1987 euc-kr euckr "
    "korean iso-ir-149 csksc56011987 cp949 uhc ms949 windows-949 x-windows-949 x-euc-kr",
    "gb18030": "gb2312 gbk cp936 x-gbk gb_2312-80 gb_2312 chinese euc-cn csgb2312 gb18030",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932 csshiftjis",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "cp1252": "iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 cp1252 windows-1252 cp-1252",
    "cp1254": "iso-8859-9 latin5 windows-1254",
    "iso8859_6": "iso-8859-6-i iso-8859-6-e",
    "iso8859_8": "iso-8859-8-i iso-8859-8-e logical visual",
    "utf-8": "utf8 utf-8 unicode-1-1-utf-8 utf_8 utf8mb4",
    "utf-7": "unicode-1-1-utf-7 utf-7",
    "iso2022_jp_ext": "iso-2022-jp csiso2022jp",
}
_BY_LABEL = {label: codec for codec, labels in _SUPERSETS.items() for label in labels.split()}
_NO_PROMISE = frozenset(
    "us-ascii ascii ansi_x3.4-1968 7bit 8bit binary default unknown-8bit x-unknown unknown none".split()
)
_STATEFUL = ("iso2022", "iso-2022", "hz", "utf-7", "utf_7", "utf-16", "utf_16", "utf-32", "utf_32")
_MULTI_BYTE = frozenset(("cp949", "gb18030", "cp932", "big5hkscs", "euc_jp", "euc-jp", "johab"))
_WIDE = re.compile("[\u0800-\U0010ffff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HIGH_PAIR = re.compile(rb"[\xa1-\xfe]{2}")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 20_000


@lru_cache(maxsize=256)
def codec_for(label: str) -> str | None:
    """The Python codec a MIME charset label stands for; None if it promises nothing."""
    name = label.strip().strip("\"'").split("*")[0].lower()
    if not name or name in _NO_PROMISE:
        return None
    if name in _BY_LABEL:
        return _BY_LABEL[name]
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def decode(data: bytes, label: str = "") -> tuple[str, bool]:
    """The text of data, and whether the label was there, true and enough."""
    codec = codec_for(label)
    if codec is not None and codec.startswith(_STATEFUL):
        return _decode_stateful(data, codec)
    if data.isascii():
        if b"\x1b$" in data:
            return _decode_stateful(data, "iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp_ext")
        return data.decode("ascii"), True
    if codec is None:
        return _unlabelled(data)
    if codec != "utf-8":
        as_utf8 = _unexpected_utf8(data, codec)
        if as_utf8 is not None:
            return as_utf8, False
    try:
        return data.decode(codec), True
    except (UnicodeError, ValueError):
        return _nearly(data, codec), False


def _unlabelled(data: bytes) -> tuple[str, bool]:
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        return guess(data), False


def guess(data: bytes) -> str:
    """The most likely text of 8-bit bytes that nobody labelled; never fails."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sample = data[:_SAMPLE]
    paired = 2 * len(_HIGH_PAIR.findall(sample)) >= 0.6 * len(_HIGH.findall(sample))
    for codec, wanted, share in (
        ("cp949", _HANGUL, 0.5),
        ("cp932", _KANA, 0.3),
        ("euc_jp", _KANA, 0.3),
        ("gb18030", _HAN, 0.7),
    ):
        if (paired or codec == "cp932") and _share(sample, codec, wanted) >= share:
            return data.decode(codec, "replace")
    return data.decode("cp1252", "replace")


def _share(sample: bytes, codec: str, wanted: re.Pattern[str]) -> float:
    text = sample.decode(codec, "replace")
    if text.count("\ufffd") > 1 + len(text) // 100:
        return 0.0
    foreign = sum(1 for char in text if char > "\x7f")
    return len(wanted.findall(text)) / foreign if foreign else 0.0


def _unexpected_utf8(data: bytes, codec: str) -> str | None:
    # Two-byte UTF-8 also reads as EUC-KR; three-byte sequences practically never do.
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if codec not in _MULTI_BYTE or _WIDE.search(text) else None


def _nearly(data: bytes, codec: str) -> str:
    text = data.decode(codec, "replace")
    if text.count("\ufffd") <= 1 + len(text) // 100:
        return text
    better = guess(data)
    return better if better.count("\ufffd") < text.count("\ufffd") else text


def _decode_stateful(data: bytes, codec: str) -> tuple[str, bool]:
    if not data.isascii():
        return guess(data), False
    if codec == "iso2022_kr" and b"\x0e" in data and not data.startswith(b"\x1b$)C"):
        data = b"\x1b$)C" + data
    try:
        return data.decode(codec), True
    except (UnicodeError, ValueError):
        return data.decode(codec, "replace"), False
