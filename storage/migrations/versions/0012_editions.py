"""Drafts that can be changed, verdicts of rooms, votes for actions, and several versions of what was published."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHANGES = ("digests", "digest_parts")
"""What is moved to other tables, each row as it is."""

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of drafts, verdicts and editions; published digests are moved to them, each row as it is."""
    _revisions()
    _votes()
    _editions()
    op.execute(
        "INSERT INTO editions (session_id, version, published_at, body) "
        "SELECT session_id, 1, published_at, body FROM digests"
    )
    op.execute(
        "INSERT INTO edition_parts (session_id, version, number, body) "
        "SELECT session_id, 1, number, body FROM digest_parts"
    )
    op.drop_table("digest_parts")
    op.drop_table("digests")


def _of_session(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_session_id_sessions"
    return sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=name, ondelete="CASCADE")


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("note_id", sa.String, nullable=False),
        sa.Column("change", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _of_session("revisions"),
    )
    op.create_index("ix_revisions_session_id", "revisions", ["session_id"])


def _votes() -> None:
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("room_id", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        _of_session("reviews"),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name="fk_reviews_room_id_rooms", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "room_id", "person", "verdict", "text", name="uq_reviews_room_id_person_verdict_text"
        ),
    )
    op.create_index("ix_reviews_session_id", "reviews", ["session_id"])
    op.create_index("ix_reviews_room_id", "reviews", ["room_id"])
    op.create_table(
        "action_votes",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("note_id", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        _of_session("action_votes"),
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _of_session("editions"),
    )
    op.create_table(
        "edition_parts",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "version"],
            ["editions.session_id", "editions.version"],
            name="fk_edition_parts_session_id_version_editions",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
