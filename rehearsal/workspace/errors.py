"""What a call or an act is refused with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json


class SlackError(Exception):
    """A refusal in Slack's own word, such as ``channel_not_found``; ``details`` are further keys of the answer."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def answer(self) -> Json:
        """Return the body that Slack would send."""
        return {"ok": False, "error": self.code, **self.details}


class Unclear(Exception):
    """What the control API was asked for can't be understood; the sentence says why."""


class RateLimited(SlackError):
    """A budget is used up; there is room again after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


def invalid_arguments(*messages: str) -> SlackError:
    """Return the refusal that lists what is wrong with the arguments, one sentence for each."""
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})
