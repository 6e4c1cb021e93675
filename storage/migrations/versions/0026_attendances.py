"""Who sat in each open room, and who led it: what they leave later takes nothing back."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# Earlier rounds are kept as people sat in them when the next began; the present one is in the seats themselves.
EARLIER = """
    INSERT INTO attendances (session_id, room_id, person, part)
    SELECT DISTINCT rooms.session_id, rooms.id, placed_people.person, placed_people.part
    FROM placed_people
    JOIN placements ON placements.number = placed_people.placement
    JOIN rooms ON rooms.session_id = placements.session_id
        AND rooms.theme_id = placed_people.theme_id AND rooms.theme_number = placed_people.theme_number
    WHERE rooms.place IS NOT NULL AND placed_people.part IN ('sits', 'leads')
        AND placements.number IN (SELECT max(number) FROM placements GROUP BY session_id, round)
        AND placements.round < (
            SELECT max(latest.round) FROM placements AS latest WHERE latest.session_id = placements.session_id
        )
"""
SEATED = """
    INSERT INTO attendances (session_id, room_id, person, part)
    SELECT rooms.session_id, rooms.id, seats.person, 'sits'
    FROM seats JOIN rooms ON rooms.id = seats.room_id
    WHERE rooms.place IS NOT NULL AND NOT seats.observes AND NOT EXISTS (
        SELECT 1 FROM attendances AS known
        WHERE known.room_id = rooms.id AND known.person = seats.person AND known.part = 'sits'
    )
"""
LEADING = """
    INSERT INTO attendances (session_id, room_id, person, part)
    SELECT rooms.session_id, rooms.id, rooms.facilitator, 'leads'
    FROM rooms
    WHERE rooms.place IS NOT NULL AND rooms.facilitator IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM attendances AS known
        WHERE known.room_id = rooms.id AND known.person = rooms.facilitator AND known.part = 'leads'
    )
"""


def upgrade() -> None:
    """Make the table and fill it as far as it is known who was where."""
    op.create_table(
        "attendances",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column(
            "session_id",
            sa.String,
            sa.ForeignKey("sessions.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("room_id", sa.String, sa.ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("part", sa.String, nullable=False),
        sa.UniqueConstraint("room_id", "person", "part"),
    )
    for statement in (EARLIER, SEATED, LEADING):
        op.execute(statement)


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")
