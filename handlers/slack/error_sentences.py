"""Slack's words for what it refuses, and ours for the same: one rule for every error of every call we make."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

import aiohttp
from slack_sdk.errors import SlackApiError

from consultation.ports.platform import PlatformRefusal, PlatformSilence
from handlers.slack.pacer import PASSING, RATE_LIMITED, code_of, is_passing, is_rate_limited

NO_ANSWER = "Slack did not answer. Try again in a minute."
BUSY = "Slack asked us to slow down. Try again in a minute."
CHANNEL_GONE = "The channel is not there any more."
NOT_A_MEMBER = "I am not a member of the channel. Type /invite @Plenary there, then try again."
WRONG_KIND = "This cannot be done in that kind of channel."
NO_SCOPE = "I am not allowed to do this here. Ask whoever installed Plenary to install it again."
NO_LOGIN = "Slack does not know me any more. Ask whoever installed Plenary to install it again."
OUR_MISTAKE = "Slack could not take what I sent. Please tell whoever runs Plenary."
ADMINS = "The rules of this workspace do not allow it. Ask a workspace admin."
NAME = "Slack would not take the room's name."
STRANGER = "is not in this workspace"
GUEST = "is a guest who cannot join this channel"
NOT_VISIBLE = "cannot be reached from here"

PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "already_in_channel": "is there already",
        "app_cannot_join_channel": "is an app that cannot join this channel",
        "cant_invite": "cannot be asked into this channel",
        "cant_invite_self": "is me",
        "invitee_cant_see_channel": NOT_VISIBLE,
        "invalid_user_combination": NOT_VISIBLE,
        "no_external_invite_permission": "is from another organisation, and I may not invite people from there",
        "no_permission": "may not be invited by me",
        "org_user_not_in_team": STRANGER,
        "ura_max_channels": "is a guest who can be in one channel only",
        "user_disabled": "has left this workspace",
        "user_is_restricted": GUEST,
        "user_not_found": STRANGER,
        "user_not_visible": NOT_VISIBLE,
    }
)
"""Errors about one person: the words follow their name."""

RULES: Mapping[str, str] = MappingProxyType(
    {
        # The channel
        "channel_not_found": CHANNEL_GONE,
        "already_archived": "The channel is archived.",
        "cant_archive_general": WRONG_KIND,
        "cant_archive_required": WRONG_KIND,
        "is_archived": "The channel is archived.",
        "is_inactive": "The channel is archived or frozen.",
        "not_in_channel": NOT_A_MEMBER,
        "method_not_supported_for_channel_type": WRONG_KIND,
        "channel_is_limited_access": ADMINS,
        "external_channel_migrating": "Slack is moving this channel just now. Try again in an hour.",
        "too_many_members": "The channel is full.",
        "ekm_access_denied": ADMINS,
        "team_not_found": CHANNEL_GONE,
        "posting_to_channel_denied": ADMINS,
        "restricted_action": ADMINS,
        "restricted_action_read_only_channel": "Nobody can post in that channel.",
        "restricted_action_thread_only_channel": "Only replies can be posted in that channel.",
        "restricted_action_non_threadable_channel": "Replies can't be posted in that channel.",
        "restricted_action_thread_locked": "That thread is locked.",
        "cannot_reply_to_message": "That message takes no replies.",
        # Making and naming a room
        "cannot_create_channel": ADMINS,
        "invalid_name": NAME,
        "invalid_name_maxlength": NAME,
        "invalid_name_punctuation": NAME,
        "invalid_name_required": NAME,
        "invalid_name_specials": NAME,
        "no_channel": NAME,
        "name_taken": "Every name for the room is taken.",
        "canvas_disabled_user_team": ADMINS,
        "too_long": OUR_MISTAKE,
        # People
        **PEOPLE,
        "no_user": OUR_MISTAKE,
        "not_enough_users": OUR_MISTAKE,
        "too_many_users": OUR_MISTAKE,
        "user_not_in_channel": "is not in the channel",
        "users_list_not_supplied": OUR_MISTAKE,
        # Messages
        "as_user_not_supported": OUR_MISTAKE,
        "attachment_payload_limit_exceeded": OUR_MISTAKE,
        "block_mismatch": OUR_MISTAKE,
        "cant_broadcast_message": OUR_MISTAKE,
        "cant_update_message": "That message is not mine to change.",
        "edit_window_closed": "Messages can't be changed any more after a while in this workspace.",
        "invalid_attachments": OUR_MISTAKE,
        "invalid_blocks": OUR_MISTAKE,
        "invalid_blocks_format": OUR_MISTAKE,
        "invalid_metadata_format": OUR_MISTAKE,
        "invalid_metadata_schema": OUR_MISTAKE,
        "markdown_text_conflict": OUR_MISTAKE,
        "message_not_found": "The message is not there any more.",
        "messages_tab_disabled": "Messages to Plenary are switched off. Ask whoever installed it to switch on its Messages tab.",
        "metadata_must_be_sent_from_app": OUR_MISTAKE,
        "metadata_too_large": OUR_MISTAKE,
        "msg_blocks_too_long": OUR_MISTAKE,
        "msg_too_long": OUR_MISTAKE,
        "no_dual_broadcast_content_update": OUR_MISTAKE,
        "no_text": OUR_MISTAKE,
        "send_on_behalf_not_allowed": OUR_MISTAKE,
        "streaming_state_conflict": OUR_MISTAKE,
        "too_many_attachments": OUR_MISTAKE,
        "too_many_contact_cards": OUR_MISTAKE,
        "list_record_comment_fetch_failed": NO_ANSWER,
        "thread_not_found": "The message is not there any more.",
        "update_failed": NO_ANSWER,
        "bad_timestamp": OUR_MISTAKE,
        "invalid_metadata_filter_keys": OUR_MISTAKE,
        "invalid_ts_latest": OUR_MISTAKE,
        "invalid_ts_oldest": OUR_MISTAKE,
        "no_item_specified": OUR_MISTAKE,
        # Files
        "alt_txt_too_large": OUR_MISTAKE,
        "delete_not_allowed": ADMINS,
        "file_deleting_disabled": ADMINS,
        "unknown_type": OUR_MISTAKE,
        "limit_required": OUR_MISTAKE,
        "cant_delete_file": "That file is not mine to delete.",
        "canvas_disabled_file_team": ADMINS,
        "canvas_globally_disabled": ADMINS,
        "channels_limit_exceeded": OUR_MISTAKE,
        "file_type_not_allowed": "This workspace does not allow files of this kind. Ask a workspace admin.",
        "file_update_failed": NO_ANSWER,
        "file_upload_size_restricted": "This workspace does not allow files of this size. Ask a workspace admin.",
        "file_uploads_disabled": "This workspace does not allow files. Ask a workspace admin.",
        "file_uploads_except_images_disabled": "This workspace does not allow files of this kind. Ask a workspace admin.",
        "invalid_channel": CHANNEL_GONE,
        "not_visible": "I can't see that file. Send it once more.",
        "snippet_too_large": OUR_MISTAKE,
        "storage_limit_reached": "This workspace has no room left for files. Delete some, then try again.",
        "template_not_visible": OUR_MISTAKE,
        "unknown_snippet_type": OUR_MISTAKE,
        "unknown_subtype": OUR_MISTAKE,
        # Files that we never send; the calls that we make could answer these all the same
        "blocked_file_type": ADMINS,
        "draft_already_deleted": OUR_MISTAKE,
        "draft_already_sent": OUR_MISTAKE,
        "draft_has_conflict": OUR_MISTAKE,
        "draft_not_found": OUR_MISTAKE,
        "duplicate_channel_not_found": OUR_MISTAKE,
        "duplicate_message_not_found": OUR_MISTAKE,
        "file_comment_not_found": OUR_MISTAKE,
        "file_deleted": "The file is not there any more. Send it once more.",
        "file_is_deleted": OUR_MISTAKE,
        "file_not_found": "The file is not there any more. Send it once more.",
        "file_share_limit_reached": OUR_MISTAKE,
        "max_file_sharing_exceeded": OUR_MISTAKE,
        "missing_file_data": OUR_MISTAKE,
        "slack_connect_blocked_file_type": ADMINS,
        "slack_connect_canvas_sharing_blocked": ADMINS,
        "slack_connect_clip_sharing_blocked": ADMINS,
        "slack_connect_file_link_sharing_blocked": ADMINS,
        "slack_connect_file_upload_sharing_blocked": ADMINS,
        "slack_connect_lists_sharing_blocked": ADMINS,
        "unable_to_share_files": OUR_MISTAKE,
        # Forms and the App Home
        "duplicate_external_id": OUR_MISTAKE,
        "not_found": "The form is not open any more.",
        "exchanged_trigger_id": "The form was opened already. Press the button again if you don't see it.",
        "expired_trigger_id": "That took too long, so the form could not be opened. Please press again.",
        "hash_conflict": NO_ANSWER,
        "invalid_trigger_id": "The form could not be opened. Please press again.",
        "missing_profile_id": OUR_MISTAKE,
        "not_enabled": "Plenary's Home tab is switched off. Ask whoever installed it to switch it on.",
        "not_implemented": OUR_MISTAKE,
        "view_too_large": OUR_MISTAKE,
        # Who we are to Slack
        "access_denied": ADMINS,
        "account_inactive": NO_LOGIN,
        "app_access_restricted": ADMINS,
        "forbidden_team": NO_LOGIN,
        "invalid_auth": NO_LOGIN,
        "missing_scope": NO_SCOPE,
        "no_permission_to_use_app": ADMINS,
        "not_allowed_token_type": NO_LOGIN,
        "not_authed": NO_LOGIN,
        "token_expired": NO_LOGIN,
        "token_revoked": NO_LOGIN,
        "two_factor_setup_required": NO_LOGIN,
        # How we call
        "accesslimited": ADMINS,
        "deprecated_endpoint": OUR_MISTAKE,
        "invalid_arg_name": OUR_MISTAKE,
        "invalid_arguments": OUR_MISTAKE,
        "invalid_array_arg": OUR_MISTAKE,
        "invalid_charset": OUR_MISTAKE,
        "insecure_request": OUR_MISTAKE,
        "invalid_cursor": OUR_MISTAKE,
        "invalid_form_data": OUR_MISTAKE,
        "invalid_json": OUR_MISTAKE,
        "invalid_limit": OUR_MISTAKE,
        "invalid_post_type": OUR_MISTAKE,
        "invalid_types": OUR_MISTAKE,
        "json_not_object": OUR_MISTAKE,
        "method_deprecated": OUR_MISTAKE,
        "missing_args": OUR_MISTAKE,
        "missing_argument": OUR_MISTAKE,
        "missing_post_type": OUR_MISTAKE,
        "unknown_method": OUR_MISTAKE,
        # What passes
        **dict.fromkeys(PASSING, NO_ANSWER),
        **dict.fromkeys(RATE_LIMITED, BUSY),
    }
)


def words_for(code: str) -> str:
    """What an organiser is told about an error of Slack's. An error without a rule is named, so that it can be looked up."""
    return RULES.get(code) or f"Slack would not do it and says “{code}”."


@contextmanager
def told_when_final() -> Iterator[None]:
    """What Slack refuses for good becomes PlatformRefusal; what passes becomes PlatformSilence, to be tried again later."""
    try:
        yield
    except (aiohttp.ClientError, TimeoutError) as error:
        raise PlatformSilence(code_of(error)) from error
    except SlackApiError as error:
        if is_passing(error) or is_rate_limited(error):
            raise PlatformSilence(code_of(error)) from error
        raise PlatformRefusal(words_for(code_of(error))) from error
