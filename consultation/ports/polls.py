"""The memory of polls, their questions and the log of ballots."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from consultation.model.polls import Ballot, Poll, Voter
from consultation.model.questions import Pile, Question
from consultation.model.references import PersonRef, PollId, QuestionId, RoomId, SessionId, Tenant


class PollStore(Protocol):
    """Polls and the append-only log of ballots."""

    async def add(self, poll: Poll) -> None: ...

    async def get(self, tenant: Tenant, poll_id: PollId) -> Poll | None: ...

    async def any(self, poll_id: PollId) -> Poll | None:
        """The poll, whatever its workspace: for what the machinery does, never for what somebody asks for."""
        ...

    async def all(self, session_id: SessionId) -> Sequence[Poll]:
        """The session's polls in the order of opening."""
        ...

    async def reword(self, question: Question) -> None:
        """Store a poll's question as it is now. Once there are ballots, options may only be added at the end, as a new version."""
        ...

    async def close(self, poll_id: PollId, at: datetime) -> None:
        """Close it once. Of an anonymous poll nothing is left then that tells whose an answer was, nor in which order they came."""
        ...

    async def reopen(self, poll_id: PollId) -> None: ...

    async def keep_only(self, poll: Poll, names: Collection[PersonRef]) -> None:
        """Of an open poll of organisations, delete the ballots of all others than these, as if they had not been cast."""
        ...

    async def cast(self, ballots: Sequence[Ballot]) -> None:
        """Append ballots in this order. A person's latest ballot is the one that counts; earlier ones stay in the log."""
        ...

    async def voters(self, poll: Poll, people: Collection[PersonRef]) -> Mapping[PersonRef, Voter]:
        """How these people stand before the poll: all that votes have to know, in one look, since they come in bursts."""
        ...

    async def piles(self, question: QuestionId, room: RoomId | None = None) -> Sequence[Pile]:
        """The latest ballot of each person, equal ones together: all, or those cast from one room. Always counted, never kept."""
        ...

    async def standing(self, poll: Poll, names: Collection[PersonRef]) -> Mapping[PersonRef, Voter]:
        """How organisations stand before the poll, by the names under which their ballots are kept."""
        ...

    async def turnout(self, question: QuestionId) -> int:
        """How many people have answered: all that may be told of an anonymous poll before its close."""
        ...

    async def asked(self, poll: Poll, room: RoomId | None = None) -> int:
        """How many people a poll is put to, without observers: in plenary all who signed up, in rooms who sits in or leads one.

        Who was left out as not coming counts only where they have answered all the same. Of a closed poll it is how many they were at the close.
        """
        ...

    async def silent(self, poll: Poll) -> Sequence[PersonRef]:
        """Who was asked and has not answered."""
        ...
