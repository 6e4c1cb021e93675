"""Polls: the form, the card, the answer to a vote."""

from dataclasses import replace

import pytest

from consultation.model.cards import PollCard
from consultation.model.polls import Asking, Audience, Counted, PollDraft
from consultation.model.questions import Chosen, QuestionKind, Tally
from consultation.model.sessions import Phase
from handlers.slack.views.poll_forms import poll_form
from handlers.slack.views.polls import counted, poll_card
from tests.handlers.showing import PLACE, Evening
from tests.support.reading import buttons, element, fields, options, words_of

EVENING = Evening("Access")
AGREEING = EVENING.poll(kind=QuestionKind.AGREEMENT)
TALLY = Tally((9, 20, 6, 3, 1))


def test_the_form_asks_for_everything_that_a_draft_holds() -> None:
    assert set(fields(poll_form(Asking(EVENING.session), PLACE, None))) <= set(PollDraft.__dataclass_fields__)


def test_rooms_are_asked_only_once_they_are_open() -> None:
    assert options(poll_form(Asking(EVENING.session), PLACE, None), "audience") == ["The session's channel"]
    offered = options(poll_form(Asking(EVENING.session, EVENING.room_list[:1]), PLACE, None), "audience")
    assert offered == ["The session's channel", "Every room at once", "Only room 1. Access"]


def test_a_facilitator_is_offered_their_own_room_only() -> None:
    asking = Asking(EVENING.session, EVENING.room_list[:1], only_rooms=True)
    assert options(poll_form(asking, PLACE, None), "audience") == ["Only room 1. Access"]


FIELDS: dict[QuestionKind, set[str]] = {
    QuestionKind.CHOICE: {"options", "is_open_to_options"},
    QuestionKind.SEVERAL: {"options", "least", "most", "is_open_to_options"},
    QuestionKind.AGREEMENT: {"options"},
    QuestionKind.YES_NO: {"options", "quorum", "majority"},
    QuestionKind.RATING: {"options", "least", "most"},
    QuestionKind.RANKING: {"options", "most", "is_open_to_options"},
    QuestionKind.POINTS: {"options", "most", "is_open_to_options"},
    QuestionKind.NUMBER: {"least", "most"},
    QuestionKind.SHORT_TEXT: set(),
    QuestionKind.LONG_TEXT: set(),
}


@pytest.mark.parametrize("kind", QuestionKind)
def test_every_kind_has_the_fields_that_it_needs_and_no_others(kind: QuestionKind) -> None:
    shown = set(fields(poll_form(Asking(EVENING.session), PLACE, PollDraft("Why?", kind, Audience.PLENARY))))
    always = {"question", "kind", "audience", "shows", "secrecy", "minutes", "unsure", "opens_in", "opens_at"}
    assert shown - always == FIELDS[kind]


def test_the_form_begins_with_the_agreement_scale_in_plenary() -> None:
    view = poll_form(Asking(EVENING.session), PLACE, None)
    kind, audience = element(view, "kind")["initial_option"], element(view, "audience")["initial_option"]
    assert isinstance(kind, dict)
    assert isinstance(audience, dict)
    assert (kind["value"], audience["value"]) == (QuestionKind.AGREEMENT, Audience.PLENARY)


def test_a_draft_for_rooms_falls_back_to_plenary_while_there_are_none() -> None:
    draft = PollDraft("Why?", QuestionKind.CHOICE, Audience.ROOMS, "Yes\nNo")
    view = poll_form(Asking(EVENING.at(Phase.SIGN_UP).session), PLACE, draft)
    audience = element(view, "audience")["initial_option"]
    assert isinstance(audience, dict)
    assert audience["value"] == Audience.PLENARY
    assert element(view, "options")["initial_value"] == "Yes\nNo"


def test_a_card_has_a_row_for_each_option_with_bar_share_and_number() -> None:
    shown = words_of(poll_card(PollCard(EVENING.session, AGREEING, TALLY)))
    assert "`██░░░░░░░░  23 %`  Strongly agree · 9" in shown
    assert "`█░░░░░░░░░   3 %`  Strongly disagree · 1" in shown
    assert "39 answers" in shown


def test_on_the_agreement_scale_it_says_how_many_agree() -> None:
    assert "74 % agree or strongly agree" in poll_card(PollCard(EVENING.session, AGREEING, TALLY)).text
    assert "agree" not in poll_card(PollCard(EVENING.session, EVENING.poll(), TALLY)).text


def test_an_open_poll_has_a_button_for_each_option_with_an_id_of_its_own() -> None:
    found = buttons(poll_card(PollCard(EVENING.session, AGREEING, TALLY)))
    assert list(found) == list(AGREEING.question.options)
    assert [one["action_id"] for one in found.values()] == [f"vote:p0:{index}" for index in range(5)]


def test_a_closed_poll_says_so_and_has_no_buttons() -> None:
    shown = poll_card(
        PollCard(EVENING.session, EVENING.poll(kind=QuestionKind.AGREEMENT, closed=True), TALLY)
    )
    assert "This poll is closed · 39 answers" in shown.text
    assert not buttons(shown)


def test_a_poll_without_answers_says_so_and_agrees_with_nothing() -> None:
    shown = poll_card(PollCard(EVENING.session, AGREEING, Tally((0, 0, 0, 0, 0)))).text
    assert "No answers yet" in shown
    assert "agree or strongly agree" not in shown


def test_a_poll_in_a_room_says_whose_it_is() -> None:
    room = EVENING.room_list[1]
    assert "Room 2. Access" in poll_card(PollCard(EVENING.session, EVENING.poll(), TALLY, room)).text


def test_bars_are_not_read_aloud() -> None:
    shown = poll_card(PollCard(EVENING.session, AGREEING, TALLY)).text
    assert not set("█░`") & set(shown)
    assert "23 % Strongly agree · 9" in shown.replace("  ", " ")


def test_more_options_than_a_row_of_buttons_holds_go_on_in_the_next() -> None:
    asked = replace(EVENING.question(), options=tuple(f"Day {day}" for day in range(60)))
    poll = replace(EVENING.poll(), question=asked)
    shown = poll_card(PollCard(EVENING.session, poll, Tally((1,) * 60)))
    assert len(buttons(shown)) == 60


def test_a_vote_is_answered_with_what_was_counted() -> None:
    assert "Your answer is *Access0*" in counted(Counted(EVENING.poll(), Chosen((0,)), changed=False)).text
    assert (
        f"Poll: {EVENING.poll().question.wording[:20]}"
        in counted(Counted(EVENING.poll(), Chosen((0,)), changed=False)).text
    )
    assert "Your answer is now *Access0*" in counted(Counted(EVENING.poll(), Chosen((0,)), changed=True)).text
