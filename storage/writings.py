"""What was judged of people's words, in a table."""

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.references import PersonRef, QuestionId
from consultation.model.statements import Standing
from consultation.model.writings import Judgement
from storage.database import Found
from storage.writing_tables import judgements


class WritingStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def judge(self, judged: Sequence[Judgement]) -> None:
        if judged:
            await self._connection.execute(insert(judgements), [_fields(one) for one in judged])

    async def judged(self, question: QuestionId) -> Sequence[Judgement]:
        found = select(judgements).where(judgements.c.question_id == question).order_by(judgements.c.number)
        return [_judgement(row) for row in await self._connection.execute(found)]


def _fields(one: Judgement) -> dict[str, object]:
    return {
        "question_id": one.question,
        "mark": one.mark,
        "text": one.text,
        "standing": one.standing,
        "reason": one.reason,
        "person": one.by,
        "at": one.at,
    }


def _judgement(row: Found) -> Judgement:
    return Judgement(
        question=QuestionId(row.question_id),
        mark=row.mark,
        text=row.text,
        standing=Standing(row.standing),
        by=PersonRef(row.person),
        at=row.at,
        reason=row.reason,
    )
