"""Seals: a hash over what a ballot or a note says, kept beside it.

SQLite's own check finds 3 of 200 flipped bits (docs/reliability.md); with seals every change to what is said is found.
A seal is no signature: it finds damage, not forgery.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

BALLOT: Final = ("question_id", "person", "answer", "version", "cast_at", "room_id", "order_stamp")
"""What the seal of a ballot covers. Its number is held by the table and three indexes, which SQLite's check compares."""

OPINION: Final = ("conversation_id", "statement_id", "person", "opinion", "cast_at", "order_stamp")
"""What the seal of an opinion on a statement covers."""

NOTE: Final = (
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
)
"""What the seal of a note covers."""


def seal(covered: Sequence[str], row: Mapping[str, object]) -> str:
    """The seal of a row: "1:" and 128 bits of SHA-256 over these columns, in this order, as an ASCII JSON list.

    Moments are written in UTC to the microsecond, whether they come as datetimes or as SQLite keeps them. Raises ValueError
    for a moment that is none.
    """
    said = [_moment(row[name]) if name.endswith("_at") else row[name] for name in covered]
    written = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    return f"1:{hashlib.sha256(written.encode()).hexdigest()[:32]}"


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        moment = datetime.fromisoformat(str(value))
        if moment.isoformat(" ", "microseconds") != value:
            raise ValueError("not as it is written")
        return moment.replace(tzinfo=UTC).isoformat(timespec="microseconds")
    return value.astimezone(UTC).isoformat(timespec="microseconds")
