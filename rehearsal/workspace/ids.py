"""Ids, tokens and timestamps of Slack's look, the same for the same seed (but for the time in a timestamp)."""

from __future__ import annotations

import string
from random import Random

_LETTERS = string.ascii_uppercase + string.digits
_SECRET = string.ascii_letters + string.digits
_MICRO = 1_000_000


class Ids:
    """Makes ids. Each kind has its own stream, so one more message doesn't change the next person's id."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, Random] = {}

    def new(self, prefix: str) -> str:
        """Return a new id of eleven characters, such as ``U0…`` for a person or ``C0…`` for a channel."""
        return prefix + "0" + "".join(self._stream(prefix).choices(_LETTERS, k=9))

    def digits(self, kind: str, length: int) -> str:
        """Return so many digits, the first of them not zero."""
        stream = self._stream(kind)
        return str(stream.randint(1, 9)) + "".join(stream.choices(string.digits, k=length - 1))

    def secret(self, kind: str, length: int) -> str:
        """Return so many letters and digits, as in a token."""
        return "".join(self._stream(kind).choices(_SECRET, k=length))

    def uuid(self, kind: str) -> str:
        """Return a lower-case UUID."""
        text = f"{self._stream(kind).getrandbits(128):032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def _stream(self, kind: str) -> Random:
        if kind not in self._streams:
            self._streams[kind] = Random(f"{self._seed}:{kind}")
        return self._streams[kind]


class Stamps:
    """Hands out ``ts`` strings that only ever grow, since Slack takes a message's ``ts`` for its id."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, now: float) -> str:
        """Return the next stamp for unix time ``now``, such as ``1763762400.000200``."""
        self._last = max(int(now * _MICRO), self._last + 1)
        return f"{self._last // _MICRO}.{self._last % _MICRO:06d}"
