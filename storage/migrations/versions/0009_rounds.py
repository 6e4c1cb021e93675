"""Rounds: several placements of one session, one after the other; what groups were asked for when each was made."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give plans their rounds, and placements the round they are of and the groups that were asked for."""
    op.add_column("plans", sa.Column("rounds", sa.Integer, nullable=False, server_default="1"))
    op.add_column("plans", sa.Column("mode", sa.String, nullable=False, server_default="world café"))
    op.add_column("placements", sa.Column("round", sa.Integer, nullable=False, server_default="1"))
    op.create_table(
        "placed_groups",
        sa.Column(
            "placement",
            sa.Integer,
            sa.ForeignKey("placements.number", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("together", sa.Boolean, nullable=False),
    )
    # What was asked for by now was asked for all the time, as far as anybody knows.
    op.execute(
        "INSERT INTO placed_groups (placement, position, person, together) "
        "SELECT placements.number, plan_groups.position, plan_groups.person, plan_groups.together "
        "FROM placements JOIN plan_groups ON plan_groups.session_id = placements.session_id"
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
