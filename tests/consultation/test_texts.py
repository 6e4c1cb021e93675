import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consultation.texts import MARKS_MOST, clean, cut, isolate, one_line, quoted

FAMILY = "👨‍👩‍👧‍👦"
WAVE = "👋🏽"
DOCTOR = "👩🏿‍⚕️"
FLAG = "🇬🇧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
KEYCAP = "1️⃣"
E_WITH_TWO = "e\u0323\u0302"
HANGUL = "\u1112\u1161\u11ab"
CONJUNCT = "\u0915\u094d\u0937\u093f"
THAI = "\u0e01\u0e33"
HEBREW = "שלום"
ARABIC = "مرحبا"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
ZALGO = "Z" + "\u0300\u0315\u0327\u0345" * 40

CLUSTERS = [
    *("a", "é", "z", " ", "&", "字", "\n", "ש", "م"),
    *(FAMILY, WAVE, DOCTOR, FLAG, ENGLAND, KEYCAP, E_WITH_TWO, HANGUL, CONJUNCT, THAI, ZALGO),
]
ANYTHING = st.lists(
    st.one_of(
        st.characters(codec=None, categories=None),
        st.sampled_from(
            "\x00\t\n\r\v\x85\u2028\u200b\u200c\u200d\u202e\u2066\ufeff\ud83d\ude00\u0301\u0338\U000e0041 a=<"
        ),
        st.sampled_from(CLUSTERS),
    )
).map("".join)


@pytest.mark.parametrize(
    "text", [FAMILY, WAVE, DOCTOR, FLAG, ENGLAND, KEYCAP, HEBREW, ARABIC, PERSIAN, "🏴‍☠️", "क्‍ष"]
)
def test_what_people_write_with_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a\ud83db", "ab"),
        ("\ud83d\ude00", "😀"),
        ("a\x00\x07\x1b[31mb\x7f", "a[31mb"),
        ("\ufefftext", "text"),
        ("con\u200bcern", "concern"),
        ("con\u200ccern\u200d", "concern"),
        ("a\u200d\u200d b", "a b"),
        ("soft\u00adhyphen", "softhyphen"),
        ("e\u0301", "é"),
        ("one  \ntwo\t\n", "one\ntwo"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("a\tb", "a\tb"),
        ("user\u202egnp.exe\u202c", "usergnp.exe"),
        ("\u2066x\u2069", "x"),
        (f"\u202e{HEBREW}\u202c", HEBREW),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("", ""),
        (" \n\t ", ""),
        ("\u200d\u3164\u2800\ufe0f", ""),
    ],
)
def test_cleaning_leaves_the_words_and_nothing_else(said: str, kept: str) -> None:
    assert clean(said) == kept


def test_an_emoji_newer_than_our_character_data_counts_as_seen() -> None:
    unassigned = "\U0001fadf"
    assert clean(unassigned) == unassigned


def test_a_pile_of_marks_is_taken_down_to_what_scripts_use() -> None:
    assert len(clean(ZALGO)) <= 1 + MARKS_MOST
    assert clean(ZALGO).startswith("Z")


@given(ANYTHING)
@example("<\u200c\u0338\u200cx")
@example("e\u200d\u0301\u200d\u0301")
@example(" \u200d\n\u200d ")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANYTHING)
def test_what_is_clean_can_be_stored_and_sent(text: str) -> None:
    kept = clean(text)
    assert kept.encode() is not None
    assert unicodedata.is_normalized("NFC", kept)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in kept)
    assert not any(char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff" for char in kept)
    assert "\n\n\n" not in kept
    assert not any(line != line.rstrip() for line in kept.split("\n"))


@given(ANYTHING)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert not any(char in line for char in "\n\t\r")
    assert "  " not in line
    assert one_line(line) == line


def test_one_line_joins_lines_with_a_space() -> None:
    assert one_line("one\n\n  two\tthree ") == "one two three"


@given(st.lists(st.sampled_from(CLUSTERS)), st.integers(-2, 60))
def test_a_cut_text_fits_and_ends_between_what_a_reader_sees(clusters: list[str], most: int) -> None:
    text = "".join(clusters)
    short = cut(text, most)
    whole_beginnings = {"".join(clusters[:count]).rstrip() for count in range(len(clusters) + 1)}
    assert len(short) <= max(most, 0)
    assert short in {text, ""} or (short[-1] == "…" and short[:-1] in whole_beginnings)


@given(ANYTHING, st.integers(0, 40))
def test_a_cut_text_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most


@given(ANYTHING, st.integers(0, 5))
def test_what_fits_is_not_cut(text: str, room: int) -> None:
    assert cut(text, len(text) + room) == text


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Hello world", 6, "Hello…"),
        ("Hello world", 7, "Hello…"),
        ("Hello world", 8, "Hello w…"),
        (f"ab{FAMILY}cd", 8, "ab…"),
        (f"ab{FAMILY}cd", 10, f"ab{FAMILY}…"),
        (f"{FLAG}{FLAG}{FLAG}", 4, f"{FLAG}…"),
        (f"{WAVE}{WAVE}", 3, f"{WAVE}…"),
        (f"{WAVE}{WAVE}", 2, "…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        (ZALGO, 20, "…"),
        ("nai\u0308ve", 4, "na…"),
    ],
)
def test_cuts(text: str, most: int, short: str) -> None:
    assert cut(text, most) == short


@pytest.mark.parametrize("text", [HEBREW, ARABIC, f"the word {HEBREW}"])
def test_right_to_left_words_are_isolated_in_a_list(text: str) -> None:
    assert isolate(text) == f"\u2068{text}\u2069"


@pytest.mark.parametrize("text", ["", "plain", "Ünïcode 字", FAMILY, "12:30 (Mon)"])
def test_other_words_are_left_alone(text: str) -> None:
    assert isolate(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Will it help?", "“Will it help?”"),
        ("the patients' voice", "“the patients' voice”"),
        ('what "continuity" means', '‘what "continuity" means’'),
        ("what “continuity” means", "‘what “continuity” means’"),
        ('"Nobody asked us."', '"Nobody asked us."'),
        ("„Niemand fragt.“", "„Niemand fragt.“"),
        ('"Yes" or "no"', '‘"Yes" or "no"’'),
        ('24" screens', '‘24" screens’'),
        ("", "“”"),
    ],
)
def test_marks_around_peoples_words_clash_with_none_of_theirs(text: str, shown: str) -> None:
    assert quoted(text) == shown
