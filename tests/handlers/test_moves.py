"""A placement changed by hand: what it does is shown first, then it is done, and it can be undone."""

from tests.support.slack import FakeSlack, Person


async def placed(slack: FakeSlack) -> Person:
    """F0 and F1 lead a room each, four take part by their first choices; the organiser is at the form."""
    organiser = slack.person("UORG")
    await organiser.makes_session(themes="Care\nFutures")
    await organiser.commands("/consult open")
    for name, first in (
        ("F0", "Care"),
        ("F1", "Futures"),
        *((f"U{n}", ("Care", "Futures")[n % 2]) for n in range(4)),
    ):
        someone = slack.person(name)
        await someone.commands("/consult join")
        second = "Futures" if first == "Care" else "Care"
        await someone.submits(choice_1=first, choice_2=second, can_facilitate=name.startswith("F"))
    await organiser.commands("/consult place")
    await organiser.submits()
    await organiser.commands("/consult move")
    return organiser


async def room_of(slack: FakeSlack, name: str) -> str:
    person = slack.person(name)
    await person.commands("/consult")
    return "Care" if "Care*" in person.told[-1] else "Futures"


def shown(organiser: Person) -> str:
    return str(organiser.form["blocks"])


async def test_a_move_is_shown_before_it_is_done(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", people=["U0"], room="2. Futures")
    assert "1 person would move." in shown(organiser)
    assert "<@U0>: 2. Futures" in shown(organiser)
    assert "First choices: 3, was 4." in shown(organiser)
    assert "Rooms are not even: one has 3, another 1." in shown(organiser)
    assert await room_of(slack, "U0") == "Care"
    await organiser.submits(people=["U0"], room="2. Futures")
    assert await room_of(slack, "U0") == "Futures"
    assert "1 person moved." in organiser.told[-1]


async def test_what_was_not_looked_at_is_not_done(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", people=["U0"], room="2. Futures")
    answer = await organiser.submits(people=["U2"], room="2. Futures")
    assert "See what this does first" in answer.body
    assert await room_of(slack, "U2") == "Care"


async def test_two_change_places_and_back_again(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="swap", people=["U0", "U1"])
    await organiser.submits(doing="swap", people=["U0", "U1"])
    assert (await room_of(slack, "U0"), await room_of(slack, "U1")) == ("Futures", "Care")
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Undo last change")
    assert (await room_of(slack, "U0"), await room_of(slack, "U1")) == ("Care", "Futures")
    assert "Undo last change" not in shown(organiser)


async def test_two_presses_of_undo_go_back_one_change(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    for name in ("U0", "U2"):
        await organiser.presses_in_form("Show what it does", people=[name], room="2. Futures")
        await organiser.submits(people=[name], room="2. Futures")
        await organiser.commands("/consult move")
    press = organiser.form_press("Undo last change")
    await slack.deliver(press)
    await slack.deliver({**press, "trigger_id": "another"})
    assert "The placement is another one by now. This is how it stands." in shown(organiser)
    assert await room_of(slack, "U0") == "Futures"
    assert await room_of(slack, "U2") == "Care"


async def test_who_is_locked_stays_where_they_are_even_when_people_are_placed_again(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    for doing, room in (("move", "2. Futures"), ("lock", None)):
        await organiser.presses_in_form("Show what it does", doing=doing, people=["U0"], room=room)
        await organiser.submits(doing=doing, people=["U0"], room=room)
        await organiser.commands("/consult move")
    await organiser.presses_in_form("Show what it does", people=["U0"], room="1. Care")
    assert "This seat is locked" in shown(organiser)
    await organiser.commands("/consult place")
    assert "1 locked seat kept." in shown(organiser)
    await organiser.submits()
    assert await room_of(slack, "U0") == "Futures"


async def test_improving_moves_as_few_as_it_may(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="swap", people=["U0", "U1"])
    await organiser.submits(doing="swap", people=["U0", "U1"])
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Show what it does", doing="improve", most="2")
    assert "2 people would move." in shown(organiser)
    assert "<@U0>: 1. Care" in shown(organiser)
    await organiser.submits(doing="improve", most="2")
    assert await room_of(slack, "U0") == "Care"


async def test_pairs_are_kept_apart_once_people_are_placed_again(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="apart", people=["U0", "U2"])
    assert "<@U0> and <@U2> are to be kept apart." in shown(organiser)
    await organiser.submits(doing="apart", people=["U0", "U2"])
    await organiser.commands("/consult place")
    await organiser.submits()
    assert await room_of(slack, "U0") != await room_of(slack, "U2")


async def test_undo_brings_pairs_and_locks_back(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    for doing, people in (
        ("apart", ["U0", "U2"]),
        ("lock", ["U1"]),
        ("free", ["U0", "U2"]),
        ("unlock", ["U1"]),
    ):
        await organiser.presses_in_form("Show what it does", doing=doing, people=people)
        await organiser.submits(doing=doing, people=people)
        await organiser.commands("/consult move")
    assert "Apart:" not in shown(organiser)
    await organiser.presses_in_form("Undo last change")
    assert "Locked: <@U1>." in shown(organiser)
    assert "Apart:" not in shown(organiser)
    await organiser.presses_in_form("Undo last change")
    assert "Apart: <@U0>, <@U2>." in shown(organiser)
    await organiser.presses_in_form("Undo last change")
    await organiser.presses_in_form("Undo last change")
    assert "Apart:" not in shown(organiser)
    assert "Locked:" not in shown(organiser)


async def test_what_is_missing_is_said_in_the_form(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    for values, sentence in (
        ({}, "Choose who this is about."),
        ({"people": ["U0"]}, "Choose the room to move them to."),
        ({"people": ["UORG"], "room": "1. Care"}, "Somebody you chose has no seat here."),
        ({"doing": "improve", "most": "many"}, "Write how many people may be moved"),
    ):
        await organiser.presses_in_form("Show what it does", **values)
        assert sentence in shown(organiser)


async def test_undo_keeps_who_joined_and_left_since(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="swap", people=["U0", "U1"])
    await organiser.submits(doing="swap", people=["U0", "U1"])
    await slack.person("U1").commands("/consult withdraw")
    late = slack.person("U9")
    await late.commands("/consult join")
    await late.submits(choice_1="Futures")
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Undo last change")
    assert await room_of(slack, "U0") == "Care"
    assert await room_of(slack, "U9") == "Futures"
    assert "rooms of 2, 2" in shown(organiser)


async def test_what_holds_from_now_on_is_said_before_and_after(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="lock", people=["U0"])
    assert "Locked: <@U0>." in shown(organiser)
    await organiser.submits(doing="lock", people=["U0"])
    assert "Locked: <@U0>." in organiser.told[-1]


async def test_what_an_improvement_keeps_that_was_not_kept_is_said(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="apart", people=["U0", "U2"])
    assert "To sit apart: <@U0>, <@U2>." in shown(organiser)
    await organiser.submits(doing="apart", people=["U0", "U2"])
    await organiser.commands("/consult move")
    await organiser.presses_in_form("Show what it does", doing="improve", most="2")
    _, _, mended = shown(organiser).partition("What it keeps that is not kept now")
    assert "<@U0> and <@U2> are to be kept apart." in mended


async def test_a_move_to_where_somebody_is_already_is_no_change(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", people=["U0"], room="1. Care")
    assert "Everybody you chose is in that room already." in shown(organiser)


async def test_where_nothing_is_better_it_is_said_and_the_same_person_is_no_pair(slack: FakeSlack) -> None:
    organiser = await placed(slack)
    await organiser.presses_in_form("Show what it does", doing="improve", most="3")
    assert "it does not get better" in shown(organiser)
    await organiser.presses_in_form("Show what it does", doing="swap", people=["U0", "U0"])
    assert "Choose the two people who change places." in shown(organiser)
