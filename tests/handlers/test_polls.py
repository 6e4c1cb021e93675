import pytest

from consultation.model.references import PlaceRef
from consultation.services.tallies import tally_of
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack


async def counts(slack: FakeSlack) -> tuple[int, ...]:
    """The newest poll's answers."""
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        return (await tally_of(work, (await work.polls.all(session.id))[-1])).counts


async def test_a_poll_typed_in_quotation_marks_is_asked_at_once(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Which first?" “Access & care” "Staff"')
    await slack.paints()
    card = slack.cards_in(PLENARY)[-1]["text"]
    assert "Which first?" in card
    assert "Access &amp; care" in card


async def test_a_question_alone_is_asked_on_the_agreement_scale(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "This works?"')
    await slack.paints()
    assert "Strongly agree" in slack.cards_in(PLENARY)[-1]["text"]


async def test_a_question_without_marks_opens_the_form_with_it(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll What do we owe each other?")
    question = next(block["element"] for block in organiser.form["blocks"] if block["block_id"] == "question")
    assert question["initial_value"] == "What do we owe each other?"


async def test_a_question_half_in_marks_opens_the_form_with_all_of_it(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    for line in ('Which first? "Records" "Rota"', '"Well?'):
        await organiser.commands(f"/consult poll {line}")
        question = next(
            block["element"] for block in organiser.form["blocks"] if block["block_id"] == "question"
        )
        assert question["initial_value"] == line
        assert "Put the question and each answer in quotation marks" in organiser.told[-1]
    assert len(slack.cards_in(PLENARY)) == 1


async def test_a_poll_in_every_room_shows_each_room_its_own_tally(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Ready?", kind="choice", options="Yes\nNo", audience="rooms")
    await slack.paints()
    voter = slack.person("U0")
    await voter.presses("Yes")
    await slack.paints()
    totals = ["1 answer" in slack.cards_in(room)[-1]["text"] for room in slack.rooms()]
    assert sorted(totals) == [False, True]


async def test_a_vote_is_confirmed_privately_and_the_card_counts_it(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    await slack.person("U0").presses("Yes")
    assert "Yes" in slack.person("U0").told[-1]
    await slack.paints()
    assert "1 answer" in slack.cards_in(PLENARY)[-1]["text"]


async def test_a_changed_vote_counts_once_with_the_newest_answer(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    for label in ("Yes", "No", "No"):
        await slack.person("U0").presses(label)
    await slack.paints()
    assert "now" in slack.person("U0").told[-1]
    assert await counts(slack) == (0, 1)


async def test_an_old_click_delivered_again_does_not_undo_a_newer_one(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    voter = slack.person("U0")
    first, second = voter.press("Yes"), voter.press("No")
    for body in (first, second, first):
        assert (await slack.deliver(body)).status == 200
    assert await counts(slack) == (0, 1)


async def test_a_vote_after_the_close_is_refused_in_one_sentence(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    late = slack.person("U0").press("Yes")
    await organiser.presses("Close")
    await slack.deliver(late)
    assert slack.person("U0").told[-1].startswith("This poll has closed")


async def test_only_organisers_close_a_poll(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    poll = next(one for one in (await slack.services.sessions.panels(ORGANISER))[0].open_polls)
    await slack.person("U0").presses_action(f"close_poll:{poll.id}")
    assert slack.person("U0").told[-1].startswith("Only an organiser")
    await organiser.presses_action(f"close_poll:{poll.id}")
    await organiser.presses_action(f"close_poll:{poll.id}")
    await slack.paints()
    assert "closed" in slack.cards_in(PLENARY)[-1]["text"]


async def test_who_is_not_on_the_list_is_not_counted(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    await slack.person("U99").presses("Yes")
    assert "You are not on the list" in slack.person("U99").told[-1]


@pytest.mark.parametrize("action", ["vote:nosuch:0", "vote:nosuch:999"])
async def test_a_vote_in_a_poll_that_is_not_there_finds_nothing(slack: FakeSlack, action: str) -> None:
    await slack.session_in_rooms()
    await slack.person("U0").presses_action(action)
    assert slack.person("U0").told[-1].startswith("That poll is not there any more")


async def test_an_option_that_was_never_offered_is_not_counted(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Yes" "No"')
    await slack.paints()
    vote = slack.person("U0").press("Yes")
    vote["actions"][0]["action_id"] = vote["actions"][0]["action_id"].rpartition(":")[0] + ":7"
    await slack.deliver(vote)
    await slack.paints()
    assert "1 answer" not in slack.cards_in(PLENARY)[-1]["text"]


async def test_form_errors_stand_at_their_fields(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    answer = await organiser.submits(question=" ", kind="choice", options="Only one")
    assert '"question"' in answer.body
    assert '"options"' in answer.body


async def test_what_was_typed_in_a_command_is_not_lost_when_it_can_not_be_asked(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands('/consult poll "Well?" "Only one"')
    filled = {block["block_id"]: block.get("element", {}) for block in organiser.form["blocks"]}
    assert filled["question"]["initial_value"] == "Well?"
    assert filled["options"]["initial_value"] == "Only one"


async def test_a_poll_may_close_by_itself_and_says_when(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Well?", kind="agreement", audience="plenary", minutes="5")
    await slack.paints()
    assert "It closes at <!date^" in slack.cards_in(PLENARY)[-1]["text"]


async def test_a_time_that_was_not_offered_is_refused(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    form = organiser.submission(question="Well?", kind="agreement", audience="plenary", minutes="5")
    (chosen,) = form["view"]["state"]["values"]["minutes"].values()
    chosen["selected_option"]["value"] = "7"
    assert "Choose one of the times" in (await slack.deliver(form)).body
