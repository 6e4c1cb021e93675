"""Questions and polls for tests, in a few words."""

from datetime import datetime

from consultation.model.polls import Audience, Poll
from consultation.model.questions import AGREEMENT_SCALE, Question, QuestionKind
from consultation.model.references import PersonRef, PollId, QuestionId, SessionId
from tests.support.people import NOW, ORGANISER, session


def choice(wording: str, *options: str, name: str = "q1") -> Question:
    """A question with these answers, of which each person chooses one."""
    return Question(QuestionId(name), QuestionKind.CHOICE, wording, options)


def agreement(wording: str, name: str = "q1") -> Question:
    """A question on the agreement scale."""
    return Question(QuestionId(name), QuestionKind.AGREEMENT, wording, AGREEMENT_SCALE)


def polled(
    question: Question,
    audience: Audience = Audience.PLENARY,
    *,
    of: SessionId | None = None,
    by: PersonRef = ORGANISER.person,
    at: datetime = NOW,
) -> Poll:
    """A poll that asks this, open, under the question's own name."""
    return Poll(PollId(question.id), of or session().id, question, audience, by, at)
