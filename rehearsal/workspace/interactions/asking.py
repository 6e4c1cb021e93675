"""Asking an app and telling the person when it doesn't answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.envelopes import NOT_CONNECTED, Acknowledgement, Missed
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


_SERVER_ERROR = 500


async def ask(
    workspace: Workspace, app: Installation, person: str, payload: Json, what: str
) -> Acknowledgement:
    """Deliver what a person did and return the app's acknowledgement.

    Where none comes in time, the person is told that ``what`` failed, and Slack's word for it is raised:
    ``operation_timeout``, ``dispatch_failed``, ``http_client_error``, ``http_service_error``; or ours,
    ``app_not_connected``, where nothing is connected.
    """
    kind = "slash_commands" if "command" in payload else "interactive"
    answers = payload.get("type", "command") in {"command", "view_submission", "block_suggestion"}
    outcome = await workspace.deliveries.ask(app.app_id, kind, payload, accepts_answer=answers)
    if isinstance(outcome, Missed):
        reason = "is not connected" if outcome is NOT_CONNECTED else "did not answer"
        tell(workspace, person, f"{what} failed because {app.name} {reason}.")
        raise SlackError(_word(outcome))
    return outcome


def _word(missed: Missed) -> str:
    """Return what Slack shows for a failed action."""
    if missed is NOT_CONNECTED:
        return "app_not_connected"
    if missed.status:
        return "http_service_error" if missed.status >= _SERVER_ERROR else "http_client_error"
    return _WORDS.get(missed.reason, "dispatch_failed")


_WORDS = {
    "timeout": "operation_timeout",
    "http_timeout": "operation_timeout",
    "invalid_response": "invalid_command_response",
}


def tell(workspace: Workspace, person: str, text: str) -> None:
    """Show a person a small bar with a sentence."""
    workspace.live.tell_each(person, {"type": "notice", "text": text})
