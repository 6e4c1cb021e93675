"""Files of reports on their way to people."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of files on their way to people."""
    op.create_table(
        "handouts",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("links", sa.Text, nullable=False),
        sa.UniqueConstraint("id", name="uq_handouts_id"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_handouts_session_id_sessions", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_handouts_session_id", "handouts", ["session_id"])
    op.create_index("ix_handouts_state", "handouts", ["state"])


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
