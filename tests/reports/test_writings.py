"""What people wrote in answer to a question: in every file once it is let through, word for word, and nowhere before."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as Open

from consultation.disclosure import Reach
from consultation.model.polls import Audience, Poll, PollDraft, Secrecy
from consultation.model.questions import Filled, QuestionKind
from consultation.model.report import Report, ReportWritings
from consultation.writings import mark_of
from reports.brand import Brand
from reports.compose import compose
from reports.docx import docx
from reports.markdown import markdown
from reports.pdf import pdf
from reports.tables import tables
from reports.webpage import webpage
from tests.reports.golden import golden_report
from tests.reports.reading import text_of
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person

SAID = ReportWritings(
    "What is missing?", "Pre-session survey", 41, (("Time & rest", 12), ("A quiet room", 1)), 9
)
REPORT = replace(golden_report(), writings=(SAID,))
WORDS = (
    "Time & rest",
    "written by 12",
    "A quiet room",
    "41 answers, word for word. The words of 9 are not shown.",
)


def test_all_formats_have_the_words_with_how_many_wrote_them_and_their_base() -> None:
    document = compose(REPORT, Brand())
    read = Open(BytesIO(docx(document, Brand())))
    told = {
        "pdf": text_of(pdf(document, Brand())),
        "html": webpage(document, Brand()).replace("&amp;", "&"),
        "markdown": markdown(document).replace("\\&", "&"),
        "docx": " ".join(line.text for line in read.paragraphs).replace("\u00a0", " "),
    }
    for text in told.values():
        assert all(words in text for words in ("What is missing?", "Pre-session survey", *WORDS))


def test_beyond_the_organisation_nobody_learns_which_words_came_from_one() -> None:
    text = markdown(compose(REPORT, Brand(), Reach.OUTSIDE))
    assert text.index("A quiet room") < text.index("Time \\& rest")
    assert "written by" not in text
    assert "About 40 answers" in text


def test_the_data_has_a_row_for_each_text() -> None:
    table = tables(REPORT)[-1]
    assert table.name == "texts"
    assert [row[1:] for row in table.rows] == [
        ("Pre-session survey", "What is missing?", "A quiet room", 40, ""),
        ("Pre-session survey", "What is missing?", "Time & rest", 40, ""),
    ]


def test_where_nothing_was_let_through_it_says_so() -> None:
    nothing = replace(REPORT, polls=(), writings=(replace(SAID, texts=(), kept_back=41),))
    assert "Nothing that people wrote was let through." in markdown(compose(nothing, Brand()))


async def asked(consultation: Consultation, secrecy: Secrecy, *texts: str) -> Report:
    """A poll to which people write these, of which the organiser shows the first two."""
    services, session = consultation.services, await consultation.in_rooms()
    draft = PollDraft("What is missing?", QuestionKind.SHORT_TEXT, Audience.PLENARY, secrecy=secrecy)
    poll = await services.polls.ask(ORGANISER, session.id, draft)
    assert isinstance(poll, Poll)
    for number, text in enumerate(texts):
        await services.polls.vote(person(f"U{number}"), poll.id, Filled((text,)))
    await services.polls.close(ORGANISER, poll.id)
    if texts:
        await services.moderation.let_read(ORGANISER, poll.question.id, list(map(mark_of, texts[:2])))
    return await services.reports.report(ORGANISER, session.id)


@pytest.mark.parametrize("secrecy", [Secrecy.HIDDEN, Secrecy.ANONYMOUS])
async def test_only_what_was_let_through_reaches_the_report(
    consultation: Consultation, secrecy: Secrecy
) -> None:
    (found,) = (await asked(consultation, secrecy, "Time", "Rest", "Dr Smith", "Time.", "Sleep")).writings
    assert (found.texts, found.answers, found.kept_back) == ((("Time", 2), ("Rest", 1)), 5, 2)
    assert "Smith" not in json.dumps(found.texts)


async def test_words_of_fewer_than_five_people_of_an_anonymous_poll_reach_no_report(
    consultation: Consultation,
) -> None:
    report = await asked(consultation, Secrecy.ANONYMOUS)
    assert report.writings == ()
