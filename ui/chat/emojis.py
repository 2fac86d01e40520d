"""Emoji to react with: common ones first, all others by their Unicode name (UnicodeData.txt)."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice

COMMON = tuple("👍 👎 ❤️ 😂 🎉 👀 ✅ 🙏 🙌 👏 🔥 🚀 💯 😊 😮 😢 🤔 👋 💪 ❓ ⚠️ ❌ ➕ 🙇".split())
_RANGES = ((0x1F300, 0x1F5FF), (0x1F600, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF))
_TONES = range(0x1F3FB, 0x1F400)
_ALSO = {
    "👍": "+1 like yes ok 좋아요",
    "👎": "-1 no 싫어요",
    "❤️": "red love heart 하트",
    "😂": "lol laugh joy 웃음",
    "🎉": "tada celebrate congratulations 축하",
    "👀": "look seen 확인 중",
    "✅": "done check ok 완료",
    "🙏": "thanks please 감사 부탁",
    "🙌": "hooray praise 만세",
    "👏": "clap bravo 박수",
    "🔥": "hot 불",
    "🚀": "ship launch 로켓",
    "💯": "hundred agree 백점",
    "😊": "smile happy 미소",
    "😮": "wow surprised 놀람",
    "😢": "sad cry 슬픔",
    "🤔": "think hmm 생각",
    "👋": "hello bye wave 안녕",
    "💪": "strong 힘내",
    "❓": "question 질문",
    "⚠️": "warning careful 주의",
    "❌": "cross no 아니요",
    "➕": "plus add 추가",
    "🙇": "bow sorry thanks 인사 죄송",
}


def found(words: str, limit: int = 24) -> list[str]:
    """The emoji whose name has all the words, common ones first; the common ones for no words."""
    wanted = words.lower().split()
    if not wanted:
        return list(COMMON)[:limit]
    hits = (emoji for emoji, name in _named().items() if all(word in name for word in wanted))
    return list(islice(hits, limit))


def name_of(emoji: str) -> str:
    """What a screen reader says of it; what stands for an emoji of the service's own is said as it is."""
    first = emoji[:1]
    return str(unicodedata.name(first, "") or emoji).lower() if first and not first.isascii() else emoji


@cache
def _named() -> dict[str, str]:
    return {emoji: f"{name_of(emoji)} {_ALSO.get(emoji, '')}" for emoji in (*COMMON, *_others())}


def _others() -> Iterator[str]:
    for first, last in _RANGES:
        for code in range(first, last + 1):
            if code not in _TONES and unicodedata.name(chr(code), "") != "":
                yield chr(code)
