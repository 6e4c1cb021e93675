"""The digest as it was published, read from the channel as a person reads it: rooms, tags, notes, polls, actions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearsal.cast import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearsal.cast.window import Post

_ROOM = re.compile(r"^(?:Room )?(\d+)[.:] (.+?)(?: \(continued\))?$")
_TITLE = re.compile(r"^:[a-z0-9_+-]+: (\w+)")
_BULLET = re.compile(r"^(?:•|\d+\.) (.+?)(?: ?↗)?$")
_POLL = re.compile(r"^(.+): (\d+) % agree, (\d+) answers?$")
_OUTCOMES = ("Polls", "Actions", "Next sessions")


@dataclass(slots=True)
class RoomRead:
    """One room of the digest. ``notes`` are pairs of tag and words, in the order in which they stand."""

    theme: str
    headlines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def remarks(self) -> set[str]:
        """Return the words that stand here, each once however many tags they have."""
        return {words for _, words in self.notes}


@dataclass(slots=True)
class DigestRead:
    """The whole digest. ``polls`` gives the share that agrees (per cent) and the number of answers by statement."""

    rooms: list[RoomRead] = field(default_factory=list)
    polls: dict[str, tuple[int, int]] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    next_sessions: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def read_digest(parts: Sequence[Post]) -> DigestRead:
    """Read the messages of a digest, in their order."""
    digest = DigestRead()
    for part in parts:
        lines = [line.strip() for line in shown.read_lines(part.blocks)]
        digest.lines += [line for line in lines if line]
        room = _ROOM.match(lines[0]) if lines else None
        if room:
            _read_room(digest, room[2], lines[1:])
        else:
            _read_outcomes(digest, lines)
    return digest


def _read_room(digest: DigestRead, theme: str, lines: Iterable[str]) -> None:
    room = next((one for one in digest.rooms if one.theme == theme), None)
    if room is None:
        room = RoomRead(theme)
        digest.rooms.append(room)
    tag = ""
    for line in lines:
        title, bullet = _TITLE.match(line), _BULLET.match(line)
        if title:
            tag = title[1].casefold()
        elif bullet and tag:
            room.notes.append((tag, bullet[1]))
        elif line.endswith("↗"):
            room.headlines.append(line.removesuffix("↗").strip())


def _read_outcomes(digest: DigestRead, lines: Iterable[str]) -> None:
    about = ""
    for line in lines:
        bullet = _BULLET.match(line)
        if line in _OUTCOMES:
            about = line
        elif bullet and about == "Polls":
            poll = _POLL.match(bullet[1])
            if poll:
                digest.polls[poll[1]] = (int(poll[2]), int(poll[3]))
        elif bullet and about == "Actions":
            digest.actions.append(bullet[1])
        elif bullet and about == "Next sessions":
            digest.next_sessions.append(bullet[1])
