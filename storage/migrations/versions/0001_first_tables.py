"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables that sessions, people, rooms, polls, notes, digests and cards are kept in."""
    _sessions()
    _people()
    _rooms()
    _steps()
    _polls()
    _notes()
    _digests()
    _cards_and_deliveries()


def downgrade() -> None:
    """Drop every table: there is nothing before the first ones."""
    for table in reversed(TABLES):
        op.drop_table(table)


TABLES = (
    "programmes",
    "sessions",
    "organisers",
    "themes",
    "sign_ups",
    "rankings",
    "rooms",
    "seats",
    "steps",
    "step_people",
    "troubles",
    "polls",
    "options",
    "ballots",
    "notes",
    "taggings",
    "deleted_messages",
    "digests",
    "digest_parts",
    "cards",
    "deliveries",
)


def _sessions() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.UniqueConstraint("tenant", "name_key"),
    )
    op.create_table(
        "sessions",
        _number(),
        _id(),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("programme_id", sa.String, sa.ForeignKey("programmes.id"), index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("phase", sa.String, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("starts_at", MOMENT),
        sa.Column("guest", sa.Text),
        sa.Index(None, "tenant", "place"),
    )
    op.create_table(
        "organisers",
        _of("session_id", "sessions.id", primary_key=True),
        sa.Column("person", sa.String, primary_key=True, index=True),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.String, primary_key=True),
        _of("session_id", "sessions.id", index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("prompts", sa.JSON, nullable=False),
        sa.Column("link", sa.Text),
    )


def _people() -> None:
    op.create_table(
        "sign_ups",
        _number(),
        _of("session_id", "sessions.id"),
        sa.Column("person", sa.String, nullable=False, index=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("can_facilitate", sa.Boolean, nullable=False),
        sa.Column("signed_up_at", MOMENT, nullable=False),
        sa.UniqueConstraint("session_id", "person"),
    )
    op.create_table(
        "rankings",
        sa.Column("session_id", sa.String, primary_key=True),
        _person(primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _of("theme_id", "themes.id", index=True),
        sa.ForeignKeyConstraint(
            ["session_id", "person"], ["sign_ups.session_id", "sign_ups.person"], ondelete="CASCADE"
        ),
    )


def _rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.String, primary_key=True),
        _of("session_id", "sessions.id"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("theme_id", sa.String, sa.ForeignKey("themes.id"), nullable=False, index=True),
        sa.Column("facilitator", sa.String),
        sa.Column("place", sa.String, index=True),
        sa.UniqueConstraint("session_id", "number"),
    )
    op.create_table(
        "seats",
        _number(),
        _of("session_id", "sessions.id"),
        _person(),
        _of("room_id", "rooms.id", index=True),
        sa.Column("rank", sa.Integer),
        sa.UniqueConstraint("session_id", "person"),
    )


def _steps() -> None:
    op.create_table(
        "steps",
        _number(),
        _id(),
        _of("session_id", "sessions.id"),
        _of("room_id", "rooms.id", index=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Index(None, "session_id", "position"),
    )
    op.create_table(
        "step_people",
        _of("step_id", "steps.id", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _person(),
    )
    op.create_table(
        "troubles",
        _of("step_id", "steps.id", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _of("room_id", "rooms.id", index=True),
        sa.Column("person", sa.String),
        sa.Column("reason", sa.Text, nullable=False),
    )


def _polls() -> None:
    op.create_table(
        "polls",
        _number(),
        _id(),
        _of("session_id", "sessions.id", index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("opened_by", sa.String, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
    )
    op.create_table(
        "options",
        _of("poll_id", "polls.id", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "ballots",
        _number(),
        sa.Column("poll_id", sa.String, nullable=False),
        _person(),
        sa.Column("option", sa.Integer, nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.Column("room_id", sa.String, sa.ForeignKey("rooms.id"), index=True),
        sa.ForeignKeyConstraint(
            ["poll_id", "option"], ["options.poll_id", "options.position"], ondelete="CASCADE"
        ),
        sa.Index(None, "poll_id", "person", "number"),
    )


def _notes() -> None:
    op.create_table(
        "notes",
        _number(),
        _id(),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("stamp", sa.String, nullable=False),
        _of("session_id", "sessions.id", index=True),
        sa.Column("room_id", sa.String, sa.ForeignKey("rooms.id"), index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("permalink", sa.Text, nullable=False),
        sa.Column("worded", sa.String, nullable=False),
        sa.UniqueConstraint("tenant", "place", "stamp"),
    )
    op.create_table(
        "taggings",
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("stamp", sa.String, primary_key=True),
        _person(primary_key=True),
        sa.Column("tag", sa.String, primary_key=True),
        sa.Column("present", sa.Boolean, nullable=False),
        sa.Column("order_stamp", sa.String, nullable=False),
        _of("session_id", "sessions.id", index=True),
        sa.Column("room_id", sa.String, sa.ForeignKey("rooms.id"), index=True),
    )
    op.create_table(
        "deleted_messages",
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("stamp", sa.String, primary_key=True),
    )


def _digests() -> None:
    op.create_table(
        "digests",
        _of("session_id", "sessions.id", primary_key=True),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "digest_parts",
        _of("session_id", "digests.session_id", primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )


def _cards_and_deliveries() -> None:
    op.create_table(
        "cards",
        _number(),
        _id(),
        _of("session_id", "sessions.id"),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("queued", sa.Integer, index=True),
        sa.Column("message_place", sa.String),
        sa.Column("message_stamp", sa.String),
        sa.UniqueConstraint("session_id", "kind", "subject", "place"),
    )
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("received_at", MOMENT, nullable=False, index=True),
    )


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String, nullable=False, unique=True)


def _of(name: str, parent: str, *, primary_key: bool = False, index: bool = False) -> sa.Column[str]:
    belonging = sa.ForeignKey(parent, ondelete="CASCADE")
    return sa.Column(name, sa.String, belonging, nullable=False, primary_key=primary_key, index=index)


def _person(*, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column("person", sa.String, nullable=False, primary_key=primary_key)
