"""The port to what a platform still shows of what was said, for when it may not have told us of everything."""

from collections.abc import Sequence
from typing import Protocol

from consultation.model.notes import Marked
from consultation.model.references import MessageRef, PlaceRef


class Archive(Protocol):
    """What stands on the platform now."""

    async def standing(self, place: PlaceRef) -> Sequence[Marked]:
        """The latest messages of a place with their replies, some thousands at most. Raises PlatformRefusal, PlatformSilence."""
        ...

    async def still(self, message: MessageRef) -> Marked | None:
        """The message as it stands; None when it was deleted. Raises PlatformRefusal, PlatformSilence."""
        ...
