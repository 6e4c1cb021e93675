"""What every call of an app passes on its way: the faults that hit it, and the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal.workspace.answers import send
from rehearsal.workspace.faults.calls import met

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aiohttp import web

    from rehearsal.workspace.answers import Answer
    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.faults.fault import Fault
    from rehearsal.workspace.workspace import Workspace


@dataclass(slots=True)
class Asked:
    """One call as it came: a method's name, or response_url, or upload; ``started`` is unix time."""

    method: str
    started: float
    args: Arguments
    app_id: str = ""
    channel: str = ""


async def through(
    workspace: Workspace, request: web.Request, asked: Asked, carry_out: Callable[[Sequence[Fault]], Answer]
) -> web.StreamResponse:
    """Carry a call out as far as the faults that hit it let it be, write it down, and answer."""
    hits = workspace.faults.of_call(asked.app_id, asked.method, asked.channel)
    answer = (await met(workspace.faults, hits, lambda: carry_out(hits))).spelt()
    _log(workspace, request, asked, answer, hits)
    return await send(request, answer)


def _log(
    workspace: Workspace, request: web.Request, asked: Asked, answer: Answer, hits: Sequence[Fault]
) -> None:
    entry = {
        "at": asked.started,
        "app": asked.app_id,
        "method": asked.method,
        "arguments": asked.args.given,
        "answer": answer.said,
        "status": answer.seen_status,
        "ms": round((workspace.clock.now() - asked.started) * 1000, 1),
        "faults": [fault.kind for fault in hits],
    }
    workspace.calls.append(entry, len(answer.text) + (request.content_length or 0))
