"""Polls of every kind, from the command to the tally on the card, and what can be done about them afterwards."""

from consultation.model.polls import Poll
from consultation.model.references import PlaceRef
from tests.support.people import ORGANISER
from tests.support.slack import PLENARY, FakeSlack, Person


async def newest(slack: FakeSlack) -> Poll:
    async with slack.storage.look() as work:
        session = (await work.sessions.at(ORGANISER.tenant, PlaceRef(PLENARY)))[-1]
        return (await work.polls.all(session.id))[-1]


async def asked(slack: FakeSlack, line: str) -> Person:
    """An evening in which an organiser has asked this."""
    organiser = await slack.session_in_rooms()
    await organiser.commands(f"/consult poll {line}")
    await slack.paints()
    return organiser


def card(slack: FakeSlack, place: str = PLENARY) -> str:
    """What the newest card says."""
    said: str = slack.cards_in(place)[-1]["text"]
    return said


async def answers(slack: FakeSlack, name: str, **values: object) -> str:
    """Somebody answers in a form; what they are told."""
    voter = slack.person(name)
    await voter.presses("Answer")
    await voter.submits(**values)
    await slack.paints()
    return voter.told[-1]


async def test_several_are_ticked_in_a_form_and_each_share_is_of_people(slack: FakeSlack) -> None:
    await asked(slack, 'several 2 "Which help?" "Records" "Rota" "Rooms"')
    assert "Records, Rooms" in await answers(slack, "U0", answer=["Records", "Rooms"])
    assert "Records" in await answers(slack, "U1", answer=["Records"])
    assert "100 % Records · 2" in card(slack)
    assert "50 % Rooms · 1" in card(slack)
    assert "2 answers" in card(slack)


async def test_too_many_are_refused_at_the_field_and_nothing_is_counted(slack: FakeSlack) -> None:
    await asked(slack, 'several 2 "Which help?" "Records" "Rota" "Rooms"')
    voter = slack.person("U0")
    await voter.presses("Answer")
    answer = await voter.submits(answer=["Records", "Rota", "Rooms"])
    assert "Choose at most 2 answers" in answer.body
    await slack.paints()
    assert "No answers yet" in card(slack)


async def test_a_form_shows_what_was_answered_before_and_changes_it(slack: FakeSlack) -> None:
    await asked(slack, 'rank "Which first?" "Records" "Rota" "Rooms"')
    await answers(slack, "U0", answer_0="Rota", answer_1="Records")
    voter = slack.person("U0")
    await voter.presses("Answer")
    first = next(block for block in voter.form["blocks"] if block["block_id"] == "answer_0")
    assert first["element"]["initial_option"]["text"]["text"] == "Rota"
    await voter.submits(answer_0="Rooms", answer_1="Rota")
    assert "now *1. Rooms, 2. Rota*" in voter.told[-1]


async def test_a_ranking_ends_with_points_a_run_off_and_ties_that_are_said(slack: FakeSlack) -> None:
    organiser = await asked(slack, 'rank "Which first?" "Records" "Rota"')
    await answers(slack, "U0", answer_0="Records", answer_1="Rota")
    await answers(slack, "U1", answer_0="Rota", answer_1="Records")
    await organiser.presses("Close")
    await slack.paints()
    assert "By points: a tie between *Records and Rota*" in card(slack)
    assert "By instant run-off: a tie" in card(slack)


async def test_points_are_shared_out(slack: FakeSlack) -> None:
    await asked(slack, 'points 10 "Where to?" "Records" "Rota"')
    assert "Records: 7, Rota: 3" in await answers(slack, "U0", answer_0="7", answer_1="3")
    assert "70 % Records · 7 points from 1" in card(slack)


async def test_a_number_has_a_mean_and_a_median(slack: FakeSlack) -> None:
    await asked(slack, 'number "How many minutes?"')
    await answers(slack, "U0", answer="10")
    await answers(slack, "U1", answer="15.5")
    assert "*Mean 12.8* · median 12.8 · from 10 to 15.5" in card(slack)


async def test_a_rating_is_one_press(slack: FakeSlack) -> None:
    await asked(slack, 'rate 5 "How was it?"')
    await slack.person("U0").presses("4")
    await slack.person("U1").presses("5")
    await slack.paints()
    assert "*Mean 4.5*" in card(slack)
    assert "50 % 4 · 1" in card(slack)


async def test_what_people_write_is_kept_and_not_shown_on_the_card(slack: FakeSlack) -> None:
    await asked(slack, 'text "What is missing?"')
    await answers(slack, "U0", answer="More <time>")
    assert "1 answer" in card(slack)
    assert "time" not in card(slack)


async def test_yes_no_and_abstain_are_said_with_the_base(slack: FakeSlack) -> None:
    organiser = await asked(slack, 'yesno "Shall we?"')
    for name, label in (("U0", "Yes"), ("U1", "Abstain"), ("U2", "Yes")):
        await slack.person(name).presses(label)
    await organiser.presses("Close")
    await slack.paints()
    assert "67 % Yes · 2" in card(slack)
    assert "Most: *Yes*" in card(slack)
    assert "3 of those asked have not answered" in card(slack)


async def test_the_form_changes_with_the_kind_and_keeps_what_was_typed(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll What next?")
    await organiser.changes("kind", kind="A rating")
    fields = {block["block_id"]: block for block in organiser.form["blocks"]}
    assert fields["question"]["element"]["initial_value"] == "What next?"
    assert {"least", "most"} <= set(fields)
    await organiser.submits(most="10", unsure=True)
    await slack.paints()
    await slack.person("U0").presses("Don't know")
    await slack.paints()
    assert "1 “Don't know”, not counted in the shares" in card(slack)


async def test_results_after_voting_are_told_to_those_who_have_voted_only(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    shown = "To those who have answered, to all at the close"
    await organiser.submits(question="Well?", shows=shown)
    await slack.paints()
    await slack.person("U0").presses("Agree")
    await slack.paints()
    assert "100 %" not in card(slack)
    assert "1 answer" in card(slack)
    assert "100 % agree or strongly agree" in slack.person("U0").told[-1]
    await organiser.presses("Close")
    await slack.paints()
    assert "100 % agree or strongly agree" in card(slack)


async def test_results_at_the_close_are_told_to_nobody_before(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Well?", shows="At the close")
    await slack.paints()
    await slack.person("U0").presses("Agree")
    await slack.paints()
    assert "Results are shown when the poll closes" in card(slack)
    assert "%" not in card(slack) + slack.person("U0").told[-1]


async def test_a_poll_in_one_room_is_asked_there_only_and_its_facilitator_may_ask(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    leader = slack.facilitator_of(room)
    await leader.commands('/consult poll "Ready?" "Yes" "No"', place=room)
    await slack.paints()
    assert "Ready?" in card(slack, room)
    assert "Ready?" not in card(slack) + card(slack, slack.rooms()[1])
    await leader.commands("/consult polls", place=room)
    await leader.presses("Show")
    await leader.presses("Close")
    await slack.paints()
    assert "closed" in card(slack, room)


async def test_a_poll_in_every_room_ends_with_all_of_them_together_in_plenary(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(question="Ready?", kind="choice", options="Yes\nNo", audience="rooms")
    await slack.paints()
    for name in ("U0", "U1", "U2"):
        await slack.person(name).presses("Yes")
    await organiser.presses("Close")
    await slack.paints()
    assert "All rooms together" in card(slack)
    assert "Yes · 3" in card(slack)
    assert "Rooms with fewer than five answers are not told apart" in card(slack)
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    await organiser.presses("Open again")
    await organiser.submits(note="Too early.")
    await slack.paints()
    assert "open again: people answer in their rooms" in card(slack)


async def test_where_names_are_told_each_rooms_card_has_those_of_the_room(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.submits(
        question="Ready?", kind="choice", options="Yes\nNo", audience="rooms", secrecy="named"
    )
    await slack.paints()
    for name in ("U0", "U1"):
        await slack.person(name).presses("Yes")
    await slack.paints()
    shown = [card(slack, room) for room in slack.rooms()]
    assert sorted("<@U0>" in one for one in shown) == [False, True]
    assert sorted("<@U1>" in one for one in shown) == [False, True]
