"""Surveys: the form that begins, the form that is answered page by page, the card and what came out."""

import json
from collections.abc import Sequence

from consultation.disclosure import FEW
from consultation.model.cards import SurveyCard, SurveyReminderCard
from consultation.model.change import Change, Method
from consultation.model.polls import Secrecy
from consultation.model.questions import QuestionKind, Tally
from consultation.model.references import PlaceRef
from consultation.model.sessions import Session
from consultation.model.surveys import Sheet, Survey, SurveyDraft, SurveyResult, SurveyResults
from consultation.secrecy import PROMISE
from consultation.surveys import QUESTIONS_MOST, TITLE_MOST, prefix_of
from handlers.slack.blocks import (
    Block,
    Element,
    Message,
    Option,
    View,
    actions,
    button,
    checkbox,
    confirm,
    context,
    field,
    header,
    message,
    metadata,
    modal,
    radio,
    section,
    text_input,
)
from handlers.slack.ids import SURVEY_FORM, SURVEY_PAGE_FORM, SurveyDeed, survey_deed_id
from handlers.slack.texts import bar
from handlers.slack.views.questions import question_fields
from handlers.slack.views.wording import count, listing, people, words

RESULTS_TEXT_MOST, TEXTS_MOST, SURVEYS_MOST = 8000, 3, 1
MODES = (
    Option("Names hidden", Secrecy.HIDDEN, "Nobody is shown who answered what; it could be looked up."),
    Option("Anonymous", Secrecy.ANONYMOUS, "Nobody can find out who answered what once it is closed."),
)
PAIRS = Option(
    "Ask people whether their answers may be compared", "pairs", "For a survey before and the same one after."
)
EXAMPLE = 'Additional roles help my patients\n"Which first?" "Records" "Rota"'
HINT = (
    f"A question a line, {QUESTIONS_MOST} at most. A line alone asks how far people agree. With answers of your own, "
    "put the question and each answer in quotation marks."
)


def survey_form(session: Session, place: PlaceRef, title: str) -> View:
    """The form that begins. Every field's block bears the name of the draft's field."""
    draft = SurveyDraft(title)
    blocks = [
        field("title", "Title", text_input(draft.title, most=TITLE_MOST, example="Before we begin")),
        field("questions", "Questions", text_input(multiline=True, example=EXAMPLE), hint=HINT),
        field("secrecy", "Who can know what somebody answered", radio(MODES, draft.secrecy)),
        field("pairs", "Before and after", checkbox(PAIRS, checked=draft.pairs), optional=True),
    ]
    return modal(SURVEY_FORM, "Put a survey", blocks, submit="Begin", metadata=metadata(session.id, place))


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
                f"{page}{PROMISE[survey.secrecy]} You can leave questions out and change answers until it closes.",
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
        return message(*blocks, *_results(card.results))
    number = count(len(survey.questions), "question")
    answered = f"{people(card.people)} answered so far" if card.people else "Nobody has answered yet"
    begin = button(
        "Answer",
        survey_deed_id(SurveyDeed.ANSWER, survey.id),
        style="primary",
        spoken_label=f"Answer: {survey.title}",
    )
    return message(
        *blocks,
        section("how", f"{number}. You can save halfway, and change your answers until it closes."),
        actions("acts", begin),
        context("base", f"{answered}. What came out is shown at the close."),
        context("secrecy", PROMISE[survey.secrecy]),
    )


def reminder(card: SurveyReminderCard) -> Message:
    """What somebody is written who has answered nothing yet."""
    survey = card.survey
    said = f"The survey *{words(survey.title, 150)}* is open, and you have not answered it yet."
    begin = button(
        "Answer",
        survey_deed_id(SurveyDeed.ANSWER, survey.id),
        style="primary",
        spoken_label=f"Answer: {survey.title}",
    )
    return message(
        section("reminder", said), actions("acts", begin), context("secrecy", PROMISE[survey.secrecy])
    )


def saved(sheet: Sheet, *, page: int) -> Message:
    """The private answer to a page that was sent, with the way on."""
    survey = sheet.survey
    total = len(survey.every_question)
    done = f"Saved. You have answered {sheet.answered} of {count(total, 'question')}."
    more = page + 1 < sheet.pages
    label, at = ("Go on", page + 1) if more else ("Change my answers", 0)
    on = button(
        label, survey_deed_id(SurveyDeed.ANSWER, survey.id, at), spoken_label=f"{label}: {survey.title}"
    )
    return message(section("saved", done), actions("acts", on))


def reminded(number: int) -> Message:
    """The private answer to whoever reminded the others."""
    said = (
        f"{people(number)} will get a message."
        if number
        else "Everybody has answered, so nobody gets a message."
    )
    return message(section("reminded", said))


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
            buttons.append(button("Remind", survey_deed_id(SurveyDeed.REMIND, one.id), confirm=REMINDING))
            buttons.append(
                button(
                    "Close survey",
                    survey_deed_id(SurveyDeed.CLOSE, one.id),
                    confirm=CLOSING,
                    spoken_label=f"Close survey: {one.title}",
                )
            )
        blocks += [
            section(f"survey_{one.id}", f":clipboard: Survey: *{words(one.title, 100)}*"),
            actions(f"survey_acts_{one.id}", *buttons),
        ]
    for one in closed[:1] if organiser else ():
        again = button(
            "Ask again", survey_deed_id(SurveyDeed.AGAIN, one.id), spoken_label=f"Ask again: {one.title}"
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
    "Nobody can answer any more, and the card shows what came out. This can't be undone.",
    "Close",
    danger=True,
)


def _results(results: SurveyResults) -> list[Block]:
    survey = results.survey
    if survey.secrecy is Secrecy.ANONYMOUS and results.people < FEW:
        few = section("few", f"Fewer than {FEW} people answered, so nothing is shown.")
        return [few, context("base", ":lock: This survey is closed")]
    lines = [line for result in results.results for line in _lines(survey, result)]
    base = f":lock: This survey is closed · {people(results.people)} answered · Shares are of those who answered the question."
    return [*listing("results", lines, most=RESULTS_TEXT_MOST), context("base", base)]


def _lines(survey: Survey, result: SurveyResult) -> list[str]:
    question, counted = result.question, result.tally
    title = f"*{words(question.wording, 200)}*"
    base = count(counted.answers, "answer") + (f", {counted.unsure:,} unsure" if counted.unsure else "")
    if survey.secrecy is Secrecy.ANONYMOUS and counted.answers + counted.unsure < FEW:
        return [f"{title} · fewer than {FEW} answers"]
    if question.kind is QuestionKind.AGREEMENT:
        agree = f"`{bar(counted.percent_agree)} {counted.percent_agree:>3} %` agree or strongly agree"
        return [f"{title} · {base}", agree, *_change(result.change)]
    if counted.texts:
        shown = [f"• {words(text, 150)}" for text, _ in counted.texts[:TEXTS_MOST]]
        more = len(counted.texts) - TEXTS_MOST
        return [f"{title} · {base}", *shown, *([f"… and {more:,} more"] if more > 0 else [])]
    return [f"{title} · {base}", *_rows(question.rows, counted)]


def _rows(names: Sequence[str], counted: Tally) -> list[str]:
    if not counted.counts:
        return [f"Mean {counted.figures.mean:.1f}"] if counted.figures else []
    return [
        f"`{bar(counted.percent(row))} {counted.percent(row):>3} %`  {words(name, 100)} · {counted.counts[row]:,}"
        for row, name in enumerate(names)
    ]


def _change(change: Change | None) -> list[str]:
    if change is None:
        return []
    who = (
        f"{change.paired:,} people before and after"
        if change.method is Method.PAIRED
        else "different people before and after"
    )
    interval = f"{change.low:+.0f} to {change.high:+.0f}"
    return [
        f"Changed by {change.points:+.0f} points (95 %: {interval}; Newcombe's method; {who}, {change.unpaired:,} answers unpaired)"
    ]
