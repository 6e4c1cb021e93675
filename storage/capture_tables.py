"""Tables of what was found: tags, names with a yes, changes of drafts, verdicts and votes, and what was published."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema import PERSONAL
from storage.statement_tables import metadata
from storage.timestamps import UtcDateTime

__all__ = [
    "action_votes",
    "credits_asked",
    "edition_parts",
    "editions",
    "legends",
    "metadata",
    "reviews",
    "revisions",
    "summaries",
]

legends = Table(
    "legends",
    metadata,
    Column("scope", String, primary_key=True),  # a programme's id, or that of a session in none
    Column("body", Text, nullable=False),
)

credits_asked = Table(
    "credits_asked",
    metadata,
    Column("note_id", String, ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String, nullable=False, info=PERSONAL),
    Column("answered", Boolean, nullable=False),
)


def _session(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "session_id",
        String,
        ForeignKey("sessions.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
        index=not primary_key,
    )


revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True),
    _session(),
    Column("note_id", String, nullable=False),
    Column("change", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("person", String, nullable=False, info=PERSONAL),
    Column("made_at", UtcDateTime, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True),
    _session(),
    Column("room_id", String, ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("person", String, nullable=False, info=PERSONAL),
    Column("verdict", String, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("room_id", "person", "verdict", "text"),
)

action_votes = Table(
    "action_votes",
    metadata,
    _session(primary_key=True),
    Column("note_id", String, primary_key=True),
    Column("person", String, primary_key=True, info=PERSONAL),
)

summaries = Table(
    "summaries",
    metadata,
    _session(primary_key=True),
    Column("body", Text, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    _session(primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("published_at", UtcDateTime, nullable=False),
    Column("body", Text, nullable=False),
)

edition_parts = Table(
    "edition_parts",
    metadata,
    Column("session_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(
        ["session_id", "version"], ["editions.session_id", "editions.version"], ondelete="CASCADE"
    ),
)
