"""The infographic: one page, legible on a phone, and all of it in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from consultation.disclosure import Reach
from reports.brand import Brand
from reports.infographic import Infographic, infographic, pdf_of
from reports.picture import ROOMS_MOST, alternative, picture
from reports.typesetting import TEMPLATES
from tests.reports.conftest import TEAM
from tests.reports.golden import golden_report
from tests.reports.hostile import MARKUP, hostile_report
from tests.reports.reading import findings, missing_glyphs, opened, text_of


@pytest.fixture(scope="module")
def drawn() -> Infographic:
    return infographic(picture(golden_report(), TEAM), TEAM)


def test_it_is_one_accessible_page(drawn: Infographic, tmp_path: Path) -> None:
    assert drawn.png.startswith(b"\x89PNG")
    assert int.from_bytes(drawn.png[16:20], "big") == 780
    assert len(opened(drawn.pdf).pages) == 1
    assert findings(drawn.pdf, tmp_path) == []


def test_every_word_in_the_picture_is_in_its_alternative(drawn: Infographic) -> None:
    told = "".join(drawn.alternative.split()).casefold()
    frame = "Key themes|What people answered|What each room kept|Notes by kind. A note may be of more than one kind.|High impact actions"
    shown = text_of(drawn.pdf)
    for words in (*frame.split("|"), TEAM.name):
        assert words in shown
        shown = shown.replace(words, "", 1)
    for sentence in shown.split("\n"):
        for word in sentence.split():
            assert word.strip('•,.:()"').casefold() in told, word


def test_it_carries_the_published_figures_themes_and_actions(drawn: Infographic) -> None:
    report = golden_report()
    for share, base in (("74 %", "29 of 39"), ("77 %", "30 of 39"), ("82 %", "32 of 39")):
        assert share in drawn.alternative
        assert base in drawn.alternative
    for theme in report.themes:
        assert all(one.text in drawn.alternative for one in theme.statements)
    assert all(one.text in drawn.alternative for one in report.actions)


def test_every_rooms_share_has_its_base(drawn: Infographic) -> None:
    assert (
        "By room: Room 1 86 % of 7, Room 2 78 % of 9, Room 3 73 % of 11 and Room 4 67 % of 12."
        in drawn.alternative
    )
    assert "86 % of 7" in text_of(drawn.pdf)


def test_letters_are_large_enough_at_the_width_of_a_phone() -> None:
    """The page is 390 points wide, as many as a phone shows: no letter may be under 12."""
    source = (TEMPLATES / "infographic.typ").read_text("utf-8")
    sizes = [float(part.partition("pt")[0]) for part in source.split("size: ")[1:] if part[:1].isdigit()]
    assert "width: 390pt" in source
    assert min(sizes) >= 12
    assert "#let small = 12pt" in source


def test_a_programmes_own_kinds_of_notes_are_counted_where_it_has_none_of_ours() -> None:
    report = golden_report()
    own = tuple(
        replace(
            room,
            notes=tuple(
                replace(note, tags=("risk" if place % 3 else "idea",))
                for place, note in enumerate(room.notes)
            ),
        )
        for room in report.rooms
    )
    tiles = picture(replace(report, rooms=own), TEAM).tiles
    assert [bars for tile in tiles[:1] for bars in tile.bars] == [("Risk", 14), ("Idea", 8)]


def test_what_there_is_no_place_for_is_said() -> None:
    golden = golden_report()
    rooms = tuple(replace(golden.rooms[0], number=number) for number in range(1, 41))
    shown = picture(replace(golden, rooms=rooms), TEAM)
    assert len(shown.tiles) == ROOMS_MOST
    assert "The report has more: 28 rooms." in alternative(shown)


def test_anything_that_people_write_is_drawn_as_it_is(tmp_path: Path) -> None:
    made = pdf_of(picture(hostile_report(), TEAM), TEAM)
    assert missing_glyphs(made) == 0
    assert findings(made, tmp_path) == []
    assert '#read("/etc/' in text_of(made)


def test_an_organisations_name_is_printed_and_never_obeyed(tmp_path: Path) -> None:
    brand = Brand(name=f"{MARKUP[0]} {MARKUP[1]} \u202eround \U00013000")
    made = pdf_of(picture(golden_report(), brand), brand)
    assert missing_glyphs(made) == 0
    assert findings(made, tmp_path) == []
    assert "egyptian hieroglyph" in text_of(made)
    assert "\u202e" not in text_of(made)


def test_a_session_without_anything_still_has_its_picture() -> None:
    golden = golden_report()
    empty = replace(golden, rooms=(), polls=(), actions=(), themes=(), sources=(), participants=0)
    shown = picture(empty, Brand(), Reach.OUTSIDE)
    assert infographic(shown, Brand()).alternative.startswith("The Big GP Consultation · What is the role")
