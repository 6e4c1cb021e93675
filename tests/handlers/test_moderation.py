"""What people wrote in their own words: read by others once it is let through, word for word, and never when it is hidden."""

import pytest

from tests.handlers.test_poll_kinds import answers, asked, card
from tests.support.slack import PLENARY, FakeSlack, Person


async def written(slack: FakeSlack) -> Person:
    """A poll to which four people wrote three things; its leader looks at them."""
    organiser = await asked(slack, 'text "What is missing?"')
    for name, text in (
        ("U0", "Time & rest"),
        ("U1", "time & rest."),
        ("U2", "Dr Smith is lazy"),
        ("F0", "💡"),
    ):
        await answers(slack, name, answer=text)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("What people wrote")
    return organiser


async def test_nothing_is_read_by_others_before_it_is_let_through(slack: FakeSlack) -> None:
    organiser = await written(slack)
    assert "4 not looked at yet" in card(slack)
    assert "rest" not in card(slack)
    assert "3 wait · 0 shown · 0 hidden" in organiser.told[-1]


async def test_the_same_words_stand_together_and_each_is_kept_as_it_was_written(slack: FakeSlack) -> None:
    organiser = await written(slack)
    assert "“Time &amp; rest”\n“time &amp; rest.” · 2 people" in organiser.told[-1]
    await organiser.presses_action((await first(organiser, "Show"))[0])
    await slack.paints()
    assert "• Time &amp; rest · 2 people" in card(slack)
    assert "2 not looked at yet" in card(slack)


async def first(person: Person, label: str) -> tuple[str, str]:
    """The action of the first button of this label in what they see."""
    pressed = person.press(label)["actions"][0]
    return pressed["action_id"], pressed["block_id"]


async def test_what_is_hidden_is_nowhere_but_in_the_record_with_its_reason(slack: FakeSlack) -> None:
    organiser = await written(slack)
    action = next(
        button["action_id"]
        for block in slack.api.privates[-1].body["blocks"]
        for button in block.get("elements", ())
        if "Hide: Dr Smith" in button.get("accessibility_label", "")
    )
    await organiser.presses_action(action)
    assert "Write why" in (await organiser.submits(reason=" ")).body
    await organiser.submits(reason="It names somebody.")
    assert "Hidden by <@UORG>: “Dr Smith is lazy” (It names somebody.)" in organiser.told[-1]
    await organiser.presses("Show all that wait")
    await slack.paints()
    assert "💡" in card(slack)
    assert "Smith" not in card(slack)
    assert "1 not shown" in card(slack)
    await organiser.commands("/consult close")
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    everything = "\n".join(str(message["text"]) for message in slack.cards_in(PLENARY))
    assert "💡" in everything
    assert "Smith" not in everything


async def test_a_judgement_can_be_taken_back_and_both_stand_in_the_record(slack: FakeSlack) -> None:
    organiser = await written(slack)
    await organiser.presses("Show all that wait")
    await organiser.presses("Hide")
    await organiser.submits(reason="Not now.")
    await slack.paints()
    assert "not shown" in card(slack)
    await organiser.presses("Show")
    await slack.paints()
    assert "not shown" not in card(slack)
    assert organiser.told[-1].count(" Shown by <@UORG>") == 4


async def test_a_later_answer_waits_again_unless_it_says_the_same(slack: FakeSlack) -> None:
    organiser = await written(slack)
    await organiser.presses("Show all that wait")
    await answers(slack, "U0", answer="TIME & REST")
    assert "not looked at" not in card(slack)
    await answers(slack, "U0", answer="Money")
    assert "1 not looked at yet" in card(slack)
    assert "Money" not in card(slack)


@pytest.mark.parametrize("doing", ["desk", "all", "show", "hide"])
async def test_only_who_leads_a_poll_reads_what_waits(slack: FakeSlack, doing: str) -> None:
    organiser = await written(slack)
    action, _ = await first(organiser, "Hide")
    question, mark = action.split(":")[2:]
    someone = slack.person("U0")
    await someone.presses_action(f"wrote:{doing}:{question}:{mark}")
    assert someone.told[-1].startswith("Only an organiser")
    assert "Smith" not in "\n".join(someone.told)


async def test_words_of_an_anonymous_poll_are_read_by_nobody_while_it_is_open_nor_of_few(
    slack: FakeSlack,
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.changes("kind", kind="A short text")
    await organiser.submits(question="What is missing?", secrecy="anonymous")
    await slack.paints()
    await answers(slack, "U0", answer="Time")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("What people wrote")
    assert "anonymous" in organiser.told[-1]
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Close")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("What people wrote")
    assert "too little to be told" in organiser.told[-1]
    assert "Time" not in organiser.told[-1] + card(slack)


async def test_words_in_a_survey_are_let_through_from_its_desk(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Before we begin")
    await organiser.submits(questions='text "What is missing?"\nlong "And what else?"')
    await slack.paints()
    for name in ("U0", "U1"):
        await slack.person(name).presses("Answer")
        await slack.person(name).submits(q1_answer="Time", q2_answer=f"More of it, says {name}")
    await organiser.commands("/consult")
    await organiser.presses("Close survey")
    await slack.paints()
    assert "2 not looked at yet" in card(slack)
    assert "Time" not in card(slack)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("What people wrote")
    assert "“Time” · 2 people" in organiser.told[-1]
    await organiser.presses("Show all that wait")
    await slack.paints()
    assert "• Time · 2 people" in card(slack)
    assert "says U1" in card(slack)
