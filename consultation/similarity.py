"""Points that may say the same: compared by their words, offline and always with the same outcome. A person decides."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log

ALIKE_LEAST = 0.42
"""Below this, two points share words rather than a meaning; found by trying on facilitators' real notes (docs/digest.md)."""

PAIRS_MOST = 20
COMMON_MOST = 60
"""A word in more points than this makes no two of them candidates: it tells nothing apart."""
SHARED_LEAST = 2

_WORD = re.compile(r"[^\W_]+")
_ENGLISH = (
    "isations izations isation ization ations ation ities ising izing ised ized ises izes ise ize ity ators ator ated ates ate "
    "ingly ments ment ness ings ing ions ion ives ive als ally al able ible ances ance ences ence ies ied ers ed es er ly y s e"
)
_ENDINGS = tuple(_ENGLISH.split())
"""The first that fits goes: "standardisation" and "standards" are one word."""
_STEM_LEAST = 4
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_STOP = frozenset(
    [
        "a",
        "about",
        "across",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "down",
        "during",
        "each",
        "else",
        "etc",
        "even",
        "every",
        "few",
        "for",
        "from",
        "further",
        "get",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "him",
        "his",
        "how",
        "however",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "like",
        "made",
        "make",
        "many",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "need",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "once",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "per",
        "same",
        "she",
        "should",
        "since",
        "so",
        "some",
        "still",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "though",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "very",
        "was",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yes",
        "yet",
        "you",
        "your",
    ]
)


def stems(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning, without endings; pairs of signs where a script has no spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = _WORD.findall("".join(one for one in plain if not unicodedata.combining(one)))
    return frozenset(stem for word in words for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    if _IDEOGRAPH.search(word):
        yield from (word[start : start + 2] for start in range(max(len(word) - 1, 1)))
    elif word not in _STOP:
        ending = next(
            (one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _STEM_LEAST), ""
        )
        yield word.removesuffix(ending)


def weights(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """What each word weighs: the rarer, the more."""
    counted = Counter(stem for text in texts for stem in text)
    return {stem: 1.0 + log(len(texts) / many) for stem, many in counted.items()}


def likeness(one: frozenset[str], other: frozenset[str], weight: dict[str, float]) -> float:
    """How far two texts say the same, from 0 to 1: their common words against all, or against the shorter's where it is contained."""
    common = sum(weight.get(stem, 1.0) for stem in one & other)
    if not common or len(one & other) < SHARED_LEAST:
        return 0.0
    first, second = (sum(weight.get(stem, 1.0) for stem in text) for text in (one, other))
    contained = common / min(first, second)
    return max(
        common / (first + second - common), 0.75 * contained if len(one & other) > SHARED_LEAST else 0.0
    )


def alike(texts: Sequence[str], most: int = PAIRS_MOST) -> list[tuple[int, int]]:
    """Pairs of texts, by their places, that may say the same: the most alike first."""
    sets = [stems(text) for text in texts]
    weight = weights(sets)
    scored = [
        (-score, one, other)
        for one, other in _candidates(sets)
        if (score := likeness(sets[one], sets[other], weight)) >= ALIKE_LEAST
    ]
    return [(one, other) for _, one, other in sorted(scored)[:most]]


def _candidates(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that share enough words that are not everywhere."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(sets):
        for stem in text:
            where[stem].append(place)
    shared = Counter(
        (one, other)
        for places in where.values()
        if len(places) <= COMMON_MOST
        for index, one in enumerate(places)
        for other in places[index + 1 :]
    )
    return (pair for pair, common in shared.items() if common >= SHARED_LEAST)
