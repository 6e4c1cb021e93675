"""Leadership: of several processes that share a memory, one calls the platform."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class LeadershipLost(Exception):
    """Another process leads by now: what was about to be done is the other's to do, and nothing of it was stored."""

    def __init__(self) -> None:
        super().__init__("another process leads by now")


class Leadership(Protocol):
    """Who may call the platform for what is due or visible. A process that shares its memory with none leads always."""

    def led(self) -> AbstractAsyncContextManager[None]:
        """Wait until this process leads, and lead for the length of the block.

        A unit of work inside the block is committed only while this process leads: else it raises LeadershipLost, as does the
        block, cut short, once leading ends. Enter it again then.
        """
        ...

    def require(self) -> None:
        """Raise LeadershipLost unless this process leads at this very moment. Ask right before a call that makes something."""
        ...
