"""Several rounds in an evening: looked at first, decided once, told to each in private, remembered for the next."""

import asyncio

from tests.support.slack import FakeSlack, Person


async def in_rooms(slack: FakeSlack, people: int = 9, themes: str = "Care\nFutures\nAccess") -> Person:
    """An evening in its rooms: F0 to F2 lead, the others sit by their first choices."""
    organiser = slack.person("UORG")
    await organiser.makes_session(themes=themes)
    await organiser.commands("/consult open")
    names = themes.split("\n")
    for index in range(people + len(names)):
        leads = index < len(names)
        someone = slack.person(f"F{index}" if leads else f"U{index - len(names)}")
        await someone.commands("/consult join")
        first, second = names[index % len(names)], names[(index + 1) % len(names)]
        await someone.submits(choice_1=first, choice_2=second, can_facilitate=leads)
    await organiser.commands("/consult place")
    return organiser


async def opened(slack: FakeSlack, people: int = 9) -> Person:
    organiser = await in_rooms(slack, people)
    await organiser.presses_in_form("Look again", rounds_planned="3")
    await organiser.submits()
    await organiser.commands("/consult rooms")
    await organiser.submits()
    await slack.paints()
    return organiser


async def room_of(slack: FakeSlack, name: str) -> str:
    person = slack.person(name)
    await person.commands("/consult")
    return next(theme for theme in ("Care", "Futures", "Access") if f"{theme}*" in person.told[-1])


def shown(organiser: Person) -> str:
    return str(organiser.form["blocks"])


async def moves_on(slack: FakeSlack, organiser: Person, **values: object) -> None:
    await organiser.commands("/consult round")
    if values:
        await organiser.presses_in_form("Look again", **values)
    await organiser.submits(**values)
    await slack.paints()


async def test_the_preview_of_a_placement_tells_what_later_rounds_would_bring(slack: FakeSlack) -> None:
    organiser = await in_rooms(slack)
    await organiser.presses_in_form("Look again", rounds_planned="3")
    assert "Round 1: 18 of 18 pairs meet for the first time" in shown(organiser)
    assert "Round 3:" in shown(organiser)


async def test_nobody_moves_before_the_round_is_begun(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    await organiser.commands("/consult")
    assert "*Round*: 1 of 3" in organiser.told[-1]
    await organiser.presses("Next round")
    assert "9 people would change rooms." in shown(organiser)
    assert await room_of(slack, "U0") == "Care"


async def test_in_a_world_cafe_everybody_visits_every_theme_and_hosts_stay(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    been = {f"U{n}": [await room_of(slack, f"U{n}")] for n in range(9)}
    for _ in range(2):
        await moves_on(slack, organiser)
        for name, themes in been.items():
            themes.append(await room_of(slack, name))
    assert all(len(set(themes)) == 3 for themes in been.values())
    assert [await room_of(slack, f"F{n}") for n in range(3)] == ["Care", "Futures", "Access"]
    await organiser.commands("/consult")
    assert "*Round*: 3 of 3" in organiser.told[-1]
    assert "Buttons: " in organiser.told[-1]
    assert "Next round" not in organiser.told[-1]


async def test_rooms_keep_their_channels_and_each_is_told_once_where_to_go(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    before, hosts = slack.rooms(), len(slack.person("F0").told)
    await moves_on(slack, organiser)
    assert slack.rooms() == before
    assert not slack.api.made("conversations.kick")
    for n in range(9):
        told = [text for text in slack.person(f"U{n}").told if "Round 2 begins." in text]
        assert len(told) == 1
        assert await room_of(slack, f"U{n}") in told[0]
    assert len(slack.person("F0").told) == hosts
    for n in range(9):
        theme = await room_of(slack, f"U{n}")
        (channel,) = [one for one in slack.api.channels.values() if theme.lower() in one.name]
        assert f"U{n}" in channel.members


async def test_people_may_stay_with_the_same_or_meet_others(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    before = [await room_of(slack, f"U{n}") for n in range(9)]
    await organiser.commands("/consult round")
    await organiser.presses_in_form("Look again", mode="same people")
    assert "0 people would change rooms." in shown(organiser)
    await organiser.presses_in_form("Look again", mode="new people")
    assert "Pairs who have not met before" in shown(organiser)
    await organiser.presses_in_form("Look again", mode="same people")
    await organiser.submits(mode="same people")
    assert [await room_of(slack, f"U{n}") for n in range(9)] == before


async def test_what_was_not_looked_at_is_not_begun(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    await organiser.commands("/consult round")
    assert "changed since you looked" in (await organiser.submits(mode="same people")).body
    late = slack.person("U9")
    left_open = organiser.submission()
    await late.commands("/consult join")
    await late.submits(choice_1="Care")
    assert "changed since you looked" in (await slack.deliver(left_open)).body


async def test_two_presses_begin_one_round(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    await organiser.commands("/consult round")
    sent = organiser.submission()
    await slack.deliver(sent)
    await slack.deliver({**sent, "view": {**sent["view"], "hash": "other"}})
    await organiser.commands("/consult")
    assert "*Round*: 2 of 3" in organiser.told[-1]


async def test_who_joins_late_is_part_of_the_next_round_and_who_left_is_not(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    late = slack.person("U9")
    await late.commands("/consult join")
    await late.submits(choice_1="Care")
    was = await room_of(slack, "U9")
    await moves_on(slack, organiser)
    assert await room_of(slack, "U9") != was


async def test_a_round_that_was_cut_short_is_finished_after_a_start(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    await organiser.commands("/consult round")
    slack.api.fails("conversations.invite", asyncio.CancelledError())
    await organiser.submits()
    slack.start()
    await slack.services.rooms.resume()
    await slack.paints()
    assert all(sum("Round 2 begins." in text for text in slack.person(f"U{n}").told) == 1 for n in range(9))


async def test_rounds_begin_only_in_open_rooms_and_only_for_organisers(slack: FakeSlack) -> None:
    organiser = await in_rooms(slack)
    await organiser.commands("/consult round")
    assert "You can't start another round now" in organiser.told[-1]
    await organiser.submits()
    await organiser.commands("/consult rooms")
    await organiser.submits()
    await slack.person("U0").commands("/consult round")
    assert "Only an organiser" in slack.person("U0").told[-1]


async def test_a_round_begun_too_soon_is_taken_back_as_if_it_had_not_been(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    before = [await room_of(slack, f"U{n}") for n in range(9)]
    await moves_on(slack, organiser)
    await moves_on(slack, organiser, mode="back")
    assert [await room_of(slack, f"U{n}") for n in range(9)] == before
    assert all("Round 3 begins." in slack.person(f"U{n}").told[-2] for n in range(9))
    await organiser.commands("/consult")
    assert "*Round*: 3 of 5" in organiser.told[-1]
    been = [{theme} for theme in before]
    for _ in range(2):
        await moves_on(slack, organiser, mode="world café")
        for n in range(9):
            been[n].add(await room_of(slack, f"U{n}"))
    assert all(len(themes) == 3 for themes in been)


async def test_going_back_shows_first_what_it_does_and_is_offered_once_there_is_a_round_before(
    slack: FakeSlack,
) -> None:
    organiser = await opened(slack)
    await organiser.commands("/consult round")
    assert "Back to how people sat before" not in shown(organiser)
    await organiser.submits()
    await slack.paints()
    await organiser.commands("/consult round")
    await organiser.presses_in_form("Look again", mode="back")
    assert "*Back to how people sat before round 2:* 9 people would change rooms." in shown(organiser)
    assert organiser.form["submit"]["text"] == "Go back"


async def test_in_a_second_round_each_is_told_why_they_go_where_they_go(slack: FakeSlack) -> None:
    organiser = await opened(slack)
    await moves_on(slack, organiser, mode="new people")
    for n in range(9):
        (told,) = [text for text in slack.person(f"U{n}").told if "Round 2 begins." in text]
        assert "choice" in told or "the themes that you chose" in told
