"""Statements in Slack: a card with a way in, one statement after the other, a queue for organisers."""

import asyncio

from consultation.model.references import PlaceRef
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack, Person

FIRST = "More time\nMore staff"


async def begun(slack: FakeSlack, *, reviewed: bool = True, people: int = 4) -> Person:
    organiser = await slack.session_in_rooms(people)
    await organiser.commands("/consult statements What would help?")
    await organiser.submits(statements=FIRST, reviewed=reviewed)
    await slack.paints()
    return organiser


def card(slack: FakeSlack) -> str:
    return str(slack.cards_in(PLENARY)[-1]["text"])


async def tallies(slack: FakeSlack) -> dict[str, tuple[int, int, int]]:
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        (conversation,) = await work.statements.conversations(session.id)
        received = await work.statements.receptions(conversation.id)
    return {one.statement.text: (one.agree, one.disagree, one.passed) for one in received}


async def test_the_card_says_what_to_do_and_who_sees_what(slack: FakeSlack) -> None:
    await begun(slack)
    assert "What would help?" in card(slack)
    assert "Names are not shown to anybody" in card(slack)
    assert "Take part" in card(slack)


async def test_a_person_is_led_from_one_statement_to_the_next_in_the_same_message(slack: FakeSlack) -> None:
    await begun(slack)
    someone = slack.person("U0")
    await someone.presses("Take part")
    assert "0 of 2 answered" in someone.told[-1]
    await someone.presses("Agree")
    assert "You agree: More" in someone.told[-1]
    assert "1 of 2 answered" in someone.told[-1]
    await someone.presses("Disagree")
    assert "all 2 statements" in someone.told[-1]
    assert sorted((await tallies(slack)).values()) == [(0, 1, 0), (1, 0, 0)]
    assert len([one for one in slack.api.privates if one.person == "U0" and one.ephemeral]) >= 1


async def test_an_opinion_can_be_changed_until_the_close(slack: FakeSlack) -> None:
    await begun(slack)
    someone = slack.person("U0")
    await someone.commands("/consult answer")
    await someone.presses("Agree")
    await someone.presses("Change")
    assert "You agree so far" in someone.told[-1]
    await someone.presses("Pass")
    assert sum(map(sum, (await tallies(slack)).values())) == 1
    await someone.presses("Agree")
    await someone.presses("My answers")
    assert someone.told[-1].count("You ") == 2


async def test_the_same_press_delivered_again_counts_once(slack: FakeSlack) -> None:
    await begun(slack)
    someone = slack.person("U0")
    await someone.presses("Take part")
    press = someone.press("Agree")
    await asyncio.gather(*(slack.deliver(press) for _ in range(4)))
    assert sum(map(sum, (await tallies(slack)).values())) == 1


async def test_a_proposal_goes_through_the_queue(slack: FakeSlack) -> None:
    organiser, someone = await begun(slack), slack.person("U1")
    await someone.presses("Propose a statement")
    assert "Your name is not shown" in str(someone.form)
    await someone.submits(statement="Shared <rotas> & bank staff")
    assert "An organiser looks at it first" in someone.told[-1]
    await slack.paints()
    assert "1 waits for an organiser" in card(slack)
    await organiser.commands("/consult")
    assert "1 waits for you" in organiser.told[-1]
    await organiser.presses("Look at proposals")
    assert "Shared &lt;rotas&gt; &amp; bank staff" in organiser.told[-1]
    await organiser.presses("Show")
    assert "Nothing waits" in organiser.told[-1]
    assert "Shared <rotas> & bank staff" in await tallies(slack)
    await slack.paints()
    assert "3 statements" in card(slack)


async def test_of_two_rounds_at_once_the_panel_shows_the_newest_or_where_proposals_wait(
    slack: FakeSlack,
) -> None:
    organiser = await begun(slack)
    await organiser.commands("/consult statements What else?")
    await organiser.submits(statements="", reviewed=True)
    await organiser.commands("/consult")
    assert "Statements: *What else?*" in organiser.told[-1]
    await slack.person("U1").commands("/consult propose A shared rota")
    await slack.person("U1").submits()
    await organiser.commands("/consult")
    assert "Statements: *What else?* · 1 waits for you" in organiser.told[-1]


async def test_who_is_not_on_the_list_is_told_before_they_have_written_anything(slack: FakeSlack) -> None:
    await begun(slack)
    stranger = slack.person("U0LATE")
    await stranger.commands("/consult propose Something")
    assert "You are not on the list of this session" in stranger.told[-1]
    assert stranger.name not in slack.api.forms


async def test_what_is_hidden_needs_a_reason_and_is_shown_to_nobody(slack: FakeSlack) -> None:
    organiser, someone = await begun(slack), slack.person("U1")
    await someone.commands("/consult propose Dr X is late again")
    await someone.submits()
    await organiser.commands("/consult")
    await organiser.presses("Look at proposals")
    await organiser.presses("Hide")
    assert '"reason"' in (await organiser.submits(reason=" ")).body
    await organiser.submits(reason="It names somebody")
    assert "Nothing waits" in organiser.told[-1]
    await someone.commands("/consult answer")
    assert "of 2 answered" in someone.told[-1]


async def test_the_same_words_twice_are_refused_in_the_form(slack: FakeSlack) -> None:
    await begun(slack)
    someone = slack.person("U1")
    await someone.commands("/consult propose more TIME")
    assert "already" in (await someone.submits()).body


async def test_without_review_everybody_sees_it_at_once(slack: FakeSlack) -> None:
    await begun(slack, reviewed=False)
    someone = slack.person("U1")
    await someone.commands("/consult propose Shared rotas")
    await someone.submits()
    assert "Everybody sees it now" in someone.told[-1]


async def test_what_came_out_is_shown_at_the_close(slack: FakeSlack) -> None:
    organiser = await begun(slack, people=6)
    for number in range(6):
        someone = slack.person(f"U{number}")
        await someone.presses("Take part")
        await someone.presses("Agree")
        await someone.presses("Agree" if number % 2 else "Disagree")
    await slack.paints()
    assert "100 %" not in card(slack)
    await organiser.commands("/consult")
    await organiser.presses("Close statements")
    await slack.paints()
    assert "What most agree on" in card(slack)
    assert "What divides" in card(slack)
    assert "6 people" in card(slack)
    late = slack.person("U0")
    await late.presses_action("said:part:" + await conversation_id(slack))
    assert late.told[-1].startswith("This round of statements is closed")


async def conversation_id(slack: FakeSlack) -> str:
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        return (await work.statements.conversations(session.id))[-1].id


async def test_few_answers_give_no_result(slack: FakeSlack) -> None:
    organiser = await begun(slack)
    await slack.person("U0").presses("Take part")
    await slack.person("U0").presses("Agree")
    await organiser.commands("/consult")
    await organiser.presses("Close statements")
    await slack.paints()
    assert "Too few people answered" in card(slack)


async def test_who_is_not_on_the_list_is_told_so(slack: FakeSlack) -> None:
    await begun(slack)
    stranger = slack.person("U99")
    for press in ("Take part", "Propose a statement"):
        await stranger.presses(press)
        assert "You are not on the list" in stranger.told[-1]


async def test_buttons_of_what_is_not_there_find_nothing(slack: FakeSlack) -> None:
    await begun(slack)
    someone = slack.person("U0")
    for action in ("opinion:nosuch:agree", "said:again:nosuch", "said:part:nosuch", "said:show:nosuch"):
        await someone.presses_action(action)
        assert "is not there any more" in someone.told[-1]


async def test_only_organisers_reach_the_queue(slack: FakeSlack) -> None:
    await begun(slack)
    someone = slack.person("U0")
    for deed in ("queue", "close"):
        await someone.presses_action(f"said:{deed}:{await conversation_id(slack)}")
        assert someone.told[-1].startswith("Only an organiser")


async def test_before_anything_is_open_there_is_nothing_to_answer(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    for word in ("answer", "propose Something"):
        await slack.person("U0").commands(f"/consult {word}")
        assert "nothing to answer" in slack.person("U0").told[-1]
