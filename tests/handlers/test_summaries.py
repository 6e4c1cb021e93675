"""Key themes and next steps in Slack: written in a form, told in the digest, corrected with a version."""

from tests.support.slack import PLENARY, FakeSlack

THEMES = "Time\n- People want longer visits. (rooms 1 and 2)\n- Breaks matter. (room 1)"


async def test_key_themes_stand_first_in_the_digest_with_the_rooms_that_said_so(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult summary")
    answer = await organiser.submits(themes="Time\n- Too short. (room 9)")
    assert "There is no room 9" in str(answer.body)
    await organiser.submits(themes=THEMES, steps="The board meets in May.")
    assert "1 key theme and 1 next step" in organiser.told[-1]
    await organiser.commands("/consult summary")
    assert "- People want longer visits. (rooms 1, 2)" in str(organiser.form)
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    texts = [card["text"].replace("*", "") for card in slack.cards_in(PLENARY)]
    overview = next(text for text in texts if "Key themes" in text)
    assert "People want longer visits. · said in 2 of 2 rooms" in overview
    assert "Breaks matter. · only in room 1" in overview
    assert any("Next steps" in text and "The board meets in May." in text for text in texts)


async def test_themes_written_after_publishing_come_with_a_correction(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult digest")
    await organiser.submits()
    await organiser.commands("/consult summary")
    await organiser.submits(themes=THEMES)
    assert "published with a correction" in organiser.told[-1]
    await organiser.commands("/consult correct")
    await organiser.submits(changes="The key themes are written.")
    await slack.paints()
    texts = [card["text"] for card in slack.cards_in(PLENARY)]
    assert sum("People want longer visits" in text for text in texts) == 1


async def test_a_survey_stands_in_the_digest_with_how_many_answered(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult survey Before we begin")
    await organiser.submits(questions="Additional roles help my patients", secrecy="anonymous")
    await slack.paints()
    for name in ("U0", "U2"):
        await slack.person(name).presses("Answer")
        await slack.person(name).submits(q1_answer="Agree")
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    texts = [card["text"].replace("*", "") for card in slack.cards_in(PLENARY)]
    told = next(text for text in texts if "Before we begin · 2 people answered" in text)
    assert "Additional roles help my patients: fewer than 5 answers, not shown" in told
