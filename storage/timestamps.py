"""Moments in tables."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, TypeDecorator
from sqlalchemy.types import TypeEngine
from typing_extensions import override


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware on both sides. Refuses naive values with ValueError."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = DateTime(timezone=True)
    cache_ok: bool | None = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A time without a time zone can't be stored: {value.isoformat()}")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        # SQLite keeps no time zone; PostgreSQL answers in the connection's.
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def as_kept(moment: object) -> str:
    """A moment as SQLite keeps it, for statements that SQLAlchemy has no part in. Raises ValueError for anything but an aware moment."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(f"A time without a time zone can't be stored: {moment}")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
