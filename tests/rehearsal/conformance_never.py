"""The words that Slack documents and that nothing in the workspace causes, by the reason why.

A word stands for every method that documents it, ``method:word`` for that method alone. The fault ``error`` answers
each of them on request, so that a bot can be tested against them all the same.
"""

NEVER: dict[str, str] = {
    "One workspace: no Enterprise organisation, no Slack Connect, nothing that moves between them": """
        access_denied cannot_bookmark_from_external_org cannot_bookmark_restricted_sharing_enabled
        cannot_install_an_org_installed_app ekm_access_denied enterprise_is_restricted enterprise_not_found
        external_channel_migrating forbidden_team invalid_user_combination invitee_cant_see_channel
        no_external_invite_permission org_not_found org_user_not_in_team slack_connect_blocked_file_type
        slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked
        slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
        slack_connect_lists_sharing_blocked team_not_on_enterprise
        chat.postMessage:team_not_found chat.update:team_not_found missing_argument
    """,
    "The workspace has no preferences, plans or restricted members other than guests": """
        app_access_restricted app_cannot_join_channel blocked_file_type cannot_create_channel
        cant_archive_required delete_not_allowed edit_window_closed fail_to_get_teams_for_restricted_user
        file_deleting_disabled file_type_not_allowed file_uploads_disabled file_uploads_except_images_disabled
        message_limit_exceeded no_permission not_permitted not_supported plan_upgrade_required
        posting_to_channel_denied preview_feature_not_available restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel storage_limit_reached
        thread_locked user_email_unverified user_not_visible
        conversations.leave:user_is_restricted conversations.setPurpose:user_is_restricted
        conversations.setTopic:user_is_restricted
    """,
    "Canvases, lists, drafts, contact cards, streamed messages, record channels and workflows are not modelled": """
        canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled channel_is_limited_access
        draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
        list_record_comment_fetch_failed missing_profile_id no_access not_implemented streaming_state_conflict
        template_not_visible too_many_contact_cards
        file_already_added invalid_app_action_type invalid_child_type invalid_entity_id invalid_parent_type
        invalid_shortcut_type parent_bookmark_disabled parent_with_link too_many_tabs bookmarks.add:file_not_found
    """,
    "User tokens, PKCE and the first version of OAuth are not modelled": """
        bad_token duplicate_channel_not_found duplicate_message_not_found invalid_code_verifier
        metadata_must_be_sent_from_app no_scopes oauth_authorization_url_mismatch pkce_not_allowed
        send_on_behalf_not_allowed user_does_not_own_channel
    """,
    "Files are shared by files.completeUploadExternal alone, and pinned or reacted to no longer": """
        block_mismatch chat.update:file_deleted chat.update:file_not_found file_is_deleted
        file_share_limit_reached max_file_sharing_exceeded missing_file_data unable_to_share_files
        pins.add:file_not_found file_not_shared pins.remove:file_not_found pins.remove:file_comment_not_found
    """,
    "Another documented word is given for the same thing": """
        bots_not_found invalid_token missing_args missing_user no_channel
        not_bearer_token not_pinned rate_limited too_many_requests unknown_subtype users.info:too_many_users
        usergroups.list:users_not_found usergroups.list:invalid_cursor usergroups.users.list:invalid_cursor
        team.info:user_not_found conversations.create:invalid_name conversations.rename:invalid_name
    """,
    "Every kind of conversation has it": """
        conversations.list:method_not_supported_for_channel_type
        conversations.members:method_not_supported_for_channel_type
        conversations.replies:method_not_supported_for_channel_type
        conversations.setPurpose:method_not_supported_for_channel_type
        conversations.setTopic:method_not_supported_for_channel_type
        users.conversations:method_not_supported_for_channel_type
    """,
    "Slack publishes no figure": "attachment_payload_limit_exceeded too_many_members",
    "Slack's own machinery failed": """
        fetch_members_failed file_update_failed internal_error unable_to_fetch_custom_emojis update_failed
    """,
    "Budgets and their tests have it (test_workspace_budgets)": "ratelimited",
    "A test of its own has it, with the many people or the GET that it takes": """
        users.list:limit_required apps.connections.open:insecure_request
    """,
}
