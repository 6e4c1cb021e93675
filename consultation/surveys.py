"""Rules for surveys: what may be asked together, how it is cut into pages, what is taken from a page."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from consultation.answers import fields_of, read_answer
from consultation.change import compare
from consultation.errors import InvalidField, InvalidFields, SurveyClosed
from consultation.model.change import Change, Pairs, Side
from consultation.model.polls import Secrecy
from consultation.model.questions import (
    UNSURE,
    Answer,
    Chosen,
    Filled,
    Given,
    LeftOut,
    Question,
    QuestionDraft,
    QuestionKind,
)
from consultation.model.references import PersonRef, QuestionId
from consultation.model.sessions import Phase
from consultation.model.surveys import Survey, SurveyDraft, Written
from consultation.pace import require_moment
from consultation.polls import is_poll_line, read_poll_line
from consultation.questions import draft_question
from consultation.secrecy import PROMISE
from consultation.texts import clean, one_line
from consultation.writings import WRITTEN

TITLE_MOST = 150
QUESTIONS_MOST = 30
"""Ten minutes of anybody's time; longer surveys are left halfway."""

OPENING = (
    (Phase.SIGN_UP, "sign-up opens"),
    (Phase.IN_ROOMS, "the rooms open"),
    (Phase.WRAP_UP, "wrap-up starts"),
    (Phase.CLOSED, "the session closes"),
)
"""Phases in which a survey may open by itself, and what has happened then."""

CLOSING = OPENING[1:3]
"""Those in which it may close by itself. With the session all close that are open then."""

PAIRED = " If you let your answers be compared, this holds once the second survey has closed, or the session is over."

PAGE_FIELDS = 12
"""Fields on one page: what one scrolls through on a phone in a few moves, far below Slack's 100 blocks."""

CONSENT = "May your answers be compared with those you give at the other time? The comparison names nobody."
"""Asked last where a survey is asked twice. Whoever says no, or nothing, is counted all the same."""


def judge_survey(
    draft: SurveyDraft, new_id: Callable[[], str]
) -> tuple[str, tuple[Question, ...], Question | None]:
    """Title, questions and the question for consent, as they are kept. Raises InvalidField, InvalidFields."""
    title = one_line(draft.title)
    problems = [] if title else [InvalidField("title", "Write what this survey is about.")]
    if len(title) > TITLE_MOST:
        problems.append(InvalidField("title", f"Please keep this within {TITLE_MOST} characters."))
    lines = [line for line in clean(draft.questions).split("\n") if line.strip()]
    questions: list[Question] = []
    try:
        questions = _questions(lines, new_id, UNSURE if draft.unsure else "")
    except InvalidField as problem:
        problems.append(problem)
    if len(problems) > 1:
        raise InvalidFields(tuple(problems))
    if problems:
        raise problems[0]
    return title, tuple(questions), consent_question(new_id) if draft.pairs else None


def consent_question(new_id: Callable[[], str]) -> Question:
    """The question whether answers before and after may be compared."""
    return draft_question(
        QuestionDraft(CONSENT, QuestionKind.YES_NO, "Yes\nNo\nI'd rather not say"), QuestionId(new_id())
    )


def promise_of(survey: Survey) -> str:
    """What is said before the first answer: who can know what somebody answered, and until when.

    What pairs an anonymous survey with the next is kept until that one closes, or the session is over.
    """
    pairs = survey.secrecy is Secrecy.ANONYMOUS and survey.consent is not None and survey.follows is None
    return f"{PROMISE[survey.secrecy]}{PAIRED if pairs else ''}"


def asked_again(survey: Survey, new_id: Callable[[], str]) -> tuple[Question, ...]:
    """The same questions, to be answered anew."""
    return tuple(replace(question, id=QuestionId(new_id())) for question in survey.questions)


def opens_later(draft: SurveyDraft, phase: Phase, now: datetime) -> bool:
    """Whether a survey waits for its phase or its time (UTC). Raises InvalidField for `opens_in`, `opens_at`, `closes_in` or `again`."""
    if draft.opens_at is not None:
        require_moment(draft.opens_at, draft.opens_in, now)
    if draft.opens_in not in {"", *(one for one, _ in phases_after(phase, OPENING))}:
        raise InvalidField("opens_in", "Choose one of the moments that are offered.")
    if phase is Phase.DRAFT and not draft.opens_in and draft.opens_at is None:
        raise InvalidField("opens_in", "Nobody can answer before sign-up opens. Choose when this opens.")
    opens = Phase(draft.opens_in or phase)
    if draft.closes_in not in {"", *(one for one, _ in phases_after(opens, CLOSING))}:
        raise InvalidField("closes_in", "This has to close after it opens. Choose a later moment.")
    if draft.again and Phase.CLOSED not in dict(phases_after(opens, OPENING)):
        raise InvalidField("again", "There is no later moment to ask it again. Ask it again by hand.")
    return bool(draft.opens_in) or draft.opens_at is not None


def require_answerable(draft: SurveyDraft, phase: Phase) -> None:
    """Raises InvalidField where a survey that opens by itself comes too early for anybody to answer, or after its own end."""
    if phase is Phase.DRAFT:
        raise InvalidField("opens_at", "Nobody can answer before sign-up opens.")
    if draft.closes_in and draft.closes_in not in dict(phases_after(phase, CLOSING)):
        raise InvalidField("closes_in", "The moment at which it was to close has passed.")


def phases_after(phase: Phase, moments: Sequence[tuple[Phase, str]]) -> tuple[tuple[Phase, str], ...]:
    """Those of these phases that are still to come, each with what has happened then."""
    order = list(Phase)
    return tuple(one for one in moments if order.index(one[0]) > order.index(phase))


def require_open(survey: Survey) -> None:
    """Raises SurveyClosed where nothing more is taken."""
    if survey.closed_at is not None:
        raise SurveyClosed


def pages_of(survey: Survey) -> tuple[tuple[Question, ...], ...]:
    """The questions in their order, as many on a page as can be looked over."""
    pages: list[list[Question]] = []
    room = 0
    for question in survey.every_question:
        fields = len(fields_of(question))
        if not pages or fields > room:
            pages.append([])
            room = PAGE_FIELDS
        pages[-1].append(question)
        room -= fields
    return tuple(map(tuple, pages))


def left_off(pages: Sequence[Sequence[Question]], answered: Collection[QuestionId]) -> int:
    """Where somebody goes on who comes back: the first page of which nothing is answered; the first of all, where there is none."""
    untouched = (number for number, page in enumerate(pages) if not any(one.id in answered for one in page))
    return next(untouched, 0)


def prefix_of(survey: Survey, question: Question) -> str:
    """What the names of a question's fields begin with in the survey's form."""
    return f"q{survey.every_question.index(question) + 1}_"


def read_page(
    survey: Survey, written: Written, before: Collection[QuestionId] = ()
) -> dict[Question, Answer]:
    """What was answered on a page. What was left empty is left out, or taken back where it is one of those answered `before`.

    Raises SurveyClosed, and InvalidFields naming the form's fields.
    """
    require_open(survey)
    answers: dict[Question, Answer] = {}
    problems: list[InvalidField] = []
    for question in pages_of(survey)[written.page]:
        given = written.given.get(question.id)
        if given is None or _is_empty(given):
            answers |= {question: LeftOut()} if given and question.id in before else {}
            continue
        try:
            answers[question] = read_answer(question, given)
        except InvalidField as problem:
            problems.append(InvalidField(f"{prefix_of(survey, question)}{problem.field}", problem.sentence))
    if problems:
        raise InvalidFields(tuple(problems))
    return answers


def change_of(
    question: Question,
    before: Mapping[PersonRef, Answer],
    after: Mapping[PersonRef, Answer],
    consenting: Collection[PersonRef],
) -> Change | None:
    """How the share that agrees has changed; None where the question has no such share, or too few answered."""
    if question.kind is not QuestionKind.AGREEMENT:
        return None
    earlier, later = _agreeing(before), _agreeing(after)
    paired = [(earlier[one], later[one]) for one in consenting if one in earlier and one in later]
    pairs = Pairs(
        *(paired.count(pair) for pair in ((True, True), (True, False), (False, True), (False, False)))
    )
    return compare(_side(earlier), _side(later), pairs)


def _agreeing(answers: Mapping[PersonRef, Answer]) -> dict[PersonRef, bool]:
    """Who agrees or strongly agrees. Who doesn't know has no part in it."""
    return {person: answer.options[0] < 2 for person, answer in answers.items() if isinstance(answer, Chosen)}  # noqa: PLR2004 - the first two of the scale


def _side(agreeing: Mapping[PersonRef, bool]) -> Side:
    return Side(sum(agreeing.values()), len(agreeing))


def _is_empty(given: Given) -> bool:
    return isinstance(given, Filled) and not given.unsure and not any(given.fields)


def _questions(lines: Sequence[str], new_id: Callable[[], str], unsure: str) -> list[Question]:
    if not lines:
        raise InvalidField("questions", "Write at least one question. One a line.")
    if len(lines) > QUESTIONS_MOST:
        raise InvalidField("questions", f"There are {len(lines)} questions and {QUESTIONS_MOST} fit.")
    asked = [_question(number, line, new_id) for number, line in enumerate(lines, start=1)]
    # Who has no words to write leaves the field empty.
    return [one if one.kind in WRITTEN else replace(one, unsure=unsure) for one in asked]


def _question(number: int, line: str, new_id: Callable[[], str]) -> Question:
    """A line in quotation marks is read as `/consult poll` reads it; any other asks how far people agree, marks inside it or not."""
    try:
        drafted = read_poll_line(line) if is_poll_line(line) else None
        asks = drafted.asks if drafted else QuestionDraft(line, QuestionKind.AGREEMENT)
        return draft_question(asks, QuestionId(new_id()))
    except InvalidFields as several:
        raise InvalidField("questions", f"Question {number}: {several.problems[0].sentence}") from several
    except InvalidField as problem:
        raise InvalidField("questions", f"Question {number}: {problem.sentence}") from problem
