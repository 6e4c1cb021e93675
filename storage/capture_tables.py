"""Tables of capture: the tags of programmes, and who was asked whether a note may name them."""

from sqlalchemy import Boolean, Column, ForeignKey, String, Table, Text

from storage.schema import PERSONAL, metadata

__all__ = ["credits_asked", "legends", "metadata"]

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
