"""What surrounds polls: their record, answers that people suggest, and polls that are still to open."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of a poll's record, of suggested answers, and of polls that are still to open."""
    op.create_table(
        "poll_record",
        sa.Column("number", sa.Integer, primary_key=True),
        _of("poll_id", "polls.id"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("person", sa.String),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "suggestions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        _of("poll_id", "polls.id"),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "poll_plans",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        _of("session_id", "sessions.id"),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("opens_in", sa.String),
        sa.Column("opens_at", MOMENT, index=True),
        sa.Column("draft", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")


def _of(name: str, parent: str) -> sa.Column[str]:
    belonging = sa.ForeignKey(parent, ondelete="CASCADE")
    return sa.Column(name, sa.String, belonging, nullable=False, index=True)
