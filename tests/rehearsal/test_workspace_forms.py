import asyncio
from typing import TYPE_CHECKING, Any

from tests.rehearsal.stage import Json, Stage, form, refusal, stage
from tests.support.patience import SECONDS

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp


class Asker:
    """A bot that opens a form at each shortcut and answers it as it was told."""

    def __init__(self, view: Json, /, **answer: object) -> None:
        self.form = view
        self.answer = answer
        self.sent: list[Json] = []
        self.bodies: asyncio.Queue[Json] = asyncio.Queue()

    def __call__(self, app: "AsyncApp") -> None:
        app.shortcut("start")(self.open)
        app.view("words")(self.take)
        app.view_closed("words")(self.listen)
        app.action("change")(self.listen)

    async def open(self, ack: Any, body: Json, client: Any) -> None:  # noqa: ANN401 -- the framework's own objects
        await client.views_open(trigger_id=body["trigger_id"], view=self.form)
        await ack()

    async def take(self, ack: Any, body: Json) -> None:  # noqa: ANN401 -- the framework's callable has no type
        await ack(**self.answer)
        self.sent.append(body)

    async def listen(self, ack: Any, body: Json) -> None:  # noqa: ANN401 -- the framework's callable has no type
        await ack()
        self.bodies.put_nowait(body)

    async def next(self) -> Json:
        async with asyncio.timeout(SECONDS):
            return await self.bodies.get()


async def opened(s: Stage, name: str = "ada") -> Json:
    await s.act(name, "shortcut", callback_id="start")
    view: Json = (await s.state(name))["views"][-1]
    return view


def word(text: str) -> Json:
    return {"word": {"text": text}}


async def test_a_form_is_open_for_the_person_who_asked_and_closes_when_sent() -> None:
    asker = Asker(form())
    async with stage(asker) as s:
        view = await opened(s)
        others = (await s.state("grace"))["views"]
        answer = await s.act("ada", "submit", view_id=view["id"], values=word("word"))

    assert others == []
    assert answer == {"ok": True, "views": []}
    values = asker.sent[0]["view"]["state"]["values"]
    assert values == {"word": {"text": {"type": "plain_text_input", "value": "word"}}}


async def test_the_bots_errors_stand_at_their_fields_and_the_form_stays() -> None:
    asker = Asker(form(), response_action="errors", errors={"word": "Not that one."})
    async with stage(asker) as s:
        view = await opened(s)
        answer = await s.act("ada", "submit", view_id=view["id"], values=word("word"))

    assert answer["errors"] == {"word": "Not that one."}
    assert [v["id"] for v in answer["views"]] == [view["id"]]
    assert answer["views"][0]["state"]["values"]["word"]["text"]["value"] == "word"


async def test_a_required_field_or_a_wrong_length_never_reaches_the_bot() -> None:
    asker = Asker(form())
    async with stage(asker) as s:
        view = await opened(s)
        sentences = [
            (await s.act("ada", "submit", view_id=view["id"], values=word(text)))["errors"]["word"]
            for text in ("", "w", "wordless")
        ]

    assert sentences == [
        "Please complete this required field.",
        "Please enter at least 2 characters.",
        "Please enter at most 5 characters.",
    ]
    assert asker.sent == []


async def test_an_answer_may_put_another_form_in_its_place_or_on_top() -> None:
    for action, stacked in (("update", 1), ("push", 2)):
        asker = Asker(form(), response_action=action, view=form(title={"type": "plain_text", "text": "Next"}))
        async with stage(asker) as s:
            view = await opened(s)
            answer = await s.act("ada", "submit", view_id=view["id"], values=word("word"))

        assert len(answer["views"]) == stacked
        assert answer["views"][-1]["title"]["text"] == "Next"
        assert answer["views"][-1]["root_view_id"] == view["id"]


async def test_an_answer_may_close_everything() -> None:
    asker = Asker(form(), response_action="clear")
    async with stage(asker) as s:
        view = await opened(s)
        assert (await s.act("ada", "submit", view_id=view["id"], values=word("word")))["views"] == []


async def test_a_form_that_slack_would_refuse_is_not_opened() -> None:
    async with stage(Asker(form())) as s:
        await opened(s)
        view_id = (await s.state("ada"))["views"][0]["id"]
        bad = form(title={"type": "plain_text", "text": "t" * 25})
        answer = await s.call("views.update", view_id=view_id, view=bad)

    assert answer["error"] == "invalid_arguments"
    sentence = "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    assert answer["response_metadata"]["messages"] == [sentence]


async def test_an_update_keeps_what_was_typed_where_the_field_is_the_same() -> None:
    menu = {
        "type": "input",
        "block_id": "more",
        "label": {"type": "plain_text", "text": "More"},
        "optional": True,
    }
    menu |= {"element": {"type": "plain_text_input", "action_id": "text", "initial_value": "start"}}
    asker = Asker(form(response := form()["blocks"][0]))
    async with stage(asker) as s:
        view = await opened(s)
        await s.act("ada", "submit", view_id=view["id"], values=word("w"))
        updated = (await s.client.views_update(view_id=view["id"], view=form(response, menu)))["view"]

    assert updated["state"]["values"]["word"]["text"]["value"] == "w"
    assert updated["state"]["values"]["more"]["text"]["value"] == "start"
    assert updated["hash"] != view["hash"]


async def test_a_stale_hash_is_a_conflict() -> None:
    async with stage(Asker(form())) as s:
        view = await opened(s)
        await s.client.views_update(view_id=view["id"], hash=view["hash"], view=form())
        late = s.client.views_update(view_id=view["id"], hash=view["hash"], view=form())
        assert await refusal(late) == "hash_conflict"


async def test_three_forms_lie_on_each_other_and_no_fourth() -> None:
    change = {"type": "button", "action_id": "change", "text": {"type": "plain_text", "text": "More"}}
    asker = Asker(form({"type": "actions", "block_id": "more", "elements": [change]}))
    async with stage(asker) as s:
        errors = []
        view = await opened(s)
        for _ in range(3):
            await s.act("ada", "click", view_id=view["id"], block_id="more", action_id="change")
            trigger = (await asker.next())["trigger_id"]
            errors.append((await s.call("views.push", trigger_id=trigger, view=asker.form)).get("error"))
            view = (await s.state("ada"))["views"][-1]

        assert errors == [None, None, "push_limit_reached"]
        assert len((await s.act("ada", "close", view_id=view["id"]))["views"]) == 2


async def test_what_stands_in_the_form_goes_along_with_a_click() -> None:
    choose = {
        "type": "static_select",
        "action_id": "change",
        "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}],
    }
    ask = {"type": "input", "block_id": "menu", "dispatch_action": True, "element": choose}
    asker = Asker(form(form()["blocks"][0], ask | {"label": {"type": "plain_text", "text": "Which"}}))
    async with stage(asker) as s:
        view = await opened(s)
        place = {"view_id": view["id"], "block_id": "menu", "action_id": "change"}
        await s.act("ada", "click", **place, value="1", values=word("half"))
        body = await asker.next()

    assert body["container"] == {"type": "view", "view_id": view["id"]}
    assert body["view"]["state"]["values"]["word"]["text"]["value"] == "half"
    assert body["view"]["state"]["values"]["menu"]["change"]["selected_option"]["value"] == "1"


async def test_a_bot_hears_of_a_closed_form_if_it_asked_to() -> None:
    asker = Asker(form(notify_on_close=True))
    async with stage(asker) as s:
        view = await opened(s)
        await s.act("ada", "close", view_id=view["id"])
        body = await asker.next()

    assert (body["type"], body["is_cleared"], body["view"]["id"]) == ("view_closed", False, view["id"])


async def test_every_kind_of_field_takes_a_plain_value() -> None:
    options = [{"text": {"type": "plain_text", "text": t}, "value": t} for t in ("a", "b", "c")]
    kinds: dict[str, tuple[Json, object, Json]] = {
        "static_select": ({"options": options}, "b", {"selected_option": options[1]}),
        "radio_buttons": ({"options": options}, "a", {"selected_option": options[0]}),
        "checkboxes": ({"options": options}, ["a", "c"], {"selected_options": [options[0], options[2]]}),
        "multi_static_select": ({"options": options}, [], {"selected_options": []}),
        "users_select": ({}, "U1", {"selected_user": "U1"}),
        "multi_users_select": ({}, ["U1"], {"selected_users": ["U1"]}),
        "datepicker": ({}, "2026-12-01", {"selected_date": "2026-12-01"}),
        "timepicker": ({}, "18:30", {"selected_time": "18:30"}),
        "datetimepicker": ({}, 1796150000, {"selected_date_time": 1796150000}),
        "number_input": ({"is_decimal_allowed": False}, "7", {"value": "7"}),
        "email_text_input": ({}, "a@b.org", {"value": "a@b.org"}),
        "url_text_input": ({}, "https://b.org", {"value": "https://b.org"}),
    }
    blocks = [field(kind, parts) for kind, (parts, _, _) in kinds.items()]
    asker = Asker(form(*blocks))
    async with stage(asker) as s:
        view = await opened(s)
        plain = {kind: {"it": value} for kind, (_, value, _) in kinds.items()}
        answer = await s.act("ada", "submit", view_id=view["id"], values=plain)

    assert answer == {"ok": True, "views": []}
    values = asker.sent[0]["view"]["state"]["values"]
    for kind, (_, _, expected) in kinds.items():
        assert without_emoji(values[kind]["it"]) == {"type": kind, **expected}


async def test_numbers_and_addresses_are_checked_before_the_bot_sees_them() -> None:
    blocks = [
        field("number_input", {"is_decimal_allowed": False, "min_value": "1", "max_value": "9"}),
        field("email_text_input", {}),
    ]
    asker = Asker(form(*blocks))
    async with stage(asker) as s:
        view = await opened(s)
        typed = {"number_input": {"it": "12"}, "email_text_input": {"it": "nobody"}}
        answer = await s.act("ada", "submit", view_id=view["id"], values=typed)

    assert answer["errors"] == {
        "number_input": "Please enter 9 or less.",
        "email_text_input": "Please enter an email address.",
    }


async def test_opening_a_home_tab_waits_for_the_first_one_to_be_published() -> None:
    def listeners(app: "AsyncApp") -> None:
        @app.event("app_home_opened")
        async def publish(event: Json, client: Any) -> None:  # noqa: ANN401 -- the framework's own object
            view = {"type": "home", "blocks": [{"type": "divider"}]}
            await client.views_publish(user_id=event["user"], view=view)

    async with stage(listeners) as s:
        view = (await s.act("ada", "home", app=s.bot.app_id))["view"]

        assert view["blocks"][0]["type"] == "divider"
        assert (await s.state("ada"))["home"] == {s.bot.app_id: view}
        assert (await s.state("grace"))["home"] == {s.bot.app_id: None}


def field(kind: str, parts: Json) -> Json:
    """Return an input block that is called by the kind of its element; only a menu of several may stay empty."""
    return {
        "type": "input",
        "block_id": kind,
        "optional": kind.startswith("multi"),
        "label": {"type": "plain_text", "text": kind},
        "element": {"type": kind, "action_id": "it", **parts},
    }


def without_emoji(value: Any) -> Any:  # noqa: ANN401 -- any part of a payload
    if isinstance(value, dict):
        return {key: without_emoji(entry) for key, entry in value.items() if key != "emoji"}
    return [without_emoji(entry) for entry in value] if isinstance(value, list) else value
