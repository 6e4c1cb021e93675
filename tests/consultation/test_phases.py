"""What can be done when."""

import pytest

from consultation.errors import WrongPhase
from consultation.model.panel import Act
from consultation.model.sessions import Phase
from consultation.phases import ALLOWED, DOING, acts_beside, is_allowed, next_act, require


def test_every_phase_but_the_last_has_one_act_that_comes_next_and_it_is_allowed() -> None:
    for phase in Phase:
        act = next_act(phase)
        assert (act is None) == (phase is Phase.PUBLISHED)
        if act is not None:
            assert is_allowed(act, phase)


def test_what_comes_next_is_not_offered_a_second_time_beside_it() -> None:
    for phase in Phase:
        assert next_act(phase) not in acts_beside(phase)


def test_a_published_session_can_only_be_looked_at() -> None:
    assert set(acts_beside(Phase.PUBLISHED)) == {
        Act.POLLS,
        Act.LIBRARY,
        Act.DRAFT,
        Act.SUMMARY,
        Act.CORRECT,
        Act.PROGRAMME,
        Act.REPORT,
    }


@pytest.mark.parametrize("act", ALLOWED)
def test_every_act_is_refused_outside_its_phases_with_what_to_do_instead(act: Act) -> None:
    for phase in Phase:
        if phase in ALLOWED[act]:
            require(act, phase)
            continue
        with pytest.raises(WrongPhase) as refusal:
            require(act, phase)
        assert DOING[act] in refusal.value.sentence
        assert "/consult" in refusal.value.sentence


def test_what_is_settled_once_people_are_placed_can_be_changed_after_going_back() -> None:
    for act in (Act.EDIT, Act.OPEN):
        with pytest.raises(WrongPhase, match="/consult unplace"):
            require(act, Phase.PLACED)


def test_placing_again_is_possible_until_the_rooms_open() -> None:
    assert is_allowed(Act.PLACE, Phase.PLACED)
    assert not is_allowed(Act.PLACE, Phase.IN_ROOMS)
