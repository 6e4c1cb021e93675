"""Ids, tokens and timestamps of Slack's look, the same for the same seed (but for the time in a timestamp)."""

from __future__ import annotations

import string
from random import Random

_MICRO = 1_000_000


def _spelt(alphabet: str) -> bytes:
    """Return the table that turns random bytes into letters of an alphabet, at the price of a slight lean to the first ones."""
    return (alphabet.encode() * (256 // len(alphabet) + 1))[:256]


_LETTERS = _spelt(string.ascii_uppercase + string.digits)
_SECRET = _spelt(string.ascii_letters + string.digits)


class Ids:
    """Makes ids. Each kind has its own stream, so one more message doesn't change the next person's id."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.generation = 0
        self._streams: dict[str, Random] = {}

    def begin(self, generation: int) -> None:
        """Begin all streams anew, each other than in the generations before: what they gave may still be about."""
        self.generation = generation
        self._streams.clear()

    def new(self, prefix: str) -> str:
        """Return a new id of eleven characters, such as ``U0…`` for a person or ``C0…`` for a channel."""
        return f"{prefix}0{self._stream(prefix).randbytes(9).translate(_LETTERS).decode()}"

    def digits(self, kind: str, length: int) -> str:
        """Return so many digits, the first of them not zero."""
        return str(self._stream(kind).randrange(10 ** (length - 1), 10**length))

    def secret(self, kind: str, length: int) -> str:
        """Return so many letters and digits, as in a token."""
        return self._stream(kind).randbytes(length).translate(_SECRET).decode()

    def uuid(self, kind: str) -> str:
        """Return a lower-case UUID."""
        text = f"{self._stream(kind).getrandbits(128):032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def _stream(self, kind: str) -> Random:
        if kind not in self._streams:
            anew = f":{self.generation}" if self.generation else ""
            self._streams[kind] = Random(f"{self._seed}:{kind}{anew}")
        return self._streams[kind]


class Stamps:
    """Hands out ``ts`` strings that only ever grow, since Slack takes a message's ``ts`` for its id.

    ``last`` is the latest in microseconds of unix time.
    """

    def __init__(self) -> None:
        self.last = 0

    def next(self, now: float) -> str:
        """Return the next stamp for unix time ``now``, such as ``1763762400.000200``."""
        self.last = max(int(now * _MICRO), self.last + 1)
        return f"{self.last // _MICRO}.{self.last % _MICRO:06d}"
