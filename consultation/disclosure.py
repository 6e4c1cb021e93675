"""Small numbers: what may be told of few people, and what must be left out with it so that subtraction gives nothing back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consultation.model.polls import Secrecy
from consultation.model.questions import Tally

FEW = 5
"""Inside the organisation: a group of fewer answers than this is not broken down."""
SMALL_MOST = 7
"""In what leaves: counts from 1 to this are left out (the rule of OpenSAFELY and of NHS Digital's secondary care figures)."""
STEP = 5
"""In what leaves: all other counts are rounded to a multiple of this."""

Grid = list[list[int]]
Cell = tuple[int, int]


class Reach(StrEnum):
    """How far a file goes: to the organisation that was consulted, or beyond it."""

    WITHIN = "within"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Counts by room and option as they may be told; None is what may not. `rooms` are in the order given."""

    options: tuple[int | None, ...]
    answers: int | None
    rooms: tuple[tuple[int, tuple[int | None, ...], int | None], ...] = ()


def is_too_few(secrecy: Secrecy, tally: Tally) -> bool:
    """Whether a question that is answered anonymously has too few answers to be broken down at all."""
    return secrecy is Secrecy.ANONYMOUS and tally.answers + tally.unsure < FEW


def rounded(count: int) -> int | None:
    """A count that stands alone, as it may leave: None from 1 to 7, else the nearest multiple of 5."""
    return None if 0 < count <= SMALL_MOST else (2 * count + STEP) // (2 * STEP) * STEP


def rooms_to_tell(tally: Tally, by_room: Sequence[tuple[int, Tally]]) -> tuple[tuple[int, Tally], ...]:
    """The rooms whose answers may be told apart inside the organisation: five answers or more in each.

    Those left out must be two at least with five answers together, or the others and the whole would give them away; so the smallest
    of the others goes with them where they are not. People without a room count as one that is never told. Who sits where is no secret: if
    all who sit in the rooms left out had answered, each room's answers would be known by its size, so another goes with them then too.
    """
    telling = sorted(
        (one for one in by_room if one[1].answers >= FEW), key=lambda one: one[1].answers, reverse=True
    )
    while telling:
        hidden = [one[1].answers for one in by_room if one not in telling and one[1].answers]
        unplaced = tally.answers - sum(one[1].answers for one in by_room)
        hidden += [unplaced] if unplaced > 0 else []
        enough = sum(hidden) >= FEW and (len(hidden) > 1 or hidden == [unplaced])
        if not hidden or (enough and _is_anybody_missing([one[1] for one in by_room if one not in telling])):
            break
        telling.pop()
    return tuple(one for one in by_room if one in telling)


def _is_anybody_missing(rooms: Sequence[Tally]) -> bool:
    """Whether somebody of these rooms has not answered, or doesn't know, as far as that is known."""
    return not rooms or any(one.silent is None or one.silent + one.unsure > 0 for one in rooms)


def cells_withheld(rows: Sequence[Sequence[int]]) -> frozenset[Cell]:
    """Which cells of rows are left out of a file: those from 1 to 4, and what keeps others from working them out.

    Known to all are each row's sum and each column's, and that no cell is negative. `rows` are groups of five answers or more; the last may be
    what is left of the whole, which is told nowhere but can be worked out.
    """
    hidden: set[Cell] = set()
    small = [(r, c) for r, row in enumerate(rows) for c, count in enumerate(row) if 0 < count < FEW]
    for cell in small:
        hidden.add(cell)
        if not _is_open(rows, hidden, cell):
            hidden |= _guard(rows, hidden, cell)
    return frozenset(hidden)


def _is_open(rows: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell) -> bool:
    """Whether the other cells leave this one more than one value: a ring of hidden cells along which a person can be moved."""
    r, c = cell
    others = hidden - {cell}
    up = _reaches(rows, others, ("column", c), ("row", r))
    return up or (rows[r][c] > 0 and _reaches(rows, others, ("row", r), ("column", c)))


def _reaches(
    rows: Sequence[Sequence[int]], hidden: set[Cell], start: tuple[str, int], goal: tuple[str, int]
) -> bool:
    """Whether a person can be moved from one to the other: a row gives to any hidden cell of it, a column takes where there is somebody."""
    reached, waiting = {start}, [start]
    while waiting:
        kind, at = waiting.pop()
        for r, c in hidden:
            following = None
            if kind == "row" and r == at:
                following = ("column", c)
            elif kind == "column" and c == at and rows[r][c] > 0:
                following = ("row", r)
            if following is not None and following not in reached:
                reached.add(following)
                waiting.append(following)
    return goal in reached


def _guard(rows: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell) -> set[Cell]:
    """The corners of the cheapest ring of four that leaves this cell open."""
    r, c = cell
    rings = [
        (len(corners - hidden), sum(rows[x][y] for x, y in corners), sorted(corners))
        for s in range(len(rows))
        for d in range(len(rows[0]))
        if s != r and d != c and (rows[s][d] > 0 or (rows[r][d] > 0 and rows[s][c] > 0))
        for corners in [{(r, d), (s, c), (s, d)}]
    ]
    return set(min(rings)[2]) if rings else set()


def leaving(tally: Tally, by_room: Sequence[tuple[int, Tally]] = ()) -> Breakdown:
    """A poll's counts as they may leave the organisation: 1 to 7 left out with what would give them away, the others rounded to 5.

    Rooms are told that may be told apart inside too, and cells of theirs that a file for inside leaves out are left out here: whoever has both,
    and knows the whole to the unit, is no wiser.
    """
    telling = rooms_to_tell(tally, by_room)
    inner = [list(room.counts) for _, room in telling]
    rest = _rest(tally.counts, inner)
    grid = _with_totals([*inner, rest] if any(rest) or not inner else inner)
    hidden = withheld(grid) | (cells_withheld(with_rest(tally.counts, inner)) if inner else frozenset())

    def told(row: int) -> tuple[int | None, ...]:
        return tuple(
            None if (row, column) in hidden else rounded(count) for column, count in enumerate(grid[row])
        )

    rows = {number: told(row) for row, (number, _) in enumerate(telling)}
    nothing = (None,) * (len(tally.counts) + 1)
    rooms = tuple((number, (row := rows.get(number, nothing))[:-1], row[-1]) for number, _ in by_room)
    whole = told(len(grid) - 1)
    return Breakdown(whole[:-1], whole[-1], rooms)


def with_rest(whole: Sequence[int], rooms: Sequence[Sequence[int]]) -> list[list[int]]:
    """The counts of rooms that are told, and what is left of the whole as one more row: it can be worked out."""
    rest = _rest(whole, rooms)
    return [list(row) for row in (*rooms, *([rest] if any(rest) else []))]


def _rest(whole: Sequence[int], rooms: Sequence[Sequence[int]]) -> list[int]:
    return [count - sum(row[option] for row in rooms) for option, count in enumerate(whole)]


def withheld(grid: Grid) -> set[Cell]:
    """Which cells of a table with its totals (last row, last column) are left out: the small ones, and those that guard them."""
    hidden = {(r, c) for r, row in enumerate(grid) for c, count in enumerate(row) if 0 < count <= SMALL_MOST}
    while (exposed := next(_exposed(grid, hidden), None)) is not None:
        hidden.add(exposed)
    return hidden


def _with_totals(rows: Grid) -> Grid:
    grid = [[*row, sum(row)] for row in rows]
    return [*grid, [sum(column) for column in zip(*grid, strict=True)]]


def _lines(grid: Grid) -> Iterator[list[Cell]]:
    """Every row and column, each with its total last."""
    for r, row in enumerate(grid):
        yield [(r, c) for c in range(len(row))]
    for c in range(len(grid[0])):
        yield [(r, c) for r in range(len(grid))]


def _exposed(grid: Grid, hidden: set[Cell]) -> Iterator[Cell]:
    """A further cell to leave out, for each that the told ones would give away."""
    for line in _lines(grid):
        if _gives_away(grid, hidden, line):
            yield from _smallest(grid, hidden, line)
    for cell in sorted(hidden):
        if not _guarded(hidden, cell):
            row = [(cell[0], c) for c in range(len(grid[0]))]
            column = [(r, cell[1]) for r in range(len(grid))]
            yield from _smallest(grid, hidden, [*row, *column])


def _gives_away(grid: Grid, hidden: set[Cell], line: list[Cell]) -> bool:
    """Whether the told cells of a line give a hidden one away, or a hidden handful together."""
    missing = [cell for cell in line if cell in hidden]
    few = sum(grid[r][c] for r, c in missing) <= SMALL_MOST and line[-1] not in hidden
    return len(missing) == 1 or (bool(missing) and few)


def _smallest(grid: Grid, hidden: set[Cell], line: list[Cell]) -> Iterator[Cell]:
    free = [cell for cell in line if cell not in hidden and grid[cell[0]][cell[1]]]
    if free:
        yield min(free, key=lambda cell: (grid[cell[0]][cell[1]], cell))


def _guarded(hidden: set[Cell], cell: Cell) -> bool:
    """Whether a hidden cell lies on a ring of hidden cells: one that does not can be worked out from the lines that cross it."""
    reached, waiting = {("row", cell[0])}, [("row", cell[0])]
    while waiting:
        kind, at = waiting.pop()
        for r, c in hidden - {cell}:
            if (r if kind == "row" else c) == at:
                other = ("column", c) if kind == "row" else ("row", r)
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
    return ("column", cell[1]) in reached
