"""Tables of placement: what an organiser asked for, and the placements that were, the present one last."""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Integer, String, Table, Text, false

from storage.poll_tables import metadata
from storage.schema import PERSONAL

__all__ = ["metadata", "placed_groups", "placed_people", "placements", "plan_groups", "plan_themes", "plans"]


def _of(name: str, parent: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    belonging = ForeignKey(parent, ondelete="CASCADE")
    return Column(name, String, belonging, nullable=False, primary_key=primary_key, index=index)


plans = Table(
    "plans",
    metadata,
    _of("session_id", "sessions.id", primary_key=True),
    Column("sizes", String, nullable=False),
    Column("facilitators", Boolean, nullable=False),
    Column("spread_roles", Boolean, nullable=False),
    Column("organisation_most", Integer),
    Column("remembers", Boolean, nullable=False),
    Column("opinions", String, nullable=False),
    Column("poll_id", String, ForeignKey("polls.id", ondelete="SET NULL")),
    Column("rounds", Integer, nullable=False, server_default="1"),
    Column("mode", String, nullable=False, server_default="world café"),
)

plan_themes = Table(
    "plan_themes",
    metadata,
    _of("theme_id", "themes.id", primary_key=True),
    Column("least", Integer, nullable=False),
    Column("most", Integer),
    Column("rooms", Integer),  # none: as many as needed
    Column("optional", Boolean, nullable=False),
)

plan_groups = Table(
    "plan_groups",
    metadata,
    _of("session_id", "sessions.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("person", String, primary_key=True, info=PERSONAL),
    Column("together", Boolean, nullable=False),  # or apart
)

placements = Table(
    "placements",
    metadata,
    Column("number", Integer, primary_key=True),
    _of("session_id", "sessions.id", index=True),
    Column("fingerprint", String, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("optimal", Boolean, nullable=False),
    Column("gap", Float, nullable=False),
    Column("mix_optimal", Boolean, nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),
)

placed_groups = Table(
    "placed_groups",
    metadata,
    Column("placement", Integer, ForeignKey("placements.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("person", String, primary_key=True, info=PERSONAL),
    Column("together", Boolean, nullable=False),  # or apart
)

placed_people = Table(
    "placed_people",
    metadata,
    Column("placement", Integer, ForeignKey("placements.number", ondelete="CASCADE"), primary_key=True),
    Column("person", String, primary_key=True, info=PERSONAL),
    _of("theme_id", "themes.id", index=True),
    Column("theme_number", Integer, nullable=False),
    Column("part", String, nullable=False),
    Column("rank", Integer),
    Column("reason", Text, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("came_back", Boolean, nullable=False, server_default=false()),
)
