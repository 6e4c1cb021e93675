"""Lots: what decides a tie. They depend on the seed and on the names, never on the order in which people came."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeVar

_Name = TypeVar("_Name", bound=str)


def lot(seed: int, *names: str) -> bytes:
    """The lot that these names draw together."""
    # A digest and not the random module: each name's lot is its own, whoever else is there, in every version of Python.
    return blake2b("\n".join((str(seed), *names)).encode(), digest_size=16).digest()


def by_lot(names: Iterable[_Name], seed: int) -> list[_Name]:
    """These names in an order that depends on the seed and on nothing else."""
    return sorted(names, key=lambda name: (lot(seed, name), name))
