"""The intake: what was delivered is stored before it is acknowledged, and acted on once."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from consultation.model.intake import Delivery, Stored


class AlreadyTaken(Exception):
    """This delivery took effect before: whatever was about to be stored for it is undone."""

    def __init__(self) -> None:
        super().__init__("it took effect before")


class Receipt(Protocol):
    """Whether the deliveries in hand have taken effect."""

    @property
    def settled(self) -> bool:
        """True once a unit of work was committed for them."""
        ...


class Arrivals(Protocol):
    """What came in, for whoever must not be quicker than what came before."""

    async def settled(self) -> None:
        """Wait until the presses that are stored by now have taken effect, a few seconds at most."""
        ...


class Intake(Protocol):
    """Every method that writes has committed when it returns."""

    async def take(self, delivery: Delivery, then: Callable[[Stored], None] = ...) -> int | None:
        """Store a delivery; its number, or None when it is known already. Many at once share one commit.

        `then` is called with what is new, as soon as it is stored and whether or not anybody waits for the answer still.
        """
        ...

    async def is_known(self, key: str) -> bool:
        """Whether a delivery of this key was stored, or took effect."""
        ...

    def is_over(self, poll: str) -> bool:
        """Whether this is known to be an anonymous poll that is closed: of what somebody pressed in it too late nothing is to be stored."""
        ...

    async def can_write(self) -> bool:
        """Whether something could be stored now."""
        ...

    def acting_on(self, numbers: Sequence[int]) -> AbstractContextManager[Receipt]:
        """Within this block, the next unit of work to be committed is the effect of these deliveries, and marks them as done."""
        ...

    def judging(self, delivery: Delivery) -> AbstractContextManager[Receipt]:
        """The same for a delivery that is not stored beforehand, since its sender waits to hear what is wrong with it.

        Committing raises AlreadyTaken where another delivery of the same key was quicker.
        """
        ...

    async def sent_back(self, key: str) -> None:
        """What was judged under this key goes back to its sender, though something was stored for it: mended, it is to be judged anew."""
        ...

    async def done(self, number: int) -> None:
        """This delivery needs nothing more. Its words are erased; its key is kept."""
        ...

    async def failed(self, number: int) -> int:
        """Something went wrong while this delivery was acted on; how often that has happened."""
        ...

    async def park(self, number: int) -> None:
        """Give this delivery up: it is kept, and not tried again."""
        ...

    async def undone(self) -> Sequence[Stored]:
        """What an earlier run stored and did not bring to its end, in the order of arrival. Each counts as tried once more."""
        ...
