"""The library in Slack: keep what was asked, and ask it again from the form or with a word."""

import json

from consultation.model.references import PlaceRef
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack, Person


async def kept(slack: FakeSlack, line: str = 'rate 7 "How was it?"', name: str = "The evening") -> Person:
    """An evening on which somebody asked this and kept it under a name."""
    organiser = await slack.session_in_rooms()
    await organiser.commands(f"/consult poll {line}")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Keep as template")
    await organiser.submits(name=name)
    await slack.paints()
    slack.clock.passes(minutes=1)
    return organiser


def fields(person: Person) -> dict[str, dict[str, object]]:
    return {block["block_id"]: block["element"] for block in person.form["blocks"] if "element" in block}


async def test_what_was_asked_is_asked_again_by_its_name(slack: FakeSlack) -> None:
    organiser = await kept(slack)
    assert "Kept as “The evening”" in organiser.told[-1]
    await organiser.commands("/consult library the eve")
    assert fields(organiser)["question"]["initial_value"] == "How was it?"
    assert fields(organiser)["most"]["initial_value"] == "7"
    await organiser.submits()
    await slack.paints()
    assert sum("How was it?" in message["text"] for message in slack.cards_in(PLENARY)) == 2


async def test_a_form_starts_from_a_template_whatever_was_typed_before(slack: FakeSlack) -> None:
    """Slack keeps what was typed in a field of the same name: filled fields bear other names."""
    organiser = await kept(slack, '"Which first?" "Records" "Rota"')
    await organiser.commands("/consult poll Something else")
    before = fields(organiser)["question"]["action_id"]
    await organiser.changes("template", template="The evening")
    assert fields(organiser)["question"]["initial_value"] == "Which first?"
    assert fields(organiser)["options"]["initial_value"] == "Records\nRota"
    assert fields(organiser)["question"]["action_id"] != before
    await organiser.changes("kind", kind="Your answers in order")
    assert fields(organiser)["question"]["initial_value"] == "Which first?"
    await organiser.submits()
    await slack.paints()
    assert "Press Answer" in slack.cards_in(PLENARY)[-1]["text"]


async def test_a_survey_is_kept_with_every_kind_of_question(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    typed = (
        'Roles help my patients\nseveral 2 "Which?" "Records" "Rota" "Rooms"\nrate 7 "How ready?"\n'
        'points 5 “Is "all" well?” “Yes” “So-so”\nlong "What is missing?"\nyesno "Shall we?"'
    )
    await organiser.commands("/consult survey Before we begin")
    await organiser.submits(questions=typed, secrecy="anonymous", pairs=True, unsure=True)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Keep as template")
    await organiser.submits()
    await organiser.commands("/consult library")
    assert "Survey · 6 questions" in organiser.told[-1]
    await organiser.presses("Use")
    assert fields(organiser)["title"]["initial_value"] == "Before we begin"
    await organiser.submits()
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        first, second = await work.surveys.all(session.id)
    asked = [
        [(one.kind, one.wording, one.options, one.most, one.unsure) for one in survey.questions]
        for survey in (first, second)
    ]
    assert asked[0] == asked[1]
    assert (first.secrecy, bool(first.consent)) == (second.secrecy, bool(second.consent))


async def test_a_programme_shares_one_library_and_a_session_alone_has_its_own(slack: FakeSlack) -> None:
    organiser = slack.person("UORG")
    for programme, question in (("Big GP", "One?"), ("", "Alone?"), ("Big GP", "Two?")):
        await organiser.makes_session(programme=programme, question=question)
    await organiser.commands("/consult library")
    assert "Library of “Big GP”" in organiser.told[-1]
    async with slack.storage.look() as work:
        one, alone, two = await work.sessions.organised_by(ORGANISER)
    await organiser.presses_action("act:open", one.id)
    await organiser.presses_action("act:poll", one.id)
    await organiser.submits(question="Well?")
    await organiser.presses_action("act:polls", one.id)
    await organiser.presses("Show")
    await organiser.presses("Keep as template")
    await organiser.submits()
    for session, there in ((two, True), (alone, False)):
        await organiser.presses_action("act:library", session.id)
        assert ("Well?" in organiser.told[-1]) is there


async def test_a_template_goes_when_it_is_taken_out_and_a_second_press_is_no_trouble(
    slack: FakeSlack,
) -> None:
    organiser = await kept(slack)
    await organiser.commands("/consult library")
    press = organiser.press("Take out")
    for _ in range(2):
        await slack.deliver(press)
        assert "The library is empty" in organiser.told[-1]
    await organiser.commands("/consult library the evening")
    assert "No template's name begins with “the evening”" in organiser.told[-1]


async def test_the_same_name_replaces_and_a_name_that_does_not_fit_is_told(slack: FakeSlack) -> None:
    organiser = await kept(slack)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Keep as template")
    assert '"name"' in (await organiser.submits(name=" ")).body
    await organiser.submits(name="THE EVENING")
    await organiser.commands("/consult library")
    assert organiser.told[-1].casefold().count("*the evening*") == 1


async def test_only_organisers_look_into_the_library_and_change_it(slack: FakeSlack) -> None:
    organiser = await kept(slack)
    await organiser.commands("/consult library")
    body = organiser.press("Take out")
    someone = slack.person("U0")
    await someone.commands("/consult library")
    assert someone.told[-1] == "Only an organiser of this session can look into the library."
    for action in ("Take out", "Use"):
        pressed = organiser.press(action)["actions"][0]
        await someone.presses_action(pressed["action_id"], pressed["value"])
        assert someone.told[-1].startswith("Only an organiser")
    assert json.loads(json.dumps(body))["actions"][0]["value"]
    await organiser.commands("/consult library")
    assert "The evening" in organiser.told[-1]
