"""People's words made safe to keep and to show: cleaned once on the way in, cut only where a reader sees a border.

The borders are those of extended grapheme clusters (Unicode Standard Annex 29), told from the character data that comes with
Python. Where that data says nothing we keep characters together rather than part them.
"""

import re
import unicodedata
from collections.abc import Iterator

ELLIPSIS = "…"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
MARKS_MOST = 8
"""Marks kept on one letter. Living scripts stack five or six; more is decoration that hides the lines around it."""

JOINERS = "\u200c\u200d"
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by their category, yet nothing to see: a name of these alone is no name."""

PAIR = 2
VIRAMA = 9
"""The combining class of the signs that bind two consonants into one."""

_DOUBLE_MARKS = '"“”„‟'

_NEW_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NOISE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters; tab and new line stay
    "\u00ad\u200b\u2060-\u2064\ufeff"  # soft hyphens, spaces of no width, byte order marks
    "\u202a-\u202e\u2066-\u206f"  # what turns the direction of the text around it
    "\ufff9-\ufffb\ufffe\uffff]"  # annotation anchors, and what is no character at all
)
# England, Scotland and Wales are a black flag and letters that can't be seen; elsewhere such letters only hide something.
_HIDDEN_LETTERS = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)|[\U000e0000-\U000e007f]"
)
_JOINABLE = re.compile(
    "[\u0600-\u0dff\u0f00-\u109f\u1700-\u18af\u1a20-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc"  # scripts that join
    "\u00a9\u00ae\u203c-\u3299\U00010a00-\U00011fff\U0001f000-\U0001faff]"  # and emoji
)
_CLINGING = re.compile("[\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_PREPENDED = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_HANGUL = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7c6\ud7cb-\ud7fb]")
_HANGUL_LEADING = re.compile("[\u1100-\u115f\ua960-\ua97c]")
_HANGUL_FOLLOWING = re.compile("[\u1160-\u11ff\ud7b0-\ud7c6\ud7cb-\ud7fb]")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")


def clean(text: str) -> str:
    """The text as we keep it: the same words without what can't be seen, stored or shown safely.

    Halves of characters, control characters, byte order marks, spaces of no width and characters that turn the reading
    direction go; right-to-left letters, tabs and emoji stay. Joiners stay only where a script or an emoji uses them. The result is in
    Unicode's composed form (NFC), without spaces at the ends of lines, with at most one empty line in a row, and empty when there is
    nothing to see. Cleaning twice changes nothing.
    """
    whole = _NEW_LINES.sub("\n", _with_whole_characters(text))
    plain = unicodedata.normalize("NFC", _HIDDEN_LETTERS.sub(r"\1", _NOISE.sub("", whole)))
    composed = unicodedata.normalize("NFC", "".join(_without_piled_marks(plain)))
    lines = "\n".join(line.rstrip() for line in composed.split("\n"))
    tidy = re.sub("\n{3,}", "\n\n", lines).strip()
    return tidy if any(map(_is_visible, tidy)) else ""


def one_line(text: str) -> str:
    """The cleaned text on one line: every run of spaces, tabs and new lines becomes one space."""
    return clean(" ".join(clean(text).split()))


def cut(text: str, most: int) -> str:
    """The text in at most `most` characters (code points), ending in an ellipsis when something was left out.

    Never cuts inside what a reader sees as one character: a family of emoji, a flag, a skin tone, a letter with its marks.
    """
    if len(text) <= most:
        return text
    end = max(most - len(ELLIPSIS), 0)
    while end and not _is_border(text, end):
        end -= 1
    return (text[:end].rstrip() + ELLIPSIS)[: max(most, 0)]


def quoted(text: str) -> str:
    """People's words as they are, between quotation marks of ours that clash with none of theirs.

    Double ones; single ones where double ones stand among the words; none where the words are one quotation with its own.
    """
    inside = sum(map(text.count, _DOUBLE_MARKS))
    if inside == PAIR < len(text) and text[0] in _DOUBLE_MARKS and text[-1] in _DOUBLE_MARKS:
        return text
    return f"‘{text}’" if inside else f"“{text}”"


def isolate(text: str) -> str:
    """The text kept from turning its neighbours around, for a line that goes on after it.

    Text with right-to-left letters is put between a first strong isolate (U+2068) and its end (U+2069); other text is as it was.
    Cut before isolating, or the end may be lost.
    """
    # Each letter once: long texts have few different ones.
    if not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL") for char in set(text)):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def _with_whole_characters(text: str) -> str:
    """Two halves that belong together become their character; halves left alone are dropped."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _without_piled_marks(text: str) -> Iterator[str]:
    """The characters that do something where they stand: no joiner that joins nothing, no pile of marks."""
    base, joiner, marks = "", "", 0
    for char in text:
        if char in JOINERS:
            joiner = joiner or char
            continue
        if joiner and _JOINABLE.match(base) and not char.isspace():
            yield joiner
        joiner = ""
        base, marks = (base, marks + 1) if _is_mark(char) else (char, 0)
        if marks <= MARKS_MOST:
            yield char


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _is_visible(char: str) -> bool:
    """False for spaces, marks and format characters. Unassigned ones may be emoji newer than our data: they count as seen."""
    category = unicodedata.category(char)
    return not (category[0] == "Z" or category in ("Cc", "Cf", "Mn", "Me") or char in BLANKS)


def _is_border(text: str, at: int) -> bool:
    """Whether a reader sees two characters where `text[at - 1]` and `text[at]` meet."""
    before, after = text[at - 1], text[at]
    return not (
        _clings(after)
        or before in JOINERS
        or before + after == "\r\n"
        or _PREPENDED.match(before)
        or _makes_conjunct(before, after)
        or _makes_syllable(before, after)
        or _makes_flag(text, at)
    )


def _clings(char: str) -> bool:
    """Marks, joiners, skin tones, tag characters and vowel signs belong to what is before them."""
    return unicodedata.category(char)[0] == "M" or bool(_CLINGING.match(char))


def _makes_conjunct(before: str, after: str) -> bool:
    return unicodedata.combining(before) == VIRAMA and unicodedata.category(after) == "Lo"


def _makes_syllable(before: str, after: str) -> bool:
    follows = _HANGUL_FOLLOWING.match(after) and _HANGUL.match(before)
    leads = _HANGUL_LEADING.match(before) and _HANGUL.match(after)
    return bool(follows or leads)


def _makes_flag(text: str, at: int) -> bool:
    """Regional letters pair up from the left: the border is inside a flag when an odd number of them come before it."""
    if not _REGIONAL.match(text[at]):
        return False
    start = at
    while start and _REGIONAL.match(text[start - 1]):
        start -= 1
    return (at - start) % 2 == 1
