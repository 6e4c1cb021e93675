"""The solvers against each other on sessions that are too large for every way to be tried, and what is told of how good they are."""

from dataclasses import replace
from random import Random

import pytest

from consultation.model.placement import FixedSeat, PlacementRequest, RoomKey, Rules, Sizes, ThemeOffer, Wish
from consultation.model.references import PersonRef, ThemeId
from consultation.placement import Control
from consultation.placement.by_flow import by_flow, is_simple
from consultation.placement.by_programme import by_programme
from consultation.placement.preparation import compiled
from consultation.placement.problem import Problem
from consultation.placement.seating import Seating, levels_of

ROLES = ("gp", "nurse", "")


@pytest.mark.parametrize("seed", range(6))
def test_flow_and_programme_agree_on_larger_sessions_with_several_rooms_a_theme(seed: int) -> None:
    asked = larger_session(seed)
    problem = compiled(asked)
    assert is_simple(problem)
    flow, programme = by_flow(problem), by_programme(problem, Control())
    assert flow
    assert programme
    assert programme.optimal
    assert levels_of(problem, flow) == levels_of(problem, programme)


def larger_session(seed: int) -> PlacementRequest:
    """Sixty people, four themes with one to three rooms, roles even or not, a fixed seat, themes ruled out, and volunteers."""
    chance = Random(seed)  # noqa: S311  # a made-up session, not a secret
    themes = tuple(ThemeOffer(ThemeId(name), rooms=chance.randint(1, 3), least=2) for name in "ABCD")
    names = [offer.theme for offer in themes]
    wishes = tuple(
        Wish(
            PersonRef(f"p{number}"),
            tuple(chance.sample(names, chance.randint(0, 3))),
            can_facilitate=number % 7 == 0,
            role=chance.choice(ROLES),
            ruled_out=tuple(chance.sample(names, 1)) if number % 9 == 0 else (),
        )
        for number in range(60)
    )
    fixed = (
        FixedSeat(PersonRef("p1"), RoomKey(names[0])),
        FixedSeat(PersonRef("p7"), RoomKey(names[1]), leads=True),
    )
    rules = Rules(spread_roles=seed % 2 == 0, sizes=Sizes.EVEN if seed % 3 else Sizes.FREE, fixed=fixed)
    return PlacementRequest(themes, wishes, seed, rules)


@pytest.mark.parametrize(("seed", "pairs"), [(2, 12), (4, 12), (5, 20)])
def test_how_far_a_large_session_may_be_from_the_best_is_told_in_ranks(
    seed: int, pairs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said of ten thousand people, here of sixty whose best can be found, with pairs that can't all have their wish."""
    problem = compiled(with_pairs(larger_session(seed), pairs))
    best = by_programme(problem, Control())
    monkeypatch.setattr("consultation.placement.by_programme.LARGE", 0)
    monkeypatch.setattr("consultation.placement.by_programme.SETTLED", 1.0)
    found = by_programme(problem, Control())
    assert best
    assert found
    assert best.optimal
    assert found.short is not None
    here, least = ranks_down(problem, found), ranks_down(problem, best)
    assert least < here <= least + found.short


@pytest.mark.parametrize("seed", [5, 6, 16])
def test_where_settling_pairs_leads_astray_a_look_near_the_bound_finds_what_a_look_everywhere_does(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = compiled(with_pairs(larger_session(seed), 20))
    found = []
    for near in (1.0, 3.0, float("inf")):
        monkeypatch.setattr("consultation.placement.by_programme.NEAR", near)
        found.append(by_programme(problem, Control()))
    assert all(one and one.optimal for one in found)
    assert len({levels_of(problem, one) for one in found if one}) == 1


def ranks_down(problem: Problem, seating: Seating) -> int:
    """The steps down their lists of all, as many off the list as there are ranks."""
    off, steps = divmod(levels_of(problem, seating).cost, problem.off.cost)
    return off * problem.longest + steps


def with_pairs(asked: PlacementRequest, number: int) -> PlacementRequest:
    people = [wish.person for wish in asked.wishes if not wish.can_facilitate]
    pairs = tuple(zip(people[10 : 10 + 2 * number : 2], people[11 : 10 + 2 * number : 2], strict=True))
    return replace(asked, rules=replace(asked.rules, together=pairs, fixed=()))
