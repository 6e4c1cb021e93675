"""What came in and what went out: stored before it is acknowledged, and before it is called."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHANGES = ("deliveries", "intake")
"""What is not as it was afterwards: tables, or table.column. Everything else is compared (storage/migrate.py)."""

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of what comes in, of calls under way, of notices and of deadlines; what was delivered before stays known."""
    op.create_table(
        "intake",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("received_at", MOMENT, nullable=False, index=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_intake_waiting", "intake", ["number"], sqlite_where=waiting, postgresql_where=waiting)
    # What was seen before the change stays known: its keys had no workspace in them, and are of no use afterwards.
    op.execute(
        "INSERT INTO intake (key, kind, received_at, tries, state) SELECT key, 'earlier', received_at, 0, 'done' FROM deliveries"
    )
    op.drop_table("deliveries")
    op.create_table(
        "operations",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("called_at", MOMENT, nullable=False),
        sa.Column("result", sa.String),
    )
    _notices_and_deadlines()
    op.add_column("ballots", sa.Column("order_stamp", sa.String))
    op.add_column("ballots", sa.Column("seal", sa.String))
    op.create_index(
        "ix_ballots_poll_id_person_order_stamp", "ballots", ["poll_id", "person", "order_stamp"], unique=True
    )
    op.add_column("notes", sa.Column("seal", sa.String))


def _notices_and_deadlines() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String, primary_key=True),
        _of_session(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.UniqueConstraint("session_id", "text"),
    )
    op.create_table(
        "deadlines",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("subject", sa.String, primary_key=True),
        _of_session(index=True),
        sa.Column("due_at", MOMENT, nullable=False, index=True),
    )


def _of_session(*, index: bool = False) -> sa.Column[str]:
    belonging = sa.ForeignKey("sessions.id", ondelete="CASCADE")
    return sa.Column("session_id", sa.String, belonging, nullable=False, index=index)


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
