"""The report as PDF: readable by everybody, whatever was written."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # the package has no types
import pytest

from consultation.model.report import ReportNote, ReportRoom
from reports.brand import Brand, LogoNotUsable, UnreadableColour, contrast, tint
from reports.compose import compose
from reports.document import Document
from reports.pdf import pdf
from reports.typesetting import SCALE_REST
from reports.words import TYPEFACES, printable
from tests.reports.conftest import TEAM
from tests.reports.golden import golden_report, points_of
from tests.reports.hostile import SCRIPTS
from tests.reports.reading import bookmarks, elements, findings, missing_glyphs, opened, text_of

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "out" / "report"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#0b5563"/></svg>'


def test_the_report_says_that_it_is_accessible_and_the_checker_finds_nothing(
    golden_pdf: bytes, tmp_path: Path
) -> None:
    document = opened(golden_pdf)
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "What is the role of the GP in Integrated Care Systems (ICSs)?"
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert findings(golden_pdf, tmp_path) == []


def test_every_section_has_its_bookmark(golden_pdf: bytes, golden: Document) -> None:
    assert bookmarks(golden_pdf) == [section.title for section in golden.sections]


def test_headings_go_down_one_step_at_a_time(golden_pdf: bytes) -> None:
    levels = [int(one.tag[1:]) for one in elements(golden_pdf) if one.tag[0] == "H" and one.tag[1:].isdigit()]
    assert len(levels) > 20
    assert all(below <= above + 1 for above, below in pairwise([0, *levels]))


def test_every_picture_has_its_words_and_every_table_its_headers(golden_pdf: bytes) -> None:
    found = elements(golden_pdf)
    figures = [one for one in found if one.tag == "Figure"]
    assert len(figures) == 3
    assert all("agree or strongly agree" in figure.alternative for figure in figures)
    assert sum(one.tag == "Table" for one in found) == 9
    assert sum(one.tag == "TH" for one in found) >= 9 * 3


def test_points_are_lists_and_what_is_drawn_for_the_eye_is_not_read(golden_pdf: bytes) -> None:
    tags = [one.tag for one in elements(golden_pdf)]
    assert tags.count("L") >= 15
    assert tags.count("LI") >= 78 + 9


def test_every_note_every_action_and_every_figure_is_on_a_page(golden_pdf: bytes) -> None:
    text = text_of(golden_pdf).replace(" ", "")
    report = golden_report()
    for note in (note for room in report.rooms for note in room.notes):
        assert printable(note.text).replace(" ", "") in text, note.ref
    for action in report.actions:
        assert action.text.replace(" ", "") in text
    for share in ("74%", "77%", "82%"):
        assert share in text


def test_no_character_is_a_box(golden_pdf: bytes, hostile_pdf: bytes) -> None:
    assert missing_glyphs(golden_pdf) == 0
    assert missing_glyphs(hostile_pdf) == 0


def test_a_sample_of_all_characters_that_the_typefaces_draw_is_drawn() -> None:
    points = [
        point
        for first, last in json.loads((TYPEFACES / "coverage.json").read_text("utf-8"))
        for point in range(first, last + 1)
    ]
    sample = " ".join(map(chr, points[::15]))
    notes = tuple(
        ReportNote(f"1.{start}", ("concern",), sample[start : start + 1000])
        for start in range(0, len(sample), 1000)
    )
    room = ReportRoom(1, "Everything", 30, points=tuple(points_of(notes)), notes=notes)
    assert missing_glyphs(pdf(compose(replace(golden_report(), rooms=(room,)), TEAM), TEAM)) == 0


def test_a_missing_glyph_would_be_noticed(tmp_path: Path) -> None:
    """With a typeface list that lacks a script, the same reading counts boxes: the test above is no empty one."""
    import typst

    source = tmp_path / "box.typ"
    source.write_text('#text(font: "Libertinus Serif", fallback: false)[\u6211\u4eec]', encoding="utf-8")
    assert missing_glyphs(typst.compile(str(source), ignore_system_fonts=True)) == 2


def test_markup_in_peoples_words_is_printed_and_not_obeyed(hostile_pdf: bytes, tmp_path: Path) -> None:
    text = text_of(hostile_pdf)
    assert '#panic() #read("/etc/passwd")' in text
    assert "<script>alert(1)</script>" in text
    assert "root:" not in text
    assert findings(hostile_pdf, tmp_path) == []


def test_a_link_leads_to_a_page_or_nowhere(hostile_pdf: bytes) -> None:
    made = opened(hostile_pdf)
    uris = [
        str(note.A.URI)
        for page in made.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get("/A", {})
    ]
    assert uris == []


def test_words_written_from_the_right_are_marked_with_their_language(hostile_pdf: bytes) -> None:
    spoken = {one.language for one in elements(hostile_pdf)}
    assert {"ar", "he", "zh"} <= {language.partition("-")[0] for language in spoken}
    assert SCRIPTS[0][:4] in text_of(hostile_pdf)


def test_nothing_reaches_over_the_edge_of_a_page(hostile_pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(hostile_pdf)
    for page in document:
        width, height = page.get_size()
        for found in page.get_objects():
            left, bottom, right, top = found.get_bounds()
            assert left >= -1
            assert right <= width + 1
            assert bottom >= -1
            assert top <= height + 1


def test_an_organisation_sets_its_name_colour_and_logo() -> None:
    brand = Brand(name="Northern Hub", accent="#7a1f5c", logo=LOGO, logo_alt="A plain square")
    made = pdf(compose(golden_report(), brand), brand)
    assert "Northern Hub" in text_of(made)
    assert "A plain square" in [one.alternative for one in elements(made) if one.tag == "Figure"]


@pytest.mark.parametrize("logo", [b"", LOGO], ids=["no logo", "a logo"])
def test_an_organisations_long_name_stays_on_its_cover(logo: bytes) -> None:
    brand = Brand(name="W" * 90, logo=logo, logo_alt="A square" if logo else "")
    cover = pypdfium2.PdfDocument(pdf(compose(golden_report(), brand), brand))[0]
    letters = cover.get_textpage()
    places = [
        letters.get_charbox(at) for at in range(letters.count_chars()) if letters.get_text_range(at, 1) == "W"
    ]
    assert len(places) >= 90
    assert max(right for _, _, right, _ in places) <= cover.get_width() - 60


@pytest.mark.parametrize(("width", "height"), [(2000, 50), (40, 2000)])
def test_a_logo_of_any_shape_stays_in_its_place(width: int, height: int) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><rect width="{width}" height="{height}"/></svg>'
    brand = Brand(name="Hub", logo=drawing.encode())
    cover = pypdfium2.PdfDocument(pdf(compose(replace(golden_report(), rooms=()), brand), brand))[0]
    shapes = [one.get_bounds() for one in cover.get_objects(max_depth=4)]
    lower = [(left, bottom, right, top) for left, bottom, right, top in shapes if 0 < top < 200]
    assert max(right - left for left, _, right, _ in lower) <= 190
    assert all(bottom >= 0 for _, bottom, _, _ in lower)


def test_a_damaged_logo_is_left_out_and_the_report_is_made(caplog: pytest.LogCaptureFixture) -> None:
    brand = Brand(name="Hub", logo=b"\x89PNG\r\n\x1a\n cut short")
    assert "Hub" in text_of(pdf(compose(replace(golden_report(), rooms=()), brand), brand))
    assert "logo of the reports can't be drawn" in caplog.text


def test_an_organisations_own_typeface_is_used_and_ours_fill_its_gaps(tmp_path: Path) -> None:
    brand = Brand(name="我们 Hub", body="Source Serif 4", folder=tmp_path)
    made = pdf(compose(golden_report(), brand), brand)
    assert missing_glyphs(made) == 0


@pytest.mark.parametrize("accent", ["#ffff00", "teal", "#12345"])
def test_a_colour_that_nobody_can_read_is_refused_with_a_sentence(accent: str) -> None:
    with pytest.raises(UnreadableColour, match="Choose a darker one"):
        Brand(accent=accent)


def test_a_logo_that_is_no_picture_is_refused_with_a_sentence() -> None:
    with pytest.raises(LogoNotUsable, match="PNG, JPEG or SVG"):
        Brand(logo=b"%PDF-1.7")


def test_every_colour_of_a_chart_stands_out_from_the_page() -> None:
    assert all(contrast(colour) >= 3 for colour in (*SCALE_REST, tint("#0b5563", 3), tint("#767676", 3)))


def test_a_heading_does_not_end_with_one_short_word_on_its_line(golden_pdf: bytes) -> None:
    page = pypdfium2.PdfDocument(golden_pdf)[4].get_textpage().get_text_bounded()
    assert "Room 2: Future models of \r\ngeneral practice" in page
    assert "Room 2: Future models of general practice" in bookmarks(golden_pdf)


def test_no_page_is_empty_and_all_are_kept_to_be_looked_at(golden_pdf: bytes) -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pypdfium2.PdfDocument(golden_pdf), start=1):
        picture = page.render(scale=1.5).to_pil()
        picture.save(PAGES / f"page-{number:02}.png")
        darkest, _ = picture.convert("L").crop((0, 100, picture.width, picture.height - 100)).getextrema()
        assert darkest < 128, number


def test_the_same_report_gives_the_same_file(golden: Document, golden_pdf: bytes) -> None:
    assert pdf(golden, TEAM) == golden_pdf


def test_files_are_made_where_there_is_no_network() -> None:
    """In a network name space of its own, a process has not even a loopback interface."""
    alone = [shutil.which("unshare") or "unshare", "--map-root-user", "--net"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip(
            "This machine gives no network name space: nothing shows that files are made without a network."
        )
    make = (
        "from reports.files import all_files; from reports.brand import Brand; from tests.reports.golden import golden_report;"
        "print(len(all_files(golden_report(), Brand())))"
    )
    done = subprocess.run(
        [*alone, sys.executable, "-c", make], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "8"
