"""Questions with their options, to and from rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.questions import Question, QuestionKind
from consultation.model.references import QuestionId
from storage.database import Found
from storage.poll_tables import options, questions


async def add_questions(connection: AsyncConnection, asked: Sequence[Question]) -> None:
    """Store questions that belong to no poll."""
    rows = [
        {
            "id": one.id,
            "kind": one.kind,
            "wording": one.wording,
            "least": one.least,
            "most": one.most,
            "unsure": one.unsure,
            "version": one.version,
        }
        for one in asked
    ]
    await connection.execute(insert(questions), rows)
    choices = [
        {"question_id": one.id, "position": position, "text": text, "since": 1}
        for one in asked
        for position, text in enumerate(one.options)
    ]
    if choices:
        await connection.execute(insert(options), choices)


async def questions_of(
    connection: AsyncConnection, wanted: Sequence[QuestionId]
) -> Mapping[QuestionId, Question]:
    """These questions by their ids."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    texts = select(options).where(options.c.question_id.in_(wanted)).order_by(options.c.position)
    for row in await connection.execute(texts):
        known[row.question_id].append(row.text)
    found = await connection.execute(select(questions).where(questions.c.id.in_(wanted)))
    return {QuestionId(row.id): _question(row, known[row.id]) for row in found}


def _question(row: Found, texts: Sequence[str]) -> Question:
    return Question(
        id=QuestionId(row.id),
        kind=QuestionKind(row.kind),
        wording=row.wording,
        options=tuple(texts),
        least=row.least,
        most=row.most,
        unsure=row.unsure,
        version=row.version,
    )
