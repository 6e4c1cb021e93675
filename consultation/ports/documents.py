"""The port to what carries documents to people, and from them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from consultation.model.documents import Document, DocumentLink
from consultation.model.references import MessageRef, PersonRef, PlaceRef


class Courier(Protocol):
    """Carries documents to people, and from them."""

    async def deliver(
        self, place: PlaceRef, documents: Sequence[Document], words: str, *, under: MessageRef | None = None
    ) -> Sequence[str]:
        """Put documents into a place in one message that begins with these words, or into the thread under a message there.

        Answers the platform's names for them once they are seen to be there, and there only. Raises PlatformRefusal and
        PlatformSilence; then none of them stays.
        """
        ...

    async def delivered(self, place: PlaceRef, names: Collection[str], since: datetime) -> Sequence[str]:
        """The platform's names for documents of these names that we put there at that moment (UTC) or later; none unless all are there."""
        ...

    async def links(self, names: Sequence[str]) -> Sequence[DocumentLink]:
        """Where documents that were delivered can be opened, in this order. Raises PlatformRefusal, PlatformSilence."""
        ...

    async def fetch(self, reference: str, bytes_most: int) -> bytes:
        """What somebody gave us, by the platform's name for it. Raises DocumentTooLarge, PlatformRefusal, PlatformSilence."""
        ...


class Directory(Protocol):
    """Knows what people are called."""

    async def names(self, people: Collection[PersonRef]) -> Mapping[PersonRef, str]:
        """What these people are called, those aside whom the platform doesn't know. Raises PlatformRefusal, PlatformSilence."""
        ...
