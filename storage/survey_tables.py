"""Tables of surveys: what was asked together. Their questions and ballots are in the tables of polls."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from storage.capture_tables import metadata
from storage.schema import PERSONAL
from storage.timestamps import UtcDateTime

__all__ = ["metadata", "survey_questions", "survey_record", "surveys"]

surveys = Table(
    "surveys",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("session_id", String, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("secrecy", String, nullable=False),
    Column("opened_by", String, nullable=False, info=PERSONAL),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("consent", String),  # the id of the question whether answers may be compared
    Column("follows", String, ForeignKey("surveys.id")),
    Column("closes_in", String),  # the phase in which it closes by itself
    Column("entitled", Integer),  # how many it was put to, as it was at its close
)

survey_questions = Table(
    "survey_questions",
    metadata,
    Column(
        "survey_id",
        String,
        ForeignKey("surveys.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("position", Integer, primary_key=True),
    Column("question_id", String, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False, index=True),
)

survey_record = Table(
    "survey_record",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("survey_id", String, ForeignKey("surveys.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("deed", String, nullable=False),
    Column("person", String, info=PERSONAL),
    Column("note", Text, nullable=False),
)
