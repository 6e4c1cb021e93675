import pytest

from tests.rehearsal.stage import Json, button, stage


async def test_a_person_sees_the_team_the_apps_and_what_is_said() -> None:
    async with stage() as s:
        await s.act("grace", "say", channel=s.channel(), text="Hello")
        state = await s.state("ada")

    assert state["me"] == s.person("ada")
    assert [(p["name"], p["title"], p["is_bot"]) for p in state["people"]] == [
        ("ada", "Analyst", False),
        ("grace", "", False),
        ("tallier", "", True),
    ]
    assert [c["name"] for c in state["channels"]] == ["general", "plenary"]
    assert state["apps"][0]["commands"][0]["command"] == "/tally"
    assert [m["text"] for m in state["messages"][s.channel()]] == ["Hello"]
    assert (state["views"], state["home"]) == ([], {s.bot.app_id: None})


async def test_without_a_name_the_first_person_looks() -> None:
    async with stage() as s:
        assert (await s.get("/control/state"))["me"] == s.person("ada")


async def test_pages_hear_at_once_what_changes() -> None:
    async with stage() as s, s.live("ada") as live:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Vote", blocks=[button()]))["ts"]
        await live.until("message")
        await s.act("grace", "react", channel=s.channel(), ts=ts, name="eyes")
        reacted = await live.until("message_changed")
        await s.client.chat_delete(channel=s.channel(), ts=ts)
        deleted = await live.until("message_deleted")

    assert reacted["message"]["reactions"] == [{"name": "eyes", "users": [s.person("grace")], "count": 1}]
    assert (deleted["channel"], deleted["ts"]) == (s.channel(), ts)


async def test_pages_hear_when_a_bot_connects() -> None:
    def silent(_app: object) -> None:
        """Listen to nothing."""

    async with stage(silent) as s:
        assert (await s.state("ada"))["apps"][0]["connected"] is True


async def test_new_people_and_channels_are_there_at_once() -> None:
    async with stage() as s, s.live("ada") as live:
        await s.post("/control/people", {"people": [{"name": "alan", "real_name": "Alan T", "title": "GP"}]})
        person = (await live.until("person"))["person"]
        body = {"channels": [{"name": "side", "members": [person["id"]], "topic": "Aside"}]}
        channel = (await s.post("/control/channels", body))["channels"][0]
        shown = (await live.until("channel"))["channel"]

    assert (person["name"], person["title"], person["tz"]) == ("alan", "GP", "Europe/London")
    assert (shown["id"], shown["members"], shown["topic"]) == (channel["id"], [person["id"]], "Aside")


async def test_a_handle_or_a_name_that_is_taken_is_refused_in_words() -> None:
    async with stage() as s:
        people = await s.post("/control/people", {"people": [{"name": "ada", "real_name": "Ada"}]})
        channels = await s.post("/control/channels", {"channels": [{"name": "plenary"}]})

    assert people == {"ok": False, "error": "The handle ada is taken: give each person another one."}
    assert channels == {"ok": False, "error": "name_taken"}


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({}, "name must be a text in {}."),
        ({"name": 7}, 'name must be a text in {"name": 7}.'),
        ({"name": ""}, "'' is no handle"),
        ({"name": "@ada"}, "'@ada' is no handle"),
        ({"name": "ada lovelace"}, "'ada lovelace' is no handle"),
        ({"name": "a" * 81}, f"{'a' * 81!r} is no handle"),
        ({"name": "alan", "real_name": "A" * 81}, "The real_name of alan is longer than 80 characters."),
        ({"name": "alan", "tz": "Mars/Phobos"}, "There is no time zone 'Mars/Phobos'"),
    ],
)
async def test_a_person_who_can_not_be_is_refused_in_a_sentence(entry: Json, sentence: str) -> None:
    async with stage() as s:
        answer = await s.post("/control/people", {"people": [entry]})
        assert answer["ok"] is False
        assert answer["error"].startswith(sentence)


async def test_a_name_of_any_letters_is_kept_in_one_line() -> None:
    async with stage() as s:
        people = [{"name": "zoë", "real_name": "Zoë\n <b>Adair</b>"}]
        person = (await s.post("/control/people", {"people": people}))["people"][0]

    assert (person["name"], person["real_name"]) == ("zoë", "Zoë <b>Adair</b>")


async def test_who_joins_a_private_channel_hears_what_was_said_before() -> None:
    async with stage() as s, s.live("ada") as live:
        channel = (await s.client.conversations_create(name="quiet", is_private=True))["channel"]["id"]
        await s.client.chat_postMessage(channel=channel, text="Before")
        await s.client.conversations_invite(channel=channel, users=s.person("ada"))
        heard = [(await live.until("message"))["message"]["text"] for _ in range(2)]

    assert heard == ["Before", f"<@{s.person('ada')}> has joined the channel"]


async def test_an_act_that_does_not_exist_is_said_in_a_sentence() -> None:
    async with stage() as s:
        assert (await s.act("ada", "fly"))["error"] == "There is no act called fly."
        assert (await s.post("/control/act", {"as": "U0", "do": "say"}))["error"] == "user_not_found"


async def test_who_acts_and_what_they_do_are_asked_for_in_a_sentence() -> None:
    async with stage() as s:
        nobody = await s.post("/control/act", {"do": "say"})
        bot = await s.post("/control/act", {"as": s.bot.bot_user, "do": "say"})
        nothing = await s.post("/control/act", {"as": s.person("ada")})

    assert nobody["error"].startswith("as must be the id of the person")
    assert bot["error"] == "as must be a person: a bot acts through the Web API."
    assert nothing["error"].startswith("do must say which act")


@pytest.mark.parametrize("given", [{"filename": "a.txt", "base64": ""}, {"base64": "aGk="}])
async def test_an_upload_without_a_name_or_a_byte_is_refused(given: Json) -> None:
    async with stage() as s:
        answer = await s.act("ada", "upload", channel=s.channel(), **given)
        assert answer["error"] == "An upload needs a filename and base64 of at least one byte."
        assert await s.seen("ada") == []


async def test_nobody_may_watch_as_someone_who_does_not_exist() -> None:
    async with stage() as s, s.http.get(f"{s.address.url}/control/state?as=U0") as answer:
        assert answer.status == 404
        assert (await answer.json())["error"] == "user_not_found"


async def test_another_web_page_in_the_same_browser_may_not_act() -> None:
    async with stage() as s:
        body = {"as": s.person("ada"), "do": "say", "channel": s.channel(), "text": "Hello"}
        statuses = []
        for origin in ("https://example.org", s.address.url):
            headers = {"Origin": origin}
            async with s.http.post(f"{s.address.url}/control/act", json=body, headers=headers) as answer:
                statuses.append(answer.status)

    assert statuses == [403, 200]


async def test_the_page_is_served_and_never_kept_by_the_browser() -> None:
    async with stage() as s, s.http.get(s.address.url) as answer:
        assert answer.status == 200
        assert answer.url.path == "/page/"
        assert answer.headers["Cache-Control"] == "no-cache"
