"""The record of surveys: what was done about each, by whom and why."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of a survey's record."""
    of_survey = sa.ForeignKey("surveys.id", ondelete="CASCADE")
    op.create_table(
        "survey_record",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("survey_id", sa.String, of_survey, nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("person", sa.String),
        sa.Column("note", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
