"""Made-up crowds to place."""

from itertools import accumulate
from random import Random

from consultation.model.placement import Placement, PlacementRequest, RoomKey, Rules, ThemeOffer, Wish
from consultation.model.references import PersonRef, ThemeId

NO_RULES = Rules()
ROLES = ("GP", "Trainee", "Nurse", "Manager")


def crowd(
    people: int,
    rooms: int,
    *,
    volunteers: int = 0,
    choices: int = 3,
    organisations: int = 0,
    seed: int = 1,
    rules: Rules = NO_RULES,
) -> PlacementRequest:
    """People who like early themes better; the first ones offer to facilitate."""
    chance = Random(seed)  # noqa: S311  # a made-up crowd, not a secret
    themes = [ThemeId(f"t{number:02}") for number in range(rooms)]
    liked = list(accumulate(1 / (place + 1) for place in range(rooms)))
    wishes = tuple(
        Wish(
            PersonRef(f"p{number:05}"),
            _ranking(themes, liked, min(choices, rooms), chance),
            can_facilitate=number < volunteers,
            role=chance.choice(ROLES),
            organisation=f"Practice {chance.randrange(organisations)}" if organisations else "",
        )
        for number in range(people)
    )
    return PlacementRequest(tuple(map(ThemeOffer, themes)), wishes, seed, rules)


def _ranking(themes: list[ThemeId], liked: list[float], choices: int, chance: Random) -> tuple[ThemeId, ...]:
    ranking: list[ThemeId] = []
    while len(ranking) < choices:
        theme = chance.choices(themes, cum_weights=liked)[0]
        if theme not in ranking:
            ranking.append(theme)
    return tuple(ranking)


def rooms_of_people(placement: Placement) -> dict[PersonRef, RoomKey]:
    """Where each participant sits."""
    return {person: room.key for room in placement.rooms for person, _ in room.seats}


def people_met(placements: tuple[Placement, ...]) -> float:
    """How many different others somebody meets over these placements, on average."""
    met: dict[PersonRef, set[PersonRef]] = {}
    for placement in placements:
        for room in placement.rooms:
            people = {person for person, _ in room.seats}
            for person in people:
                met.setdefault(person, set()).update(people - {person})
    return sum(map(len, met.values())) / len(met)
