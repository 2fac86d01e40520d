"""What the search is asked: forty queries of each kind, all taken from the mails, so that each finds something."""

import random
import re
from collections import Counter
from itertools import pairwise

from benchmarks.mails import SEED, mails
from workspace.mail.parse import parse

KINDS = ("one word", "common word", "two words", "phrase", "rare word", "korean syllables", "korean and")
EACH = 40
SAMPLE = 2_000
_HANGUL = re.compile("[가-힣]{2,}")


def queries() -> dict[str, list[str]]:
    """By kind; words of the first mails with the frequencies they have there."""
    rng = random.Random(SEED)
    texts = [parse(raw).text for _, raw in mails(SAMPLE)]
    english = [re.findall("[a-z]{3,}", text) for text in texts]
    english = [words for words in english if len(words) > 20]
    korean = [[word[:2] for word in _HANGUL.findall(text)] for text in texts]
    korean = [words for words in korean if len(words) > 20]
    seen = Counter(word for words in english for word in set(words))
    by_rank = [word for word, _ in seen.most_common()]
    once = [word for word, count in seen.items() if count == 1]
    mail_of, hangul_of = (lambda: rng.choice(english)), (lambda: rng.choice(korean))
    return {
        "one word": [rng.choice(by_rank[100:2_000]) for _ in range(EACH)],
        "common word": by_rank[:EACH],
        "two words": [" ".join(rng.sample(mail_of(), 2)) for _ in range(EACH)],
        "phrase": ['"{} {}"'.format(*rng.choice(list(pairwise(mail_of())))) for _ in range(EACH)],
        "rare word": rng.sample(once, EACH),
        "korean syllables": [rng.choice(hangul_of()) for _ in range(EACH)],
        "korean and": [" ".join(rng.sample(hangul_of(), 2)) for _ in range(EACH)],
    }
