"""Deliveries: what a platform hands over and expects never to have to say again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing that a platform told us, as it came.

    `key` is the same for every repetition of it and different for everything else; it names the workspace too. `kind` is the
    platform's word for what it is. `body` is the envelope as JSON.
    """

    key: str
    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A delivery that is stored and still to be acted on. `number` gives the order of arrival, `tries` how often it was begun."""

    number: int
    delivery: Delivery
    tries: int = 0
