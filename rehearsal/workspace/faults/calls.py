"""What the faults make of a call: how late it is, whether it has its effect, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearsal.workspace.answers import Answer
from rehearsal.workspace.faults.board import DECIDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rehearsal.workspace.faults.board import Faults
    from rehearsal.workspace.faults.fault import Fault

HTML = "<!DOCTYPE html><html><head><title>Server Error</title></head><body><h1>Something went wrong</h1></body></html>"


async def met(faults: Faults, hits: Sequence[Fault], carry_out: Callable[[], Answer]) -> Answer:
    """Let the faults that hit a call have their way with it; ``carry_out`` is its effect and its usual answer."""
    await _wait(faults, hits, done=False)
    deciding = next((fault for fault in hits if fault.kind in DECIDING), None)
    if deciding is None:
        answer = carry_out()
    else:
        usual = carry_out() if deciding.flag("done") else Answer(None)
        answer = _INSTEAD[deciding.kind](deciding, usual)
    await _wait(faults, hits, done=True)
    return answer


def refused_handshake(fault: Fault) -> Answer:
    """Return what a socket's handshake meets: a status, perhaps only when the fault is switched off."""
    held = fault.ended if fault.flag("hang") else None
    return Answer(None, int(fault.number("status")), content_type="text/plain", held=held)


async def _wait(faults: Faults, hits: Sequence[Fault], *, done: bool) -> None:
    """Make the pauses that come before the effect, or those after it."""
    for fault in hits:
        if fault.kind == "delay" and fault.flag("done") is done:
            await faults.pause(fault, fault.number("seconds"))


def _ratelimited(fault: Fault, _usual: Answer) -> Answer:
    turns = fault.options["retry_after"]
    assert isinstance(turns, list)
    seconds = turns[(fault.hits - 1) % len(turns)]
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    return Answer({"ok": False, "error": "ratelimited"}, 429, headers)


def _status(fault: Fault, _usual: Answer) -> Answer:
    status = int(fault.number("status"))
    return Answer(None, status, text=fault.text("text"), content_type="text/plain")


def _html(fault: Fault, _usual: Answer) -> Answer:
    return Answer(None, int(fault.number("status")), text=HTML, content_type="text/html")


def _empty(fault: Fault, _usual: Answer) -> Answer:
    return Answer(None, int(fault.number("status")))


def _broken(fault: Fault, _usual: Answer) -> Answer:
    return Answer(None, int(fault.number("status")), text='{"ok": true, "channel')


def _error(fault: Fault, usual: Answer) -> Answer:
    details = fault.options["details"]
    assert isinstance(details, dict)
    return Answer({"ok": False, "error": fault.text("error"), **details}, headers=usual.headers)


def _gone(fault: Fault, usual: Answer) -> Answer:
    how = fault.text("how")
    return _hang(fault, usual) if how == "silence" else replace(usual, way=how)


def _hang(fault: Fault, usual: Answer) -> Answer:
    return replace(usual, way="rst", held=fault.ended)


_INSTEAD: Mapping[str, Callable[[Fault, Answer], Answer]] = {
    "ratelimited": _ratelimited,
    "status": _status,
    "html": _html,
    "empty": _empty,
    "broken": _broken,
    "error": _error,
    "cut": _gone,
    "lost": _gone,
    "hang": _hang,
}
