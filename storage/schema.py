"""The tables. A column that holds or names a person is marked `personal`; what must be unique is unique here."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.timestamps import UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

PERSONAL = {"personal": True}
"""Marks a column that holds or names a person: what a person may see and have erased."""


def _number() -> Column[int]:
    """The order of being added, which a time can't give: two may come in the same moment."""
    return Column("number", Integer, primary_key=True)


def _id() -> Column[str]:
    return Column("id", String, nullable=False, unique=True)


def _of(name: str, parent: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    """What this row is a part of and goes with."""
    belonging = ForeignKey(parent, ondelete="CASCADE")
    return Column(name, String, belonging, nullable=False, primary_key=primary_key, index=index)


def _person(*, primary_key: bool = False) -> Column[str]:
    return Column("person", String, nullable=False, primary_key=primary_key, info=PERSONAL)


programmes = Table(
    "programmes",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),  # the name without the case of its letters, in every alphabet
    UniqueConstraint("tenant", "name_key"),
)

sessions = Table(
    "sessions",
    metadata,
    _number(),
    _id(),
    Column("tenant", String, nullable=False),
    Column("programme_id", String, ForeignKey("programmes.id"), index=True),
    Column("question", Text, nullable=False),
    Column("place", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("starts_at", UtcDateTime),
    Column("guest", Text, info=PERSONAL),
    Index(None, "tenant", "place"),
)

organisers = Table(
    "organisers",
    metadata,
    _of("session_id", "sessions.id", primary_key=True),
    Column("person", String, primary_key=True, info=PERSONAL, index=True),
    Column("position", Integer, nullable=False),
)

themes = Table(
    "themes",
    metadata,
    Column("id", String, primary_key=True),
    _of("session_id", "sessions.id", index=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("prompts", JSON, nullable=False),
    Column("link", Text),
)

sign_ups = Table(
    "sign_ups",
    metadata,
    _number(),
    _of("session_id", "sessions.id"),
    Column("person", String, nullable=False, info=PERSONAL, index=True),
    Column("role", Text, nullable=False, info=PERSONAL),
    Column("organisation", Text, nullable=False, info=PERSONAL),
    Column("can_facilitate", Boolean, nullable=False),
    Column("observes", Boolean, nullable=False, server_default=false()),
    Column(
        "absent", Boolean, nullable=False, server_default=false()
    ),  # an organiser knows that they are not coming
    Column("signed_up_at", UtcDateTime, nullable=False),
    UniqueConstraint("session_id", "person"),
)

rankings = Table(
    "rankings",
    metadata,
    Column("session_id", String, primary_key=True),
    _person(primary_key=True),
    Column("position", Integer, primary_key=True),
    _of("theme_id", "themes.id", index=True),
    ForeignKeyConstraint(
        ["session_id", "person"], ["sign_ups.session_id", "sign_ups.person"], ondelete="CASCADE"
    ),
)

rooms = Table(
    "rooms",
    metadata,
    Column("id", String, primary_key=True),
    _of("session_id", "sessions.id"),
    Column("number", Integer, nullable=False),
    Column("theme_id", String, ForeignKey("themes.id"), nullable=False, index=True),
    Column("facilitator", String, info=PERSONAL),
    Column("place", String, index=True),
    Column("theme_number", Integer, nullable=False, server_default="1"),  # among the rooms of its theme
    Column("reason", Text, nullable=False, server_default=""),  # why its facilitator leads it
    UniqueConstraint("session_id", "number"),
)

seats = Table(
    "seats",
    metadata,
    _number(),
    _of("session_id", "sessions.id"),
    _person(),
    _of("room_id", "rooms.id", index=True),
    Column("rank", Integer),
    Column("reason", Text, nullable=False, server_default=""),
    Column("observes", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("session_id", "person"),  # each person in exactly one room
)

attendances = Table(
    "attendances",
    metadata,
    _number(),
    _of("session_id", "sessions.id", index=True),
    _of("room_id", "rooms.id"),
    _person(),
    Column("part", String, nullable=False),  # sat or led there once the room was open, however it went on
    UniqueConstraint("room_id", "person", "part"),
)

steps = Table(
    "steps",
    metadata,
    _number(),
    _id(),
    _of("session_id", "sessions.id"),
    _of("room_id", "rooms.id", index=True),
    Column("kind", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", String, nullable=False),
    Index(None, "session_id", "position"),
)

step_people = Table(
    "step_people",
    metadata,
    _of("step_id", "steps.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    _person(),
)

troubles = Table(
    "troubles",
    metadata,
    _of("step_id", "steps.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    _of("room_id", "rooms.id", index=True),
    Column("person", String, info=PERSONAL),
    Column("reason", Text, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    _number(),
    _id(),
    Column("tenant", String, nullable=False),
    Column("place", String, nullable=False),
    Column("stamp", String, nullable=False),
    _of("session_id", "sessions.id", index=True),
    Column("room_id", String, ForeignKey("rooms.id"), index=True),
    Column("text", Text, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Column("permalink", Text, nullable=False),
    Column("worded", String, nullable=False),  # the platform's stamp of the edit whose words these are
    Column(
        "credit", Text, nullable=False, server_default="", info=PERSONAL
    ),  # a role or a name, with consent
    Column("seal", String),
    UniqueConstraint("tenant", "place", "stamp"),
)

taggings = Table(
    "taggings",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("stamp", String, primary_key=True),
    _person(primary_key=True),
    Column("tag", String, primary_key=True),
    Column("present", Boolean, nullable=False),
    Column("order_stamp", String, nullable=False),
    _of("session_id", "sessions.id", index=True),
    Column("room_id", String, ForeignKey("rooms.id"), index=True),
)

deleted_messages = Table(
    "deleted_messages",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("stamp", String, primary_key=True),
)

cards = Table(
    "cards",
    metadata,
    _number(),
    _id(),
    _of("session_id", "sessions.id"),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("place", String, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column(
        "queued", Integer, index=True
    ),  # the place in the line of those that wait to be shown, None when up to date
    Column("message_place", String),
    Column("message_stamp", String),
    UniqueConstraint("session_id", "kind", "subject", "place"),
)
