"""Several processes: who is there, who leads, and whose each delivery is. On PostgreSQL, stamps are sorted as on SQLite."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

STAMPS = {
    "ballots": ("order_stamp",),
    "deleted_messages": ("stamp",),
    "notes": ("stamp", "worded"),
    "taggings": ("stamp", "order_stamp"),
}
"""What is compared as text: byte by byte, whatever language the server sorts by."""


def upgrade() -> None:
    """Make the tables of processes and of who leads, and give each delivery an owner."""
    op.create_table(
        "processes",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("seen_at", MOMENT, nullable=False),
    )
    op.create_table(
        "leaders",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("token", sa.BigInteger, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
    )
    op.add_column("intake", sa.Column("owner", sa.String))
    if op.get_context().dialect.name == "postgresql":
        for table, columns in STAMPS.items():
            for column in columns:
                op.alter_column(table, column, type_=sa.String(collation="C"))


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
