"""The memory of what was judged of people's words."""

from collections.abc import Sequence
from typing import Protocol

from consultation.model.references import QuestionId
from consultation.model.writings import Judgement


class WritingStore(Protocol):
    """An append-only record: what was let through or hidden, by whom and why."""

    async def judge(self, judgements: Sequence[Judgement]) -> None: ...

    async def judged(self, question: QuestionId) -> Sequence[Judgement]:
        """All that was ever judged of the words to a question, oldest first."""
        ...
