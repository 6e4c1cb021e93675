"""Surveys: the form that begins, the form that is answered page by page, the card and what came out."""

import json
from collections.abc import Sequence

from consultation.model.cards import SurveyCard, SurveyReminderCard, SurveyWarningCard
from consultation.model.library import Shelf
from consultation.model.questions import UNSURE
from consultation.model.references import PlaceRef
from consultation.model.sessions import Phase
from consultation.model.surveys import Sheet, Survey, SurveyDraft
from consultation.surveys import (
    CLOSING,
    OPENING,
    QUESTIONS_MOST,
    TITLE_MOST,
    phases_after,
    prefix_of,
    promise_of,
)
from handlers.slack.blocks import (
    Block,
    Message,
    Option,
    View,
    actions,
    button,
    checkbox,
    context,
    field,
    header,
    message,
    metadata,
    modal,
    moment_select,
    section,
    select,
    text_input,
)
from handlers.slack.ids import SURVEY_FORM, SURVEY_PAGE_FORM, SurveyDeed, survey_deed_id
from handlers.slack.texts import time_of_day
from handlers.slack.views.library import filled_from, start_from
from handlers.slack.views.poll_forms import BY_ITSELF, SECRECY
from handlers.slack.views.questions import question_fields
from handlers.slack.views.survey_desk import result_blocks
from handlers.slack.views.wording import count, people, words

NOW, BY_HAND = Option("Now", "now"), Option("When I close it, or the session", "by hand")
AGAIN = Option("Ask the same again when the session closes", "again", "To see what changed.")
PAIRS = Option(
    "Ask people whether their answers may be compared", "pairs", "For a survey before and the same one after."
)
UNSURES = Option(f"Offer “{UNSURE}” with each question, counted apart.", UNSURE)
EXAMPLE = 'Additional roles help my patients\n"Which first?" "Records" "Rota"'
HINT = (
    f"A question a line, {QUESTIONS_MOST} at most. A line alone asks how far people agree. With answers of your own, "
    "put the question and each answer in quotation marks. For other kinds begin the line with a word, as /consult help lists them: "
    'rank "Which first?" "Records" "Rota".'
)


def survey_form(shelf: Shelf, place: PlaceRef, draft: SurveyDraft, template: str = "") -> View:
    """The form that begins. Every field's block bears the name of the draft's field. `template` is the id of the one that it comes from."""
    blocks = [
        field("title", "Title", text_input(draft.title, most=TITLE_MOST, example="Before we begin")),
        field(
            "questions", "Questions", text_input(draft.questions, multiline=True, example=EXAMPLE), hint=HINT
        ),
        field("unsure", "Who has no answer", checkbox(UNSURES, checked=draft.unsure), optional=True),
        field("secrecy", "Who can know what somebody answered", select(SECRECY, draft.secrecy)),
        field(
            "opens_in", "When it opens", select(_moments(NOW, shelf, OPENING), draft.opens_in or NOW.value)
        ),
        field("opens_at", "Or at this time", moment_select(draft.opens_at), optional=True),
        field(
            "closes_in",
            "When it closes",
            select(
                [*_moments(BY_HAND, shelf, CLOSING), *BY_ITSELF],
                draft.minutes or draft.closes_in or BY_HAND.value,
            ),
        ),
        field("again", "Once more", checkbox(AGAIN, checked=draft.again), optional=True),
        field("pairs", "Before and after", checkbox(PAIRS, checked=draft.pairs), optional=True),
    ]
    start = start_from([(one.id, one.name) for one in shelf.templates], "survey_template", template)
    known = metadata(shelf.session.id, place)
    filled = filled_from([*start, *blocks], template)
    return modal(SURVEY_FORM, "Start a survey", filled, submit="Begin", metadata=known)


def _moments(first: Option, shelf: Shelf, moments: Sequence[tuple[Phase, str]]) -> list[Option]:
    to_come = phases_after(shelf.session.phase, moments)
    return [first, *(Option(f"When {said}", phase) for phase, said in to_come)]


def page_form(sheet: Sheet, place: PlaceRef) -> View:
    """One page of a survey, with what was answered so far. Every question may be left empty."""
    survey = sheet.survey
    asked: list[Block] = []
    for question in sheet.questions:
        fields = question_fields(question, sheet.answers.get(question.id), prefix_of(survey, question))
        asked += [{**block, "optional": True} if block["type"] == "input" else block for block in fields]
    last = sheet.page + 1 == sheet.pages
    known = {"session": survey.session, "place": place, "seen": f"{survey.id} {sheet.page}"}
    page = f"Page {sheet.page + 1} of {sheet.pages}. " if sheet.pages > 1 else ""
    return modal(
        SURVEY_PAGE_FORM,
        "Survey",
        [
            section("title", f"*{words(survey.title, 150)}*"),
            context(
                "how",
                f"{page}{promise_of(survey)} You can leave questions out and change answers until it closes.",
            ),
            *asked,
        ],
        submit="Save" if last else "Save and go on",
        metadata=json.dumps(known),
    )


def survey_card(card: SurveyCard) -> Message:
    """The survey, how many have answered, and the way in; once closed, what came out."""
    survey = card.survey
    blocks = [header("title", survey.title)]
    if card.results is not None:
        return message(*blocks, *result_blocks(card.results))
    number = count(len(survey.questions), "question")
    answered = f"{people(card.people)} answered so far" if card.people else "Nobody has answered yet"
    return message(
        *blocks,
        section("how", f"{number}. You can save halfway, and change your answers until it closes."),
        _way_in(survey),
        context("base", f"{answered}. {_closing(card)}"),
        context("secrecy", promise_of(survey)),
    )


def _closing(card: SurveyCard) -> str:
    closes = f"Closes at {time_of_day(card.closes_at)}. " if card.closes_at else ""
    return f"{closes}What came out is shown at the close."


def warning(card: SurveyWarningCard) -> Message:
    """A survey is about to close."""
    title = f"The survey *{words(card.survey.title, 150)}*"
    if card.survey.closed_at:
        return message(section("warning", f":lock: {title} is closed."))
    closes = f"closes at {time_of_day(card.closes_at)}" if card.closes_at else "is still open"
    said = f":hourglass_flowing_sand: {title} {closes}. There is still time to answer."
    return message(section("warning", said), _way_in(card.survey))


def reminder(card: SurveyReminderCard) -> Message:
    """What somebody is written who has answered nothing yet."""
    survey = card.survey
    if survey.closed_at:
        return message(section("reminder", f"The survey *{words(survey.title, 150)}* is closed by now."))
    said = f"The survey *{words(survey.title, 150)}* is open, and you have not answered it yet."
    return message(section("reminder", said), _way_in(survey), context("secrecy", promise_of(survey)))


def _way_in(survey: Survey) -> Block:
    begin = survey_deed_id(SurveyDeed.ANSWER, survey.id)
    return actions("acts", button("Answer", begin, style="primary", spoken_label=f"Answer: {survey.title}"))


def saved(sheet: Sheet) -> Message:
    """The private answer to whoever has sent the last page."""
    survey = sheet.survey
    done = f"Saved. You have answered {sheet.answered} of {count(len(survey.questions), 'question')}."
    label = "Change my answers"
    on = button(label, survey_deed_id(SurveyDeed.ANSWER, survey.id), spoken_label=f"{label}: {survey.title}")
    return message(section("saved", done), actions("acts", on))
