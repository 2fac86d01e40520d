"""Words for FTS5's unicode61: Latin words as they are, Korean, Chinese and Japanese as bigrams.

`index_text` writes what is indexed and `match_query` what is asked; both must change together.
"""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise

_CJK = (
    "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
)
_RUN = re.compile(f"[{_CJK}]+")
_PIECE = re.compile('"([^"]*)"?|([^\\s"]+)')
_WORD = re.compile(f"[{_CJK}]+|[^\\W_{_CJK}]+")
_OPERATOR_LIKE = re.compile(r"[\x00-\x1f]")
_MARKED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
HAS_MARKS = "*[\u00c0-\u024f\u1e00-\u1eff]*"
"""A GLOB pattern for texts with Latin letters beyond ASCII: the only ones that :func:`glob` is worth asking for."""
MAX_QUERY_TERMS = 32
_PREFIX_LENGTH = 3
_LONGEST_KNOWN = 32


def index_text(text: str) -> str:
    """The text to put into an FTS5 column: lower case, composed, runs of CJK as bigrams."""
    folded = fold(text)
    # Word by word: words come again, and looking one up costs a tenth of splitting it.
    if folded.isascii():
        return folded
    return " ".join(_known(word) if len(word) <= _LONGEST_KNOWN else _split(word) for word in folded.split())


def fold(text: str) -> str:
    """One form for what looks the same: lower case, composed syllables, plain-width letters."""
    if text.isascii():
        return text.lower()
    if not unicodedata.is_normalized("NFKC", text):
        # This joins the jamo that macOS writes; NFKC also narrows full-width letters.
        text = unicodedata.normalize("NFKC", text)
    return text.lower()


def plain(text: str) -> str:
    """As :func:`fold`, and Latin letters without their marks, as the index has them; as many signs as :func:`fold`."""
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_unmarked())


def in_place(text: str) -> str:
    """As :func:`plain`, but a sign for each sign: what is found in it stands at the same place in the text."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(each if len(low := each.lower()) != 1 else low for each in text)
    return lower if lower.isascii() else lower.translate(_unmarked())


def glob(word: str) -> str:
    """A GLOB pattern of SQL for texts that hold this word, whatever the case of its letters and the marks on them."""
    return "*" + "".join(map(_any_form, plain(word))) + "*"


def _any_form(letter: str) -> str:
    if letter in "*?[":
        return f"[{letter}]"
    forms = f"{letter}{letter.upper()}{_marked().get(letter, '')}" if letter.isalpha() else letter
    return f"[{forms}]" if len(forms) > 1 else letter


@lru_cache(maxsize=1)
def _unmarked() -> dict[int, str]:
    """What is left of each Latin letter without its marks; those that are letters of their own (ø, ł) stay."""
    bases = ((ord(letter), unicodedata.normalize("NFD", letter)[0]) for letter in map(chr, _MARKED))
    return {number: base.lower() for number, base in bases if base.isascii() and base.isalpha()}


@lru_cache(maxsize=1)
def _marked() -> dict[str, str]:
    found: dict[str, str] = defaultdict(str)
    for number, base in _unmarked().items():
        found[base] += chr(number)
    return found


def phrases(user_query: str) -> list[str]:
    """The words and quoted phrases of what a person types, for another search than ours."""
    found = ((quoted if quoted is not None else each) for quoted, each in _typed(user_query))
    return [phrase for phrase in (" ".join(each.split()) for each in found) if phrase][:MAX_QUERY_TERMS]


def _typed(user_query: str) -> list[tuple[str | None, str]]:
    matches = _PIECE.finditer(_OPERATOR_LIKE.sub(" ", user_query))
    return [(match[1], match[2] or "") for match in matches]


def match_query(user_query: str) -> str:
    """A valid FTS5 MATCH expression for anything a person types; "" where nothing can match.

    All terms must be there; quotes keep words together; the last Latin word of three letters or
    more, and a single syllable, also match as the beginning of a longer word.
    """
    pieces = _pieces(fold(_OPERATOR_LIKE.sub(" ", user_query)))[:MAX_QUERY_TERMS]
    terms = []
    for index, (words, is_quoted) in enumerate(pieces):
        is_last = index == len(pieces) - 1
        terms.append(_term(words, is_open=not is_quoted and is_last, is_quoted=is_quoted))
    return " AND ".join(terms)


def _pieces(query: str) -> list[tuple[list[str], bool]]:
    """Quoted phrases whole, other text in runs of one script, each run a piece of its own."""
    pieces: list[tuple[list[str], bool]] = []
    for match in _PIECE.finditer(query):
        quoted, plain = match.groups()
        words = _WORD.findall(quoted if quoted is not None else plain)
        if quoted is not None and words:
            pieces.append((words, True))
        elif plain is not None:
            # An address or a hyphenated word is a phrase of its parts.
            pieces.extend(_split_scripts(words))
    return pieces


def _split_scripts(words: list[str]) -> list[tuple[list[str], bool]]:
    split: list[tuple[list[str], bool]] = []
    latin: list[str] = []
    for word in words:
        if _RUN.match(word):
            if latin:
                split.append((latin, False))
                latin = []
            split.append(([word], False))
        else:
            latin.append(word)
    if latin:
        split.append((latin, False))
    return split


def _term(words: list[str], *, is_open: bool, is_quoted: bool) -> str:
    tokens: list[str] = []
    for word in words:
        tokens.extend(_grams(word) if _RUN.match(word) else [word])
    phrase = " ".join(tokens)
    last = words[-1]
    is_syllable = len(last) == 1 and _RUN.match(last) is not None
    opens = is_open and not is_syllable and len(last) >= _PREFIX_LENGTH and not _RUN.match(last)
    return f'"{phrase}"{"*" if opens or (is_syllable and not is_quoted) else ""}'


def _split(word: str) -> str:
    return _RUN.sub(_bigrams, word)


_known = lru_cache(maxsize=65_536)(_split)


def _bigrams(match: re.Match[str]) -> str:
    return f" {' '.join(_grams(match.group()))} "


def _grams(run: str) -> list[str]:
    if len(run) < 2:
        return [run]
    return [a + b for a, b in pairwise(run)]
