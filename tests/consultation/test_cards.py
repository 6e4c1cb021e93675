"""The budget for repaints."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from consultation.cards import Budget
from tests.support.people import NOW


def test_a_burst_is_free_and_then_each_act_waits_its_share_of_a_minute() -> None:
    budget = Budget(per_minute=30, burst=3)
    for _ in range(3):
        assert budget.wait(NOW) == timedelta(0)
        budget.spend(NOW)
    assert budget.wait(NOW) == timedelta(seconds=2)
    assert budget.wait(NOW + timedelta(seconds=2)) == timedelta(0)


def test_a_quiet_hour_saves_up_no_more_than_one_burst() -> None:
    budget = Budget(per_minute=30, burst=2)
    budget.spend(NOW)
    later = NOW + timedelta(hours=1)
    for _ in range(2):
        assert budget.wait(later) == timedelta(0)
        budget.spend(later)
    assert budget.wait(later) > timedelta(0)


def test_a_clock_that_jumps_back_gives_nothing_away() -> None:
    budget = Budget(per_minute=60, burst=1)
    budget.spend(NOW)
    assert budget.wait(NOW - timedelta(hours=2)) == timedelta(seconds=1)


@given(st.lists(st.integers(min_value=0, max_value=3_000), max_size=200))
def test_no_minute_ever_sees_more_than_the_rate_and_one_burst(pauses: list[int]) -> None:
    budget, now, done = Budget(per_minute=47, burst=5), NOW, []
    for pause in pauses:
        now += timedelta(milliseconds=pause) + budget.wait(now + timedelta(milliseconds=pause))
        budget.spend(now)
        done.append(now)
    for start in done:
        assert sum(start <= at < start + timedelta(minutes=1) for at in done) <= 47 + 5 + 1
