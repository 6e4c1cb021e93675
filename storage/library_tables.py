"""The table of the library: drafts of polls and surveys under a name."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.mandate_tables import metadata
from storage.schema import PERSONAL
from storage.timestamps import UtcDateTime

__all__ = ["metadata", "templates"]

templates = Table(
    "templates",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("scope", String, nullable=False),  # a programme's id, or that of a session in none
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("draft", Text, nullable=False),  # as storage/draft_json.py writes it
    Column("person", String, nullable=False, info=PERSONAL),
    Column("kept_at", UtcDateTime, nullable=False),
    UniqueConstraint("scope", "name_key"),
)
