"""People, bots, groups and the workspace itself, as a bot finds them."""

from tests.rehearsal.stage import refusal, stage


async def test_a_person_is_found_by_address_where_the_scope_allows_it() -> None:
    async with stage() as s:
        found = (await s.client.users_lookupByEmail(email="Ada@rehearsal.example"))["user"]
        profile = (await s.client.users_profile_get(user=s.person("ada")))["profile"]

        assert found["id"] == s.person("ada")
        assert profile["email"] == "ada@rehearsal.example"
        assert await refusal(s.client.users_lookupByEmail(email="no@body.example")) == "users_not_found"


async def test_addresses_are_hidden_without_their_scope() -> None:
    async with stage(scopes=("users:read",)) as s:
        person = (await s.client.users_info(user=s.person("ada"), include_locale=True))["user"]
        assert "email" not in person["profile"]
        assert person["locale"] == "en-GB"
        assert await refusal(s.client.users_lookupByEmail(email="x")) == "missing_scope"


async def test_a_large_workspace_hands_its_people_out_in_pages_only() -> None:
    async with stage() as s:
        entries = [{"name": f"p{n}", "real_name": f"Person {n}"} for n in range(2000)]
        await s.post("/control/people", {"people": entries})
        assert await refusal(s.client.users_list()) == "limit_required"
        pages = [len(page["members"]) async for page in await s.client.users_list(limit=1000)]

    assert pages == [1000, 1000, 3]


async def test_a_group_is_listed_with_its_people_and_its_handle_becomes_a_mention() -> None:
    async with stage() as s:
        group = (await s.client.usergroups_list(include_users=True, include_count=True))["usergroups"][0]
        people = (await s.client.usergroups_users_list(usergroup=group["id"]))["users"]
        posted = await s.client.chat_postMessage(channel=s.channel(), text="@analysts", link_names=True)

        assert (group["handle"], group["users"], group["user_count"]) == ("analysts", people, 1)
        assert people == [s.person("ada")]
        assert posted["message"]["text"] == f"<!subteam^{group['id']}>"
        assert await refusal(s.client.usergroups_users_list(usergroup="S404")) == "no_such_subteam"


async def test_an_app_token_says_which_app_it_is() -> None:
    async with stage() as s:
        answer = await s.client.auth_test(token=s.bot.app_token)

    assert (answer["app_id"], answer["app_name"]) == (s.bot.app_id, "Tallier")


async def test_an_app_that_gives_its_token_back_is_out_of_the_workspace() -> None:
    async with stage() as s:
        asked = await s.client.auth_revoke(test=True)
        given = await s.client.auth_revoke()

        assert (asked["revoked"], given["revoked"]) == (False, True)
        assert await refusal(s.client.auth_test()) == "token_revoked"
        assert s.bot.bot_user not in (await s.state("ada"))["channels"][0]["members"]
