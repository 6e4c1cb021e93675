"""Every ballot and note bears a seal: a hash over what it says (storage/seals.py)."""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CHANGES = ("ballots.seal", "notes.seal")

COVERED = {
    "ballots": ("poll_id", "person", "option", "cast_at", "room_id", "order_stamp"),
    "notes": (
        "id",
        "tenant",
        "place",
        "stamp",
        "session_id",
        "room_id",
        "text",
        "said_at",
        "permalink",
        "worded",
    ),
}


def upgrade() -> None:
    """Add a seal to every ballot and note, and seal those that are there by what they say."""
    connection = op.get_bind()
    for name, covered in COVERED.items():
        # Without types, so that the values come as they are kept.
        table = sa.table(name, *map(sa.column, ("number", "seal", *covered)))
        rows = connection.execute(sa.select(table)).mappings().all()
        sealed = [{"row": row["number"], "its": _seal(row, covered)} for row in rows]
        if sealed:
            this = sa.update(table).where(table.c.number == sa.bindparam("row", type_=sa.Integer))
            connection.execute(this.values(seal=sa.bindparam("its", type_=sa.String)), sealed)


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")


def _seal(row: sa.RowMapping, covered: tuple[str, ...]) -> str:
    # As of this version, and frozen here: what a later one covers is a later migration's business.
    said = [_moment(row[name]) if name.endswith("_at") else row[name] for name in covered]
    written = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    return f"1:{hashlib.sha256(written.encode()).hexdigest()[:32]}"


def _moment(value: object) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    known = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return known.isoformat(timespec="microseconds")
