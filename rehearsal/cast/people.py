"""The cast: who is there, made by a seeded generator, so that the same seed brings the same people."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

NAMES = Path(__file__).parent / "names.json"
"""Names, roles (with how often each comes up) and practices to draw from. All invented."""

FACILITATORS = 4
_ASCII = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ß": "ss", "æ": "ae"})
"""Letters that Unicode doesn't take apart into a plain letter and a mark."""


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the cast. ``handle`` is plain ASCII and unlike any other's."""

    handle: str
    name: str
    role: str
    organisation: str

    @property
    def title(self) -> str:
        """Return what stands under the name on the page."""
        return f"{self.role}, {self.organisation}"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone who plays: one organiser, the facilitators, the participants."""

    organiser: Character
    facilitators: tuple[Character, ...]
    participants: tuple[Character, ...]

    @property
    def everyone(self) -> tuple[Character, ...]:
        """Return all of them, the organiser first."""
        return (self.organiser, *self.facilitators, *self.participants)


class Pool(TypedDict):
    """What names.json holds."""

    first: list[str]
    last: list[str]
    roles: dict[str, int]
    places: list[str]
    practices: list[str]


def make_cast(participants: int, seed: int) -> Cast:
    """Return a cast of different people; raises ``ValueError`` where there are not enough names for so many."""
    chance = random.Random(seed)
    pool: Pool = json.loads(NAMES.read_text(encoding="utf-8"))
    names = _names(pool, participants + FACILITATORS + 1, chance)
    practices = [f"{place} {chance.choice(pool['practices'])}" for place in pool["places"]]
    roles, weights = list(pool["roles"]), list(pool["roles"].values())
    people = [
        Character(_handle(name), name, chance.choices(roles, weights)[0], chance.choice(practices))
        for name in names
    ]
    first, *rest = people
    organiser = Character(first.handle, first.name, "Consultation lead", "The Big GP Consultation")
    return Cast(organiser, tuple(rest[:FACILITATORS]), tuple(rest[FACILITATORS:]))


def _names(pool: Pool, count: int, chance: random.Random) -> list[str]:
    """Draw full names; a first name or surname comes twice only after each has come once."""
    most = 2 * min(len(pool["first"]), len(pool["last"]))
    if count > most:
        message = f"There are names for {most} people, not for {count}."
        raise ValueError(message)
    firsts, lasts = _rounds(pool["first"], count, chance), _rounds(pool["last"], count, chance)
    names = [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]
    return names if len({_handle(name) for name in names}) == count else _names(pool, count, chance)


def _rounds(words: list[str], count: int, chance: random.Random) -> list[str]:
    drawn: list[str] = []
    while len(drawn) < count:
        drawn += chance.sample(words, len(words))
    return drawn[:count]


def _handle(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(_ASCII)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", ".", plain.replace("'", "").lower()).strip(".")
