"""Mandates in Slack: the list, the lead, the one vote."""

from tests.support.slack import PLENARY, FakeSlack, Person


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
    await organiser.presses("Whose vote")
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
