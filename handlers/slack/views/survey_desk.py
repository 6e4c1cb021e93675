"""Surveys before whoever looks after them: on the panel, one by one, and what they came to."""

import json
from collections.abc import Sequence

from consultation.change import in_words
from consultation.disclosure import FEW, is_too_few
from consultation.model.polls import Secrecy
from consultation.model.questions import QuestionKind
from consultation.model.references import PlaceRef
from consultation.model.surveys import Survey, SurveyResult, SurveyResults
from consultation.pace import NOTE_MOST
from consultation.services.surveys import SurveyDesk
from consultation.writings import WRITTEN
from handlers.slack.blocks import (
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    confirm,
    context,
    field,
    header,
    message,
    modal,
    section,
    text_input,
)
from handlers.slack.ids import SURVEY_REOPEN_FORM, SurveyDeed, survey_deed_id
from handlers.slack.texts import bar, time_of_day
from handlers.slack.views.records import opened_again, record_blocks
from handlers.slack.views.tallies import finding_lines, row_lines
from handlers.slack.views.wording import count, listing, named, people, words
from handlers.slack.views.writings import read_lines, words_button

MORE = (5, 15)
"""Minutes that a press adds: a form takes longer to fill in than a card to press."""

RESULTS_TEXT_MOST, TEXTS_MOST, SURVEYS_MOST = 7800, 8, 1


def desk(standing: SurveyDesk) -> Message:
    """One survey with what can be done about it."""
    survey = standing.survey
    blocks = [header("title", survey.title)]
    if standing.results is not None:
        blocks += result_blocks(standing.results)
    else:
        closes = f"Closes at {time_of_day(standing.closes_at)}. " if standing.closes_at else ""
        answered = f"{people(standing.people)} answered so far. {closes}What came out is shown at the close."
        blocks.append(context("base", answered))
    return message(*blocks, actions("deeds", *_deeds(standing)), *record_blocks(standing.record))


def _deeds(standing: SurveyDesk) -> list[Element]:
    survey = standing.survey
    keep = button("Keep as template", survey_deed_id(SurveyDeed.KEEP, survey.id))
    written = [words_button(one.id) for one in survey.questions if one.kind in WRITTEN][:1]
    files = button("Results as files", survey_deed_id(SurveyDeed.FILES, survey.id))
    if survey.closed_at:
        anew = button("Open again", survey_deed_id(SurveyDeed.REOPEN, survey.id))
        once_more = button("Ask again", survey_deed_id(SurveyDeed.AGAIN, survey.id))
        linked = [] if survey.secrecy is Secrecy.ANONYMOUS else [anew]
        return [once_more, *linked, files, *written, keep]
    return [*_more(standing), *_open_deeds(survey), *written, keep]


def reopen_form(standing: SurveyDesk, place: PlaceRef) -> View:
    """Asks why a survey is opened again."""
    survey = standing.survey
    note = text_input(most=NOTE_MOST, multiline=True, example="Room 3 had no time to answer.")
    kept = "This stays in the survey's record and is said with its results."
    blocks = [
        section("about", f"*{words(survey.title, 150)}*\nAnswers that were given stay as they are."),
        field("note", "Why it is opened again", note, hint=kept),
    ]
    known = json.dumps({"session": survey.session, "place": place, "seen": survey.id})
    return modal(SURVEY_REOPEN_FORM, "Open again", blocks, submit="Open again", metadata=known)


def _more(standing: SurveyDesk) -> list[Element]:
    label, survey = ("{} more minutes" if standing.closes_at else "Close in {} minutes"), standing.survey.id
    return [
        button(label.format(minutes), survey_deed_id(SurveyDeed.MORE, survey, minutes)) for minutes in MORE
    ]


def _open_deeds(survey: Survey, on_panel: int = 0) -> list[Element]:
    remind = button("Remind", survey_deed_id(SurveyDeed.REMIND, survey.id), confirm=REMINDING)
    return [remind, close_survey_button(survey, on_panel)]


def close_survey_button(survey: Survey, on_panel: int = 0) -> Element:
    """The button that closes a survey, after asking. From the panel (1) it leads back there, from elsewhere to the survey."""
    spoken, close = f"Close survey: {survey.title}", survey_deed_id(SurveyDeed.CLOSE, survey.id, on_panel)
    return button("Close survey", close, confirm=CLOSING, spoken_label=spoken)


def survey_blocks(
    open_surveys: Sequence[Survey], closed: Sequence[Survey], *, organiser: bool
) -> list[Block]:
    """Surveys on the panel: open ones with the way in, and for organisers what can be done with them."""
    blocks: list[Block] = []
    for one in open_surveys[:SURVEYS_MOST]:
        buttons: list[Element] = [
            button("Answer", survey_deed_id(SurveyDeed.ANSWER, one.id), spoken_label=f"Answer: {one.title}")
        ]
        if organiser:
            buttons += _open_deeds(one, on_panel=1)
        blocks += [
            section(f"survey_{one.id}", f":clipboard: Survey: *{words(one.title, 100)}*"),
            actions(f"survey_acts_{one.id}", *buttons),
        ]
    for one in closed[:1] if organiser else ():
        again = button(
            "Ask again", survey_deed_id(SurveyDeed.AGAIN, one.id, 1), spoken_label=f"Ask again: {one.title}"
        )
        blocks.append(
            section(f"survey_{one.id}", f":clipboard: Closed survey: *{words(one.title, 100)}*", again)
        )
    return blocks


REMINDING = confirm(
    "Write to those who have not answered?",
    "Each gets one message with a button. You are not told who they are.",
    "Remind",
)
CLOSING = confirm(
    "Close this survey?",
    "Nobody can answer any more, and the card shows what came out. An anonymous survey can't be opened again.",
    "Close",
    danger=True,
)


def result_blocks(results: SurveyResults) -> list[Block]:
    """What a closed survey came to, each question with its own base."""
    survey = results.survey
    if survey.secrecy is Secrecy.ANONYMOUS and results.people < FEW:
        few = section("few", f"Fewer than {FEW} people answered, so nothing is shown.")
        return [few, context("base", ":lock: This survey is closed")]
    lines = _apart([_lines(survey, result) for result in results.results])
    answered = f"{results.people:,} of {people(results.asked)} answered"
    base = f":lock: This survey is closed · {answered} · Shares are of those who answered the question."
    again = opened_again(results.reopened)
    return [*listing("results", lines, most=RESULTS_TEXT_MOST), context("base", base), *again]


def _apart(groups: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all groups, with an empty one before each group but the first."""
    first, *others = [list(group) for group in groups]
    return [*first, *(line for head, *rest in others for line in (f"\n{head}", *rest))]


def _lines(survey: Survey, result: SurveyResult) -> list[str]:
    question, counted = result.question, result.tally
    title = f"*{words(question.wording, 200)}*"
    base = count(counted.answers, "answer") + (f", {counted.unsure:,} unsure" if counted.unsure else "")
    if is_too_few(survey.secrecy, counted):
        return [f"{title} · fewer than {FEW} answers"]
    if question.kind is QuestionKind.AGREEMENT:
        agree = f"`{bar(counted.percent_agree)} {counted.percent_agree:>3} %` agree or strongly agree"
        return [
            f"{title} · {base}",
            agree,
            *([in_words(result.change)] if result.change else []),
            *_by_name(result),
        ]
    if question.kind in WRITTEN:
        lines = read_lines(counted)
        more = [f"… and {len(lines) - TEXTS_MOST:,} more"] if len(lines) > TEXTS_MOST else []
        return [f"{title} · {base}", *lines[:TEXTS_MOST], *more]
    found = [*row_lines(question, counted), *finding_lines(question, counted, over=True)]
    return [f"{title} · {base}", *found, *_by_name(result)]


def _by_name(result: SurveyResult) -> list[str]:
    """Who answered what, where names are told."""
    rows = result.question.rows
    return [f"{words(rows[row])}: {named(people)}" for row, people in enumerate(result.names) if people]
