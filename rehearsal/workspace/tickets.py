"""What an app is lent for a short time: trigger ids that open a form once, and response addresses."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearsal.workspace.clock import Clock
    from rehearsal.workspace.ids import Ids

USES = 5
"""How often a response address works (docs.slack.dev, handling user interaction)."""

MOST = 100_000
"""How many of each are remembered; the oldest are long past their time by then."""


@dataclass(slots=True)
class Trigger:
    """Leave to open a form for one person, until ``expires`` (unix time), once."""

    person: str
    app_id: str
    expires: float
    in_form: str = ""
    used: bool = False


@dataclass(slots=True)
class Reply:
    """Where an answer to an interaction goes: who acted, in which channel, on which message of the app's if any."""

    app_id: str
    person: str
    channel: str
    expires: float
    message_ts: str = ""
    uses: int = 0


class Tickets:
    """Hands out trigger ids and response addresses, and takes them back."""

    def __init__(self, ids: Ids, clock: Clock, trigger_seconds: float, reply_seconds: float) -> None:
        self._ids = ids
        self._clock = clock
        self._trigger_seconds = trigger_seconds
        self._reply_seconds = reply_seconds
        self._triggers: OrderedDict[str, Trigger] = OrderedDict()
        self.replies: OrderedDict[str, Reply] = OrderedDict()

    def begin(self, replies: Mapping[str, Reply]) -> None:
        """Know these response addresses, and no trigger ids."""
        self._triggers.clear()
        self.replies = OrderedDict(replies)

    def trigger(self, person: str, app_id: str, in_form: str = "") -> str:
        """Return a new trigger id; ``in_form`` names the open form in which the person acted."""
        digits = self._ids.digits("trigger", 25)
        key = f"{digits[:13]}.{digits[13:]}.{self._ids.secret('trigger', 32).lower()}"
        if len(self._triggers) >= MOST:
            self._triggers.popitem(last=False)
        self._triggers[key] = Trigger(person, app_id, self._clock.now() + self._trigger_seconds, in_form)
        return key

    def take_trigger(self, key: str, app_id: str) -> Trigger:
        """Use a trigger id up; raises ``invalid_``, ``expired_`` or ``exchanged_trigger_id``."""
        trigger = self._triggers.get(key)
        if trigger is None or trigger.app_id != app_id:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() > trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def reply(self, app_id: str, person: str, channel: str, message_ts: str = "") -> str:
        """Return the key of a new response address."""
        key = f"{self._ids.digits('reply', 13)}/{self._ids.secret('reply', 24)}"
        if len(self.replies) >= MOST:
            self.replies.popitem(last=False)
        self.replies[key] = Reply(
            app_id, person, channel, self._clock.now() + self._reply_seconds, message_ts
        )
        return key

    def find_reply(self, key: str) -> Reply | None:
        """Return where a response address leads, used up or not, if there ever was one."""
        return self.replies.get(key)

    def take_reply(self, key: str) -> Reply:
        """Count one use of a response address; raises ``used_url`` or ``expired_url``."""
        reply = self.replies.get(key)
        if reply is None or self._clock.now() > reply.expires:
            raise SlackError("expired_url")
        if reply.uses >= USES:
            raise SlackError("used_url")
        reply.uses += 1
        return reply
