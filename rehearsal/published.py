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
_FROM = re.compile(r"^(.+?) · (?:only in room (\d+)|said in \d+ of \d+ rooms: ([\d, and]+))$")
_THEMES = ":compass: Key themes"
_OPEN, _AGREED = "not confirmed", "confirmed by the room"
_POLL = re.compile(r"^(.+): (\d+) % agree, (\d+) answers?$")
_SURVEY = re.compile(r"^(.+) · (\d+) people answered$")
_OUTCOMES = ("Polls", "Actions", "Next steps", "Next sessions")


@dataclass(slots=True)
class RoomRead:
    """One room of the digest. ``notes`` are pairs of tag and words, in the order in which they stand.

    ``confirmed`` is true where the room is said to have confirmed all of them.
    """

    theme: str
    headlines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    confirmed: bool = False

    @property
    def remarks(self) -> set[str]:
        """Return the words that stand here, each once however many tags they have."""
        return {words for _, words in self.notes}


@dataclass(slots=True)
class DigestRead:
    """The whole digest. ``polls`` gives the share that agrees (per cent) and the number of answers by statement.

    ``surveys`` gives how many answered by title, ``themes`` the statements by key theme, ``action_rooms`` the rooms that each action is said
    to come from.
    """

    rooms: list[RoomRead] = field(default_factory=list)
    polls: dict[str, tuple[int, int]] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    action_rooms: list[tuple[int, ...]] = field(default_factory=list)
    surveys: dict[str, int] = field(default_factory=dict)
    themes: dict[str, list[str]] = field(default_factory=dict)
    next_steps: list[str] = field(default_factory=list)
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
        elif _THEMES in lines:
            _read_themes(digest, lines[lines.index(_THEMES) + 1 :])
        else:
            _read_outcomes(digest, lines)
    return digest


def _read_themes(digest: DigestRead, lines: Iterable[str]) -> None:
    title = ""
    for line in lines:
        bullet = _BULLET.match(line)
        if _ROOM.match(line):
            return
        if bullet and title:
            digest.themes.setdefault(title, []).append(bullet[1])
        else:
            title = line


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
        room.confirmed = (room.confirmed or _AGREED in line) and _OPEN not in line


def _read_outcomes(digest: DigestRead, lines: Iterable[str]) -> None:
    about = ""
    for line in lines:
        bullet, survey = _BULLET.match(line), _SURVEY.match(line)
        if line in _OUTCOMES:
            about = line
        elif survey:
            about, digest.surveys[survey[1]] = "Survey", int(survey[2])
        elif bullet and about == "Polls":
            _read_poll(digest, bullet[1])
        elif bullet and about in _OUTCOMES:
            _read_outcome(digest, about, bullet[1])


def _read_outcome(digest: DigestRead, about: str, words: str) -> None:
    if about == "Actions":
        _read_action(digest, words)
    else:
        (digest.next_steps if about == "Next steps" else digest.next_sessions).append(words)


def _read_action(digest: DigestRead, words: str) -> None:
    origin = _FROM.match(words)
    digest.actions.append(origin[1] if origin else words)
    digest.action_rooms.append(tuple(map(int, re.findall(r"\d+", origin[2] or origin[3]))) if origin else ())


def _read_poll(digest: DigestRead, words: str) -> None:
    poll = _POLL.match(words)
    if poll:
        digest.polls[poll[1]] = (int(poll[2]), int(poll[3]))
