"""Mandates: the organisations that have a vote in a session; what a vote of yes or no needs."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of organisations and of who holds their votes; yes-or-no questions get room for what they need to be carried."""
    belonging = sa.ForeignKey("sessions.id", ondelete="CASCADE")
    op.create_table(
        "mandates",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, belonging, nullable=False),
        sa.Column("organisation_key", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("lead", sa.String),
        sa.Column("delegate", sa.String),
        sa.UniqueConstraint("session_id", "organisation_key"),
    )
    op.add_column("polls", sa.Column("quorum", sa.Integer))
    op.add_column("polls", sa.Column("majority", sa.String))


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
