"""Surveys: questions that are asked together, and perhaps again."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of surveys, of their questions and of what people answered."""
    op.create_table(
        "surveys",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        _of("session_id", "sessions.id", index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("secrecy", sa.String, nullable=False),
        sa.Column("opened_by", sa.String, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("consent", sa.String),
        sa.Column("follows", sa.String, sa.ForeignKey("surveys.id")),
    )
    op.create_table(
        "survey_questions",
        _of("survey_id", "surveys.id", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _of("question_id", "questions.id", index=True),
    )


def downgrade() -> None:
    """Refuse: a backup is the way back. Raises NotImplementedError."""
    raise NotImplementedError("An older Plenary is used with the backup that was made before this step.")


def _of(name: str, parent: str, *, primary_key: bool = False, index: bool = False) -> sa.Column[str]:
    belonging = sa.ForeignKey(parent, ondelete="CASCADE")
    return sa.Column(name, sa.String, belonging, nullable=False, primary_key=primary_key, index=index)
