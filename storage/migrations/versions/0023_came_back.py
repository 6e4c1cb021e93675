"""Who was brought back by a change of a placement, so that it can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the mark. Of earlier changes it is not known."""
    op.add_column(
        "placed_people", sa.Column("came_back", sa.Boolean, nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
