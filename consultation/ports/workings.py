"""The memory of the machinery: what is being made on a platform, and what organisers have to know."""

from datetime import datetime
from typing import Protocol

from consultation.model.operations import Operation
from consultation.model.references import NoticeId, SessionId


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


class NoticeStore(Protocol):
    """What organisers have to know."""

    async def add(self, notice_id: NoticeId, session_id: SessionId, text: str, at: datetime) -> bool:
        """Remember a notice; False where the same was said before in this session."""
        ...

    async def text(self, notice_id: NoticeId) -> str | None: ...
