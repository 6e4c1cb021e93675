"""A place for the keys of envelopes on a server; beside a file they are files (storage/keys.py)."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of envelope keys, which only a server needs."""
    op.create_table(
        "envelope_keys",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
