"""Forms under two hands, and forms that Slack does not bring up to date: what was sent last stands, and nothing that was sent is lost."""

import asyncio

import pytest

from tests.support.slack import FakeSlack

TURNS = 4


async def test_of_two_organisers_at_one_session_each_is_heard_and_the_last_word_stands(
    slack: FakeSlack,
) -> None:
    ada, grace = slack.person("U1"), slack.person("U2")
    await ada.makes_session(co_organisers=["U2"])
    for turn in range(TURNS):
        for organiser in (ada, grace):
            await organiser.commands("/consult edit")
        sent = ada.submission(question=f"Ada {turn}"), grace.submission(question=f"Grace {turn}")
        answers = await asyncio.gather(*map(slack.deliver, sent))
        assert [(answer.status, answer.body) for answer in answers] == [(200, ""), (200, "")]
        assert f"Ada {turn}" in ada.told[-1]
        assert f"Grace {turn}" in grace.told[-1]
    await ada.commands("/consult edit")
    for organiser in (grace, ada):
        await organiser.submits(question=f"{organiser.name} last")
    await grace.commands("/consult")
    assert "U1 last" in grace.told[-1]


@pytest.mark.parametrize("trouble", ["hash_conflict", "not_found"])
async def test_a_form_that_can_not_be_brought_up_to_date_is_sent_as_it_stands(
    slack: FakeSlack, trouble: str
) -> None:
    organiser = await slack.session_in_rooms()
    for turn in range(TURNS):
        await organiser.commands("/consult poll")
        slack.api.refuses("views.update", trouble)
        await organiser.changes("kind", kind="yes or no", question=f"Question {turn}?")
        sent = {"question": f"Question {turn}?", "kind": "choice", "options": "A\nB", "audience": "plenary"}
        assert (await organiser.submits(**sent)).body == ""
    await slack.paints()
    shown = [card["text"] for card in slack.cards_in("C1")]
    assert sum("Question " in text for text in shown) == TURNS
