"""What was done about surveys, in a table."""

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.polls import PollDeed
from consultation.model.references import PersonRef, SurveyId
from consultation.model.surveys import SurveyEntry
from storage.survey_tables import survey_record


class SurveyRecordStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, entry: SurveyEntry) -> None:
        fields = {
            "survey_id": entry.survey,
            "at": entry.at,
            "deed": entry.deed,
            "person": entry.by,
            "note": entry.note,
        }
        await self._connection.execute(insert(survey_record).values(fields))

    async def of(self, survey_id: SurveyId) -> Sequence[SurveyEntry]:
        statement = select(survey_record).where(survey_record.c.survey_id == survey_id)
        return [
            SurveyEntry(
                survey_id, row.at, PollDeed(row.deed), PersonRef(row.person) if row.person else None, row.note
            )
            for row in await self._connection.execute(statement.order_by(survey_record.c.number))
        ]
