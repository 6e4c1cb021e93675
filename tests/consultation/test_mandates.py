"""Votes of organisations, quorum and majority."""

from random import Random

import pytest

from consultation.errors import InvalidField
from consultation.mandates import NoMandate, NotTheLead, decide, judge_roster, led_by, mandate_of, voter_name
from consultation.model.mandates import Hurdle, Majority, Mandate
from consultation.model.references import PersonRef, SessionId

S = SessionId("s1")
ADA, BOB = PersonRef("UA"), PersonRef("UB")
PARK = Mandate(S, "Park Lane Surgery", ADA, BOB)
HILL = Mandate(S, "Hill Practice")


def test_organisations_come_a_line_each() -> None:
    assert judge_roster(" Park  Lane Surgery \n\nHill Practice\n") == ("Park Lane Surgery", "Hill Practice")
    assert judge_roster("") == ()


@pytest.mark.parametrize("text", ["Hill\nhill ", "x" * 101, "\n".join(map(str, range(301)))])
def test_a_roster_that_cannot_be_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(InvalidField) as refused:
        judge_roster(text)
    assert refused.value.field == "organisations"


def test_the_holder_casts_the_vote_and_the_lead_only_where_they_hold_it() -> None:
    assert mandate_of([HILL, PARK], BOB) == PARK
    with pytest.raises(NoMandate, match="Park Lane Surgery"):
        mandate_of([HILL, PARK], ADA)
    with pytest.raises(NoMandate):
        mandate_of([HILL, PARK], PersonRef("UC"))
    assert led_by([HILL, PARK], ADA) == PARK
    with pytest.raises(NotTheLead):
        led_by([HILL, PARK], BOB)


def test_an_organisation_has_one_vote_whoever_casts_it() -> None:
    other = Mandate(S, "park lane  surgery", ADA, ADA)
    assert voter_name(PARK) == voter_name(other) != voter_name(HILL)


def test_61_of_79_practices_meet_a_quorum_of_three_quarters_and_59_do_not() -> None:
    assert decide(Hurdle(75), (40, 15, 6), 79).is_quorate
    assert decide(Hurdle(75), (40, 15, 6), 79).quorum == 60
    assert not decide(Hurdle(75), (40, 15, 4), 79).is_quorate


@pytest.mark.parametrize(
    ("majority", "counts", "carried"),
    [
        (Majority.SIMPLE, (30, 30, 19), False),
        (Majority.SIMPLE, (31, 30, 18), True),
        (Majority.SIMPLE, (1, 0, 78), True),
        (Majority.SIMPLE, (0, 0, 79), False),
        (Majority.ABSOLUTE, (39, 0, 0), False),
        (Majority.ABSOLUTE, (40, 39, 0), True),
        (Majority.TWO_THIRDS, (40, 20, 19), True),
        (Majority.TWO_THIRDS, (39, 20, 20), False),
        (Majority.TWO_THIRDS, (0, 0, 10), False),
    ],
)
def test_what_a_yes_needs(majority: Majority, counts: tuple[int, int, int], carried: bool) -> None:
    assert decide(Hurdle(0, majority), counts, 79).is_carried is carried


def test_more_yes_never_undoes_a_yes_and_more_no_never_makes_one() -> None:
    chance = Random(11)  # noqa: S311 - repeatable, not secret
    for _ in range(2000):
        entitled = chance.randint(1, 200)
        yes, no, abstained = sorted(chance.randint(0, entitled) for _ in range(3))
        no, abstained = no - yes, abstained - no
        hurdle = Hurdle(chance.randint(0, 100), chance.choice(list(Majority)))
        now = decide(hurdle, (yes, no, abstained), entitled)
        assert now.is_quorate == (100 * now.voted >= hurdle.quorum * entitled)
        if now.voted < entitled:
            assert not now.is_carried or decide(hurdle, (yes + 1, no, abstained), entitled).is_carried
            more = decide(hurdle, (yes, no + 1, abstained), entitled)
            assert now.is_carried or not more.is_carried or not now.is_quorate
        assert not (now.is_carried and now.yes <= now.no and hurdle.majority is not Majority.ABSOLUTE)
