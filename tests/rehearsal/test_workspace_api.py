import json

import pytest

from rehearsal.workspace import Setup, Workspace
from tests.rehearsal.stage import Json, Stage, manifest, refusal, stage


async def raw(s: Stage, method: str, path: str, body: str, headers: dict[str, str]) -> Json:
    async with s.http.request(method, s.address.api_url + path, data=body, headers=headers) as answer:
        assert answer.status == 200
        result: Json = await answer.json()
        return result


async def test_the_token_says_who_calls() -> None:
    async with stage() as s:
        answer = await s.client.auth_test()

    assert (answer["user_id"], answer["bot_id"], answer["user"]) == (s.bot.bot_user, s.bot.bot_id, "tallier")


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-made-up", "invalid_auth"),
        ("chat.postMessage", "app", "not_allowed_token_type"),
        ("apps.connections.open", "bot", "not_allowed_token_type"),
        ("chat.sing", "bot", "unknown_method"),
    ],
)
async def test_a_wrong_token_or_method_gets_slacks_word(method: str, token: str, error: str) -> None:
    async with stage() as s:
        known = {"bot": s.bot.bot_token, "app": s.bot.app_token}
        headers = {"Authorization": f"Bearer {known.get(token, token)}"} if token else {}
        assert (await raw(s, "POST", method, "", headers))["error"] == error


async def test_a_missing_scope_is_named() -> None:
    async with stage(scopes=("commands", "channels:manage")) as s:
        answer = await s.call("chat.postMessage", channel=s.channel(), text="x")
        private = s.client.conversations_create(name="quiet", is_private=True)

        assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
        assert answer["provided"] == "channels:manage,commands"
        assert await refusal(private) == "missing_scope"


async def test_a_missing_argument_is_named() -> None:
    async with stage() as s:
        answer = await s.call("chat.update", channel=s.channel(), text="x")

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: ts"]


@pytest.mark.parametrize("form", ["query", "form", "json", "get"])
async def test_arguments_are_read_in_every_form(form: str) -> None:
    async with stage() as s:
        headers = {"Authorization": f"Bearer {s.bot.bot_token}"}
        channel, query = s.channel(), f"?channel={s.channel()}&text=Hello"
        if form == "get":
            answer = await raw(s, "GET", f"chat.postMessage{query}", "", headers)
        elif form == "query":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            answer = await raw(s, "POST", f"chat.postMessage{query}", "", headers)
        elif form == "form":
            body = f"channel={channel}&text=Hello&token={s.bot.bot_token}"
            content = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = await raw(s, "POST", "chat.postMessage", body, content)
        else:
            headers["Content-Type"] = "application/json; charset=utf-8"
            body = json.dumps({"channel": channel, "text": "Hello"})
            answer = await raw(s, "POST", "chat.postMessage", body, headers)

    assert answer["message"]["text"] == "Hello"


async def test_json_to_a_form_only_method_is_dropped() -> None:
    async with stage() as s:
        answer = await s.call("files.getUploadURLExternal", filename="r.pdf", length=5)

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"][0] == "[ERROR] missing required field: filename"


async def test_an_argument_that_slack_does_not_know_does_no_harm() -> None:
    async with stage() as s:
        answer = await s.call("chat.postMessage", channel=s.channel(), text="x", colour={"bright": 1})

    assert answer["ok"]


async def test_broken_json_is_refused() -> None:
    async with stage() as s:
        headers = {"Authorization": f"Bearer {s.bot.bot_token}", "Content-Type": "application/json"}

        assert (await raw(s, "POST", "chat.postMessage", "{", headers))["error"] == "invalid_json"
        assert (await raw(s, "POST", "chat.postMessage", "[]", headers))["error"] == "json_not_object"


async def test_blocks_can_be_asked_about_beforehand() -> None:
    async with stage() as s:
        good = await s.call("blocks.validate", blocks=[{"type": "divider"}])
        bad = await s.call("blocks.validate", view={"type": "modal", "blocks": [{"type": "divider"}]})

    assert good == {"ok": True}
    assert bad["errors"] == [
        {
            "code": "missing_field",
            "message": "missing required field: title",
            "pointer": "",
            "field": "title",
        }
    ]


async def test_the_log_holds_every_call_without_tokens() -> None:
    async with stage() as s:
        await s.client.chat_postMessage(channel=s.channel(), text="Hello")
        await s.call("chat.delete", channel=s.channel(), ts="1.1", token="xoxb-secret")
        log = await s.get("/control/log")

    assert [(entry["method"], entry["answer"]["ok"]) for entry in log] == [
        ("chat.postMessage", True),
        ("chat.delete", False),
    ]
    assert log[0]["arguments"] == {"channel": s.channel(), "text": "Hello"}
    assert "secret" not in json.dumps(log)


def test_the_same_seed_gives_the_same_ids_and_tokens() -> None:
    one, other = (Workspace(Setup(seed=7)) for _ in range(2))

    assert one.install(manifest()) == other.install(manifest())
    assert one.team_id == other.team_id
    assert one.team_id != Workspace(Setup(seed=8)).team_id


@pytest.mark.parametrize(
    ("kind", "word"), [("text/plain", "invalid_post_type"), (None, "missing_post_type")], ids=str
)
async def test_a_body_that_is_neither_form_nor_json_is_refused(kind: str | None, word: str) -> None:
    async with stage() as s:
        headers = {"Authorization": f"Bearer {s.bot.bot_token}"} | ({"Content-Type": kind} if kind else {})
        url, bare = s.address.api_url + "auth.test", ("Content-Type",)
        async with s.http.post(url, data=b"x", headers=headers, skip_auto_headers=bare) as answer:
            assert (await answer.json())["error"] == word


@pytest.mark.parametrize("moment", ["nan", "inf", "soon"])
async def test_a_moment_that_is_none_is_refused(moment: str) -> None:
    async with stage() as s:
        for name in ("oldest", "latest"):
            answer = await s.call("conversations.history", channel=s.channel(), **{name: moment})
            assert answer["error"] == f"invalid_ts_{name}"


async def test_blanks_are_no_text() -> None:
    async with stage() as s:
        assert (await s.call("chat.postMessage", channel=s.channel(), text=" \n "))["error"] == "no_text"
