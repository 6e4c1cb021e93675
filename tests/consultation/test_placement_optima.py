"""Placement against optima that others have computed for real sessions."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from consultation.model.placement import Placement, PlacementRequest, Rules, Sizes, ThemeOffer, Wish
from consultation.model.references import PersonRef, ThemeId
from consultation.placement import place

SHARED = Path(__file__).parents[3] / "shared" / "consultation"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no ../shared/consultation beside this repository"
)


def known() -> dict[str, dict[str, dict[str, object]]]:
    loaded: dict[str, dict[str, dict[str, dict[str, object]]]] = json.loads(
        (SHARED / "expected.json").read_text(encoding="utf-8")
    )
    return loaded["preferences"]


def rows(name: str) -> list[list[str]]:
    with (SHARED / "preferences" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def ranked(name: str) -> tuple[Wish, ...]:
    return tuple(Wish(PersonRef(person), tuple(map(ThemeId, ranking))) for person, *ranking in rows(name))


def offered(themes: list[str], most: int) -> tuple[ThemeOffer, ...]:
    return tuple(ThemeOffer(ThemeId(theme), most=most) for theme in themes)


def placed_freely(themes: tuple[ThemeOffer, ...], wishes: tuple[Wish, ...]) -> Placement:
    return place(PlacementRequest(themes, wishes, 1, Rules(sizes=Sizes.FREE)))


@needs_shared
@pytest.mark.parametrize(
    ("themes", "most", "name"),
    [("123456789", 17, "optimum_equal_rooms"), ("3469", 37, "optimum_four_rooms")],
)
def test_146_real_rankings_of_courses_reach_the_known_optimum(themes: str, most: int, name: str) -> None:
    placement = placed_freely(offered(list(themes), most), ranked("agh-courses-2003.csv"))
    figures, expected = placement.figures, known()["agh_2003"][name]
    assert figures is not None
    assert figures.participants == expected["placed"]
    assert figures.rank_sum == expected["total_rank"]
    assert figures.off_list == 0
    assert placement.proof.optimal
    if most == 17:
        assert figures.worst_rank == expected["smallest_worst_rank_placing_all"]


@needs_shared
@pytest.mark.parametrize(("most", "name"), [(1, "optimum_capacity_1_each"), (2, "optimum_capacity_2_each")])
def test_32_real_short_lists_of_projects_reach_the_known_optimum_and_nobody_is_off_their_list(
    most: int, name: str
) -> None:
    wishes = ranked("glasgow-projects-2009-10.csv")
    projects = sorted({str(theme) for wish in wishes for theme in wish.ranking})
    placement = placed_freely(offered(projects, most), wishes)
    figures, expected = placement.figures, known()["glasgow_2009_10"][name]
    assert figures is not None
    assert figures.off_list == 0
    assert (figures.participants, figures.rank_sum) == (expected["placed"], expected["total_rank"])


@needs_shared
def test_nine_real_groups_of_friends_stay_together_and_all_get_their_first_choice() -> None:
    students = rows("sdu2021-students.csv")
    wishes = tuple(
        Wish(PersonRef(student), tuple(map(ThemeId, ranking))) for student, _, *ranking in students
    )
    groups = {
        group: tuple(PersonRef(row[0]) for row in students if row[1] == group) for _, group, *_ in students
    }
    teams = Counter(topic for topic, *_ in rows("sdu2021-teams.csv"))
    themes = tuple(ThemeOffer(ThemeId(topic), 2, 4, rooms, optional=True) for topic, rooms in teams.items())
    rules = Rules(sizes=Sizes.FREE, together=tuple(groups.values()))
    placement = place(PlacementRequest(themes, wishes, 1, rules))
    expected = known()["sdu_2021"]["optimum"]
    assert isinstance(expected, dict)
    assert placement.figures is not None
    assert placement.figures.choices == (expected["students_placed"],)
    assert placement.figures.rank_sum == expected["total_rank_over_students"]
    rooms = {person: room.key for room in placement.rooms for person, _ in room.seats}
    assert all(len({rooms[person] for person in group}) == 1 for group in groups.values())
    assert all(2 <= size <= 4 for size in placement.figures.sizes)
