"""Every PDF of ours keeps the rules of PDF/UA-1 that a machine can check offline, and the check notices what breaks them."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from consultation.model.programme import ProgrammeReport
from reports.infographic import pdf_of
from reports.look_back import compose_programme
from reports.pdf import pdf
from reports.picture import picture
from tests.reports.conftest import TEAM
from tests.reports.golden import SIX, golden_report
from tests.reports.hostile import hostile_report
from tests.reports.reading import opened
from tests.reports.ua import problems


def test_every_file_keeps_the_rules(golden_pdf: bytes, hostile_pdf: bytes) -> None:
    assert problems(golden_pdf) == []
    assert problems(hostile_pdf) == []
    for report in (golden_report(), hostile_report()):
        assert problems(pdf_of(picture(report, TEAM), TEAM)) == []
    assert problems(pdf(compose_programme(ProgrammeReport(SIX), TEAM), TEAM)) == []


def without_language(document: pikepdf.Pdf) -> None:
    del document.Root["/Lang"]


def without_title(document: pikepdf.Pdf) -> None:
    del document.Root.ViewerPreferences["/DisplayDocTitle"]


def without_bookmarks(document: pikepdf.Pdf) -> None:
    del document.Root["/Outlines"]


def with_loose_words(document: pikepdf.Pdf) -> None:
    document.pages[0].contents_add(b"0 0 10 10 re f")


def without_characters(document: pikepdf.Pdf) -> None:
    for font in document.pages[1].Resources.Font.as_dict().values():
        del font["/ToUnicode"]


def without_typefaces(document: pikepdf.Pdf) -> None:
    for font in document.pages[1].Resources.Font.as_dict().values():
        described = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in described:
                del described[key]


def without_words_for_pictures(document: pikepdf.Pdf) -> None:
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) == "/Figure":
            del one["/Alt"]


def with_a_skipped_heading(document: pikepdf.Pdf) -> None:
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) == "/H2":
            one.S = pikepdf.Name("/H4")


@pytest.mark.parametrize(
    ("breaks", "clause"),
    [
        (without_language, "7.2-34"),
        (without_title, "7.1-10"),
        (without_bookmarks, "7.17"),
        (with_loose_words, "7.1-3"),
        (without_characters, "7.21.7"),
        (without_typefaces, "7.21.4.1"),
        (without_words_for_pictures, "7.3"),
        (with_a_skipped_heading, "7.4.2"),
    ],
)
def test_a_broken_rule_is_noticed(
    golden_pdf: bytes, breaks: Callable[[pikepdf.Pdf], None], clause: str
) -> None:
    broken = BytesIO()
    with opened(golden_pdf) as document:
        breaks(document)
        document.save(broken)
    assert {found.partition(":")[0] for found in problems(broken.getvalue())} == {clause}
