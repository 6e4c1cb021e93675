"""What a bot may say, and what becomes of it."""

import pytest

from tests.rehearsal.stage import Json, Stage, button, refusal, stage


async def stored(s: Stage, text: str, **more: object) -> str:
    """Post a text and return it as the workspace keeps it."""
    answer = await s.call("chat.postMessage", channel=s.channel(), text=text, **more)
    return str(answer["message"]["text"])


async def test_what_is_not_markup_is_escaped_and_addresses_become_links() -> None:
    async with stage() as s:
        ada = s.person("ada")
        assert await stored(s, "R&D: 1 < 2 > 0, &lt;b&gt;") == "R&amp;D: 1 &lt; 2 &gt; 0, &lt;b&gt;"
        assert (
            await stored(s, f"<@{ada}> <!here> <https://a.b|there>")
            == f"<@{ada}> <!here> <https://a.b|there>"
        )
        assert await stored(s, "See https://a.b/?c=1&d.") == "See <https://a.b/?c=1&amp;d>."
        assert await stored(s, "See https://a.b", parse="none") == "See https://a.b"


async def test_names_become_mentions_only_where_that_is_asked_for() -> None:
    async with stage() as s:
        ada, general = s.person("ada"), s.channel("general")
        assert await stored(s, "@ada @here #general") == "@ada @here #general"
        assert await stored(s, "@ada @here #general", link_names=True) == f"@ada <!here> <#{general}>"
        assert await stored(s, "@ada <!here>", parse="full") == f"<@{ada}> &lt;!here&gt;"


async def test_a_text_may_be_shown_as_it_is_written() -> None:
    async with stage() as s:
        await stored(s, "2 * 3 * 4 and <https://a.b>", mrkdwn=False)
        shown = (await s.seen("ada"))[-1]

    assert (shown["text"], shown["mrkdwn"]) == ("2 * 3 * 4 and <https://a.b>", False)


async def test_a_text_in_blocks_is_read_for_mentions_unless_it_is_verbatim() -> None:
    async with stage() as s:
        texts = [{"type": "mrkdwn", "text": "@everyone https://a.b", "verbatim": v} for v in (False, True)]
        blocks = [{"type": "section", "text": text} for text in texts]
        answer = await s.call("chat.postMessage", channel=s.channel(), text="x", blocks=blocks)

    shown = [block["text"]["text"] for block in answer["message"]["blocks"]]
    assert shown == ["<!everyone> <https://a.b>", "@everyone https://a.b"]


async def test_a_reply_may_stand_in_the_channel_as_well() -> None:
    async with stage() as s:
        parent = (await s.client.chat_postMessage(channel=s.channel(), text="Question"))["ts"]
        reply = (await s.client.chat_postMessage(channel=s.channel(), text="Answer", thread_ts=parent))["ts"]
        once = (await s.client.conversations_history(channel=s.channel()))["messages"]
        both = await s.call("chat.update", channel=s.channel(), ts=reply, reply_broadcast=True, text="x")
        first = await s.call("chat.update", channel=s.channel(), ts=parent, reply_broadcast=True)
        await s.call("chat.update", channel=s.channel(), ts=reply, reply_broadcast=True)
        twice = (await s.client.conversations_history(channel=s.channel()))["messages"]

    assert [m["text"] for m in once] == ["Question"]
    assert both["error"] == "no_dual_broadcast_content_update"
    assert first["error"] == "cant_broadcast_message"
    assert [(m["text"], m.get("subtype")) for m in twice] == [
        ("Answer", "thread_broadcast"),
        ("Question", None),
    ]
    assert twice[0]["root"]["ts"] == parent


async def test_a_reply_is_addressed_to_the_first_of_its_thread() -> None:
    async with stage() as s:
        parent = (await s.client.chat_postMessage(channel=s.channel(), text="Question"))["ts"]
        reply = (await s.client.chat_postMessage(channel=s.channel(), text="Answer", thread_ts=parent))["ts"]
        under_reply = s.client.chat_postMessage(channel=s.channel(), text="x", thread_ts=reply)
        assert await refusal(under_reply) == "cannot_reply_to_message"
        under_nothing = s.client.chat_postMessage(channel=s.channel(), text="x", thread_ts="1.1")
        assert await refusal(under_nothing) == "thread_not_found"


async def test_a_deleted_question_leaves_a_mark_until_its_last_answer_is_gone() -> None:
    async with stage() as s:
        parent = (await s.client.chat_postMessage(channel=s.channel(), text="Question", blocks=[button()]))[
            "ts"
        ]
        reply = (await s.client.chat_postMessage(channel=s.channel(), text="Answer", thread_ts=parent))["ts"]
        await s.client.chat_delete(channel=s.channel(), ts=parent)
        mark = (await s.client.conversations_history(channel=s.channel()))["messages"][0]
        under_mark = s.client.chat_postMessage(channel=s.channel(), text="x", thread_ts=parent)
        assert await refusal(under_mark) == "cannot_reply_to_message"
        said = await s.act("ada", "say", channel=s.channel(), text="Still here", thread_ts=parent)
        await s.act("ada", "delete", channel=s.channel(), ts=said["ts"])
        await s.client.chat_delete(channel=s.channel(), ts=reply)

        assert said["ok"]
        assert (mark["subtype"], mark["text"], mark["user"]) == (
            "tombstone",
            "This message was deleted.",
            "USLACKBOT",
        )
        assert "blocks" not in mark
        assert mark["reply_count"] == 1
        assert await s.seen("ada") == []


METADATA: Json = {"event_type": "poll_opened", "event_payload": {"poll": 7}}


async def test_what_a_message_carries_unseen_is_told_to_those_who_ask() -> None:
    async with stage() as s:
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Poll", metadata=METADATA))["ts"]
        told = (await s.client.conversations_history(channel=s.channel()))["messages"][0]["metadata"]
        asked = await s.client.conversations_history(channel=s.channel(), include_all_metadata=True)
        await s.client.chat_update(channel=s.channel(), ts=ts, text="Still a poll")
        kept = await s.client.conversations_history(channel=s.channel(), include_all_metadata=True)
        await s.call("chat.update", channel=s.channel(), ts=ts, text="No poll", metadata={})
        cleared = (await s.client.conversations_history(channel=s.channel()))["messages"][0]

    assert told == {"event_type": "poll_opened"}
    assert asked["messages"][0]["metadata"] == kept["messages"][0]["metadata"] == METADATA
    assert "metadata" not in cleared


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("nonsense", "invalid_metadata_format"),
        ({"event_type": "x"}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"y": "z" * 10_000}}, "metadata_too_large"),
    ],
)
async def test_metadata_that_slack_refuses_is_refused(metadata: object, error: str) -> None:
    async with stage() as s:
        answer = await s.call("chat.postMessage", channel=s.channel(), text="x", metadata=metadata)
    assert answer["error"] == error


@pytest.mark.parametrize(
    ("attachments", "messages"),
    [
        ([{"title": "Hi", "indent": False}], ["[ERROR] invalid_keys"]),
        (
            [{"blocks": [{"type": "divider", "colour": "red"}]}],
            ["[ERROR] invalid additional property: colour [json-pointer:/attachments/0/blocks/0]"],
        ),
    ],
)
async def test_attachments_that_slack_refuses_are_refused(attachments: object, messages: list[str]) -> None:
    async with stage() as s:
        answer = await s.call("chat.postMessage", channel=s.channel(), attachments=attachments)

    assert (answer["error"], answer["response_metadata"]["messages"]) == ("invalid_attachments", messages)


async def test_a_message_holds_one_table_wherever_it_stands() -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    async with stage() as s:
        answer = await s.call(
            "chat.postMessage",
            channel=s.channel(),
            text="x",
            blocks=[table],
            attachments=[{"blocks": [table]}],
        )

    assert answer["error"] == "invalid_attachments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] only_one_table_allowed"]


async def test_markdown_stands_as_a_block_of_its_own() -> None:
    async with stage() as s:
        answer = await s.call("chat.postMessage", channel=s.channel(), markdown_text="**Bold**")

    assert [(b["type"], b["text"]) for b in answer["message"]["blocks"]] == [("markdown", "**Bold**")]


async def test_a_picture_in_a_block_is_one_that_was_uploaded() -> None:
    async with stage() as s:
        files = [
            (await s.client.files_upload_v2(channel=s.channel(), content=b"\x89PNG", filename=name))["files"][
                0
            ]
            for name in ("a.png", "a.txt")
        ]

        async def show(**file: str) -> str:
            image = {"type": "image", "alt_text": "A chart", "slack_file": file}
            answer = await s.call("chat.postMessage", channel=s.channel(), text="x", blocks=[image])
            return str(answer.get("error", "shown"))

        assert await show(id=files[0]["id"]) == "shown"
        assert await show(url=files[0]["permalink"]) == "shown"
        assert await show(id=files[1]["id"]) == "invalid_blocks"
        assert await show(id="F404") == "invalid_blocks"
