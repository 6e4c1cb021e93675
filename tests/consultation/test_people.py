"""Signing up."""

import pytest

from consultation.errors import InvalidFields, ListWish, SignUpClosed
from consultation.model.people import SignUpDraft
from consultation.model.references import ThemeId
from consultation.model.sessions import Phase, Theme
from consultation.people import choices_asked, judge_sign_up, require_open_list
from tests.support.people import NOW, person, session

ONE, TWO = ThemeId("t1"), ThemeId("t2")


def test_the_ranking_keeps_the_order_of_the_choices_and_closes_gaps() -> None:
    judged = judge_sign_up(session(), person("U1"), SignUpDraft((None, TWO, None, ONE)), NOW)
    assert judged.ranking == (TWO, ONE)


def test_a_theme_chosen_twice_is_refused_at_the_second_choice() -> None:
    with pytest.raises(InvalidFields) as refusal:
        judge_sign_up(session(), person("U1"), SignUpDraft((ONE, TWO, ONE)), NOW)
    assert [(one.field, one.sentence) for one in refusal.value.problems] == [
        ("choice_3", "You chose this theme as number 1 already. Choose another, or leave this empty.")
    ]


def test_a_theme_of_another_session_is_not_taken() -> None:
    assert judge_sign_up(session(), person("U1"), SignUpDraft((ThemeId("other"), ONE)), NOW).ranking == (ONE,)


def test_too_long_a_role_is_named() -> None:
    with pytest.raises(InvalidFields) as refusal:
        judge_sign_up(session(), person("U1"), SignUpDraft(role="w" * 101), NOW)
    assert refusal.value.problems[0].field == "role"


def test_the_form_asks_for_at_most_five_choices_and_none_where_there_is_one_theme() -> None:
    def themes(number: int) -> tuple[Theme, ...]:
        return tuple(Theme(ThemeId(f"t{n}"), f"Theme {n}") for n in range(number))

    assert [choices_asked(session(themes=themes(number))) for number in (1, 2, 5, 9)] == [0, 2, 5, 5]


@pytest.mark.parametrize("phase", Phase)
def test_who_may_join_and_change_in_which_phase(phase: Phase) -> None:
    def allowed(wanted: ListWish) -> bool:
        try:
            require_open_list(session(phase=phase), wanted)
        except SignUpClosed:
            return False
        return True

    assert allowed("change") == allowed("withdraw") == (phase in {Phase.SIGN_UP, Phase.PLACED})
    assert allowed("join") == (phase in {Phase.SIGN_UP, Phase.PLACED, Phase.IN_ROOMS})
