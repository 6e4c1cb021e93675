"""Tables of mandates: the organisations that have a vote in a session, and who casts it."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from storage.schema import PERSONAL
from storage.survey_tables import metadata

__all__ = ["mandates", "metadata"]

mandates = Table(
    "mandates",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("session_id", String, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("organisation_key", Text, nullable=False),  # the name whatever the case of its letters
    Column("organisation", Text, nullable=False, info=PERSONAL),
    Column("lead", String, info=PERSONAL),
    Column("delegate", String, info=PERSONAL),
    UniqueConstraint("session_id", "organisation_key"),
)
