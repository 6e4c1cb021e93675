"""Mandates in Slack: the list, the lead, the one vote."""

import pytest

from tests.support.slack import PLENARY, Body, FakeSlack, Person
from tests.support.slack_shapes import buttons_of


async def listed(slack: FakeSlack) -> Person:
    organiser = slack.person("UORG")
    await organiser.makes_session(themes="Care\nFutures")
    await organiser.commands("/consult open")
    await slack.paints()
    for name in ("U0", "U1"):
        await slack.person(name).commands("/consult join")
        await slack.person(name).submits(organisation="Park Lane Surgery")
    await organiser.commands("/consult mandate")
    await organiser.submits(organisations="Park Lane Surgery\nHill Practice")
    return organiser


async def test_an_organiser_lists_them_and_the_card_says_what_is_needed(slack: FakeSlack) -> None:
    organiser = await listed(slack)
    assert "2 organisations have a vote" in organiser.told[-1]
    await organiser.commands('/consult poll yesno "Shall we merge?"')
    await slack.paints()
    assert "To be carried it needs more yes than no" in slack.cards_in(PLENARY)[-1]["text"]


async def test_the_first_of_an_organisation_leads_it_and_may_hand_its_vote_over(slack: FakeSlack) -> None:
    await listed(slack)
    lead = slack.person("U0")
    await lead.commands("/consult mandate")
    assert "Park Lane Surgery" in str(lead.form)
    assert '"holder"' in (await lead.submits(holder=[])).body
    await lead.submits(holder=["U1"])
    assert "votes for" in lead.told[-1]
    await slack.person("U1").commands("/consult mandate")
    assert "Only the lead" in slack.person("U1").told[-1]


async def test_whoever_is_handed_a_vote_is_told_in_private_and_told_again_when_it_is_taken_back(
    slack: FakeSlack,
) -> None:
    await listed(slack)
    lead, deputy = slack.person("U0"), slack.person("U1")
    await lead.commands("/consult mandate")
    await lead.submits(holder=["U1"])
    await slack.paints()
    assert "You cast the vote of *Park Lane Surgery* now: <@U0> asked you to" in deputy.told[-1]
    await lead.commands("/consult mandate")
    await lead.submits(holder=["U0"])
    await slack.paints()
    assert "The vote of *Park Lane Surgery* is cast by somebody else now" in str(
        slack.api.made("chat.update")[-1]["text"]
    )
    assert not any("You cast the vote" in one for one in lead.told)


async def test_the_panel_says_who_casts_an_organisations_vote_and_lets_its_lead_change_that(
    slack: FakeSlack,
) -> None:
    await listed(slack)
    lead = slack.person("U0")
    await lead.commands("/consult")
    assert "*Park Lane Surgery* has one vote: you cast it" in lead.told[-1]
    await lead.presses("Who casts our vote")
    await lead.submits(holder=["U1"])
    await lead.commands("/consult")
    assert "<@U1> casts it" in lead.told[-1]
    deputy = slack.person("U1")
    await deputy.commands("/consult")
    assert "you cast it" in deputy.told[-1]
    assert "Who casts our vote" not in deputy.told[-1]


async def test_an_organiser_finds_the_list_beside_the_polls(slack: FakeSlack) -> None:
    organiser = await listed(slack)
    await organiser.commands("/consult polls")
    await organiser.presses("Organisations that vote")
    assert "Hill Practice" in str(organiser.form)


async def test_the_digest_says_whether_a_vote_was_carried_with_all_numbers(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult poll")
    await organiser.changes("kind", kind="Yes, no or abstain")
    await organiser.submits(question="Shall we merge?", quorum="50")
    await slack.paints()
    for name in ("U0", "U1", "U2"):
        await slack.person(name).presses("Yes")
    await organiser.commands("/consult close")
    await organiser.commands("/consult digest")
    await organiser.submits()
    await slack.paints()
    said = "\n".join(str(one["text"]) for one in slack.cards_in(PLENARY))
    assert "Carried: 3 yes, 0 no, 0 abstained; 3 of 6 voted. It needed at least 3 of 6 to vote" in said


async def voted(slack: FakeSlack, kind: str, **form: str) -> Person:
    """Park Lane Surgery is led by U0 and Hill Practice by U2; each has one vote in a poll of this kind."""
    organiser = await listed(slack)
    await slack.person("U2").commands("/consult join")
    await slack.person("U2").submits(organisation="Hill Practice")
    await organiser.commands("/consult poll")
    await organiser.changes("kind", kind=kind)
    await organiser.submits(question="Shall we merge?", electorate="organisations", **form)
    await slack.paints()
    return organiser


@pytest.mark.parametrize("secrecy", ["names hidden", "anonymous", "named"])
async def test_votes_of_organisations_belong_to_no_room_and_each_rooms_card_has_all_of_them(
    slack: FakeSlack, secrecy: str
) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult mandate")
    await organiser.submits(organisations="Park Lane Surgery\nHill Practice")
    for name, organisation in (("U4", "Park Lane Surgery"), ("U5", "Hill Practice")):
        await slack.person(name).commands("/consult join")
        await slack.person(name).submits(organisation=organisation)
    await organiser.commands("/consult poll")
    await organiser.changes("kind", kind="Yes, no or abstain")
    await organiser.submits(question="Merge?", audience="rooms", electorate="organisations", secrecy=secrecy)
    await slack.paints()
    for name, label in (("U4", "Yes"), ("U5", "No")):
        await slack.person(name).presses_action(vote_of(slack.cards_in(slack.rooms()[0])[-1], label))
    await slack.paints()
    shown = [str(slack.cards_in(room)[-1]["text"]) for room in slack.rooms()]
    assert all("2 of 2 have voted" in one for one in shown)
    assert all("In all rooms together: 2 answers" in one for one in shown)
    await organiser.presses("Close")
    await slack.paints()
    for place in (PLENARY, *slack.rooms()):
        said = str(slack.cards_in(place)[-1]["text"])
        assert "Rooms with fewer than five" not in said
        assert "Fewer than five answered here" not in said
        assert secrecy == "anonymous" or "50 % Yes · 1" in said


def vote_of(card: Body, label: str) -> str:
    """The action of the button that says this."""
    return next(str(one["action_id"]) for _, one in buttons_of(card) if one["text"]["text"] == label)


async def test_who_is_taken_off_the_list_counts_no_longer_in_an_open_poll_and_a_closed_one_stays(
    slack: FakeSlack,
) -> None:
    organiser = await voted(slack, "yes or no", quorum="50")
    await slack.person("U0").presses("Yes")
    await slack.person("U2").presses("No")
    await organiser.commands("/consult mandate")
    await organiser.submits(organisations="Park Lane Surgery\nElm Tree\nOld Mill")
    await slack.paints()
    shown = str(slack.cards_in(PLENARY)[-1]["text"])
    assert "1 of 3 have voted" in shown
    assert "it needs at least 2 of 3 to vote" in shown
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    assert "Organisation taken off the list by <@UORG>: Hill Practice" in organiser.told[-1]
    await organiser.presses("Close")
    await organiser.commands("/consult mandate")
    await organiser.submits(organisations="Park Lane Surgery")
    await organiser.commands("/consult polls")
    await organiser.presses("Show")
    assert "1 answer · 2 of those asked have not answered · closed" in organiser.told[-1]
    await organiser.presses("Open again")
    await organiser.submits(note="Too early.")
    await slack.paints()
    assert "1 of 1 have voted" in str(slack.cards_in(PLENARY)[-1]["text"])


async def test_a_vote_is_gone_from_an_anonymous_poll_too_when_its_organisation_is(slack: FakeSlack) -> None:
    organiser = await voted(slack, "yes or no", secrecy="anonymous")
    await slack.person("U0").presses("Yes")
    await slack.person("U2").presses("No")
    await organiser.commands("/consult mandate")
    await organiser.submits(organisations="Park Lane Surgery\nElm Tree")
    await slack.paints()
    assert "1 of 2 have voted" in str(slack.cards_in(PLENARY)[-1]["text"])


async def test_where_names_are_told_organisations_stand_beside_their_answers(slack: FakeSlack) -> None:
    await voted(slack, "yes or no", secrecy="named")
    await slack.person("U0").presses("Yes")
    await slack.person("U2").presses("No")
    await slack.paints()
    shown = str(slack.cards_in(PLENARY)[-1]["text"])
    assert "Yes: Park Lane Surgery" in shown
    assert "No: Hill Practice" in shown


async def test_whoever_casts_a_vote_finds_its_answer_in_the_form_and_nobody_else_is_given_one(
    slack: FakeSlack,
) -> None:
    await voted(slack, "ranking", options="Records\nRota")
    lead, deputy = slack.person("U0"), slack.person("U5")
    await lead.presses("Answer")
    await lead.submits(answer_0="Rota")
    await lead.commands("/consult mandate")
    await lead.submits(holder=["U5"])
    await lead.presses("Answer")
    assert "Somebody else votes for Park Lane Surgery" in lead.told[-1]
    # Not on the list of the session, but the vote was handed to them.
    await deputy.presses("Answer")
    first = next(block for block in deputy.form["blocks"] if block["block_id"] == "answer_0")
    assert first["element"]["initial_option"]["text"]["text"] == "Rota"
    await slack.person("U1").presses("Answer")
    assert "you don't hold one" in slack.person("U1").told[-1]
