"""How many could vote as a poll closed, so that lists that change later change nothing about it."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the number. Polls that were closed before go by the lists as they are."""
    op.add_column("polls", sa.Column("entitled", sa.Integer))


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
