"""The table of erasures: that somebody was forgotten, when and at whose word, and not who."""

from sqlalchemy import JSON, Column, Integer, String, Table

from storage.timestamps import UtcDateTime
from storage.writing_tables import metadata

__all__ = ["erasures", "metadata"]

erasures = Table(
    "erasures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("salt", String, nullable=False, unique=True),
    Column(
        "mark", String, nullable=False
    ),  # a hash of the person's id with this salt: known only to whoever has the id
    Column("tenant", String),  # none: in all workspaces
    Column("sessions", JSON),  # none: in all sessions
    Column("asked_by", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("rows", Integer, nullable=False),
)
