"""What is done about each error of each call: one table, which the code asks and a test walks through."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from handlers.slack.pacer import PASSING, RATE_LIMITED


class Remedy(StrEnum):
    """What an error calls for."""

    RETRY = "retry"
    """It goes away: the pacer waits, and tries again where that is safe."""
    REPAIR = "repair"
    """There is another way to the same end, and it is taken."""
    TELL = "tell"
    """It is final: whoever is concerned is told in words (`troubles`)."""
    STOP = "stop"
    """Slack lets us do nothing any more: the program says so and ends."""


LOCKED_OUT = frozenset(
    {"account_inactive", "app_uninstalled", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)
"""After these, no call of ours will ever succeed again."""

_ANOTHER_NAME = "the room gets another name"
_ANEW = "the card is shown anew"
_IN_PRIVATE = "it is said in direct messages instead"
_OTHERS = "the others are let in, and this person is named to the organiser"
_NOTHING_TO_KEEP = "there is no message to keep, so no note is made"

REPAIRS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "chat.postEphemeral": dict.fromkeys(
            (
                "channel_not_found",
                "is_archived",
                "not_in_channel",
                "restricted_action",
                "user_not_in_channel",
            ),
            _IN_PRIVATE,
        ),
        "chat.postMessage": {"not_in_channel": "we join the channel, where that is allowed, and post again"},
        "chat.update": dict.fromkeys(
            ("cant_update_message", "edit_window_closed", "message_not_found"), _ANEW
        ),
        "conversations.create": {"name_taken": _ANOTHER_NAME},
        "conversations.invite": dict.fromkeys(
            (
                "already_in_channel",
                "app_cannot_join_channel",
                "cant_invite",
                "cant_invite_self",
                "invalid_user_combination",
                "invitee_cant_see_channel",
                "no_external_invite_permission",
                "no_permission",
                "org_user_not_in_team",
                "ura_max_channels",
                "user_disabled",
                "user_is_restricted",
                "user_not_found",
                "user_not_visible",
            ),
            _OTHERS,
        ),
        "reactions.get": dict.fromkeys(
            ("bad_timestamp", "channel_not_found", "message_not_found", "not_in_channel"), _NOTHING_TO_KEEP
        ),
    }
)
"""Errors for which there is another way: by method, then by Slack's word, with what is done."""


def remedy(method: str, code: str) -> Remedy:
    """What this error of this call is answered with. An error nobody knows is told."""
    if code in LOCKED_OUT:
        return Remedy.STOP
    if code in PASSING or code in RATE_LIMITED:
        return Remedy.RETRY
    return Remedy.REPAIR if code in REPAIRS.get(method, ()) else Remedy.TELL
