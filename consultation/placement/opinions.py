"""Rooms by opinion: mixed, so that every room hears all of them, or gathered, so that those who agree sit together."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate

from consultation.model.placement import PlacementRequest, Ranking, ThemeOffer
from consultation.model.references import PersonRef
from consultation.placement.preparation import rooms_asked


def mixed(request: PlacementRequest, answers: Mapping[PersonRef, int]) -> PlacementRequest:
    """The request with every answer of an earlier poll spread evenly over the rooms, in the place of roles; choices count as before.

    `answers` has the option that each person chose; who did not answer is not counted. Whether a poll allows this is for who asks to know.
    """
    wishes = tuple(
        replace(wish, role=f"answer {answers[wish.person]}" if wish.person in answers else "")
        for wish in request.wishes
    )
    return replace(request, wishes=wishes, rules=replace(request.rules, spread_roles=True))


def gathered(request: PlacementRequest, answers: Mapping[PersonRef, int]) -> PlacementRequest:
    """The request with people ranked towards the rooms of their opinion, in the place of their choices of themes.

    The rooms, in their order, stand for the options in theirs: each option has the rooms that its share of the answers takes up, and
    further rooms are liked the less the further they are. So on a scale of agreement neighbours in opinion are neighbours in rooms.
    Who did not answer goes wherever there is a seat.
    """
    rooms = [key.theme for _, key in rooms_asked(_with_rooms(request))]
    here = {wish.person for wish in request.wishes if not wish.observes and wish.person in answers}
    counts = Counter(answers[person] for person in here)
    options = sorted(counts)
    ends = dict(zip(options, accumulate(counts[option] for option in options), strict=True))
    total = max(counts.total(), 1)
    bounds = [total * (number + 1) / len(rooms) for number in range(len(rooms))] if rooms else []

    def ranking(person: PersonRef) -> Ranking:
        if person not in here:
            return ()
        end = ends[answers[person]]
        first = min(bisect_right(bounds, end - counts[answers[person]]), len(rooms) - 1)
        last = max(first, min(bisect_right(bounds, end - 1), len(rooms) - 1))
        steps = [max(first - number, number - last, 0) for number in range(len(rooms))]
        return tuple(
            tuple(theme for theme, away in zip(rooms, steps, strict=True) if away == step)
            for step in sorted(set(steps))
        )

    return replace(
        request, wishes=tuple(replace(wish, ranking=ranking(wish.person)) for wish in request.wishes)
    )


def _with_rooms(request: PlacementRequest) -> PlacementRequest:
    def one_at_least(offer: ThemeOffer) -> ThemeOffer:
        return offer if offer.rooms is not None else replace(offer, rooms=1)

    return replace(request, themes=tuple(map(one_at_least, request.themes)))
