"""Statements: conversations on a question, what people propose in them, and the log of opinions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of conversations on a question, of statements, and of what people think of each."""
    _conversations()
    _statements()
    _opinions()


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        _of("session_id", "sessions.id", index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("reviewed", sa.Boolean, nullable=False),
        sa.Column("opened_by", sa.String, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        _of("conversation_id", "conversations.id", index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )


def _opinions() -> None:
    op.create_table(
        "opinions",
        sa.Column("number", sa.Integer, primary_key=True),
        _of("conversation_id", "conversations.id"),
        _of("statement_id", "statements.id"),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("opinion", sa.String, nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order_stamp", sa.String),
        sa.Column("seal", sa.String),
        sa.Index(None, "conversation_id", "person", "number"),
        sa.Index(None, "statement_id", "person", "order_stamp", unique=True),
    )


def _of(name: str, parent: str, *, index: bool = False) -> sa.Column[str]:
    belonging = sa.ForeignKey(parent, ondelete="CASCADE")
    return sa.Column(name, sa.String, belonging, nullable=False, index=index)
