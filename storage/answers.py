"""Answers as they are kept: canonical JSON in ASCII, so that equal answers are equal texts and a database can count them."""

import json
from decimal import Decimal
from functools import lru_cache

from consultation.model.questions import Answer, Chosen, LeftOut, Ranked, Shared, Unsure, Value, Words

UNSURE, LEFT_OUT = "unsure", "left out"
SHORT = 24
"""Characters of an answer that many give: a button's."""


def write_answer(answer: Answer) -> str:
    """An answer as text: an object with one key, the kind of answer."""
    match answer:
        case Chosen(options):
            return _chosen(options)
        case Ranked(options):
            return _written("ranked", list(options))
        case Shared(points):
            return _written("points", list(points))
        case Value(number):
            return _written("number", format(number.normalize() + 0, "f"))
        case Words(text):
            return _written("text", text)
        case Unsure() | LeftOut():
            return _written(UNSURE if isinstance(answer, Unsure) else LEFT_OUT, 1)


def answer_from(text: str) -> Answer:
    """What `write_answer` was given. Raises ValueError for anything else."""
    return _known(text) if len(text) <= SHORT else _read(text)


def _read(text: str) -> Answer:
    ((kind, said),) = json.loads(text).items()
    match kind, said:
        case "chosen", list():
            return Chosen(tuple(said))
        case "ranked", list():
            return Ranked(tuple(said))
        case "points", list():
            return Shared(tuple(said))
        case "number", str():
            return Value(Decimal(said))
        case "text", str():
            return Words(said)
        case (("unsure" | "left out"), 1):
            return Unsure() if kind == UNSURE else LeftOut()
    raise ValueError("no answer")


# Votes come by the thousand and say the same few things; what people wrote is not kept here.
_known = lru_cache(maxsize=1024)(_read)


@lru_cache(maxsize=1024)
def _chosen(options: tuple[int, ...]) -> str:
    return _written("chosen", list(options))


def _written(kind: str, said: object) -> str:
    return json.dumps({kind: said}, ensure_ascii=True, separators=(",", ":"))
