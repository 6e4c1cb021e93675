"""Tables of statements: what people proposed on a question, and the log of what was said of it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.plan_tables import metadata
from storage.schema import PERSONAL
from storage.timestamps import UtcDateTime

__all__ = ["conversations", "metadata", "opinions", "statements"]

conversations = Table(
    "conversations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("session_id", String, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("opened_by", String, nullable=False, info=PERSONAL),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
)

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column(
        "conversation_id",
        String,
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("text", Text, nullable=False),
    Column("standing", String, nullable=False),
    Column("person", String, nullable=False, info=PERSONAL),  # who proposed it
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
)

opinions = Table(
    "opinions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("statement_id", String, ForeignKey("statements.id", ondelete="CASCADE"), nullable=False),
    Column("person", String, nullable=False, info=PERSONAL),
    Column("opinion", String, nullable=False),
    Column("cast_at", UtcDateTime, nullable=False),
    Column("order_stamp", String),
    Column("seal", String),
    Index(None, "conversation_id", "person", "number"),  # what somebody has said, without reading the others
    Index(None, "statement_id", "person", "order_stamp", unique=True),
)
