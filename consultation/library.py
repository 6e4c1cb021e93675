"""Rules of the library: what a poll or survey was drafted as, and under which name it is kept."""

from collections.abc import Collection

from consultation.errors import InvalidField
from consultation.model.library import Template
from consultation.model.polls import Audience, Poll, PollDraft
from consultation.model.questions import AGREEMENT_SCALE, YES_NO, Question, QuestionKind
from consultation.model.surveys import Survey, SurveyDraft
from consultation.polls import KINDS_BY_WORD, is_poll_line
from consultation.questions import LONG_MOST
from consultation.texts import cut, one_line

NAME_MOST = 75
"""Characters of a template's name: what a menu shows."""

TEMPLATES_MOST = 50
"""Templates of one library: more are not looked through."""

_MARKS = (('"', '"'), ("“", "”"), ("«", "»"))
_USUAL = {QuestionKind.AGREEMENT: AGREEMENT_SCALE, QuestionKind.YES_NO: YES_NO}
_WORDS = {kind: word for word, kind in KINDS_BY_WORD.items()}


def judge_name(typed: str, there: Collection[Template]) -> str:
    """The name as it is kept. Raises InvalidField for `name`; one that is there already is taken to be replaced."""
    name = one_line(typed)
    if not name:
        raise InvalidField("name", "Write a name by which you will find this again.")
    if len(name) > NAME_MOST:
        raise InvalidField("name", f"This has {len(name)} characters and {NAME_MOST} fit.")
    known = {key(one.name) for one in there}
    if len(known) >= TEMPLATES_MOST and key(name) not in known:
        raise InvalidField("name", f"There are {TEMPLATES_MOST} templates already. Remove one first.")
    return name


def key(name: str) -> str:
    """What two ways to write one name have in common."""
    return one_line(name).casefold()


def name_for(wording: str) -> str:
    """The name that is proposed for what has these words."""
    return cut(wording, NAME_MOST)


def draft_of_poll(poll: Poll) -> PollDraft:
    """What a poll was drafted as, for anywhere and any time."""
    question, hurdle = poll.question, poll.hurdle
    return PollDraft(
        question=question.wording,
        kind=question.kind,
        audience=Audience.PLENARY if poll.audience is Audience.ROOM else poll.audience,
        options="\n".join(_labels(question)),
        least="" if question.least is None else str(question.least),
        most="" if question.most is None else str(question.most),
        unsure=question.unsure,
        shows=poll.shows,
        secrecy=poll.secrecy,
        electorate=poll.electorate,
        is_open_to_options=poll.is_open_to_options,
        quorum=str(hurdle.quorum) if hurdle and hurdle.quorum else "",
        majority=hurdle.majority if hurdle else "",
    )


def draft_of_survey(survey: Survey) -> SurveyDraft:
    """What a survey was drafted as."""
    return SurveyDraft(
        title=survey.title,
        questions="\n".join(map(line_of, survey.questions)),
        secrecy=survey.secrecy,
        pairs=survey.consent is not None,
        unsure=any(question.unsure for question in survey.questions),
    )


def line_of(question: Question) -> str:
    """A question as one line that `read_poll_line` reads as the same question."""
    labels = _labels(question)
    if question.kind is QuestionKind.AGREEMENT and not labels and not is_poll_line(question.wording):
        return question.wording
    usual = question.most in (None, LONG_MOST)
    bound = "" if usual else f" {question.most}"
    # What people see is as they would type it: a word before the question only where its answers don't say how it is asked.
    spoken = question.kind is not (QuestionKind.CHOICE if labels else QuestionKind.AGREEMENT)
    word = [f"{_WORDS[question.kind]}{bound}"] if spoken else []
    return " ".join([*word, *_quoted((question.wording, *labels))])


def _labels(question: Question) -> tuple[str, ...]:
    """The labels that were typed: none where they are the usual ones."""
    return () if question.options == _USUAL.get(question.kind) else question.options


def _quoted(texts: tuple[str, ...]) -> list[str]:
    """Each in quotation marks of a pair that is in none of them."""
    free = next((pair for pair in _MARKS if not any(mark in text for mark in pair for text in texts)), None)
    first, last = free or _MARKS[0]
    return [f"{first}{text if free else text.replace(first, chr(39))}{last}" for text in texts]
