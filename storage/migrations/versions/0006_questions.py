"""Questions of every kind: a question has a table of its own, and a ballot holds an answer as text (storage/answers.py)."""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CHANGES = ("polls.question", "polls.kind", "options", "ballots")

COVERED = ("question_id", "person", "answer", "version", "cast_at", "room_id", "order_stamp")


def upgrade() -> None:
    """Give questions a table of their own, and turn every ballot's option into an answer, sealed anew."""
    _questions()
    _polls()
    # Ballots refer to options, so they go first.
    ballots = _taken("ballots", "number", "poll_id", "person", "option", "cast_at", "room_id", "order_stamp")
    _options(_taken("options", "poll_id", "position", "text"))
    _ballots(ballots)


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("poll_id", sa.String, sa.ForeignKey("polls.id", ondelete="CASCADE"), unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("wording", sa.Text, nullable=False),
        sa.Column("least", sa.BigInteger),
        sa.Column("most", sa.BigInteger),
        sa.Column("unsure", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.execute(
        "INSERT INTO questions (id, poll_id, kind, wording, unsure, version) SELECT id, id, kind, question, '', 1 FROM polls"
    )


def _polls() -> None:
    op.drop_column("polls", "question")
    op.drop_column("polls", "kind")
    # A new foreign key on a table that is there: SQLite takes it where the column is empty.
    op.execute(
        "ALTER TABLE polls ADD COLUMN room_id VARCHAR CONSTRAINT fk_polls_room_id_rooms REFERENCES rooms (id)"
    )
    op.create_index("ix_polls_room_id", "polls", ["room_id"])
    for name, usual in (("shows", "live"), ("secrecy", "names hidden"), ("electorate", "people")):
        op.add_column("polls", sa.Column(name, sa.String, nullable=False, server_default=usual))
    op.add_column(
        "polls", sa.Column("is_open_to_options", sa.Boolean, nullable=False, server_default=sa.false())
    )


def _options(known: list[sa.RowMapping]) -> None:
    made = op.create_table(
        "options",
        sa.Column(
            "question_id", sa.String, sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("since", sa.Integer, nullable=False, server_default="1"),
    )
    rows = [
        {"question_id": row["poll_id"], "position": row["position"], "text": row["text"]} for row in known
    ]
    op.bulk_insert(made, rows)


def _ballots(known: list[sa.RowMapping]) -> None:
    made = op.create_table(
        "ballots",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column(
            "question_id", sa.String, sa.ForeignKey("questions.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("room_id", sa.String, sa.ForeignKey("rooms.id"), index=True),
        sa.Column("order_stamp", sa.String),
        sa.Column("seal", sa.String),
        sa.Index(None, "question_id", "person", "number"),
        sa.Index(None, "question_id", "person", "order_stamp", unique=True),
    )
    op.bulk_insert(made, [_ballot(row) for row in known])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval('ballots_number_seq', (SELECT coalesce(max(number), 0) + 1 FROM ballots), false)"
        )


def _taken(name: str, *columns: str) -> list[sa.RowMapping]:
    """A table's rows in its own order, the table itself gone."""
    table = sa.table(name, *map(sa.column, columns))
    rows = op.get_bind().execute(sa.select(table).order_by(table.c[columns[0]])).mappings().all()
    op.drop_table(name)
    return list(rows)


def _ballot(row: sa.RowMapping) -> dict[str, object]:
    cast_at = (
        row["cast_at"] if isinstance(row["cast_at"], datetime) else datetime.fromisoformat(row["cast_at"])
    )
    fields: dict[str, object] = {
        "question_id": row["poll_id"],
        "person": row["person"],
        "answer": f'{{"chosen":[{row["option"]}]}}',
        "version": 1,
        "cast_at": cast_at.replace(tzinfo=UTC) if cast_at.tzinfo is None else cast_at.astimezone(UTC),
        "room_id": row["room_id"],
        "order_stamp": row["order_stamp"],
    }
    return {"number": row["number"], **fields, "seal": _seal(fields)}


def _seal(fields: dict[str, object]) -> str:
    # As of this version, and frozen here: what a later one covers is a later migration's business.
    said = [_moment(fields[name]) if name == "cast_at" else fields[name] for name in COVERED]
    written = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    return f"1:{hashlib.sha256(written.encode()).hexdigest()[:32]}"


def _moment(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat(timespec="microseconds")
