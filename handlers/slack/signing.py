"""Slack's signature under each request over HTTP, checked over the bytes as they came."""

import asyncio
import hmac
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW_SECONDS = 300
"""How far the time of a request may be from ours (docs.slack.dev, verifying requests)."""

KEPT_MOST = 100_000
"""Signatures remembered. What an older one signed is known by its own id, in the database."""

# Python refuses to read a number of thousands of digits, and reads those of all scripts.
_TIMESTAMP = re.compile("[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile("v0=[0-9a-f]{64}", re.ASCII)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body that is sent at this unix time, version 0."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.digest(secret.encode(), signed, "sha256").hex()


def is_signed(secret: str, timestamp: str, given: str, body: bytes, now: float) -> bool:
    """Whether this body was signed with the secret, within five minutes of now (unix time)."""
    if not (_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(given)):
        return False
    expected = signature(secret, timestamp, body)
    return abs(now - int(timestamp)) <= WINDOW_SECONDS and hmac.compare_digest(expected, given)


@dataclass(slots=True)
class Replays:
    """The signatures of what was taken already: Slack signs each try with its own time, so the same one again is a copy.

    `now` is unix time. One whose request could not be taken is forgotten, so that it may come again within the same second.
    """

    now: Callable[[], float] = time.time
    _seen: OrderedDict[str, tuple[float, "asyncio.Future[bool]"]] = field(default_factory=OrderedDict)

    def known(self, given: str) -> "asyncio.Future[bool] | None":
        """None for a signature that wasn't seen; else whether what came with it was taken, now or soon."""
        found = self._seen.get(given)
        return None if found is None else found[1]

    def begin(self, given: str, timestamp: str) -> None:
        """Remember a signature, for as long as it could be used again."""
        self._forget_old()
        taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._seen[given] = (int(timestamp) + WINDOW_SECONDS, taken)

    def end(self, given: str, taken: bool) -> None:
        """What this signature signed was taken, or was not."""
        _, answer = self._seen[given]
        if not answer.done():
            answer.set_result(taken)
        if not taken:
            del self._seen[given]

    def _forget_old(self) -> None:
        # They come nearly in the order of their times; one that came early waits for those before it.
        while self._seen:
            until, answer = next(iter(self._seen.values()))
            if not answer.done() or (until >= self.now() and len(self._seen) < KEPT_MOST):
                return
            self._seen.popitem(last=False)
