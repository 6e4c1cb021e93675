"""Slack's refusals as the library raises them."""

from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError


@dataclass
class Response:
    """As much of an answer as an error carries."""

    data: dict[str, object]
    status_code: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def refused(code: str, status: int = 200, *, retry_after: str | None = None) -> SlackApiError:
    """A call that Slack refused with this word."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    response = Response({"ok": False, "error": code}, status, headers)
    return SlackApiError("no", response)  # type: ignore[no-untyped-call]  # the library leaves it untyped
