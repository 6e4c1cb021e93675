"""Several placements of the same people: rounds in a session, sessions in a programme."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from consultation.model.placement import FixedSeat, Memory, Placement, PlacementRequest, Rules, Wish
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.figures import everybody_in, pairs_of
from consultation.placement.place import place
from consultation.placement.preparation import ranks_of
from consultation.placement.seating import Control

POLISHED_MOST = 3
"""Times that each round is placed again with all the others in mind; later ones gain next to nothing."""


class Mode(StrEnum):
    """What several rounds are for: to meet new people, to stay with the same, or to visit one theme after the other (world café)."""

    NEW_PEOPLE = "new people"
    SAME_PEOPLE = "same people"
    WORLD_CAFE = "world café"


def remembered(request: PlacementRequest, placement: Placement) -> Memory:
    """What the next session should know: who sat together so far, and who named choices and missed the first one this time."""
    themes = {offer.theme: offer for offer in request.themes}
    ranks = {wish.person: ranks_of(wish.ranking, themes) for wish in request.wishes}
    missed = (
        person for room in placement.rooms for person, rank in room.seats if rank != 1 and ranks.get(person)
    )
    together = (everybody_in(room) for room in placement.rooms)
    return Memory(met=(*request.memory.met, *together), missed=tuple(sorted(missed)))


def in_rounds(
    request: PlacementRequest, rounds: int, mode: Mode, control: Control | None = None
) -> tuple[Placement, ...]:
    """A placement for each of so many rounds. Raises as `place` does.

    For new people, each round is placed with all others in mind, by the same aim. In a world café choices decide the first round only: from
    then on everybody sits where they have not been, as far as there are such rooms, facilitators stay as hosts, and people meet new
    people as far as that leaves a choice.
    """
    if mode is Mode.SAME_PEOPLE:
        return (place(request, control),) * rounds
    placements: list[Placement] = []
    for number in range(rounds):
        asked = replace(request, seed=request.seed + number, memory=_memory(request, placements))
        if mode is Mode.WORLD_CAFE and placements:
            asked = _moved_on(asked, placements)
        placements.append(place(asked, control))
    return tuple(placements if mode is Mode.WORLD_CAFE else _polished(request, placements, control))


def _memory(request: PlacementRequest, others: Sequence[Placement]) -> Memory:
    together = (everybody_in(room) for placement in others for room in placement.rooms)
    return replace(request.memory, met=(*request.memory.met, *together))


def _polished(
    request: PlacementRequest, placements: Sequence[Placement], control: Control | None
) -> list[Placement]:
    """Each round again with all others in mind, as long as that lets people meet more others."""
    best = list(placements)
    for turn in range(POLISHED_MOST if len(best) > 1 else 0):
        before = _repeated(best)
        for number in range(len(best)):
            others = best[:number] + best[number + 1 :]
            seed = request.seed + number + turn * len(best)
            again = place(replace(request, seed=seed, memory=_memory(request, others)), control)
            if _repeated([*others, again]) < _repeated(best):
                best[number] = again
        if _repeated(best) == before:
            break
    return best


def _repeated(placements: Sequence[Placement]) -> int:
    """How many meetings are of two who meet in another round too."""
    groups = [everybody_in(room) for placement in placements for room in placement.rooms]
    return sum(len(group) * (len(group) - 1) // 2 for group in groups) - len(pairs_of(groups))


def _moved_on(request: PlacementRequest, placements: Sequence[Placement]) -> PlacementRequest:
    """The next round of a world café: to sit where one has not been is the one wish that counts."""
    been: dict[PersonRef, set[ThemeId]] = {}
    for placement in placements:
        for room in placement.rooms:
            for person, _ in room.seats:
                been.setdefault(person, set()).add(room.theme)
    hosts = [
        FixedSeat(room.facilitator, room.key, leads=True) for room in placements[0].rooms if room.facilitator
    ]
    held = tuple(dict.fromkeys(room.theme for room in placements[0].rooms))
    wishes = tuple(
        wish
        if wish.observes
        else Wish(
            wish.person,
            _unseen(held, been.get(wish.person, set())),
            role=wish.role,
            organisation=wish.organisation,
            ruled_out=wish.ruled_out,
        )
        for wish in request.wishes
    )
    hosting = {seat.person for seat in hosts}
    fixed = (*(seat for seat in request.rules.fixed if seat.leads and seat.person not in hosting), *hosts)
    rules: Rules = replace(request.rules, fixed=fixed, facilitators=False)
    return replace(request, wishes=wishes, rules=rules)


def _unseen(held: Sequence[ThemeId], been: set[ThemeId]) -> tuple[tuple[ThemeId, ...], ...]:
    unseen = tuple(theme for theme in held if theme not in been)
    return (unseen,) if unseen else ()
