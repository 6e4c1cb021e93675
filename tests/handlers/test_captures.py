from tests.support.slack import FakeSlack


async def test_a_message_is_kept_from_its_own_menu_and_undone(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    facilitator, said = slack.facilitator_of(room), await slack.person("U0").says(room, "Longer appointments")
    await facilitator.keeps(said)
    await facilitator.submits(tags=["proposal", "quote"])
    assert "1 note kept." in facilitator.told[-1]
    assert facilitator.told[-1].count("Longer appointments") == 1
    assert "(proposal, quote)" in facilitator.told[-1]
    await facilitator.presses("Undo")
    assert "1 note taken back." in facilitator.told[-1]
    await organiser.commands("/consult digest")
    assert "Longer appointments" not in str(organiser.form)


async def test_a_scribe_types_notes_where_they_facilitate(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    facilitator = slack.facilitator_of(room)
    await facilitator.commands("/consult note Longer appointments", place=room)
    await facilitator.submits(notes="headline: Time is short\nLonger appointments", tag="proposal")
    assert "2 notes kept." in facilitator.told[-1]
    await organiser.commands("/consult digest")
    assert "Time is short" in str(organiser.form)
    await slack.person("U0").commands("/consult note", place=room)
    assert "Notes are kept by the facilitator" in slack.person("U0").told[-1]


async def test_emoji_in_typed_notes_become_characters_but_for_those_that_are_tags(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    facilitator = slack.facilitator_of(room)
    await facilitator.commands("/consult note", place=room)
    await facilitator.submits(notes=":bulb: More light :sunny:\n:hospital: is far", tag="concern")
    assert "2 notes kept." in facilitator.told[-1]
    assert "More light \u2600" in facilitator.told[-1]
    assert ":bulb:: " not in facilitator.told[-1]
    assert "\U0001f3e5 is far" in facilitator.told[-1]
    assert "pportunity" in facilitator.told[-1]


async def test_who_is_to_be_named_is_asked_in_private_and_says_yes(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    room = slack.rooms()[0]
    said = await slack.person("U0").says(room, "Longer appointments")
    await organiser.keeps(said)
    await organiser.submits(tags=["quote"], credit="name")
    await slack.paints()
    person = slack.person("U0")
    assert "May the report name you" in person.told[-1]
    slack.api.channels["DU0"].members.add("U0")
    await person.presses("No")
    assert "stays without a name" in person.told[-1]


async def test_an_organiser_chooses_tags_and_each_room_shows_them(slack: FakeSlack) -> None:
    organiser = await slack.session_in_rooms()
    await organiser.commands("/consult tags")
    answer = await organiser.submits(what=":bulb: idea", about=":bulb: access")
    assert "stands there twice" in str(answer.body)
    await organiser.submits(what=":bulb: idea - What helps", about=":hospital: access")
    await slack.paints()
    for room in slack.rooms():
        card = slack.cards_in(room)[0]["text"]
        assert ":bulb:  *Idea*  What helps" in card
        assert ":hospital:  *Access*" in card


async def test_a_facilitator_types_notes_and_edits_points_from_their_panel(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    room = slack.rooms()[0]
    facilitator = slack.facilitator_of(room)
    await facilitator.commands("/consult")
    await facilitator.presses("Type notes")
    await facilitator.submits(notes="Visits are too short\nproposal: longer visits")
    assert "2 notes kept" in facilitator.told[-1]
    await facilitator.commands("/consult")
    await facilitator.presses("Edit our points")
    assert "longer visits" in str(facilitator.form)
    someone = slack.person("U0")
    await someone.commands("/consult")
    assert "Type notes" not in str(slack.api.privates[-1].body)
