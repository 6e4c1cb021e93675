"""Tables of the machinery: what came in, what went out, and what is due. No consultation is in them, only its post."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.erasure_tables import metadata
from storage.schema import PERSONAL
from storage.timestamps import UtcDateTime

__all__ = [
    "DONE",
    "PARKED",
    "WAITING",
    "deadlines",
    "envelope_keys",
    "handouts",
    "intake",
    "leaders",
    "metadata",
    "notices",
    "operations",
    "processes",
]

intake = Table(
    "intake",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("body", Text, info=PERSONAL),  # erased as soon as it has taken effect
    Column("received_at", UtcDateTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("owner", String),  # the process that took it in, and acts on it
)
WAITING, DONE, PARKED = "waiting", "done", "parked"
_waiting = intake.c.state == WAITING
# What is undone are a few rows among very many. On a server too, where its migration says so: to name it here would load all drivers.
Index("ix_intake_waiting", intake.c.number, sqlite_where=_waiting)

envelope_keys = Table(
    "envelope_keys",
    metadata,
    Column("name", String, primary_key=True),
    Column("key", String, nullable=False),
)

processes = Table(
    "processes",
    metadata,
    Column("id", String, primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False),  # by the server's clock
)

leaders = Table(
    "leaders",
    metadata,
    Column("name", String, primary_key=True),
    Column("token", BigInteger, nullable=False),  # grows with each change of the leader
    Column("holder", String, nullable=False),
)

operations = Table(
    "operations",
    metadata,
    Column("key", String, primary_key=True),
    Column("called_at", UtcDateTime, nullable=False),
    Column("result", String),
)

notices = Table(
    "notices",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", String, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    UniqueConstraint("session_id", "text"),  # each is told once
)

handouts = Table(
    "handouts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("session_id", String, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("links", Text, nullable=False),
)

deadlines = Table(
    "deadlines",
    metadata,
    Column("kind", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("session_id", String, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("due_at", UtcDateTime, nullable=False, index=True),
)
