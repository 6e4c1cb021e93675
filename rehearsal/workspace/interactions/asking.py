"""Asking an app and telling the person when it doesn't answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.deliveries import Acknowledgement
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


async def ask(
    workspace: Workspace, app: Installation, person: str, payload: Json, what: str
) -> Acknowledgement:
    """Deliver what a person did and return the app's acknowledgement.

    Where none comes in time, the person is told that ``what`` failed, and ``app_not_connected`` (nothing is connected)
    or ``operation_timeout`` is raised.
    """
    kind = "slash_commands" if "command" in payload else "interactive"
    reachable = workspace.deliveries.connected(app.app_id)
    answers = payload.get("type", "command") in {"command", "view_submission", "block_suggestion"}
    answer = await workspace.deliveries.ask(app.app_id, kind, payload, accepts_answer=answers)
    if answer is None:
        reason = f"{app.name} did not answer" if reachable else f"{app.name} is not connected"
        tell(workspace, person, f"{what} failed because {reason}.")
        raise SlackError("operation_timeout" if reachable else "app_not_connected")
    return answer


def tell(workspace: Workspace, person: str, text: str) -> None:
    """Show a person a small bar with a sentence."""
    workspace.live.tell_each(person, {"type": "notice", "text": text})
