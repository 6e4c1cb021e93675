"""Every act can be asked for both ways, and only by those who may."""

from collections.abc import Awaitable, Callable

import pytest

from consultation.model.panel import Act
from consultation.model.sessions import Phase
from handlers.slack.views.wording import PHASES
from tests.support.slack import FakeSlack, Person

Ask = Callable[[Person], Awaitable[object]]


async def nothing(slack: FakeSlack) -> Person:
    return slack.person("UORG")


async def draft(slack: FakeSlack) -> Person:
    organiser = slack.person("UORG")
    await organiser.makes_session()
    return organiser


async def sign_up(slack: FakeSlack) -> Person:
    organiser = await draft(slack)
    await organiser.commands("/consult open")
    await slack.paints()
    for name in ("U0", "U2"):
        await slack.person(name).commands("/consult join")
        await slack.person(name).submits(choice_1="Care", can_facilitate=name == "U0")
    return organiser


async def placed(slack: FakeSlack) -> Person:
    organiser = await sign_up(slack)
    await organiser.commands("/consult place")
    await organiser.submits()
    return organiser


async def in_rooms(slack: FakeSlack) -> Person:
    return await slack.session_in_rooms()


async def before_the_second_round(slack: FakeSlack) -> Person:
    organiser = await sign_up(slack)
    await organiser.commands("/consult place")
    await organiser.presses_in_form("Look again", rounds_planned="2")
    await organiser.submits()
    await organiser.commands("/consult rooms")
    await organiser.submits()
    return organiser


async def closed(slack: FakeSlack) -> Person:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult close")
    return organiser


FORMS = [
    (Act.NEW, nothing, "New session"),
    (Act.EDIT, draft, "Change session"),
    (Act.PLACE, sign_up, "Place people"),
    (Act.MOVE, placed, "Move people"),
    (Act.ROOMS, placed, "Open rooms"),
    (Act.ROUND, before_the_second_round, "Next round"),
    (Act.POLL, sign_up, "Ask a question"),
    (Act.STATEMENTS, sign_up, "Gather statements"),
    (Act.SURVEY, sign_up, "Start a survey"),
    (Act.TAGS, draft, "Tags"),
    (Act.SUMMARY, closed, "Key themes"),
    (Act.DIGEST, closed, "Publish"),
]
SHOWN = [
    (Act.OPEN, draft, PHASES[Phase.SIGN_UP]),
    (Act.UNPLACE, placed, PHASES[Phase.SIGN_UP]),
    (Act.WRAP_UP, in_rooms, PHASES[Phase.WRAP_UP]),
    (Act.CLOSE, in_rooms, PHASES[Phase.CLOSED]),
    (Act.POLLS, sign_up, "No question has been asked yet."),
    (Act.DRAFT, closed, "The draft of the digest"),
    (Act.RANK, closed, "There are no actions yet."),
    (Act.REPORT, closed, "report"),
    (Act.PROGRAMME, closed, "programme"),
    (Act.STATUS, draft, PHASES[Phase.DRAFT]),
    (Act.HELP, nothing, "/consult"),
]
LABELS = {
    Act.MOVE: "Move people",
    Act.EDIT: "Change session",
    Act.PLACE: "Place people",
    Act.ROOMS: "Open rooms",
    Act.ROUND: "Next round",
    Act.POLL: "Ask a question",
    Act.STATEMENTS: "Gather statements",
    Act.SURVEY: "Start a survey",
    Act.TAGS: "Choose tags",
    Act.POLLS: "Polls",
    Act.DRAFT: "Edit draft",
    Act.SUMMARY: "Key themes",
    Act.RANK: "Rank actions",
    Act.PROGRAMME: "Programme so far",
    Act.REPORT: "Get report",
    Act.DIGEST: "Publish digest",
    Act.OPEN: "Open sign-up",
    Act.UNPLACE: "Undo placement",
    Act.WRAP_UP: "Start wrap-up",
    Act.CLOSE: "Close session",
    Act.STATUS: "Refresh",
}


async def by_button(person: Person, act: Act) -> None:
    if act in (Act.NEW, Act.HELP):
        await person.looks_at_home()
        await person.presses_at_home("New session" if act is Act.NEW else "Help")
    else:
        await person.commands("/consult")
        await person.presses(LABELS[act])


@pytest.mark.parametrize("way", ["command", "button"])
@pytest.mark.parametrize(("act", "before", "title"), FORMS)
async def test_an_act_with_a_form_opens_it_both_ways(
    slack: FakeSlack, act: Act, before: Callable[[FakeSlack], Awaitable[Person]], title: str, way: str
) -> None:
    organiser = await before(slack)
    slack.api.forms.clear()
    if way == "command":
        await organiser.commands(f"/consult {act}")
    else:
        await by_button(organiser, act)
    assert title in organiser.form["title"]["text"]


@pytest.mark.parametrize("way", ["command", "button"])
@pytest.mark.parametrize(("act", "before", "evidence"), SHOWN)
async def test_an_act_without_a_form_is_answered_both_ways(
    slack: FakeSlack, act: Act, before: Callable[[FakeSlack], Awaitable[Person]], evidence: str, way: str
) -> None:
    organiser = await before(slack)
    if way == "command":
        await organiser.commands(f"/consult {act}")
    else:
        await by_button(organiser, act)
    assert evidence in organiser.told[-1]


OTHERS = {
    Act.JOIN,
    Act.WITHDRAW,
    Act.FORGET,
    Act.ANSWER,
    Act.PROPOSE,
    Act.NOTE,
    Act.CORRECT,
    Act.MANDATE,
    Act.LIBRARY,
}
"""Acts of people who organise nothing, and what follows a digest that was published: tried where their noun is."""


def test_every_act_is_tried_both_ways() -> None:
    assert {act for act, *_ in (*FORMS, *SHOWN)} | OTHERS == set(Act)


ORGANISERS_ONLY = [
    (Act.EDIT, draft),
    (Act.OPEN, draft),
    (Act.PLACE, sign_up),
    (Act.UNPLACE, placed),
    (Act.MOVE, placed),
    (Act.ROOMS, placed),
    (Act.ROUND, in_rooms),
    (Act.POLL, sign_up),
    (Act.POLLS, sign_up),
    (Act.WRAP_UP, in_rooms),
    (Act.CLOSE, in_rooms),
    (Act.DIGEST, closed),
]


@pytest.mark.parametrize(("act", "before"), ORGANISERS_ONLY)
async def test_what_only_organisers_may_do_is_refused_to_others_with_one_private_sentence(
    slack: FakeSlack, act: Act, before: Callable[[FakeSlack], Awaitable[Person]]
) -> None:
    organiser = await before(slack)
    await organiser.commands("/consult")
    standing, calls = organiser.told[-1], len(slack.api.calls)
    stranger = slack.person("U9")
    await stranger.commands(f'/consult {act} "Is this allowed?"')
    await organiser.commands("/consult")
    assert [text.startswith("Only an organiser of this session can ") for text in stranger.told] == [True]
    assert "U9" not in slack.api.forms
    assert organiser.told[-1] == standing
    assert len(slack.api.calls) == calls + 2


async def test_a_button_of_somebody_elses_panel_does_nothing_for_others(slack: FakeSlack) -> None:
    organiser = await draft(slack)
    press = organiser.press("Open sign-up")
    stranger = slack.person("U9")
    await slack.deliver({**press, "user": {"id": "U9", "team_id": "T1"}, "trigger_id": "7.7.stolen"})
    await organiser.commands("/consult")
    assert PHASES[Phase.DRAFT] in organiser.told[-1]
    assert stranger.name == "U9"


async def test_a_press_out_of_time_says_what_to_do_instead(slack: FakeSlack) -> None:
    organiser = await draft(slack)
    await organiser.commands("/consult rooms")
    assert organiser.told[-1].startswith("You can't open the rooms now")
    assert "/consult open" in organiser.told[-1]


async def test_a_press_for_another_workspaces_session_finds_nothing(slack: FakeSlack) -> None:
    organiser = await draft(slack)
    press = organiser.press("Open sign-up") | {"team": {"id": "T2"}}
    await slack.deliver(press)
    await organiser.commands("/consult")
    assert PHASES[Phase.DRAFT] in organiser.told[-1]


async def test_a_button_of_an_earlier_version_is_answered_kindly(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    answer = await ada.presses_action("thing:from:before")
    assert answer.status == 200
    assert ada.told == ["That button is not there any more. Type /consult to see where things stand."]


async def test_a_button_that_only_opens_an_address_is_acknowledged_in_silence(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    assert (await ada.presses_action("link:huddle")).status == 200
    assert ada.told == []
