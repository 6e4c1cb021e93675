from tests.support.slack import PLENARY, FakeSlack


async def opened(slack: FakeSlack, themes: str = "Care\nFutures\nNetworks") -> None:
    organiser = slack.person("UORG")
    await organiser.makes_session(themes=themes)
    await organiser.commands("/consult open")
    await slack.paints()


async def test_join_is_pressed_on_the_card_and_confirmed_privately(slack: FakeSlack) -> None:
    await opened(slack)
    ada = slack.person("U1")
    await ada.presses("Join")
    await ada.submits(choice_1="Futures", choice_2="Care", role="GP partner")
    assert "on the list" in ada.told[0]
    assert ada.told[0].index("Futures") < ada.told[0].index("Care")
    await slack.paints()
    assert "1 person" in slack.cards_in(PLENARY)[0]["text"]


async def test_join_can_be_typed_too(slack: FakeSlack) -> None:
    await opened(slack)
    await slack.person("U1").commands("/consult join")
    assert slack.person("U1").form["callback_id"] == "sign_up_form"


async def test_the_form_shows_what_was_said_before(slack: FakeSlack) -> None:
    await opened(slack)
    ada = slack.person("U1")
    await ada.commands("/consult join")
    await ada.submits(choice_1="Networks", organisation="Elm Tree", can_facilitate=True)
    await ada.presses("Join")
    filled = {block["block_id"]: block.get("element", {}) for block in ada.form["blocks"]}
    assert filled["choice_1"]["initial_option"]["text"]["text"] == "Networks"
    assert filled["organisation"]["initial_value"] == "Elm Tree"
    assert filled["can_facilitate"]["initial_options"]
    await ada.submits(choice_1="Care", can_facilitate=False)
    assert "Care" in ada.told[-1]


async def test_the_same_theme_twice_is_said_at_the_second_choice(slack: FakeSlack) -> None:
    await opened(slack)
    ada = slack.person("U1")
    await ada.commands("/consult join")
    answer = await ada.submits(choice_1="Care", choice_2="Care")
    assert '"choice_2"' in answer.body
    assert "already" in answer.body


async def test_withdrawing_by_button_and_by_word_takes_the_person_off_the_list(slack: FakeSlack) -> None:
    await opened(slack)
    for ask in ("button", "word"):
        ada = slack.person("U1")
        await ada.commands("/consult join")
        await ada.submits(choice_1="Care")
        await (ada.presses("Withdraw") if ask == "button" else ada.commands("/consult withdraw"))
        assert "off the list" in ada.told[-1]
    await slack.paints()
    assert "1 person" not in slack.cards_in(PLENARY)[0]["text"]


async def test_the_confirmation_gives_way_to_the_news_of_withdrawing(slack: FakeSlack) -> None:
    await opened(slack)
    ada = slack.person("U1")
    await ada.commands("/consult join")
    await ada.submits(choice_1="Care")
    await ada.presses("Withdraw")
    assert len(ada.told) == 1


async def test_who_is_not_on_the_list_can_not_withdraw(slack: FakeSlack) -> None:
    await opened(slack)
    ada = slack.person("U1")
    await ada.commands("/consult withdraw")
    assert ada.told == ["You are not on the list of this session. Press Join on the sign-up card first."]


async def test_a_form_left_open_until_sign_up_has_ended_says_so_and_keeps_what_was_typed(
    slack: FakeSlack,
) -> None:
    await opened(slack)
    late = slack.person("U9")
    await late.commands("/consult join")
    await slack.person("UORG").commands("/consult join")
    await slack.person("UORG").submits(choice_1="Care")
    for step in ("place", "rooms"):
        await slack.person("UORG").commands(f"/consult {step}")
        await slack.person("UORG").submits()
    await slack.person("UORG").commands("/consult close")
    answer = await late.submits(choice_1="Care")
    assert "This session is over" in answer.body
    assert "U9" in slack.api.forms


async def test_who_comes_late_is_asked_into_a_room_at_once(slack: FakeSlack) -> None:
    await slack.session_in_rooms()
    late = slack.person("U9")
    await late.presses("Join")
    await late.submits(choice_1="Care")
    assert "Your room is" in late.told[-1]
    assert any("U9" in slack.api.channels[room].members for room in slack.rooms())


async def test_a_session_with_one_theme_asks_for_no_choice(slack: FakeSlack) -> None:
    await opened(slack, themes="Only this")
    ada = slack.person("U1")
    await ada.presses("Join")
    await ada.submits(role="Nurse")
    assert "on the list" in ada.told[-1]


async def test_a_forged_session_in_a_form_is_refused(slack: FakeSlack) -> None:
    await opened(slack)
    ada = slack.person("U1")
    await ada.commands("/consult join")
    sent = ada.submission(choice_1="Care")
    for forged in ('{"session": "other"}', "{", "[]", '{"session": 7}', ""):
        sent["view"] = {**sent["view"], "private_metadata": forged, "id": f"V{forged}"}
        assert "There is no session here" in (await slack.deliver(sent)).body
