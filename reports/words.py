"""What people wrote, made fit for print: cleaned, in letters that our typefaces have, with its script and direction told."""

import json
import re
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

TYPEFACES = Path(__file__).with_name("typefaces")
TEXT_MOST = 1500
"""Characters of what one person wrote on a page. The data has the whole."""
MARKS_MOST = 4
"""Accents on one letter. Living languages need three; hundreds hide the lines above and below."""
RUN_MOST = 28
"""Letters of one word that a narrow column holds; a longer one (an address) may be broken there."""
LAST_MOST = 9
"""Letters of a last word that doesn't stand alone on a line."""
PART_MOST = 40
"""Letters of a small remark that is not broken."""
BREAK = "\u200b"

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_JOINING = frozenset("\u200c\u200d\ufe0e\ufe0f\u200b")
_SCRIPTS = (
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CJK", "zh"),
    ("ARABIC", "ar"),
    ("HEBREW", "he"),
    ("THAI", "th"),
    ("DEVANAGARI", "hi"),
    ("BENGALI", "bn"),
    ("GURMUKHI", "pa"),
    ("GUJARATI", "gu"),
    ("TAMIL", "ta"),
    ("CYRILLIC", "ru"),
    ("GREEK", "el"),
)
RIGHT_TO_LEFT = frozenset({"ar", "he"})


def clean(text: str) -> str:
    """One line of text as it was said: no controls, no half characters, no marks that turn lines round, spaces made single."""
    if text.isascii():
        return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()
    whole = _BIDI.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    calm = _calm(unicodedata.normalize("NFC", _SPACE.sub(" ", _CONTROL.sub("", whole))))
    return unicodedata.normalize("NFC", calm).strip()


def printable(text: str) -> str:
    """`clean` text in letters that the typefaces have. What none of them has stands as its name in brackets."""
    plain = clean(text)
    if plain.isascii():
        return plain
    return "".join(char if char in _JOINING or has_glyph(char) else _named(char) for char in plain)


def breakable(text: str) -> str:
    """The text with places to break inside words too long for a line."""
    return re.sub(rf"[!-~]{{{RUN_MOST}}}(?=[!-~])", rf"\g<0>{BREAK}", text)


def bound(text: str) -> str:
    """The text with its last two words kept together where the last is short: no line of one little word."""
    head, space, last = text.rpartition(" ")
    return f"{head}\u00a0{last}" if space and len(last) <= LAST_MOST and " " in head else text


def whole_parts(detail: str) -> str:
    """What is said beside a point, to be broken between its parts and not inside a short one."""
    parts = detail.split(" · ")
    return " · ".join(part.replace(" ", "\u00a0") if len(part) < PART_MOST else part for part in parts)


def timed(moment: str) -> str:
    """A moment whose time of day, with its zone, stands on one line."""
    bound_ = re.sub(r"\bat (?=\d\d:\d\d)", "at\u00a0", moment)
    return re.sub("(?<=\u00a0\\d\\d:\\d\\d) ", "\u00a0", bound_)


def cut(text: str, most: int) -> str:
    """The text, or as many whole words of it as fit into `most` characters, with an ellipsis."""
    if len(text) <= most:
        return text
    short = text[: most - 1]
    head, space, _ = short.rpartition(" ")
    return f"{(head if space and len(head) > most // 2 else _whole(short)).rstrip(' ,;:')}…"


def language(text: str) -> str:
    """The language that the first letters of a text suggest by their script; empty for Latin ones, where nothing can be told."""
    for char in text[:200]:
        if char.isalpha():
            name = unicodedata.name(char, "")
            return next((code for script, code in _SCRIPTS if name.startswith(script)), "")
    return ""


def direction(text: str) -> str:
    """`rtl` where the first letter is of a script written from the right, else `ltr`."""
    return "rtl" if language(text) in RIGHT_TO_LEFT else "ltr"


def has_glyph(char: str) -> bool:
    """Whether one of our typefaces draws this character (`typefaces/coverage.json`)."""
    starts, ends = _coverage()
    place = bisect_right(starts, ord(char)) - 1
    return place >= 0 and ord(char) <= ends[place]


@cache
def _coverage() -> tuple[list[int], list[int]]:
    ranges: list[tuple[int, int]] = json.loads((TYPEFACES / "coverage.json").read_text("utf-8"))
    return [first for first, _ in ranges], [last for _, last in ranges]


def _named(char: str) -> str:
    if unicodedata.category(char) in {"Cf", "Mn", "Me", "Zs"}:
        return " " if char.isspace() else ""
    return f"[{unicodedata.name(char, f'U+{ord(char):04X}').lower()}]"


def _calm(text: str) -> str:
    """The text without heaps of accents on one letter."""
    kept, heap = [], 0
    for char in text:
        heap = heap + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if heap <= MARKS_MOST:
            kept.append(char)
    return "".join(kept)


def _whole(text: str) -> str:
    """The text without a half character at its end, such as a family that a joiner still holds together."""
    while text and (
        text[-1] in _JOINING or unicodedata.combining(text[-1]) or "\U0001f3fb" <= text[-1] <= "\U0001f3ff"
    ):
        text = text[:-1]
    return text
