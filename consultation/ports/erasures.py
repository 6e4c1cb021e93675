"""Forgetting people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consultation.model.erasures import Erasure
from consultation.model.references import PersonRef


class ErasureStore(Protocol):
    """What is known of a person goes; what is closed keeps its numbers (docs/decisions/0015-forgetting.md)."""

    async def led_alone(self, erasure: Erasure, person: PersonRef) -> Sequence[str]:
        """The questions of sessions under way that would be left without an organiser."""
        ...

    async def erase(self, erasure: Erasure, person: PersonRef, at: datetime) -> int:
        """Forget the person as far as the erasure goes; how many rows told of them."""
        ...
