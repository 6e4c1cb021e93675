from datetime import timedelta

import pytest

from tests.support.people import LATER, NOW
from tests.support.slack import PLENARY, FakeSlack


async def test_a_session_is_made_by_typing_new_and_filling_in_the_form(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.makes_session(question="What next?", starts_at=LATER, guest="Dr Grey")
    assert "What next?" in ada.told[-1]
    assert "Draft" in ada.told[-1]


async def test_the_panel_of_a_draft_offers_to_open_sign_up(slack: FakeSlack) -> None:
    ada = slack.person("U1")
    await ada.makes_session()
    await ada.commands("/consult")
    await ada.presses("Open sign-up")
    await slack.paints()
    assert "What is the role of the GP?" in slack.cards_in(PLENARY)[0]["text"]
