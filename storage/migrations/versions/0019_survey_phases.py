"""Surveys that close by themselves as the session comes to a phase."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the phase in which a survey closes by itself."""
    op.add_column("surveys", sa.Column("closes_in", sa.String))


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
