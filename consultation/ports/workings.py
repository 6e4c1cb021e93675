"""The memory of the machinery: what is being made on a platform, and what organisers have to know."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consultation.model.deadlines import Deadline, DeadlineKind
from consultation.model.documents import DocumentLink, Handout, HandoutState
from consultation.model.operations import Operation
from consultation.model.references import HandoutId, NoticeId, SessionId


class OperationStore(Protocol):
    """Calls that make something new, noted before they are made."""

    async def begin(self, key: str, at: datetime) -> Operation | None:
        """Note that a call is about to be made at this moment (UTC). Answers what was noted before, if anything was."""
        ...

    async def finish(self, key: str, result: str) -> None:
        """The call was made, and this came of it."""
        ...

    async def withdraw(self, key: str) -> None:
        """Nothing came of the call, or what came of it is gone: the next one begins anew."""
        ...


class DeadlineStore(Protocol):
    """What is to happen by itself."""

    async def set(self, deadline: Deadline) -> None:
        """Remember a deadline, or move the one of this kind and subject."""
        ...

    async def clear(self, kind: DeadlineKind, subject: str) -> None: ...

    async def of(self, kind: DeadlineKind, subject: str) -> datetime | None:
        """When (UTC) this is due; None where nothing is set."""
        ...

    async def due(self, at: datetime) -> Sequence[Deadline]:
        """What is due at this moment (UTC) or before, earliest first."""
        ...

    async def next(self) -> datetime | None:
        """When (UTC) the earliest deadline is; None where there is none."""
        ...


class HandoutStore(Protocol):
    """Files of reports on their way to people."""

    async def add(self, handout: Handout) -> None: ...

    async def pending(self) -> Sequence[Handout]:
        """What is still to be handed out, oldest first, in all workspaces."""
        ...

    async def settle(
        self, handout_id: HandoutId, state: HandoutState, links: Sequence[DocumentLink] = ()
    ) -> None:
        """Record how it ended."""
        ...

    async def links(self, session_id: SessionId, version: int) -> Sequence[DocumentLink]:
        """Where the files of this published version can be opened by everybody of the session; none until they are there."""
        ...


class NoticeStore(Protocol):
    """What organisers have to know."""

    async def add(self, notice_id: NoticeId, session_id: SessionId, text: str, at: datetime) -> bool:
        """Remember a notice; False where the same was said before in this session."""
        ...

    async def text(self, notice_id: NoticeId) -> str | None: ...
