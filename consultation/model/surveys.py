"""Surveys: several questions in one form, asked once or again afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consultation.model.change import Change
from consultation.model.polls import PollDeed, Secrecy
from consultation.model.questions import Answer, Given, Question, Tally
from consultation.model.references import PersonRef, QuestionId, SessionId, SurveyId
from consultation.model.sessions import Phase


@dataclass(frozen=True, slots=True)
class Survey:
    """Several questions put together. Times are UTC; open while `closed_at` is None.

    `consent` is the question, asked last and counted nowhere, whether somebody's answers before and after may be compared; None where
    the survey stands alone. `follows` is the survey whose questions it asks again. It closes by itself as the session reaches `closes_in`.
    """

    id: SurveyId
    session: SessionId
    title: str
    questions: tuple[Question, ...]
    secrecy: Secrecy
    opened_by: PersonRef
    opened_at: datetime
    closed_at: datetime | None = None
    consent: Question | None = None
    follows: SurveyId | None = None
    closes_in: Phase | None = None

    @property
    def every_question(self) -> tuple[Question, ...]:
        """All that the form asks, in its order."""
        return (*self.questions, *([self.consent] if self.consent else []))


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """What an organiser typed to begin a survey, not judged yet. `questions` is the text as typed, a question a line.

    `pairs`: people are asked whether their answers may be compared with those to the same questions at another time. `unsure`: each
    question but those for words offers "don't know". It opens at once, in the phase named by `opens_in` or at `opens_at` (UTC), and closes
    by hand, in the phase named by `closes_in`, or `minutes` after it opens. `again`: the same is asked once more as the session closes. `follows` is the survey
    that it asks again.
    """

    title: str
    questions: str = ""
    secrecy: Secrecy = Secrecy.HIDDEN
    pairs: bool = False
    unsure: bool = False
    opens_in: str = ""
    closes_in: str = ""
    again: bool = False
    follows: SurveyId | None = None
    minutes: str = ""
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SurveyEntry:
    """A line of a survey's record: what was done at that moment (UTC) by whom, None where it happened by itself, and why."""

    survey: SurveyId
    at: datetime
    deed: PollDeed
    by: PersonRef | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A survey before one person: the page they are at, counted from 0, of `pages`, and what they have answered so far."""

    survey: Survey
    page: int
    pages: int
    questions: tuple[Question, ...]
    answers: Mapping[QuestionId, Answer]

    @property
    def answered(self) -> int:
        """How many of the questions they have answered; whether answers may be compared is none of them."""
        return sum(question.id in self.answers for question in self.survey.questions)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody filled in on one page, by question."""

    page: int
    given: Mapping[QuestionId, Given]


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What one question of a survey came to, and how it changed since it was asked before.

    `names` has for each row who chose it, where names are told.
    """

    question: Question
    tally: Tally
    change: Change | None = None
    names: tuple[tuple[PersonRef, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """What a survey came to: how many people began it of how many who were asked, and each question in its order.

    `reopened` says why it was opened again, each time it was.
    """

    survey: Survey
    people: int
    asked: int
    results: tuple[SurveyResult, ...]
    reopened: tuple[str, ...] = ()
