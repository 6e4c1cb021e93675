"""What an organiser asks of rooms, as lines of text: out, and in again with every line that can't be taken named."""

import pytest

from consultation.errors import InvalidFields
from consultation.model.placement import Rules, Sizes, ThemeOffer
from consultation.model.plans import Opinions, Plan
from consultation.model.references import PollId
from consultation.plans import PlanDraft, judge_plan, normal, written
from tests.support.people import session

ONE = session()
CARE, MODELS = (theme.id for theme in ONE.themes)
NAME = ONE.themes[0].name


def offer(line: str) -> ThemeOffer:
    return judge_plan(ONE, Plan(), PlanDraft(rooms=line)).offers[0]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("1 room", ThemeOffer(CARE, name=NAME)),
        ("2 rooms of 5 to 12", ThemeOffer(CARE, 5, 12, 2, name=NAME)),
        ("2 Rooms of 5-12.", ThemeOffer(CARE, 5, 12, 2, name=NAME)),
        ("3 rooms of 7", ThemeOffer(CARE, 7, 7, 3, name=NAME)),
        ("as many rooms as needed of at most 12", ThemeOffer(CARE, 1, 12, None, name=NAME)),
        ("1 room of at least 8, if enough come", ThemeOffer(CARE, 8, None, 1, optional=True, name=NAME)),
        ("no room", ThemeOffer(CARE, rooms=0, name=NAME)),
    ],
)
def test_a_line_says_how_many_rooms_a_theme_has_and_how_large(said: str, means: ThemeOffer) -> None:
    assert offer(f"1. {NAME}: {said}") == means


def test_what_is_written_is_read_as_the_same() -> None:
    offers = (ThemeOffer(CARE, 5, 12, None), ThemeOffer(MODELS, 8, None, 2, optional=True))
    plan = normal(ONE, Plan(Rules(sizes=Sizes.FREE, organisation_most=3), offers))
    draft = PlanDraft(written(ONE, plan, 3000), sizes="free", organisation_most="3")
    assert judge_plan(ONE, Plan(), draft) == plan


def test_a_theme_without_a_line_and_pairs_stay_as_they_were() -> None:
    before = Plan(Rules(apart=(("UA", "UB"),)), (ThemeOffer(MODELS, 2, 9, 3),))  # type: ignore[arg-type]  # names of people
    after = judge_plan(ONE, before, PlanDraft(rooms="1. Care: 2 rooms", opinions="mixed p1"))
    assert after.offers[1] == normal(ONE, before).offers[1]
    assert after.rules.apart == before.rules.apart
    assert (after.opinions, after.poll) == (Opinions.MIXED, PollId("p1"))


@pytest.mark.parametrize(
    ("line", "matter"),
    [
        ("Care, please", "write it as"),
        ("9. Care: 1 room", "no theme number 9"),
        ("1. Care: 201 rooms", "200 rooms at most"),
        ("1. Care: 1 room of at most 0", "1 to 10,000 people"),
    ],
)
def test_a_line_that_can_not_be_taken_is_named(line: str, matter: str) -> None:
    with pytest.raises(InvalidFields, match=f"Line 2: .*{matter}"):
        judge_plan(ONE, Plan(), PlanDraft(rooms=f"1. Care: 1 room\n{line}"))


def test_of_very_many_themes_as_many_whole_lines_are_written_as_fit() -> None:
    assert written(ONE, Plan(), len(NAME) + 13) == f"1. {NAME}: 1 room"
