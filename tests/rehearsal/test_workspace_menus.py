"""Menus that ask the bot for their choices, files in forms, and buttons inside attachments."""

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from tests.rehearsal.stage import Json, Stage, button, form, stage
from tests.rehearsal.test_workspace_forms import Asker, opened

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

PLACES = ("Leeds", "Leicester", "London")


def option(text: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": text.lower()}


def asking(kind: str, **more: object) -> Json:
    element = {"type": kind, "action_id": "place", **more}
    return {
        "type": "input",
        "block_id": "where",
        "label": {"type": "plain_text", "text": "Where"},
        "element": element,
    }


class Suggester(Asker):
    """A bot whose form has a menu of places, and which offers those that begin with what is typed."""

    @override
    def __call__(self, app: "AsyncApp") -> None:
        super().__call__(app)
        app.options("place")(self.suggest)
        app.action("place")(self.listen)
        app.action("press")(self.listen)

    async def suggest(self, ack: Any, payload: Json) -> None:  # noqa: ANN401 -- the framework's callable has no type
        found = [place for place in PLACES if place.lower().startswith(payload["value"].lower())]
        self.bodies.put_nowait(payload)
        await ack(options=[option(place) for place in found])


async def suggested(s: Stage, view: Json, typed: str) -> Json:
    place = {"view_id": view["id"], "block_id": "where", "action_id": "place"}
    return await s.act("ada", "suggest", **place, value=typed)


async def test_a_menu_offers_what_the_bot_says_and_only_that_can_be_chosen() -> None:
    asker = Suggester(form(asking("external_select", min_query_length=1)))
    async with stage(asker) as s:
        view = await opened(s)
        answer = await suggested(s, view, "le")
        body = await asker.next()
        wrong = await s.act("ada", "submit", view_id=view["id"], values={"where": {"place": "london"}})
        right = await s.act("ada", "submit", view_id=view["id"], values={"where": {"place": "leeds"}})

    assert [one["value"] for one in answer["options"]] == ["leeds", "leicester"]
    assert (body["type"], body["value"], body["action_id"]) == ("block_suggestion", "le", "place")
    assert body["container"] == {"type": "view", "view_id": view["id"]}
    assert (wrong["ok"], right["views"]) == (False, [])
    sent = asker.sent[0]["view"]["state"]["values"]["where"]["place"]
    assert sent == {"type": "external_select", "selected_option": answer["options"][0]}


async def test_too_few_letters_never_reach_the_bot() -> None:
    asker = Suggester(form(asking("multi_external_select")))
    async with stage(asker) as s:
        answer = await suggested(s, await opened(s), "le")

    assert answer == {"ok": True, "options": []}
    assert asker.bodies.empty()


async def test_a_menu_in_a_message_asks_as_well() -> None:
    asker = Suggester(form())
    menu = {"type": "external_select", "action_id": "place", "min_query_length": 0}
    async with stage(asker) as s:
        blocks = [{"type": "actions", "block_id": "where", "elements": [menu]}]
        ts = (await s.client.chat_postMessage(channel=s.channel(), text="Where", blocks=blocks))["ts"]
        place = {"channel": s.channel(), "ts": ts, "block_id": "where", "action_id": "place"}
        await s.act("ada", "suggest", **place, value="lo")
        suggestion = await asker.next()
        await s.act("ada", "click", **place, value="london")
        click = await asker.next()

    assert suggestion["message"]["ts"] == ts
    assert click["actions"][0]["selected_option"]["value"] == "london"


async def uploaded(s: Stage, filename: str) -> str:
    content = b64encode(b"a,b").decode()
    return str((await s.act("ada", "upload", filename=filename, base64=content))["file"])


async def test_files_handed_in_with_a_form_reach_the_bot_and_can_be_fetched() -> None:
    asker = Suggester(form(asking("file_input", filetypes=["csv"], max_files=1)))
    async with stage(asker) as s:
        view = await opened(s)
        csv, pdf = await uploaded(s, "rooms.csv"), await uploaded(s, "rooms.pdf")

        async def submit(*files: str) -> Json:
            values = {"where": {"place": list(files)}}
            return await s.act("ada", "submit", view_id=view["id"], values=values)

        assert (await submit())["errors"]["where"] == "Please complete this required field."
        assert (await submit(csv, csv))["errors"]["where"] == "Please add at most 1 file."
        assert (await submit(pdf))["errors"]["where"] == "Please add only files of these kinds: csv."
        assert (await submit(csv))["views"] == []
        info = (await s.client.files_info(file=csv))["file"]

    sent = asker.sent[0]["view"]["state"]["values"]["where"]["place"]
    assert (sent["type"], [file["id"] for file in sent["files"]]) == ("file_input", [csv])
    assert info["name"] == "rooms.csv"


async def test_a_button_inside_an_attachment_says_where_it_stands() -> None:
    asker = Suggester(form())
    async with stage(asker) as s:
        bars: list[Json] = [{"color": "#ff0000", "text": "One"}, {"blocks": [button()]}]
        posted = await s.client.chat_postMessage(channel=s.channel(), text="Vote", attachments=bars)
        place = {"channel": s.channel(), "ts": posted["ts"], "block_id": "buttons", "action_id": "press"}
        await s.act("ada", "click", **place)
        body = await asker.next()

    shown = posted["message"]["attachments"]
    assert [(one["id"], one["fallback"]) for one in shown] == [
        (1, "[no preview available]"),
        (2, "[no preview available]"),
    ]
    assert shown[0]["color"] == "ff0000"
    assert body["container"] == {
        "type": "message_attachment",
        "message_ts": posted["ts"],
        "channel_id": s.channel(),
        "is_ephemeral": False,
        "attachment_id": 2,
        "is_app_unfurl": False,
    }
    assert body["actions"][0]["block_id"] == "buttons"
