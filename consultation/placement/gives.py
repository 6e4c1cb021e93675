"""What an organiser would change so that rules can hold together: each change in words, and as it is done to the request."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from consultation.model.placement import PlacementRequest, Rules, Sizes, ThemeOffer
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.columns import Row, Rule
from consultation.placement.problem import Problem
from consultation.placement.texts import count
from consultation.texts import quoted


class Give(NamedTuple):
    """One change. `words` end "It becomes possible if ..."; {0}, {1} in them are `people`; `done` is the request with it."""

    words: str
    people: tuple[PersonRef, ...]
    done: Callable[[PlacementRequest], PlacementRequest]


class Given(NamedTuple):
    """What had to give: bounds of rows and by how many (below zero at the lower end), units in rooms closed to them, units that meet."""

    rows: tuple[tuple[Row, int], ...]
    seats: tuple[tuple[int, int], ...]
    meeting: tuple[tuple[int, ...], ...]


def gives_of(problem: Problem, given: Given) -> Iterator[Give]:
    """The changes that the organiser would make, each once."""
    sizes = [(row.room, by) for row, by in given.rows if row.rule is Rule.SIZE]
    roles = [(row, by) for row, by in given.rows if row.rule is Rule.ROLE]
    limits = [(row, by) for row, by in given.rows if row.rule is Rule.ORGANISATION]
    yield from _sizes(problem, sizes)
    if roles:
        yield _roles(problem, *roles[0])
    if limits:
        yield _organisations(problem, limits)
    for units in given.meeting:
        yield _meeting(problem, units)
    for unit, room in given.seats:
        yield from _seat(problem, unit, room)


def _sizes(problem: Problem, sizes: Sequence[tuple[int, int]]) -> Iterator[Give]:
    wanted: dict[ThemeId, list[int]] = {}
    for room, by in sizes:
        space = problem.rooms[room]
        wanted.setdefault(space.key.theme, []).append(space.most + by if by > 0 else space.least + by)
    if wanted and problem.request.rules.sizes is Sizes.EVEN:
        theme, (size, *_) = next(iter(wanted.items()))
        would = f"{quoted(_name(problem, theme))} would have {count(size, 'person', 'people')}"
        yield Give(f"rooms need not be even ({would})", (), _with_rules(sizes=Sizes.FREE))
    for offer in problem.request.themes:
        held = wanted.get(offer.theme, ())
        for size in {min(held, default=offer.least), max(held, default=offer.least)}:
            if size < offer.least or (offer.most is not None and size > offer.most):
                yield _size(problem, offer, size)


def _size(problem: Problem, offer: ThemeOffer, size: int) -> Give:
    def done(request: PlacementRequest) -> PlacementRequest:
        return replace(request, themes=tuple(map(widened, request.themes)))

    def widened(one: ThemeOffer) -> ThemeOffer:
        if one.theme != offer.theme:
            return one
        most = one.most if one.most is None else max(one.most, size)
        return replace(one, least=min(one.least, size), most=most)

    people = f"as few as {count(size, 'person', 'people')}" if size < offer.least else f"{size} people"
    return Give(f"{quoted(_name(problem, offer.theme))} may have {people}", (), done)


def _roles(problem: Problem, row: Row, by: int) -> Give:
    change = f"{abs(by)} {'more' if by > 0 else 'fewer'}"
    would = f"{quoted(_name(problem, problem.rooms[row.room].key.theme))} would have {change} in the role {quoted(str(row.about))}"
    return Give(f"roles need not be spread evenly ({would})", (), _with_rules(spread_roles=False))


def _organisations(problem: Problem, limits: Sequence[tuple[Row, int]]) -> Give:
    row, by = max(limits, key=lambda limit: limit[1])
    most = (problem.request.rules.organisation_most or 0) + by
    would = f"{row.about} in {quoted(_name(problem, problem.rooms[row.room].key.theme))}"
    return Give(
        f"{most} people from one organisation may sit in one room ({would})",
        (),
        _with_rules(organisation_most=most),
    )


def _meeting(problem: Problem, units: Sequence[int]) -> Give:
    members = [[problem.guests[guest].person for guest in problem.units[unit]] for unit in units]
    free = {
        frozenset((one, other))
        for these, those in combinations(members, 2)
        for one in these
        for other in those
    }

    def done(request: PlacementRequest) -> PlacementRequest:
        pairs = {pair for group in request.rules.apart for pair in combinations(sorted(set(group)), 2)}
        apart = tuple(sorted(pair for pair in pairs if frozenset(pair) not in free))
        return replace(request, rules=replace(request.rules, apart=apart))

    asked = {person for group in problem.request.rules.apart for person in group}
    people = tuple(next((one for one in these if one in asked), these[0]) for these in members)
    named = ", ".join(f"{{{number}}}" for number in range(len(people) - 1))
    return Give(f"{named} and {{{len(people) - 1}}} may meet", people, done)


def _seat(problem: Problem, unit: int, room: int) -> Iterator[Give]:
    """Whose rule keeps these people from this room: a seat that is fixed elsewhere, or a theme that they ruled out."""
    key = problem.rooms[room].key
    name = _name(problem, key.theme)
    for guest in problem.units[unit]:
        person, seats = problem.guests[guest].person, problem.request.rules.fixed
        if any(seat.person == person and seat.room != key for seat in seats):
            yield Give("{0} may leave their fixed seat", (person,), _freed(person))
        if key.theme in problem.guests[guest].ruled_out:
            yield Give(
                f"{{0}} may sit in {quoted(name)}, which they ruled out",
                (person,),
                _allowing(person, key.theme),
            )


def _freed(person: PersonRef) -> Callable[[PlacementRequest], PlacementRequest]:
    def done(request: PlacementRequest) -> PlacementRequest:
        fixed = tuple(seat for seat in request.rules.fixed if seat.person != person)
        return replace(request, rules=replace(request.rules, fixed=fixed))

    return done


def _allowing(person: PersonRef, theme: ThemeId) -> Callable[[PlacementRequest], PlacementRequest]:
    def done(request: PlacementRequest) -> PlacementRequest:
        wishes = tuple(
            replace(wish, ruled_out=tuple(out for out in wish.ruled_out if out != theme))
            if wish.person == person
            else wish
            for wish in request.wishes
        )
        return replace(request, wishes=wishes)

    return done


def _with_rules(**changed: object) -> Callable[[PlacementRequest], PlacementRequest]:
    def done(request: PlacementRequest) -> PlacementRequest:
        rules: Rules = replace(request.rules, **changed)  # type: ignore[arg-type]  # each is named where it is called
        return replace(request, rules=rules)

    return done


def _name(problem: Problem, theme: ThemeId) -> str:
    return next(
        (offer.name or offer.theme for offer in problem.request.themes if offer.theme == theme), theme
    )
