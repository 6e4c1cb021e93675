"""What an organiser asks of a placement, and a placement as it is kept."""

from dataclasses import dataclass, field
from enum import StrEnum

from consultation.model.placement import Placement, Rules, ThemeOffer
from consultation.model.references import PersonRef, PollId


class Opinions(StrEnum):
    """What the answers to an earlier poll are used for: nothing, to mix opinions in every room, or to seat like with like."""

    UNUSED = ""
    MIXED = "mixed"
    GATHERED = "gathered"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an organiser asks of a session's placement. Themes that `offers` doesn't name have one room of any size.

    `remembers`: earlier sessions of the programme count. `poll` is whose answers are used, None where they are not.
    """

    rules: Rules = field(default_factory=Rules)
    offers: tuple[ThemeOffer, ...] = ()
    remembers: bool = True
    opinions: Opinions = Opinions.UNUSED
    poll: PollId | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A placement that was applied, with the seats that were locked. Its figures can be counted again and are not kept."""

    placement: Placement
    locked: frozenset[PersonRef] = frozenset()
