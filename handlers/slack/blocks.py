"""Block Kit as we use it: builders that always name their block and cut every text to what Slack takes.

Nothing here raises for a long, empty or strange text. Limits are those of Slack's Block Kit reference.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from consultation.model.references import PersonRef, PlaceRef, SessionId
from consultation.texts import cut
from handlers.slack.spoken import spoken
from handlers.slack.texts import cut_markup, escape

Block = dict[str, object]
Element = dict[str, object]
View = dict[str, object]
Style = Literal["primary", "danger"]

TEXT_MOST = 3900
"""Slack asks to keep a message's own text under 4,000 characters, and refuses more in an update."""
SECTION_MOST = 3000
HEADER_MOST = 150
LABEL_MOST = 75
TYPED_MOST = 3000
MENU_MOST = 100
ACTIONS_MOST = 25
OVERFLOW_MOST = 5
VIEW_MOST = 100
CHANNEL_IDS = ("C", "G")
"""Ids of public and of private channels begin so; those of direct messages with D."""

VALUE = "value"
"""The action id of every input: its block's id says which field it is."""

NOTHING = "…"
"""Stands where Slack wants some text and there is none."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `text` carries the whole meaning: notifications show it, and screen readers hear nothing else."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu, of radio buttons or of checkboxes. `value` comes back when it is chosen."""

    text: str
    value: str
    description: str = ""


def message(*blocks: Block) -> Message:
    """A message of these blocks; its text is what they say."""
    return Message(cut_markup(spoken(blocks) or NOTHING, TEXT_MOST), blocks)


def modal(callback_id: str, title: str, blocks: Sequence[Block], *, submit: str, metadata: str) -> View:
    """A form. `metadata` comes back with it."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title, 24),
        "submit": plain_text(submit, 24),
        "close": plain_text("Cancel", 24),
        "private_metadata": metadata,
        "blocks": list(blocks)[:VIEW_MOST],
    }


def metadata(session: SessionId | Literal[""], place: PlaceRef, seen: str = "") -> str:
    """What every form carries to come back to: its session and the channel it was opened in, as JSON."""
    known = {"session": session, "place": place}
    return json.dumps({**known, "seen": seen} if seen else known)


def answerable(view: View, response_url: str) -> View:
    """The form, carrying the address at which whoever opened it can be answered once they have sent it.

    Slack gives none with a form that is sent, and an answer by chat.postEphemeral would have to share 100 a minute with all others.
    """
    known = json.loads(str(view["private_metadata"]))
    return {**view, "private_metadata": json.dumps({**known, "reply": response_url})}


def home_view(blocks: Sequence[Block]) -> View:
    """A person's App Home, the first hundred blocks of it."""
    return {"type": "home", "blocks": list(blocks)[:VIEW_MOST]}


def plain_text(text: str, most: int) -> Element:
    """Text shown as it is: no formatting, no mention."""
    return {"type": "plain_text", "text": cut(text, most) or NOTHING, "emoji": True}


def mrkdwn(text: str, most: int = SECTION_MOST) -> Element:
    """Formatted text. People's words in it must be escaped; Slack makes no links or mentions of its own in it."""
    return {"type": "mrkdwn", "text": cut_markup(text, most) or NOTHING, "verbatim": True}


def header(block_id: str, text: str) -> Block:
    """A heading of people's words, unescaped. Where it is longer than a header takes it becomes a bold line."""
    if len(text) > HEADER_MOST:
        return section(block_id, f"*{escape(text)}*")
    return {"type": "header", "block_id": block_id, "text": plain_text(text, HEADER_MOST)}


def section(block_id: str, text: str, accessory: Element | None = None) -> Block:
    """A paragraph of mrkdwn, with a button beside it where one is given."""
    block: Block = {"type": "section", "block_id": block_id, "text": mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def fields(block_id: str, *texts: str) -> Block:
    """Short texts in two columns, ten at most."""
    return {"type": "section", "block_id": block_id, "fields": [mrkdwn(text, 2000) for text in texts[:10]]}


def context(block_id: str, text: str) -> Block:
    """A line in small grey letters."""
    return {"type": "context", "block_id": block_id, "elements": [mrkdwn(text)]}


def divider(block_id: str) -> Block:
    """A line across."""
    return {"type": "divider", "block_id": block_id}


def actions(block_id: str, *buttons: Element) -> Block:
    """Buttons in a row, 25 at most."""
    return {"type": "actions", "block_id": block_id, "elements": list(buttons[:ACTIONS_MOST])}


def field(block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = False) -> Block:
    """One field of a form; `block_id` is its name."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, 2000),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain_text(hint, 2000)} if hint else block


def button(
    label: str,
    action_id: str,
    value: str = "",
    *,
    style: Style | None = None,
    url: str = "",
    confirm: Element | None = None,
    spoken_label: str = "",
) -> Element:
    """A button. `spoken_label` is what screen readers say where the label alone says too little."""
    extras: Element = {
        "value": value[:2000],
        "style": style,
        "url": url[:3000],
        "confirm": confirm,
        "accessibility_label": cut(spoken_label, LABEL_MOST),
    }
    shown = {"type": "button", "text": plain_text(label, LABEL_MOST), "action_id": action_id}
    return {**shown, **{key: extra for key, extra in extras.items() if extra}}


def overflow(action_id: str, options: Sequence[Option]) -> Element:
    """A menu behind three dots: up to five things that are done more rarely, without a question before them."""
    return {
        "type": "overflow",
        "action_id": action_id,
        "options": [_option(one) for one in options[:OVERFLOW_MOST]],
    }


def confirm(title: str, text: str, yes: str, *, no: str = "Not now", danger: bool = False) -> Element:
    """The question asked before something that can't be undone."""
    dialog: Element = {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no, 30),
    }
    return {**dialog, "style": "danger"} if danger else dialog


def text_input(
    initial: str = "", *, most: int = TYPED_MOST, multiline: bool = False, example: str = ""
) -> Element:
    """A field to type in, holding at most `most` characters; what is in it already stays whole, to be made shorter by whoever typed it."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": VALUE,
        "multiline": multiline,
        "max_length": max(most, min(len(initial), TYPED_MOST)),
    }
    element |= {"initial_value": cut(initial, TYPED_MOST)} if initial else {}
    return element | ({"placeholder": plain_text(example, 150)} if example else {})


def select(options: Sequence[Option], chosen: str | None = None, *, hint: str = "Choose one") -> Element:
    """A menu. Above a hundred options they come in groups of a hundred."""
    shown = [_option(option) for option in options]
    element: Element = {"type": "static_select", "action_id": VALUE, "placeholder": plain_text(hint, 150)}
    if len(shown) <= MENU_MOST:
        element["options"] = shown
    else:
        element["option_groups"] = [
            {"label": plain_text(f"{start + 1} to {start + len(part)}", LABEL_MOST), "options": part}
            for start in range(0, len(shown), MENU_MOST)
            for part in [shown[start : start + MENU_MOST]]
        ]
    return element | _initial(options, chosen)


def radio(options: Sequence[Option], chosen: str) -> Element:
    """Radio buttons, one chosen."""
    shown = [_option(option) for option in options[:10]]
    element: Element = {"type": "radio_buttons", "action_id": VALUE, "options": shown}
    return element | _initial(options, chosen)


def checkbox(option: Option, *, checked: bool) -> Element:
    """One box to tick."""
    element: Element = {"type": "checkboxes", "action_id": VALUE, "options": [_option(option)]}
    return {**element, "initial_options": [_option(option)]} if checked else element


def people_select(chosen: Iterable[PersonRef]) -> Element:
    """A menu of people, any number of them."""
    element: Element = {"type": "multi_users_select", "action_id": VALUE}
    people = list(chosen)
    return {**element, "initial_users": people} if people else element


def channel_select(chosen: PlaceRef) -> Element:
    """A menu of channels, not of direct messages, which are not chosen even where one of them is `chosen`."""
    only_channels = {"include": ["public", "private"], "exclude_bot_users": True}
    element: Element = {"type": "conversations_select", "action_id": VALUE, "filter": only_channels}
    if chosen.startswith(CHANNEL_IDS):
        return {**element, "initial_conversation": chosen}
    return {**element, "default_to_current_conversation": True}


def moment_select(chosen: datetime | None) -> Element:
    """A date and time in the reader's own time zone."""
    element: Element = {"type": "datetimepicker", "action_id": VALUE}
    return {**element, "initial_date_time": int(chosen.timestamp())} if chosen else element


def _option(option: Option) -> Element:
    shown: Element = {"text": plain_text(option.text, LABEL_MOST), "value": option.value[:150]}
    return shown | ({"description": plain_text(option.description, LABEL_MOST)} if option.description else {})


def _initial(options: Sequence[Option], chosen: str | None) -> Element:
    found = next((one for one in options if one.value == chosen), None)
    return {"initial_option": _option(found)} if found else {}
