"""Whether ours is behind anywhere: each column beside each other method, and which rules that one breaks for being ahead."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bench.placement_peers import Rooms
from consultation.model.placement import Placement, PlacementRequest, RoomKey, Rules, Wish
from consultation.model.references import PersonRef
from consultation.placement.preparation import ranks_of

OFF_LIST = 1_000_000
"""The worst rank where somebody is off their list: further down than any rank."""


class Figures(NamedTuple):
    """What a method came to; off the list counts as one after the last in the sum of ranks.

    `broken` names the rules that it breaks, `seconds` are of the processor.
    """

    first: float
    worst: int
    rank_sum: int
    smallest: int
    largest: int
    led: int
    rooms: int
    gap: int
    broken: frozenset[str]
    seconds: float = 0.0
    megabytes: float = 0.0


class Column(NamedTuple):
    """A column of the comparison: its value, less is better, and how it is written."""

    name: str
    value: Callable[[Figures], float]
    written: Callable[[Figures], str]


COLUMNS = (
    Column("1st", lambda one: -round(one.first, 3), lambda one: f"{one.first:.1%}"),
    Column("worst", lambda one: one.worst, lambda one: "-" if one.worst == OFF_LIST else str(one.worst)),
    Column("sizes", lambda one: one.largest - one.smallest, lambda one: f"{one.smallest}-{one.largest}"),
    Column("led", lambda one: -one.led, lambda one: f"{one.led}/{one.rooms}"),
    Column("role gap", lambda one: one.gap, lambda one: str(one.gap)),
    Column("seconds", lambda one: round(one.seconds, 3), lambda one: f"{one.seconds:.3f}"),
    Column("MB", lambda one: round(one.megabytes), lambda one: f"{one.megabytes:.0f}"),
)


class Standing(NamedTuple):
    """Ours beside another method: the columns in which the other is ahead, and the rules that it breaks and ours keeps."""

    ours: str
    ahead: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def behind(self) -> bool:
        """Whether the other is ahead somewhere without breaking anything for it."""
        return bool(self.ahead) and not self.broken


def measured(request: PlacementRequest, rules: Rules, rooms: Rooms, placement: Placement | None) -> Figures:
    """The figures of those who take part; `rules` are those looked at, whatever the method was told of them."""
    themes = {offer.theme: offer for offer in request.themes}
    wishes = {wish.person: wish for wish in request.wishes}
    keys = [RoomKey(theme) for theme in themes]
    ranks = [ranks_of(wishes[person].ranking, themes).get(room.theme) for person, room in rooms.items()]
    after_last = 1 + max(len(wish.ranking) for wish in request.wishes)
    sizes = Counter(rooms.values())
    led = {room for person, room in rooms.items() if wishes[person].can_facilitate}
    led |= {room.key for room in placement.rooms if room.facilitator} if placement else set()
    found = Figures(
        first=ranks.count(1) / len(ranks),
        worst=max(OFF_LIST if rank is None else rank for rank in ranks),
        rank_sum=sum(rank or after_last for rank in ranks),
        smallest=min(sizes[key] for key in keys),
        largest=max(sizes[key] for key in keys),
        led=len(led),
        rooms=len(keys),
        gap=_gap(rooms, wishes, keys),
        broken=frozenset(),
    )
    return found._replace(broken=_broken(found, rules, rooms, wishes))


def _gap(rooms: Rooms, wishes: Mapping[PersonRef, Wish], keys: Sequence[RoomKey]) -> int:
    roles = Counter((room, wishes[person].role) for person, room in rooms.items())
    counts = [[roles[key, role] for key in keys] for role in {wish.role for wish in wishes.values()}]
    return max(max(each) - min(each) for each in counts)


def _broken(found: Figures, rules: Rules, rooms: Rooms, wishes: Mapping[PersonRef, Wish]) -> frozenset[str]:
    most = rules.organisation_most or len(rooms)
    organisations = Counter((room, wishes[person].organisation) for person, room in rooms.items())
    checks = {
        "even sizes": found.largest - found.smallest > 1,
        "a facilitator in each room": found.led < found.rooms,
        "roles spread evenly": found.gap > 1,
        f"at most {most} of an organisation in a room": max(organisations.values()) > most,
        "together": any(len({rooms.get(one) for one in group}) > 1 for group in rules.together),
        "apart": any(len({rooms.get(one) for one in group}) < len(group) for group in rules.apart),
    }
    return frozenset(name for name, is_broken in checks.items() if is_broken)


def standing(our_name: str, our: Figures, other: Figures) -> Standing:
    """One of ours beside another method. Who is further down, or more of them, than ours needs breaks the aim."""
    ahead = tuple(
        f"{column.name} ({column.written(other)} to {column.written(our)})"
        for column in COLUMNS
        if column.value(other) < column.value(our)
    )
    aims = (
        ("nobody further down than needed", other.worst > our.worst),
        ("the least sum of ranks", other.worst == our.worst and other.rank_sum > our.rank_sum),
    )
    broken = [name for name, is_broken in aims if is_broken]
    return Standing(our_name, ahead, (*broken, *sorted(other.broken - our.broken)))


def verdict(ours: Mapping[str, Figures], others: Mapping[str, Figures]) -> tuple[list[str], bool]:
    """A line for each other method beside the one of ours that is ahead in most; then whether ours is behind any that breaks no rule."""
    lines, behind = [], False
    for name, other in others.items():
        all_of_them = [standing(our_name, our, other) for our_name, our in ours.items()]
        best = min(all_of_them, key=lambda one: (one.behind, len(one.ahead)))
        behind |= best.behind
        lines.append(f"  {name:38} {_told(best)}")
    return lines, behind


def _told(best: Standing) -> str:
    if not best.ahead:
        return f"ahead in nothing ({best.ours})"
    breaks = "; ".join(best.broken) or "NO RULE"
    return f"ahead of {best.ours} in {', '.join(best.ahead)}; it breaks: {breaks}"
