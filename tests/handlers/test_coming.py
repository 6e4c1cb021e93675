"""Who is not coming, who comes after all, and who comes late: what it does is shown, and nobody else is moved."""

from tests.handlers.test_moves import placed, room_of, shown
from tests.handlers.test_rounds import opened
from tests.support.slack import FakeSlack, Person


async def does(organiser: Person, doing: str, *names: str) -> None:
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Show what it does", doing=doing, people=list(names))
    await organiser.submits(doing=doing, people=list(names))


async def test_who_is_not_coming_frees_a_seat_and_it_is_shown_first_what_that_does(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="absent", people=["U0"])
    assert "Left out as not coming: <@U0>." in shown(organiser)
    assert "First choices: 3, was 4." in shown(organiser)
    assert "Nobody else would move." in shown(organiser)
    assert await room_of(slack, "U0") == "Care"
    await organiser.submits(doing="absent", people=["U0"])
    assert "Left out as not coming: <@U0>." in organiser.told[-1]
    await organiser.commands("/consult move")
    assert "Not coming: <@U0>." in shown(organiser)
    assert "rooms of 1, 2" in shown(organiser)


async def test_that_somebody_is_not_coming_can_be_undone_and_then_they_sit_where_they_sat(
    slack: FakeSlack,
) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="lock", people=["U0"])
    await organiser.submits(doing="lock", people=["U0"])
    await does(organiser, "absent", "U0", "F0")
    await organiser.commands("/consult move")
    assert "1 led" in shown(organiser)
    await organiser.presses_in_form("Undo last change")
    assert "2 led" in shown(organiser)
    assert "Locked: <@U0>." in shown(organiser)
    assert "Not coming" not in shown(organiser)
    assert await room_of(slack, "U0") == "Care"


async def test_who_is_not_coming_stays_out_when_people_are_placed_again_or_another_change_is_undone(
    slack: FakeSlack,
) -> None:
    organiser = await placed(slack)
    await does(organiser, "absent", "U0")
    await does(organiser, "swap", "U1", "U2")
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Undo last change")
    assert "Not coming: <@U0>." in shown(organiser)
    await organiser.commands("/consult place")
    assert "1 person left out as not coming." in shown(organiser)
    await organiser.submits()
    await organiser.commands("/consult move")
    assert "rooms of 1, 2" in shown(organiser)


async def test_who_comes_after_all_gets_the_best_open_seat(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await does(organiser, "absent", "U0")
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Show what it does", doing="return", people=["U1"])
    assert "Somebody you chose is not among those who were left out." in shown(organiser)
    await organiser.presses_in_form("Show what it does", doing="return", people=["U0"])
    assert "Coming after all: <@U0>." in shown(organiser)
    assert "Nobody else would move." in shown(organiser)
    assert "<@U0>: 1. Care" in shown(organiser)
    await organiser.submits(doing="return", people=["U0"])
    assert await room_of(slack, "U0") == "Care"
    await organiser.commands("/consult move")
    assert "Not coming" not in shown(organiser)


async def test_that_somebody_comes_after_all_can_be_undone_and_then_they_are_left_out_again(
    slack: FakeSlack,
) -> None:
    organiser = await placed(slack)
    await does(organiser, "absent", "U0")
    await does(organiser, "return", "U0")
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Undo last change")
    assert "Not coming: <@U0>." in shown(organiser)
    assert "rooms of 1, 2" in shown(organiser)


async def test_not_everybody_can_be_left_out(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    everybody = ["F0", "F1", "U0", "U1", "U2", "U3"]
    await organiser.presses_in_form("Show what it does", doing="absent", people=everybody)
    assert "Nobody would be left who takes part." in shown(organiser)


async def test_who_was_thought_not_to_come_joins_again_by_themselves(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await does(organiser, "absent", "U0")
    await organiser.commands("/consult rooms")
    await organiser.submits()
    late = slack.person("U0")
    await late.commands("/consult join")
    await late.submits(choice_1="Futures", choice_2="Care")
    assert "Your room is *" in late.told[-1]
    assert "choice" in late.told[-1].rpartition("Your room is *")[2]


async def test_a_facilitator_who_is_not_coming_is_followed_by_who_offered(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await does(organiser, "swap", "F0", "U1")
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Show what it does", doing="absent", people=["U1"])
    assert "1 person would move." in shown(organiser)
    assert "<@F0>: leads 1. Care" in shown(organiser)
    assert "Rooms with a facilitator" not in shown(organiser)


async def test_who_joins_once_rooms_are_open_is_told_their_room_and_why(slack: FakeSlack) -> None:
    await opened(slack)
    late = slack.person("U99")
    await late.commands("/consult join")
    await late.submits(choice_1="Care")
    assert "Care*. Talk there in <#" in late.told[-1]
    assert "Your 1st choice." in late.told[-1]


async def test_who_wants_off_the_list_once_rooms_are_open_is_told_what_they_can_do(slack: FakeSlack) -> None:
    await opened(slack)
    somebody = slack.person("U0")
    await somebody.commands("/consult withdraw")
    assert "You can leave your room's channel at any time" in somebody.told[-1]
    assert "answers" not in somebody.told[-1]


async def test_who_is_not_here_gets_no_seat_in_the_next_round(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    await organiser.commands("/consult round")
    await organiser.presses_in_form("Look again", away=["U0", "U1"])
    assert "2 to 3" in shown(organiser)
    await organiser.submits(away=["U0", "U1"])
    await slack.paints()
    gone = slack.person("U0")
    await gone.commands("/consult")
    assert "Your room" not in gone.told[-1]
    await organiser.commands("/consult round")
    assert "'initial_users': ['U0', 'U1']" in shown(organiser)
    await gone.commands("/consult join")
    await gone.submits(choice_1="Care")
    assert "Your room is" in gone.told[-1]


async def test_who_comes_during_the_wrap_up_is_told_that_it_is_too_late_to_join(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    await organiser.commands("/consult wrapup")
    late = slack.person("U99")
    await late.commands("/consult join")
    assert "nobody can join any more" in late.told[-1]


async def test_a_room_that_loses_its_facilitator_or_everybody_is_named_before_and_after(
    slack: FakeSlack,
) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="absent", people=["F0"])
    assert "*1. Care* has no facilitator. The next who joins" in shown(organiser)
    await organiser.submits(doing="absent", people=["F0"])
    assert "*1. Care* has no facilitator" in organiser.told[-1]
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Show what it does", doing="absent", people=["U0", "U2"])
    assert "*1. Care* gets no room: nobody is left in it." in shown(organiser)


async def test_the_form_tells_who_sits_where(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    assert "*1. Care*\\nled by <@F0>; <@U0>, <@U2>" in shown(organiser)
