"""Where a point comes from: the rooms that said it, and the way back to the message."""

from collections.abc import Sequence

from consultation.model.digest import Digest
from handlers.slack.texts import link
from handlers.slack.views.wording import count

SEVERAL = 2
PERMALINK_MOST = 300


def rooms_of(digest: Digest) -> int:
    """How many rooms there were, the plenary aside."""
    return sum(1 for room in digest.rooms if room.number)


def said_in(rooms: Sequence[int], of: int) -> str:
    """In which of so many rooms something was said: only in one, or in how many. Empty where it isn't known, or there is one room."""
    if not rooms or of < SEVERAL:
        return ""
    if len(rooms) == 1:
        return f" · only in room {rooms[0]}"
    *others, last = map(str, rooms)
    which = f": {', '.join(others)} and {last}" if len(rooms) < min(of, ROOMS_NAMED) else ""
    return f" · said in {len(rooms)} of {count(of, 'room')}{which}"


ROOMS_NAMED = 9
"""So many rooms are no longer told by their numbers."""


def arrow(permalink: str) -> str:
    """The way back to where something was said, where there is one."""
    usable = permalink.startswith("http") and len(permalink) <= PERMALINK_MOST
    return f" {link(permalink, '↗')}" if usable else ""
