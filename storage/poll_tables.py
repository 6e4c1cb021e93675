"""Tables of polls: what was asked, of what kind and with what options, and the append-only log of ballots."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from storage.schema import PERSONAL, metadata
from storage.timestamps import UtcDateTime

__all__ = [
    "ballots",
    "metadata",
    "options",
    "poll_plans",
    "poll_record",
    "polls",
    "questions",
    "suggestions",
]


def _of(name: str, parent: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    belonging = ForeignKey(parent, ondelete="CASCADE")
    return Column(name, String, belonging, nullable=False, primary_key=primary_key, index=index)


polls = Table(
    "polls",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    _of("session_id", "sessions.id", index=True),
    Column("audience", String, nullable=False),
    Column("opened_by", String, nullable=False, info=PERSONAL),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("room_id", String, ForeignKey("rooms.id"), index=True),
    Column("shows", String, nullable=False, server_default="live"),
    Column("secrecy", String, nullable=False, server_default="names hidden"),
    Column("electorate", String, nullable=False, server_default="people"),
    Column("quorum", Integer),  # per cent of those who may vote
    Column("majority", String),
    Column("entitled", Integer),  # how many could vote as it closed
    Column("is_open_to_options", Boolean, nullable=False, server_default=false()),
)

questions = Table(
    "questions",
    metadata,
    Column("id", String, primary_key=True),
    Column("poll_id", String, ForeignKey("polls.id", ondelete="CASCADE"), unique=True),
    Column("kind", String, nullable=False),
    Column("wording", Text, nullable=False),
    Column("least", BigInteger),
    Column("most", BigInteger),
    Column("unsure", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

options = Table(
    "options",
    metadata,
    _of("question_id", "questions.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("since", Integer, nullable=False, server_default="1"),  # the version in which it came
)

ballots = Table(
    "ballots",
    metadata,
    Column("number", Integer, primary_key=True),
    _of("question_id", "questions.id"),
    Column("person", String, nullable=False, info=PERSONAL),
    Column("answer", Text, nullable=False),  # as storage/answers.py writes it
    Column("version", Integer, nullable=False, server_default="1"),  # of the question that was seen
    Column("cast_at", UtcDateTime, nullable=False),
    Column("room_id", String, ForeignKey("rooms.id"), index=True),
    Column(
        "order_stamp", String
    ),  # the platform's stamp of the press; none where a ballot came from elsewhere
    Column("seal", String),
    Index(
        None, "question_id", "person", "number"
    ),  # finds each person's latest ballot without reading the others
    Index(None, "question_id", "person", "order_stamp", unique=True),
)

poll_record = Table(
    "poll_record",
    metadata,
    Column("number", Integer, primary_key=True),
    _of("poll_id", "polls.id", index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("deed", String, nullable=False),
    Column("person", String, info=PERSONAL),
    Column("note", Text, nullable=False),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    _of("poll_id", "polls.id", index=True),
    Column("person", String, nullable=False, info=PERSONAL),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

poll_plans = Table(
    "poll_plans",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    _of("session_id", "sessions.id", index=True),
    Column("person", String, nullable=False, info=PERSONAL),
    Column("opens_in", String),
    Column("opens_at", UtcDateTime, index=True),
    Column("draft", Text, nullable=False),
)
