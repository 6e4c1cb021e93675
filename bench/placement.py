"""Placement beside the ways of others: the same crowds, the same run.

Each cell of the table runs in a process of its own, so that its memory is its own. Times are of the processor, since others may work on the
same machine; the solver's library is loaded before the clock starts, and what that takes is told once.
"""

import gc
import multiprocessing
import resource
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from random import Random

from bench.placement_peers import SIMPLE, Rooms, Size, crowd, group_select, open_minded, pairs
from bench.placement_verdict import COLUMNS, Figures, measured, verdict
from consultation.model.arrangement import RoomState
from consultation.model.placement import Placement, PlacementRequest, Rules, Wish
from consultation.model.references import PersonRef
from consultation.placement import Control, place
from consultation.placement.columns import Kind
from consultation.placement.late import join_late, states_of
from consultation.placement.linear import Linear
from consultation.placement.preparation import compiled
from consultation.placement.rounds import remembered
from consultation.placement.solver import Solver

SIZES = (Size(120, 4), Size(1_000, 30), Size(10_000, 100))
TRIES = {120: 100, 1_000: 20, 10_000: 1}
"""Tries of GroupSelect's method: 100 as published; fewer where a hundred would take minutes."""

ONE_ATTRIBUTE = Rules(spread_roles=True)
OURS, OURS_PLAIN, PLAIN = "ours, all rules on", "ours, choices and facilitators", "plain assignment, no rules"
OURS_BARE = "ours, plain assignment's rules"
SELECT = "GroupSelect's method"
OURS_ALL = (OURS_BARE, OURS_PLAIN, OURS)
METHODS = (*SIMPLE, SELECT, PLAIN, *OURS_ALL)
WHOLE = {
    False: "Verdict: never behind on any column, but for what breaks a rule that ours keeps.",
    True: "Verdict: BEHIND a method that breaks no rule.",
}
WAIT_MOST = 300.0
"""Seconds by the clock, which others' work on the machine may stretch; the goals are in seconds of the processor."""
SESSIONS = 6
SERIES = (Size(40, 4), Size(40, 8))
PAIRS_A_ROOM = 2
LATE_JOINERS = 1_000


def all_rules(request: PlacementRequest) -> PlacementRequest:
    """Roles even, at most so many of an organisation, pairs kept together and apart: two of each a room, as far as people go."""
    people = [wish.person for wish in request.wishes if not wish.can_facilitate]
    Random(request.seed).shuffle(people)  # noqa: S311  # made-up pairs, not a secret
    number = min(PAIRS_A_ROOM * len(request.themes), 200)
    groups = [tuple(people[place : place + 2]) for place in range(0, 4 * number, 2)]
    rules = Rules(
        spread_roles=True, organisation_most=4, together=tuple(groups[:number]), apart=tuple(groups[number:])
    )
    return replace(request, rules=rules)


def main() -> None:
    """Print the comparison, the goals and the late joiner."""
    print(
        f"{'':38}{'1st':>6}{'worst':>7}{'sizes':>9}{'led':>9}{'role gap':>9}{'proof':>22}{'seconds':>9}{'MB':>6}"
    )
    for size in SIZES:
        print(f"\n{size}")
        found = {method: _told(method, size) for method in METHODS}
        lines, behind = verdict(*_parted(found))
        print(f"\nWhere others are ahead at {size}:", *lines, WHOLE[behind], sep="\n", flush=True)
    _met()
    _goals()
    _late()


def _told(method: str, size: Size) -> Figures | None:
    answer = _in_own_process(method, size)
    line = _written(method, *answer) if answer else f"{method:38} did not end well"
    print(line, flush=True)
    return answer[0] if answer else None


def _parted(found: Mapping[str, Figures | None]) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """Ours and the others."""
    ended = {method: figures for method, figures in found.items() if figures}
    ours = {method: figures for method, figures in ended.items() if method in OURS_ALL}
    return ours, {method: figures for method, figures in ended.items() if method not in OURS_ALL}


def _in_own_process(method: str, size: Size) -> tuple[Figures, str] | None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_send, args=(there, method, size))
    process.start()
    there.close()
    try:
        answer: tuple[Figures, str] | None = here.recv()
    except EOFError:
        answer = None
    process.join()
    return answer


def _send(there: Connection, method: str, size: Size) -> None:
    there.send(_row(method, size))


def _row(method: str, size: Size) -> tuple[Figures, str]:
    request = crowd(size)
    _load_solver()
    started = time.process_time()
    rooms, placement = _placed(method, request)
    seconds = time.process_time() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = measured(request, all_rules(request).rules, rooms, placement)
    return found._replace(seconds=seconds, megabytes=megabytes), _proof(placement)


def _placed(method: str, request: PlacementRequest) -> tuple[Rooms, Placement | None]:
    if method in SIMPLE:
        return SIMPLE[method](request), None
    if method == SELECT:
        return group_select(request, TRIES[len(request.wishes) - len(request.themes)]), None
    if method == PLAIN:
        return _plain(request), None
    asked = {OURS: all_rules, OURS_BARE: _bare}.get(method, replace)(request)
    placement = place(asked, Control(seconds=WAIT_MOST))
    return {person: room.key for room in placement.rooms for person, _ in room.seats}, placement


def _plain(request: PlacementRequest) -> Rooms:
    """The least sum of ranks under even sizes and nothing else, by a general solver."""
    linear = Linear(compiled(_bare(request)), sparse=False)
    solver = Solver(linear, Control(seconds=600.0))
    found = solver.relax(solver.costs, solver.bounds)
    assert found is not None
    problem = linear.problem
    taken = (linear.columns[int(place)] for place in found.values.round().nonzero()[0])
    return {
        problem.guests[problem.units[one.who][0]].person: problem.rooms[one.where].key
        for one in taken
        if one.kind is Kind.SEAT
    }


def _bare(request: PlacementRequest) -> PlacementRequest:
    """Even sizes and choices, and nothing else."""
    bare = tuple(Wish(wish.person, wish.ranking) for wish in request.wishes)
    return replace(request, wishes=bare, rules=Rules(facilitators=False))


def _written(method: str, found: Figures, proof: str) -> str:
    """A row: - is off the list; led are rooms with a volunteer in them."""
    first, worst, spread, led, gap, seconds, megabytes = (column.written(found) for column in COLUMNS)
    return f"{method:38}{first:>6}{worst:>7}{spread:>9}{led:>9}{gap:>9}{proof:>22}{seconds:>9}{megabytes:>6}"


def _proof(placement: Placement | None) -> str:
    if placement is None:
        return ""
    return "optimal" if placement.proof.optimal else f"within {placement.proof.gap:.2%}"


def _met() -> None:
    print(f"\nOthers met over {SESSIONS} sessions, on average, of 39:")
    methods = [name for name in (*SIMPLE, SELECT, OURS) if "first come" not in name]
    met = {
        name: [sum(_series(size, seed, name) for seed in range(5)) / 5 for size in SERIES] for name in methods
    }
    for name, found in met.items():
        columns = zip(SERIES, found, strict=True)
        print(f"{name:38}" + "".join(f"{size!s:>10}: {most:4.1f}" for size, most in columns))
    behind = any(
        theirs > ours for found in met.values() for theirs, ours in zip(found, met[OURS], strict=True)
    )
    print(WHOLE[behind])


def _series(size: Size, seed: int, method: str) -> float:
    if method == OURS:
        return _our_series(size, seed)
    met: set[tuple[str, str]] = set()
    for number in range(SESSIONS):
        request = open_minded(size, 100 * seed + number)
        met |= pairs(
            group_select(request, 100, frozenset(met)) if method == SELECT else SIMPLE[method](request)
        )
    return 2 * len(met) / size.people


def _our_series(size: Size, seed: int) -> float:
    met: set[tuple[str, str]] = set()
    request = open_minded(size, 100 * seed)
    for _ in range(SESSIONS):
        placement = place(request)
        met |= pairs({person: room.key for room in placement.rooms for person, _ in room.seats})
        request = replace(request, seed=request.seed + 1, memory=remembered(request, placement))
    return 2 * len(met) / size.people


def _load_solver() -> float:
    started = time.process_time()
    import highspy

    highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no annotations
    return time.process_time() - started


def _goals() -> None:
    print(f"\nLoading the solver, once: {_load_solver():.2f} s. Least of three, processor seconds:")
    # As the bot does after its start: what is there already is not looked through again and again.
    gc.collect()
    gc.freeze()
    goals = (("capacities and roles", (0.01, 0.1, 1.0)), ("all rules on", (0.3, 1.5, 30.0)))
    for name, limits in goals:
        for size, limit in zip(SIZES, limits, strict=True):
            request = crowd(size)
            asked = (
                all_rules(request)
                if name == "all rules on"
                else replace(_without_organisations(request), rules=ONE_ATTRIBUTE)
            )
            seconds, placement = min((_timed(asked) for _ in range(3)), key=lambda timed: timed[0])
            print(
                f"{name:24}{size!s:>14}{seconds:9.3f} s   goal {limit:6.2f} s   {_proof(placement)}",
                flush=True,
            )


def _without_organisations(request: PlacementRequest) -> PlacementRequest:
    return replace(request, wishes=tuple(replace(wish, organisation="") for wish in request.wishes))


def _timed(request: PlacementRequest) -> tuple[float, Placement]:
    started = time.process_time()
    placement = place(request, Control(seconds=WAIT_MOST))
    return time.process_time() - started, placement


def _late() -> None:
    print(f"\nA late joiner, nobody moved ({LATE_JOINERS} of them, processor milliseconds):")
    for size in SIZES:
        request = crowd(size)
        rooms = states_of(request, place(request))
        late = [
            replace(wish, person=PersonRef(f"late{number}"), can_facilitate=False)
            for number, wish in enumerate((request.wishes * 9)[:LATE_JOINERS])
        ]
        times = sorted(_late_times(late, rooms, request))
        print(
            f"{size!s:>14}   median {times[len(times) // 2]:.3f}   99th percentile {times[len(times) * 99 // 100]:.3f}"
        )


def _late_times(late: Sequence[Wish], rooms: Sequence[RoomState], request: PlacementRequest) -> list[float]:
    times = []
    for wish in late:
        started = time.process_time()
        join_late(wish, rooms, request.themes, request.rules, request.seed)
        times.append((time.process_time() - started) * 1000)
    return times


if __name__ == "__main__":
    main()
