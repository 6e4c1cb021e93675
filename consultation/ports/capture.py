"""The memory of what notes are kept with, and of whom they may name."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from consultation.model.captures import CreditAsked
from consultation.model.notes import LegendEntry
from consultation.model.references import MessageRef, NoteId, PersonRef, SessionId
from consultation.model.revisions import Review, Revision
from consultation.model.sessions import Session


class LegendStore(Protocol):
    """The tags of programmes, and of sessions that are in none."""

    async def of(self, session: Session) -> tuple[LegendEntry, ...]:
        """The tags of the session, retired ones last."""
        ...

    async def put(self, session: Session, legend: Sequence[LegendEntry]) -> None:
        """Replace the tags of the session and of all others of its programme."""
        ...


class CreditStore(Protocol):
    """Whom notes tell of."""

    async def tell(self, session: Session, message: MessageRef, credit: str) -> None:
        """Show this with the note of a message."""
        ...

    async def ask(self, session: Session, message: MessageRef, person: PersonRef) -> NoteId | None:
        """Note that this person is asked whether the note of a message may name them; None where there is no note, or they were asked before."""
        ...

    async def asked(self, note_id: NoteId) -> CreditAsked | None:
        """What was asked of whom about a note."""
        ...

    async def answer(self, note_id: NoteId, person: PersonRef, credit: str) -> bool:
        """The person's answer: what is to be shown, empty for no. False where this person was not asked."""
        ...


class RevisionStore(Protocol):
    """The record of what was changed in drafts, what rooms said of them, and votes for actions."""

    async def add(self, revisions: Sequence[Revision]) -> None: ...

    async def all(self, session_id: SessionId) -> Sequence[Revision]:
        """All changes in the order in which they were made."""
        ...

    async def review(self, session_id: SessionId, review: Review) -> bool:
        """Take down a verdict; False where the same person said the same before."""
        ...

    async def reviews(self, session_id: SessionId) -> Sequence[Review]:
        """All verdicts in the order in which they came."""
        ...

    async def vote(self, session_id: SessionId, note: NoteId, person: PersonRef) -> bool:
        """Give a vote to an action, or take it back. Answers whether it is given now."""
        ...

    async def votes(self, session_id: SessionId) -> Mapping[NoteId, int]:
        """How many votes each action has, those without any aside."""
        ...

    async def voters(self, session_id: SessionId) -> int:
        """How many people have voted."""
        ...

    async def votes_of(self, session_id: SessionId, person: PersonRef) -> Sequence[NoteId]:
        """What this person has voted for."""
        ...
