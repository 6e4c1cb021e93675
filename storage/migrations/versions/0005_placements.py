"""Placement: why everybody sits where they do, what an organiser asked for, and the placements before the present one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of placements that were replaced and of what was asked for; each seat and each lead gets room for a reason."""
    _seats()
    _plans()
    _placements()


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")


def _seats() -> None:
    op.add_column("sign_ups", sa.Column("observes", sa.Boolean, nullable=False, server_default=sa.false()))
    # Rooms of before were one to a theme; nobody knows any more why people sit in them.
    op.add_column("rooms", sa.Column("theme_number", sa.Integer, nullable=False, server_default="1"))
    op.add_column("rooms", sa.Column("reason", sa.Text, nullable=False, server_default=""))
    op.add_column("seats", sa.Column("reason", sa.Text, nullable=False, server_default=""))
    op.add_column("seats", sa.Column("observes", sa.Boolean, nullable=False, server_default=sa.false()))


def _plans() -> None:
    op.create_table(
        "plans",
        _of("session_id", "sessions.id", primary_key=True),
        sa.Column("sizes", sa.String, nullable=False),
        sa.Column("facilitators", sa.Boolean, nullable=False),
        sa.Column("spread_roles", sa.Boolean, nullable=False),
        sa.Column("organisation_most", sa.Integer),
        sa.Column("remembers", sa.Boolean, nullable=False),
        sa.Column("opinions", sa.String, nullable=False),
        sa.Column("poll_id", sa.String, sa.ForeignKey("polls.id", ondelete="SET NULL")),
    )
    op.create_table(
        "plan_themes",
        _of("theme_id", "themes.id", primary_key=True),
        sa.Column("least", sa.Integer, nullable=False),
        sa.Column("most", sa.Integer),
        sa.Column("rooms", sa.Integer),
        sa.Column("optional", sa.Boolean, nullable=False),
    )
    op.create_table(
        "plan_groups",
        _of("session_id", "sessions.id", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("together", sa.Boolean, nullable=False),
    )


def _placements() -> None:
    op.create_table(
        "placements",
        sa.Column("number", sa.Integer, primary_key=True),
        _of("session_id", "sessions.id", index=True),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("optimal", sa.Boolean, nullable=False),
        sa.Column("gap", sa.Float, nullable=False),
        sa.Column("mix_optimal", sa.Boolean, nullable=False),
    )
    op.create_table(
        "placed_people",
        sa.Column(
            "placement",
            sa.Integer,
            sa.ForeignKey("placements.number", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("person", sa.String, primary_key=True),
        _of("theme_id", "themes.id", index=True),
        sa.Column("theme_number", sa.Integer, nullable=False),
        sa.Column("part", sa.String, nullable=False),
        sa.Column("rank", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("locked", sa.Boolean, nullable=False),
    )


def _of(name: str, parent: str, *, primary_key: bool = False, index: bool = False) -> sa.Column[str]:
    belonging = sa.ForeignKey(parent, ondelete="CASCADE")
    return sa.Column(name, sa.String, belonging, nullable=False, primary_key=primary_key, index=index)
