"""That somebody was forgotten, so that a backup of before forgets them again."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the marks of those who were forgotten."""
    op.create_table(
        "erasures",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("salt", sa.String, nullable=False, unique=True),
        sa.Column("mark", sa.String, nullable=False),
        sa.Column("tenant", sa.String),
        sa.Column("sessions", sa.JSON),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
