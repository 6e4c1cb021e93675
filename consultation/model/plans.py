"""What an organiser asks of a placement, and a placement as it is kept."""

from dataclasses import dataclass, field
from enum import StrEnum

from consultation.model.placement import Mode, Placement, Rules, ThemeOffer
from consultation.model.references import PersonRef, PollId


class Opinions(StrEnum):
    """What the answers to an earlier poll are used for: nothing, to mix opinions in every room, or to seat like with like."""

    UNUSED = ""
    MIXED = "mixed"
    GATHERED = "gathered"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an organiser asks of a session's placement. Themes that `offers` doesn't name have one room of any size.

    `remembers`: earlier sessions of the programme count. `poll` is whose answers are used, None where they are not. `rounds` is how
    many there are to be, and `mode` what those after the first are for.
    """

    rules: Rules = field(default_factory=Rules)
    offers: tuple[ThemeOffer, ...] = ()
    remembers: bool = True
    opinions: Opinions = Opinions.UNUSED
    poll: PollId | None = None
    rounds: int = 1
    mode: Mode = Mode.WORLD_CAFE


@dataclass(frozen=True, slots=True)
class Kept:
    """A placement that was applied, with the seats that were locked and the groups that were asked for. Its figures can be counted again and are not kept.

    `round` is which of the session's rounds it is for, from 1. `came_back` are those whom an organiser brought back with it.
    """

    placement: Placement
    locked: frozenset[PersonRef] = frozenset()
    together: tuple[tuple[PersonRef, ...], ...] = ()
    apart: tuple[tuple[PersonRef, ...], ...] = ()
    round: int = 1
    came_back: frozenset[PersonRef] = frozenset()
