"""Operations: calls to a platform that make something new, and must make it once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Operation:
    """A call that makes something new, as it was noted before it was made.

    `key` is what the new thing bears on the platform, so that it can be found again; `called_at` (UTC) is when it was first about to
    be made; `result` is the platform's name for what came of it, None while nobody knows.
    """

    key: str
    called_at: datetime
    result: str | None = None
