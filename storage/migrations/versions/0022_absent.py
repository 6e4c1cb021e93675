"""Who is not coming, as an organiser knows: no seat is kept for them."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the mark. Whoever signed up before is thought to come."""
    op.add_column("sign_ups", sa.Column("absent", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
