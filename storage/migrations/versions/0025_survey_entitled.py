"""How many people a survey was put to, as it was at its close: the list goes on changing, and with it the base of what people answered."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the number. Surveys closed before are counted by the list as it is."""
    op.add_column("surveys", sa.Column("entitled", sa.Integer))


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
