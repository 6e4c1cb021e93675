"""Block elements: buttons, menus, inputs (docs.slack.dev, block elements)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.block_kit.objects import (
    ANY_OPTION,
    CONFIRM,
    DISPATCH,
    IMAGE,
    OPTION_GROUP,
    PLAIN_OPTION,
    STYLE,
    URL,
    element,
    plain,
)
from rehearsal.workspace.block_kit.shapes import Check, anything, choice, flag, items, number, text, thing

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOCUS: Mapping[str, Check] = {"confirm": CONFIRM, "focus_on_load": flag}
_MENU: Mapping[str, Check] = {**_FOCUS, "placeholder": plain(150)}
_TYPED: Mapping[str, Check] = {
    "dispatch_action_config": DISPATCH,
    "focus_on_load": flag,
    "placeholder": plain(150),
}
_ID = text(255)
_IDS = items(_ID, 0, 1000)
_MANY: Mapping[str, Check] = {**_MENU, "max_selected_items": number(1)}
_OFFER: Mapping[str, Check] = {
    "options": items(PLAIN_OPTION, 1, 100),
    "option_groups": items(OPTION_GROUP, 1, 100),
}
_FILTER = thing(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 1, 4),
        "exclude_bot_users": flag,
        "exclude_external_shared_channels": flag,
    },
)
_WHERE: Mapping[str, Check] = {
    "default_to_current_conversation": flag,
    "response_url_enabled": flag,
    "filter": _FILTER,
}
_OFFERED = ("options", "option_groups")
_LABEL = text(75, 0)

_PARAMETER = thing({"name": text(255), "value": text(2000, 0)}, {})
_WORKFLOW = thing(
    {"trigger": thing({"url": URL}, {"customizable_input_parameters": items(_PARAMETER, 0, 100)})}, {}
)
_OPINION = thing({"text": plain(75), "value": text(2000, 0)}, {"accessibility_label": _LABEL})

FEEDBACK: dict[str, Check] = {
    "feedback_buttons": element({"positive_button": _OPINION, "negative_button": _OPINION}, {}),
    "icon_button": element(
        {"icon": text(60), "text": plain(75)},
        {
            "value": text(2000, 0),
            "confirm": CONFIRM,
            "accessibility_label": _LABEL,
            "visible_to_user_ids": items(_ID, 0, 100),
        },
    ),
}
BUTTONS: dict[str, Check] = {
    "button": element(
        {"text": plain(75)},
        {
            "url": URL,
            "value": text(2000, 0),
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": _LABEL,
        },
    ),
    "workflow_button": element(
        {"text": plain(75), "workflow": _WORKFLOW},
        {"style": STYLE, "accessibility_label": _LABEL, "confirm": CONFIRM},
    ),
    "overflow": element({"options": items(PLAIN_OPTION, 1, 5)}, {"confirm": CONFIRM}),
}
MENUS: dict[str, Check] = {
    "static_select": element({}, {**_MENU, **_OFFER, "initial_option": PLAIN_OPTION}, _OFFERED),
    "multi_static_select": element(
        {}, {**_MANY, **_OFFER, "initial_options": items(PLAIN_OPTION, 0, 100)}, _OFFERED
    ),
    "external_select": element({}, {**_MENU, "min_query_length": number(0), "initial_option": anything}),
    "multi_external_select": element(
        {}, {**_MANY, "min_query_length": number(0), "initial_options": anything}
    ),
    "users_select": element({}, {**_MENU, "initial_user": _ID}),
    "multi_users_select": element({}, {**_MANY, "initial_users": _IDS}),
    "conversations_select": element({}, {**_MENU, **_WHERE, "initial_conversation": _ID}),
    "multi_conversations_select": element({}, {**_MANY, **_WHERE, "initial_conversations": _IDS}),
    "channels_select": element({}, {**_MENU, "response_url_enabled": flag, "initial_channel": _ID}),
    "multi_channels_select": element({}, {**_MANY, "initial_channels": _IDS}),
}
CHOICES: dict[str, Check] = {
    "checkboxes": element(
        {"options": items(ANY_OPTION, 1, 10)}, {**_FOCUS, "initial_options": items(ANY_OPTION, 0, 10)}
    ),
    "radio_buttons": element({"options": items(ANY_OPTION, 1, 10)}, {**_FOCUS, "initial_option": ANY_OPTION}),
    "datepicker": element({}, {**_MENU, "initial_date": text(10)}),
    "timepicker": element({}, {**_MENU, "initial_time": text(5), "timezone": text(60)}),
    "datetimepicker": element({}, {**_FOCUS, "initial_date_time": number(0)}),
}
TYPED: dict[str, Check] = {
    "plain_text_input": element(
        {},
        {
            **_TYPED,
            "initial_value": text(3000, 0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
    ),
    "email_text_input": element({}, {**_TYPED, "initial_value": text(3000, 0)}),
    "url_text_input": element({}, {**_TYPED, "initial_value": text(3000, 0)}),
    "number_input": element(
        {"is_decimal_allowed": flag},
        {**_TYPED, "initial_value": text(50), "min_value": text(50), "max_value": text(50)},
    ),
    "rich_text_input": element({}, {**_TYPED, "initial_value": anything}),
    "file_input": element({}, {"filetypes": items(text(20), 0, 100), "max_files": number(1, 10)}),
}

INPUTS: dict[str, Check] = {**MENUS, **CHOICES, **TYPED}
ACTIONS: dict[str, Check] = {**BUTTONS, **MENUS, **CHOICES, "rich_text_input": TYPED["rich_text_input"]}
ACCESSORIES: dict[str, Check] = {**BUTTONS, **MENUS, **CHOICES, "image": IMAGE}
