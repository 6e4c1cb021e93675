import pytest

from tests.rehearsal.stage import button, refusal, stage


async def test_what_a_bot_posts_is_seen_by_everyone_in_the_channel() -> None:
    async with stage() as s, s.live("grace") as live:
        posted = await s.client.chat_postMessage(channel=s.channel(), text="Welcome", blocks=[button()])

        frame = await live.until("message")
        seen = (await s.seen("ada"))[-1]

    assert frame["message"] == seen
    assert seen["ts"] == posted["ts"]
    assert seen["user"] == s.bot.bot_user
    assert seen["blocks"][0]["elements"][0]["text"] == {"type": "plain_text", "text": "Press", "emoji": True}


async def test_an_update_with_text_alone_removes_the_blocks_and_says_edited() -> None:
    async with stage() as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="One", blocks=[button()]))["ts"]
        await s.client.chat_update(channel=s.channel(), ts=ts, text="Two")

        seen = (await s.seen("ada"))[-1]

    assert seen["text"] == "Two"
    assert "blocks" not in seen
    assert seen["edited"]["user"] == s.bot.bot_user


async def test_an_update_with_blocks_alone_keeps_the_text() -> None:
    async with stage() as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="One"))["ts"]
        await s.call("chat.update", channel=s.channel(), ts=ts, blocks=[button()])

        seen = (await s.seen("ada"))[-1]

    assert seen["text"] == "One"
    assert seen["blocks"][0]["block_id"] == "buttons"


async def test_a_bot_changes_and_deletes_only_its_own_messages() -> None:
    async with stage() as s:
        said = (await s.act("ada", "say", channel=s.channel(), text="Mine"))["ts"]

        assert (
            await refusal(s.client.chat_update(channel=s.channel(), ts=said, text="x"))
            == "cant_update_message"
        )
        assert await refusal(s.client.chat_delete(channel=s.channel(), ts=said)) == "cant_delete_message"
        assert await refusal(s.client.chat_delete(channel=s.channel(), ts="1.2")) == "message_not_found"


async def test_a_bot_that_is_not_in_a_channel_can_not_post_there() -> None:
    async with stage() as s:
        await s.client.conversations_leave(channel=s.channel())

        assert await refusal(s.client.chat_postMessage(channel=s.channel(), text="x")) == "not_in_channel"
        assert await refusal(s.client.chat_postMessage(channel="C1", text="x")) == "channel_not_found"
        assert (await s.call("chat.postMessage", channel=s.channel("general")))["error"] == "no_text"


async def test_a_private_message_is_seen_by_one_person_only() -> None:
    async with stage() as s:
        await s.client.chat_postEphemeral(channel=s.channel(), user=s.person("ada"), text="Just you")

        assert [m["is_ephemeral"] for m in await s.seen("ada")] == [True]
        assert await s.seen("grace") == []
        assert (await s.client.conversations_history(channel=s.channel()))["messages"] == []


async def test_a_private_message_needs_a_member() -> None:
    async with stage() as s:
        await s.act("ada", "leave", channel=s.channel())

        whisper = s.client.chat_postEphemeral(channel=s.channel(), user=s.person("ada"), text="x")
        assert await refusal(whisper) == "user_not_in_channel"


async def test_a_reply_stays_in_its_thread_and_the_parent_counts_it() -> None:
    async with stage() as s:
        parent = (await s.client.chat_postMessage(channel=s.channel(), text="Question"))["ts"]
        await s.act("ada", "say", channel=s.channel(), text="Answer", thread_ts=parent)

        history = (await s.client.conversations_history(channel=s.channel()))["messages"]
        thread = (await s.client.conversations_replies(channel=s.channel(), ts=parent))["messages"]

    assert [(m["text"], m.get("reply_count")) for m in history] == [("Question", 1)]
    assert [m["text"] for m in thread] == ["Question", "Answer"]


async def test_history_comes_in_pages_newest_first() -> None:
    async with stage() as s:
        for number in range(5):
            await s.act("ada", "say", channel=s.channel(), text=f"{number}")

        pages = await s.client.conversations_history(channel=s.channel(), limit=2)
        texts = [[message["text"] for message in page["messages"]] async for page in pages]

    assert texts == [["4", "3"], ["2", "1"], ["0"]]


async def test_what_a_person_types_is_escaped_and_handles_become_mentions() -> None:
    async with stage() as s:
        await s.act("ada", "say", channel=s.channel(), text="1 < 2 & <!channel> @grace #general a@b.c")

        seen = (await s.seen("grace"))[-1]["text"]

    grace, general = s.person("grace"), s.channel("general")
    assert seen == f"1 &lt; 2 &amp; &lt;!channel&gt; <@{grace}> <#{general}> a@b.c"


async def test_people_change_and_delete_their_own_messages_only() -> None:
    async with stage() as s:
        ts = (await s.act("ada", "say", channel=s.channel(), text="First"))["ts"]

        other = await s.act("grace", "edit", channel=s.channel(), ts=ts, text="No")
        await s.act("ada", "edit", channel=s.channel(), ts=ts, text="Second")
        changed = (await s.seen("grace"))[-1]
        await s.act("ada", "delete", channel=s.channel(), ts=ts)

        assert other == {"ok": False, "error": "cant_update_message"}
        assert (changed["text"], "edited" in changed) == ("Second", True)
        assert await s.seen("grace") == []


async def test_a_permalink_leads_the_browser_to_the_message() -> None:
    async with stage() as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Here"))["ts"]
        link = (await s.client.chat_getPermalink(channel=s.channel(), message_ts=ts))["permalink"]

        assert link == f"{s.address.url}/archives/{s.channel()}/p{ts.replace('.', '')}"
        async with s.http.get(link, allow_redirects=False) as answer:
            assert answer.headers["Location"] == f"/page/#{s.channel()}/{ts}"


async def test_posting_to_a_person_opens_a_direct_message_that_no_one_else_sees() -> None:
    async with stage() as s:
        posted = await s.client.chat_postMessage(channel=s.person("ada"), text="Hello")

        assert posted["channel"].startswith("D")
        assert [m["text"] for m in (await s.state("ada"))["messages"][posted["channel"]]] == ["Hello"]
        assert posted["channel"] not in (await s.state("grace"))["messages"]
        opened = await s.client.conversations_open(users=s.person("ada"))
        assert opened["channel"]["id"] == posted["channel"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (
            {"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]},
            "invalid_blocks",
        ),
        (
            {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 4},
            "msg_blocks_too_long",
        ),
        ({"blocks": "nonsense"}, "invalid_blocks_format"),
        ({"markdown_text": "x", "text": "y"}, "markdown_text_conflict"),
        ({"attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
    ],
)
async def test_what_slack_refuses_is_refused_in_its_words(wrong: dict[str, object], error: str) -> None:
    async with stage() as s:
        answer = await s.call("chat.postMessage", channel=s.channel(), **wrong)

    assert (answer["ok"], answer["error"]) == (False, error)
