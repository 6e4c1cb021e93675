"""What people wrote, made fit for print."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reports.coverage import characters, ranges
from reports.words import (
    BREAK,
    TYPEFACES,
    bound,
    breakable,
    clean,
    cut,
    direction,
    has_glyph,
    language,
    printable,
)
from tests.reports.hostile import BROKEN, EMOJI, SCRIPTS

ANYTHING = st.text(st.characters(codec=None))


def test_the_list_of_characters_is_what_the_typefaces_draw() -> None:
    assert json.loads((TYPEFACES / "coverage.json").read_text("utf-8")) == ranges(characters())


@given(ANYTHING)
def test_whatever_is_written_comes_out_as_characters_that_have_a_glyph(text: str) -> None:
    for char in printable(text):
        assert has_glyph(char) or char in "\u200c\u200d\ufe0e\ufe0f\u200b", f"U+{ord(char):04X}"


@given(ANYTHING)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode("utf-8")


def test_the_scripts_of_our_readers_come_through_as_they_are() -> None:
    for text in (*SCRIPTS, *EMOJI[:1], EMOJI[2]):
        assert printable(text) == clean(text)


def test_what_no_typeface_has_stands_as_its_name() -> None:
    assert printable(BROKEN[3]).startswith(
        "Linear B [linear b syllable b008 a], hieroglyph [egyptian hieroglyph"
    )


def test_a_heap_of_accents_becomes_a_few() -> None:
    assert len(printable("a" + "\u0301" * 1000)) <= 5


def test_a_cut_keeps_whole_words_and_whole_families() -> None:
    assert cut("one two three", 9) == "one two…"
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert cut("x" + family, 5) == "x\U0001f468\u200d\U0001f469…"
    assert cut("short", 5) == "short"


def test_a_long_address_may_be_broken_and_words_may_not() -> None:
    assert BREAK in breakable("https://example.org/" + "a" * 40)
    assert BREAK not in breakable("Ordinary words of an ordinary sentence.")


def test_the_script_tells_the_language_and_the_side() -> None:
    assert [language(text) for text in SCRIPTS[:6]] == ["zh", "ko", "ja", "ar", "he", "th"]
    assert (direction(SCRIPTS[3]), direction("2022 plans"), language("2022 plans")) == ("rtl", "ltr", "")


def test_a_little_last_word_stays_with_the_one_before_it() -> None:
    assert bound("How to supervise it.") == "How to supervise\u00a0it."
    assert bound("How to supervise everybody there is") == "How to supervise everybody there\u00a0is"
    assert bound("In their organisations") == "In their organisations"
    assert bound("Two words") == "Two words"
