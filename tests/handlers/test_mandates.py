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
