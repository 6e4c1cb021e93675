"""More polls than can be kept live: one overview is repainted, and a poll's card is brought up to date as it closes."""

from tests.support.slack import PLENARY, Body, FakeSlack


def showing(slack: FakeSlack, words: str) -> Body:
    """The newest card in plenary that says this."""
    return next(one for one in reversed(slack.cards_in(PLENARY)) if words in str(one["text"]))


async def test_with_more_than_ten_polls_one_overview_is_kept_live_and_a_card_follows_at_its_close(
    slack: FakeSlack,
) -> None:
    organiser = await slack.session_in_rooms()
    for number in range(11):
        await organiser.commands(f'/consult poll "Question {number:02}?" "Yes {number:02}" "No {number:02}"')
    await slack.paints()
    updates = len(slack.api.made("chat.update"))
    for name in ("U0", "U1", "U2"):
        await slack.person(name).presses("Yes 03")
    await slack.paints()
    assert "*Question 03?* · Most: *Yes 03* · 3 answers" in showing(slack, "11 polls open")["text"]
    assert "No answers yet" in showing(slack, "Yes 03 ·")["text"]
    assert len(slack.api.made("chat.update")) == updates + 1
    await organiser.presses_action(close_of(showing(slack, "Yes 03 ·")))
    await slack.paints()
    assert "Yes 03 · 3" in showing(slack, "Yes 03 ·")["text"]
    assert "10 polls open" in showing(slack, "polls open")["text"]
    await slack.person("U1").presses("No 04")
    await slack.paints()
    assert "No 04 · 1" in showing(slack, "No 04 ·")["text"]


def close_of(card: Body) -> str:
    """What closes the poll of this card."""
    first = next(block for block in card["blocks"] if block["type"] == "actions")["elements"][0]
    return f"close_poll:{first['action_id'].split(':')[1]}"
