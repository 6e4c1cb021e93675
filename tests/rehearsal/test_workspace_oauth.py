"""Letting an app in: the page that asks, the code, the tokens."""

from base64 import b64encode
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.rehearsal.stage import MANIFEST, NOON, Json, Stage, refusal, stage

BACK = "https://bot.example/oauth"
ROTATING: Json = {
    **MANIFEST,
    "settings": {**MANIFEST["settings"], "token_rotation_enabled": True},
    "oauth_config": {**MANIFEST["oauth_config"], "redirect_urls": ["https://bot.example/"]},
}
PLAIN: Json = {**ROTATING, "settings": MANIFEST["settings"]}


def asked(s: Stage, **more: str) -> dict[str, str]:
    given = {"client_id": s.bot.client_id, "scope": "chat:write,canvases:write", "state": "s1"}
    return {**given, "redirect_uri": BACK, **more}


async def answered(s: Stage, answer: str = "allow", **more: str) -> dict[str, list[str]]:
    """Answer on the page and return the query with which the browser comes back to the app."""
    fields = {**asked(s, **more), "as": s.person("ada"), "answer": answer}
    url = f"{s.address.url}/oauth/v2/authorize"
    async with s.http.post(url, data=fields, allow_redirects=False) as response:
        assert response.status == 302
        return parse_qs(urlsplit(response.headers["Location"]).query)


async def exchanged(s: Stage, code: str, **more: str) -> Json:
    """Exchange a code as the official clients do: with the client's id and secret in the header."""
    basic = b64encode(f"{s.bot.client_id}:{s.bot.client_secret}".encode()).decode()
    fields = {"code": code, "redirect_uri": BACK, **more}
    headers = {"Authorization": f"Basic {basic}"}
    async with s.http.post(f"{s.address.api_url}oauth.v2.access", data=fields, headers=headers) as response:
        answer: Json = await response.json()
        return answer


async def test_a_person_is_asked_in_plain_words_and_the_app_gets_a_code() -> None:
    async with stage(app=PLAIN) as s:
        async with s.http.get(f"{s.address.url}/oauth/v2/authorize", params=asked(s)) as response:
            page = await response.text()
        back = await answered(s)

    assert response.status == 200
    assert '<html lang="en">' in page
    assert "<h1>Tallier asks to work in Rehearsal</h1>" in page
    assert '<label for="as">' in page
    assert "<code>canvases:write</code>" in page
    assert (back["state"], set(back)) == (["s1"], {"code", "state"})


async def test_a_person_may_say_no() -> None:
    async with stage(app=PLAIN) as s:
        assert await answered(s, "cancel") == {"error": ["access_denied"], "state": ["s1"]}


async def test_a_code_fetches_a_token_once_and_scopes_only_add_up() -> None:
    async with stage(app=PLAIN) as s:
        code = (await answered(s))["code"][0]
        token = await exchanged(s, code)

        assert token["access_token"] == s.bot.bot_token
        assert {"chat:write", "canvases:write", "users:read"} <= set(token["scope"].split(","))
        assert (token["bot_user_id"], token["authed_user"]) == (s.bot.bot_user, {"id": s.person("ada")})
        assert token["team"] == {"id": s.workspace.team_id, "name": "Rehearsal"}
        assert (await exchanged(s, code))["error"] == "invalid_code"


async def test_a_code_lives_ten_minutes() -> None:
    async with stage(at=NOON, app=PLAIN) as s:
        code = (await answered(s))["code"][0]
        await s.advance(600)
        assert (await exchanged(s, code))["error"] == "invalid_code"


async def test_an_app_that_was_taken_out_comes_back_with_another_token() -> None:
    async with stage(app=PLAIN) as s:
        await s.client.auth_revoke()
        token = await exchanged(s, (await answered(s))["code"][0])
        known = await s.client.auth_test(token=token["access_token"])

    assert token["access_token"] != s.bot.bot_token
    assert known["user_id"] == s.bot.bot_user


async def test_tokens_that_are_rotated_live_twelve_hours_and_are_fetched_anew_once() -> None:
    async with stage(at=NOON, app=ROTATING) as s:
        first = await exchanged(s, (await answered(s))["code"][0])
        refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        second = await exchanged(s, "", **refresh)
        again = await exchanged(s, "", **refresh)

        assert first["expires_in"] == 43_200
        assert first["access_token"].startswith("xoxe.xoxb-")
        assert again["error"] == "invalid_refresh_token"
        assert (await s.client.auth_test(token=second["access_token"]))["ok"]
        await s.advance(43_200)
        assert await refusal(s.client.auth_test(token=second["access_token"])) == "token_expired"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"code": "1.2.3"}, "invalid_code"),
        ({"redirect_uri": "https://bot.example/else"}, "bad_redirect_uri"),
        ({"grant_type": "password"}, "invalid_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "xoxe-1"}, "invalid_refresh_token"),
    ],
)
async def test_an_exchange_that_slack_refuses_is_refused(wrong: dict[str, str], error: str) -> None:
    async with stage(app=PLAIN) as s:
        code = (await answered(s))["code"][0]
        secrets = {"client_id": s.bot.client_id, "client_secret": s.bot.client_secret}
        fields = {**secrets, "code": code, "redirect_uri": BACK, **wrong}
        async with s.http.post(f"{s.address.api_url}oauth.v2.access", data=fields) as response:
            assert (await response.json())["error"] == error


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "Everything!"}, "invalid_scope"),
        ({"redirect_uri": "https://elsewhere.example/"}, "bad_redirect_uri"),
        ({"team": "T404"}, "invalid_team_for_non_distributed_app"),
    ],
)
async def test_a_link_that_can_not_be_used_says_why(wrong: dict[str, str], word: str) -> None:
    async with stage(app=PLAIN) as s:
        params = asked(s, **wrong)
        async with s.http.get(f"{s.address.url}/oauth/v2/authorize", params=params) as response:
            page = await response.text()

    assert (response.status, f"<code>{word}</code>" in page) == (400, True)
