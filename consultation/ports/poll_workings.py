"""The memory of what surrounds polls: what was done about them, answers that people suggest, and polls that are still to open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consultation.model.library import Planned
from consultation.model.polls import Entry, Suggestion
from consultation.model.references import PollId, SessionId, SuggestionId


class PollRecordStore(Protocol):
    """What was done about polls, and what people would add to them."""

    async def note(self, entry: Entry) -> None:
        """Append a line to a poll's record."""
        ...

    async def of(self, poll_id: PollId) -> Sequence[Entry]:
        """A poll's record, oldest first."""
        ...

    async def suggest(self, suggestion: Suggestion) -> None: ...

    async def suggested(self, poll_id: PollId) -> Sequence[Suggestion]:
        """What waits for a yes, oldest first."""
        ...

    async def suggestion(self, suggestion_id: SuggestionId) -> Suggestion | None: ...

    async def settle(self, suggestion_id: SuggestionId) -> None:
        """A suggestion was let through or turned down: it waits no more."""
        ...


class PollPlanStore(Protocol):
    """Polls that are still to open."""

    async def add(self, planned: Planned) -> None: ...

    async def of(self, session_id: SessionId) -> Sequence[Planned]:
        """A session's, in the order of being planned."""
        ...

    async def due(self, at: datetime) -> Sequence[Planned]:
        """Those whose moment (UTC) has come, or whose session has reached the phase, in all workspaces."""
        ...

    async def next(self) -> datetime | None:
        """When (UTC) the earliest opens that has a time; None where there is none."""
        ...

    async def remove(self, poll_id: PollId) -> bool:
        """Take a poll off the plan; False when it is not on it."""
        ...
