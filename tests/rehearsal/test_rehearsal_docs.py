"""The page about the workspace keeps its word: what it names is there."""

import ast
import asyncio
import re
from pathlib import Path

import pytest

from tests.rehearsal.stage import Json, manifest, stage

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "rehearsal.md"


def rows() -> list[list[str]]:
    """Return the rows of the table of what is modelled, each as its cells."""
    part = PAGE.read_text(encoding="utf-8").partition("## What is modelled, and what is not")[2]
    lines = [line for line in part.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def names_in(module: str) -> set[str]:
    """Return the names of a file's tests."""
    file = HERE / f"{module}.py"
    if not file.exists():
        return set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_each_row_of_what_is_modelled_names_a_test_that_exists() -> None:
    named = {row[0]: re.findall(r"`(test_\w+)::(test_\w+)`", row[-1]) for row in rows()}
    missing = [
        f"{what}: {module}::{name}"
        for what, tests in named.items()
        for module, name in tests
        if name not in names_in(module)
    ]

    assert len(named) > 30
    assert [what for what, tests in named.items() if not tests] == []
    assert missing == []


def test_each_control_address_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sources = (HERE.parents[1] / "rehearsal" / "workspace" / "control").glob("*.py")
    paths = {
        path for source in sources for path in re.findall(r'"(/control/[a-z]+)', source.read_text("utf-8"))
    }

    assert {path for path in paths if path not in text} == set()


@pytest.mark.parametrize(
    "method",
    [
        "canvases.create",
        "slackLists.create",
        "calls.add",
        "reminders.add",
        "search.messages",
        "stars.add",
        "workflows.stepCompleted",
        "admin.users.list",
        "oauth.v2.exchange",
        "apps.manifest.validate",
    ],
)
async def test_a_method_that_is_not_modelled_is_unknown(method: str) -> None:
    async with stage() as s:
        assert (await s.call(method))["error"] == "unknown_method"


@pytest.mark.parametrize("path", ["/services/T0/B0/secret", "/api/rtm/", "/scim/v2/Users"])
async def test_an_address_that_is_not_modelled_is_not_there(path: str) -> None:
    async with stage() as s, s.http.post(s.address.url + path, json={}) as answer:
        assert answer.status == 404


async def test_an_app_has_no_user_token() -> None:
    async with (
        stage() as s,
        s.http.post(
            s.address.api_url + "auth.test", headers={"Authorization": "Bearer xoxp-1-2-3"}
        ) as answer,
    ):
        assert (await answer.json())["error"] == "invalid_auth"
    assert "user" not in manifest()["oauth_config"]["scopes"]


async def test_a_file_is_not_hung_on_a_message_afterwards() -> None:
    async with stage() as s:
        posted = await s.client.chat_postMessage(channel=s.channel(), text="One")
        file = await s.client.files_upload_v2(content="a,b", filename="a.csv")
        ids = [file["file"]["id"]]
        updated = await s.client.chat_update(channel=s.channel(), ts=posted["ts"], text="Two", file_ids=ids)

    assert updated["ok"]
    assert "files" not in updated["message"]


async def test_there_is_one_team_and_nothing_is_shared_with_another() -> None:
    async with stage() as s:
        me = await s.client.auth_test()
        channel = (await s.client.conversations_info(channel=s.channel()))["channel"]

    assert me["is_enterprise_install"] is False
    assert (channel["is_shared"], channel["is_org_shared"], channel["is_ext_shared"]) == (False, False, False)
    assert channel["shared_team_ids"] == [me["team_id"]]


async def test_history_has_the_pace_of_an_app_of_ones_own() -> None:
    slow: Json = {"methods": {"conversations.history": {"a_minute": 1, "burst": 1}}}
    async with stage() as s:
        for number in range(20):
            await s.act("ada", "say", channel=s.channel(), text=str(number))
        pages = [await s.call("conversations.history", channel=s.channel()) for _ in range(5)]
        assert [len(page["messages"]) for page in pages] == [20] * 5
        await s.post("/control/budgets", slow)
        slowly = [await s.call("conversations.history", channel=s.channel()) for _ in range(2)]

    assert slowly[-1]["error"] == "ratelimited"


async def test_the_bot_on_the_page_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    *bot, last = code.strip().splitlines()
    begun: Json = {}
    async with stage() as s:
        settings = {
            "SLACK_API_URL": s.address.api_url,
            "SLACK_BOT_TOKEN": s.bot.bot_token,
            "SLACK_APP_TOKEN": s.bot.app_token,
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        # Its last line never returns: here it connects and no more.
        whole = "\n".join([*bot, f"handler = {last.replace('.start()', '')}", "handler.connect()"])
        await asyncio.to_thread(exec, whole, begun)
        async with s.live("ada") as live:
            asked = await s.act("ada", "say", channel=s.channel(), text="Hello @tallier")
            await live.until("message")
            answer = (await live.until("message"))["message"]
        await asyncio.to_thread(begun["handler"].close)

    assert (answer["text"], answer["thread_ts"]) == (f"Hello <@{s.person('ada')}>", asked["ts"])
