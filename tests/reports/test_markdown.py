"""The report as Markdown: the same content, and no sign that people wrote taken for markup."""

from hypothesis import given
from hypothesis import strategies as st

from reports.document import Document
from reports.markdown import markdown, plain
from reports.words import clean
from tests.reports.golden import golden_report


def test_every_section_note_action_and_figure_is_in_it(golden: Document) -> None:
    text = markdown(golden)
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [
        one.title for one in golden.sections
    ]
    for note in (note for room in golden_report().rooms for note in room.notes):
        assert plain(note.text) in text
    assert "**74 % agree or strongly agree** (29 of 39 answers)" in text


def test_markup_is_escaped(hostile: Document) -> None:
    text = markdown(hostile)
    assert "\\<script\\>" in text
    assert "<script" not in text.replace("\\<script", "")
    assert "\\[link\\](javascript" in text
    assert "](javascript" not in text.replace("\\](javascript", "")


@given(st.text())
def test_no_line_begins_as_a_list_or_a_rule_of_somebodys_own(text: str) -> None:
    first = plain(clean(text))[:1]
    assert first not in {"-", "+", "=", "#", ">", "*", "`", "|", "<"}


def test_a_number_at_the_start_is_no_list() -> None:
    assert plain("1. first") == "1\\. first"
    assert plain("2022 plans") == "2022 plans"
