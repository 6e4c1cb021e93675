"""Tags that programmes have of their own, and whom notes may name."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of a programme's own tags and of whom notes may name."""
    op.create_table(
        "legends",
        sa.Column("scope", sa.String, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "credits_asked",
        sa.Column("note_id", sa.String, primary_key=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("answered", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name="fk_credits_asked_note_id_notes", ondelete="CASCADE"
        ),
    )
    op.add_column("notes", sa.Column("credit", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
