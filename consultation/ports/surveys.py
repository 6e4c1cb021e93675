"""The memory of surveys. Their answers are ballots like those of polls."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from consultation.model.polls import Ballot
from consultation.model.questions import Answer, Question
from consultation.model.references import PersonRef, QuestionId, SessionId, SurveyId, Tenant
from consultation.model.surveys import Survey, SurveyEntry


class SurveyStore(Protocol):
    """Surveys, who has answered, and what."""

    async def begin(self, survey: Survey) -> None: ...

    async def get(self, tenant: Tenant, survey_id: SurveyId) -> Survey | None: ...

    async def asking(self, tenant: Tenant, question: QuestionId) -> Survey | None:
        """The survey in which this question is asked."""
        ...

    async def due(self) -> Sequence[Survey]:
        """Open surveys whose session has come to the phase in which they close, in all workspaces."""
        ...

    async def any(self, survey_id: SurveyId) -> Survey | None:
        """The survey, whatever its workspace: for what happens by itself, never for what somebody asks for."""
        ...

    async def all(self, session_id: SessionId) -> Sequence[Survey]:
        """The session's surveys in the order of opening."""
        ...

    async def close(self, survey: Survey, at: datetime) -> None:
        """Close it once. Of an anonymous survey nothing is left then that tells whose an answer was.

        Where people agreed to be paired their answers bear a token that the same person's answers bear at the other time, and that nobody
        can make again once both surveys are closed.
        """
        ...

    async def reopen(self, survey_id: SurveyId) -> None:
        """Take answers again, until somebody closes it. Not for an anonymous survey: nobody knows any more whose its answers are."""
        ...

    async def save(self, ballots: Sequence[Ballot]) -> None:
        """Append answers. A person's latest to each question is the one that counts."""
        ...

    async def answers_of(self, survey: Survey, person: PersonRef) -> Mapping[QuestionId, Answer]:
        """What this person has answered so far."""
        ...

    async def asked(self, survey: Survey) -> int:
        """How many people are on the list to take part; who was left out as not coming only where they have answered all the same.

        Of a closed survey it is how many they were at the close.
        """
        ...

    async def answered(self, survey: Survey) -> int:
        """How many people have answered anything."""
        ...

    async def answers(self, question: Question) -> Mapping[PersonRef, Answer]:
        """Everybody's answer to a question of a closed survey, by whatever name it bears."""
        ...

    async def silent(self, survey: Survey) -> Sequence[PersonRef]:
        """Who is on the list to take part, has not been left out as not coming, and has answered nothing."""
        ...


class SurveyRecordStore(Protocol):
    """What was done about surveys."""

    async def note(self, entry: SurveyEntry) -> None:
        """Append a line to a survey's record."""
        ...

    async def of(self, survey_id: SurveyId) -> Sequence[SurveyEntry]:
        """A survey's record, oldest first."""
        ...
