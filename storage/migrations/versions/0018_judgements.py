"""What people wrote, and whether others may read it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for whether others may read what people wrote."""
    belonging = sa.ForeignKey("questions.id", ondelete="CASCADE")
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("question_id", sa.String, belonging, nullable=False, index=True),
        sa.Column("mark", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
