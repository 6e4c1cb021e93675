"""The table of what was judged of people's words."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from storage.library_tables import metadata
from storage.schema import PERSONAL
from storage.timestamps import UtcDateTime

__all__ = ["judgements", "metadata"]

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("question_id", String, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("mark", String, nullable=False),  # what all ways of writing the same have in common
    Column("text", Text, nullable=False),
    Column("standing", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", String, nullable=False, info=PERSONAL),
    Column("at", UtcDateTime, nullable=False),
)
