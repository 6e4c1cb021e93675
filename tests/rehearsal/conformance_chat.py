"""What to call to be refused with each word that Slack documents: messages, views, reactions, pins."""

from __future__ import annotations

from tests.rehearsal.stage import Json, form
from tests.rehearsal.world import LATER

_LONG_HEADER = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
_LONG = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 4
_HUGE = {"event_type": "x", "event_payload": {"y": "z" * 10_000}}
_TOO_LARGE = form(private_metadata="x" * 250_000)
_TAKEN = form(external_id="taken")
_HOME: Json = {"type": "home", "blocks": [{"type": "divider"}]}
_LARGE_HOME: Json = {**_HOME, "private_metadata": "x" * 250_000}

_CONTENT: Json = {
    "invalid_blocks": {"blocks": [_LONG_HEADER]},
    "invalid_blocks_format": {"blocks": "nonsense"},
    "markdown_text_conflict": {"markdown_text": "x", "text": "y"},
    "no_text": {"text": ""},
    "too_many_attachments": {"attachments": [{"text": "x"}] * 101},
}
_METADATA: Json = {
    "invalid_metadata_format": {"metadata": "nonsense"},
    "invalid_metadata_schema": {"metadata": {"event_type": "x"}},
    "metadata_too_large": {"metadata": _HUGE},
}
_PLACES: Json = {"channel_not_found": {"channel": "{hidden}"}, "not_in_channel": {"channel": "{away}"}}
_ITEM: Json = {
    "bad_timestamp": {"timestamp": "noon"},
    "channel_not_found": {"channel": "C404"},
    "message_not_found": {"timestamp": "1.1"},
    "no_item_specified": {"timestamp": ""},
}
_TRIGGERS: Json = {
    "exchanged_trigger_id": {"trigger_id": "{exchanged}"},
    "expired_trigger_id": {"trigger_id": "{expired}"},
    "invalid_trigger_id": {"trigger_id": "1.2.3"},
    "view_too_large": {"view": _TOO_LARGE},
}

GOOD: dict[str, Json] = {
    "chat.postMessage": {"channel": "{plenary}", "text": "x"},
    "chat.postEphemeral": {"channel": "{plenary}", "user": "{ada}", "text": "x"},
    "chat.update": {"channel": "{plenary}", "ts": "{mine}", "text": "x"},
    "chat.delete": {"channel": "{plenary}", "ts": "{fresh_message}"},
    "chat.getPermalink": {"channel": "{plenary}", "message_ts": "{mine}"},
    "chat.scheduleMessage": {"channel": "{plenary}", "post_at": LATER, "text": "x"},
    "chat.scheduledMessages.list": {},
    "chat.deleteScheduledMessage": {"channel": "{own}", "scheduled_message_id": "{scheduled}"},
    "reactions.add": {"channel": "{plenary}", "timestamp": "{fresh_message}", "name": "eyes"},
    "reactions.remove": {"channel": "{plenary}", "timestamp": "{mine}", "name": "eyes"},
    "reactions.get": {"channel": "{plenary}", "timestamp": "{reacted}"},
    "reactions.list": {},
    "pins.add": {"channel": "{plenary}", "timestamp": "{fresh_message}"},
    "pins.remove": {"channel": "{plenary}", "timestamp": "{mine}"},
    "pins.list": {"channel": "{plenary}"},
    "views.open": {"trigger_id": "{trigger}", "view": form()},
    "views.push": {"trigger_id": "{inside}", "view": form()},
    "views.update": {"view_id": "{form}", "view": form()},
    "views.publish": {"user_id": "{ada}", "view": _HOME},
}
"""One call of each method; those that take something away are named last by those who run them all."""

ERRORS: dict[str, dict[str, Json]] = {
    "chat.postMessage": {
        **_CONTENT,
        **_METADATA,
        **_PLACES,
        "as_user_not_supported": {"as_user": True},
        "cannot_reply_to_message": {"thread_ts": "{note}"},
        "is_archived": {"channel": "{archived}"},
        "messages_tab_disabled": {"channel": "{ada}", "token": "{mute}"},
        "msg_blocks_too_long": {"blocks": _LONG},
    },
    "chat.postEphemeral": {
        **_CONTENT,
        **_PLACES,
        "cannot_reply_to_message": {"thread_ts": "{reply}"},
        "invalid_attachments": {"attachments": [{"indent": 1}]},
        "is_archived": {"channel": "{archived}"},
        "messages_tab_disabled": {"channel": "{mute_im}", "token": "{mute}"},
        "msg_too_long": {"text": "x" * 4001},
        "user_not_in_channel": {"user": "{idle}"},
    },
    "chat.update": {
        **_CONTENT,
        **_METADATA,
        "as_user_not_supported": {"as_user": True},
        "cant_broadcast_message": {"text": None, "reply_broadcast": True},
        "cant_update_message": {"ts": "{theirs}"},
        "channel_not_found": {"channel": "C404"},
        "invalid_attachments": {"attachments": [{"indent": 1}]},
        "is_inactive": {"channel": "{archived}", "ts": "{archived_message}"},
        "message_not_found": {"ts": "1.1"},
        "msg_too_long": {"text": "x" * 4001},
        "no_dual_broadcast_content_update": {"ts": "{reply}", "reply_broadcast": True},
    },
    "chat.delete": {
        "cant_delete_message": {"ts": "{theirs}"},
        "channel_not_found": {"channel": "C404"},
        "message_not_found": {"ts": "1.1"},
    },
    "chat.getPermalink": {
        "channel_not_found": {"channel": "C404"},
        "message_not_found": {"message_ts": "1.1"},
    },
    "chat.scheduleMessage": {
        **_CONTENT,
        **_METADATA,
        **_PLACES,
        "invalid_time": {"post_at": ""},
        "is_archived": {"channel": "{archived}"},
        "msg_too_long": {"text": "x" * 4001},
        "restricted_too_many": {"channel": "{own}"},
        "time_in_past": {"post_at": 1},
        "time_too_far": {"post_at": LATER + 120 * 86_400},
    },
    "chat.scheduledMessages.list": {
        "invalid_channel": {"channel": "C404"},
        "invalid_cursor": {"cursor": "x"},
    },
    "chat.deleteScheduledMessage": {
        "channel_not_found": {"channel": "C404"},
        "invalid_scheduled_message_id": {"scheduled_message_id": "Q404"},
    },
    "reactions.add": {
        **_ITEM,
        "already_reacted": {"timestamp": "{reacted}"},
        "invalid_name": {"name": "Not One"},
        "is_archived": {"channel": "{archived}", "timestamp": "{archived_message}"},
        "not_reactable": {"timestamp": "{buried}"},
        "too_many_emoji": {"timestamp": "{crowded}"},
        "too_many_reactions": {"timestamp": "{eager}"},
    },
    "reactions.remove": {
        **_ITEM,
        "file_comment_not_found": {"file_comment": "Fc404"},
        "file_not_found": {"file": "F404"},
        "invalid_name": {"name": "Not One"},
        "no_reaction": {},
    },
    "reactions.get": {
        **_ITEM,
        "file_comment_not_found": {"file_comment": "Fc404"},
        "file_not_found": {"file": "F404"},
    },
    "reactions.list": {"user_not_found": {"user": "U404"}},
    "pins.add": {
        **_ITEM,
        "already_pinned": {"timestamp": "{pinned}"},
        "not_in_channel": {"channel": "{away}"},
        "not_pinnable": {"timestamp": "{note}"},
        "too_many_pins": {"channel": "{own}", "timestamp": "{unpinned}"},
    },
    "pins.remove": {**_ITEM, "no_pin": {}},
    "pins.list": {"channel_not_found": {"channel": "C404"}},
    "views.open": {**_TRIGGERS, "duplicate_external_id": {"view": _TAKEN}},
    "views.push": {
        **_TRIGGERS,
        "duplicate_external_id": {"view": _TAKEN},
        "not_found": {},
        "push_limit_reached": {"trigger_id": "{inside_full}"},
    },
    "views.update": {
        "duplicate_external_id": {"view_id": "{form_above}", "view": _TAKEN},
        "hash_conflict": {"hash": "1.stale"},
        "not_found": {"view_id": "V404"},
        "view_too_large": {"view": _TOO_LARGE},
    },
    "views.publish": {
        "duplicate_external_id": {"view": {**_HOME, "external_id": "taken"}},
        "hash_conflict": {"user_id": "{grace}", "hash": "1.stale"},
        "not_allowed_token_type": {"token": "{app_token}"},
        "not_enabled": {"token": "{mute}"},
        "view_too_large": {"view": _LARGE_HOME},
    },
}
