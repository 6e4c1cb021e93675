"""Placement: who sits in which room, as a question and its answer."""

from dataclasses import dataclass

from consultation.model.references import PersonRef, ThemeId


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person brings to placement: ranked themes, first choice first, and whether they offer to facilitate."""

    person: PersonRef
    ranking: tuple[ThemeId, ...] = ()
    can_facilitate: bool = False


@dataclass(frozen=True, slots=True)
class PlacementRequest:
    """Everything a placement depends on: the themes, one room each in this order, everybody's wishes, and a seed for ties."""

    themes: tuple[ThemeId, ...]
    wishes: tuple[Wish, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class PlacedRoom:
    """One room of a placement. `seats` pairs each participant with the rank of the theme for them (1 first, None unranked)."""

    theme: ThemeId
    facilitator: PersonRef | None
    seats: tuple[tuple[PersonRef, int | None], ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Who sits where. `rooms` holds only rooms with somebody in them; `empty` names the themes that nobody is left for."""

    rooms: tuple[PlacedRoom, ...]
    empty: tuple[ThemeId, ...] = ()

    @property
    def participants(self) -> int:
        """How many people were placed, facilitators not counted."""
        return sum(len(room.seats) for room in self.rooms)

    def with_choice(self, rank: int) -> int:
        """How many participants got their choice of this rank."""
        return sum(1 for room in self.rooms for _, got in room.seats if got == rank)

    @property
    def unled(self) -> tuple[ThemeId, ...]:
        """Themes of rooms that have no facilitator."""
        return tuple(room.theme for room in self.rooms if room.facilitator is None)
