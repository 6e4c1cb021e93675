"""Documents and names in memory, for tests of the use cases."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from consultation.errors import DocumentTooLarge
from consultation.model.documents import Document, DocumentLink
from consultation.model.references import MessageRef, PersonRef, PlaceRef


@dataclass
class FakeCourier:
    """Remembers what was put where; `left` is what people gave, by name."""

    put: list[tuple[PlaceRef, Document]] = field(default_factory=list)
    left: dict[str, bytes] = field(default_factory=dict)

    async def deliver(
        self, place: PlaceRef, documents: Sequence[Document], words: str, *, under: MessageRef | None = None
    ) -> Sequence[str]:
        self.put += [(place, document) for document in documents]
        return [document.name for document in documents]

    async def delivered(self, place: PlaceRef, names: Collection[str], since: datetime) -> Sequence[str]:
        there = {document.name for where, document in self.put if where == place}
        return sorted(names) if set(names) <= there else []

    async def links(self, names: Sequence[str]) -> Sequence[DocumentLink]:
        return [DocumentLink(name, f"https://files.test/{name}") for name in names]

    async def fetch(self, reference: str, bytes_most: int) -> bytes:
        if len(self.left[reference]) > bytes_most:
            raise DocumentTooLarge(bytes_most)
        return self.left[reference]


class FakeDirectory:
    """Everybody goes by their reference with a word before."""

    async def names(self, people: Collection[PersonRef]) -> Mapping[PersonRef, str]:
        return {person: f"Name of {person}" for person in people}
