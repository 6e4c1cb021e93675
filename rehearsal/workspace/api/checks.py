"""What every call is checked for before its method runs: arguments that must be there, and their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError, invalid_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.api.method import Method
    from rehearsal.workspace.arguments import Arguments

_FLAGS = frozenset(
    (
        "as_user",
        "exclude_archived",
        "force",
        "full",
        "include_all_metadata",
        "include_categories",
        "include_count",
        "include_disabled",
        "include_labels",
        "include_locale",
        "include_num_members",
        "include_users",
        "inclusive",
        "is_private",
        "link_names",
        "mrkdwn",
        "prevent_creation",
        "reply_broadcast",
        "return_im",
        "show_files_hidden_by_limit",
        "test",
        "unfurl_links",
        "unfurl_media",
    )
)
_WHOLE = frozenset(("count", "length", "page", "post_at", "ts_from", "ts_to"))
_LISTS = frozenset(("channels", "file_ids", "types", "users"))
_STRUCTURES = frozenset(("attachments", "blocks", "files", "message", "metadata", "view"))
_TEXTS = frozenset(
    [
        "alt_txt",
        "bookmark_id",
        "bot",
        "channel",
        "channel_id",
        "cursor",
        "email",
        "emoji",
        "external_id",
        "file",
        "file_comment",
        "filename",
        "hash",
        "icon_emoji",
        "icon_url",
        "initial_comment",
        "latest",
        "link",
        "markdown_text",
        "message_ts",
        "name",
        "oldest",
        "parse",
        "purpose",
        "scheduled_message_id",
        "snippet_type",
        "team",
        "team_id",
        "text",
        "thread_ts",
        "timestamp",
        "title",
        "topic",
        "trigger_id",
        "ts",
        "type",
        "user",
        "user_id",
        "usergroup",
        "username",
        "view_id",
    ]
)
"""What is not in one of these lists Slack doesn't know, and lets pass; ``limit`` has words of its own (paging.py)."""


def check(method: Method, args: Arguments) -> None:
    """Raise ``invalid_arguments``, or the method's own word, for what is missing or of the wrong type.

    An argument that is there but empty is not missing: it then names nothing, and the method says so.
    """
    missing = [name for name in method.required if name not in args]
    for name in method.required:
        if name in method.refusals and args.given.get(name, "") == "":
            raise SlackError(method.refusals[name])
    faults = [f"missing required field: {name}" for name in missing]
    faults += [fault for name, value in args.given.items() for fault in _faults(name, value)]
    if faults:
        raise invalid_arguments(*faults)


def _faults(name: str, value: object) -> Iterator[str]:
    expected = _expected(name, value)
    if expected:
        yield f"must be {expected} [json-pointer:/{name}]"


def _expected(name: str, value: object) -> str:
    """Return what a value should have been; nothing where it is right."""
    if name in _FLAGS:
        known = value.lower() if isinstance(value, str) else value
        return "" if known in ("true", "false", "1", "0", "") or known in (True, False) else "a boolean"
    if name in _WHOLE:
        return "" if _is_whole(value) else "an integer"
    if name in _LISTS:
        return "" if isinstance(value, str) or _is_texts(value) else "a string"
    if name in _STRUCTURES:
        return "" if isinstance(value, str | list | dict) else "a valid JSON object"
    return "a string" if name in _TEXTS and not isinstance(value, str) else ""


def _is_whole(value: object) -> bool:
    if isinstance(value, str):
        return not value or value.removeprefix("-").isdecimal()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
