"""The files of a whole programme: six sessions, what came back, how answers moved."""

from zoneinfo import ZoneInfo

from consultation.model.programme import ProgrammeDigest, ProgrammeReport, SessionFinding
from reports.brand import Brand
from reports.files import all_files
from reports.look_back import compose_programme
from reports.markdown import markdown
from tests.reports.golden import SIX
from tests.reports.reading import bookmarks, missing_glyphs, text_of

TEAM = Brand("The Team")


def test_six_sessions_have_a_page_each_and_their_words_in_all_formats() -> None:
    made = {
        file.name: file.content for file in all_files(ProgrammeReport(SIX, ZoneInfo("Europe/London")), TEAM)
    }
    assert set(made) == {f"programme.{name}" for name in ("pdf", "html", "md", "docx")}
    names = bookmarks(made["programme.pdf"])
    assert sum(name.startswith("Session ") for name in names) == 6
    assert names[-3:] == ["What came back", "How answers moved", "Method and limits"]
    assert missing_glyphs(made["programme.pdf"]) == 0
    for text in (text_of(made["programme.pdf"]), made["programme.html"].decode()):
        assert "Sessions 1, 3 and 6" in text
        assert "74 %" in text
        assert "Thursday 9 April 2026 at 19:30 BST" in text


def test_what_is_missing_is_said_in_sentences() -> None:
    nothing = SessionFinding("Question", None, 0, 0, (), ())
    text = markdown(compose_programme(ProgrammeReport(ProgrammeDigest("One", (nothing,), (), (), 2)), TEAM))
    assert "1 session published their digests. 2 sessions still to publish." in text
    assert "No headlines and no actions were kept in this session." in text
    assert "Nothing was said alike in two sessions." in text
    assert "No question was asked in two sessions." in text
