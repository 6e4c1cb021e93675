"""Rules for opening rooms: the plan, decided once, and how far it has come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from consultation.errors import InvalidField
from consultation.model.placement import FixedSeat, PlacedRoom, Placement
from consultation.model.references import PersonRef, PlaceRef, RoomId, SessionId, StepId
from consultation.model.rooms import Occupied, Progress, Room, Seat, Step, StepKind, StepState
from consultation.model.sessions import Session
from consultation.refusals import NobodyLeft


def rooms_of(
    placement: Placement, session_id: SessionId, new_id: Callable[[], str]
) -> tuple[list[Room], list[Seat]]:
    """The rooms and seats that a placement decides, numbered from 1 in the order of its rooms."""
    rooms, seats = [], []
    for number, placed in enumerate(placement.rooms, start=1):
        leading = placement.reasons.get(placed.facilitator, "") if placed.facilitator else ""
        room = Room(
            RoomId(new_id()),
            session_id,
            number,
            placed.theme,
            placed.facilitator,
            theme_number=placed.number,
            reason=leading,
        )
        rooms.append(room)
        seats += _seats_in(placed, room.id, placement)
    return rooms, seats


def _seats_in(placed: PlacedRoom, room: RoomId, placement: Placement) -> list[Seat]:
    people = [(person, rank, False) for person, rank in placed.seats]
    people += [(person, None, True) for person in placed.observers]
    return [
        Seat(person, room, rank, placement.reasons.get(person, ""), observes)
        for person, rank, observes in people
    ]


@dataclass(frozen=True, slots=True)
class Going:
    """What it takes to move people on to another round: all rooms and seats as they are then, and the steps to get there."""

    rooms: tuple[Room, ...]
    seats: tuple[Seat, ...]
    steps: tuple[Step, ...]


def moved_on(
    placement: Placement,
    before: Sequence[Room],
    session: Session,
    steps: int,
    per_call: int,
    new_id: Callable[[], str],
) -> Going:
    """The rooms stay with their channels and people come and go; only a room that was not there is made. `steps` is how many there were.

    Nobody is shown out: what was said in a room stays within reach of those who said it. Who goes on leading a room is not asked in again.
    """
    known = {(room.theme, room.theme_number): room for room in before}
    # Rooms that lost everybody before they opened left gaps in the numbers.
    last = max((room.number for room in before), default=0)
    rooms: list[Room] = []
    seats: list[Seat] = []
    going: list[Step] = []
    for placed in placement.rooms:
        leading = placement.reasons.get(placed.facilitator, "") if placed.facilitator else ""
        room = known.pop(placed.key, None)
        stays = room is not None and room.facilitator == placed.facilitator
        if room is None:
            number = last + 1 + sum(one.number > last for one in rooms)
            room = Room(RoomId(new_id()), session.id, number, placed.theme, theme_number=placed.number)
        room = replace(room, facilitator=placed.facilitator, reason=room.reason if stays else leading)
        inside = _seats_in(placed, room.id, placement)
        rooms.append(room)
        seats += inside
        hosts = [] if stays or room.facilitator is None else [room.facilitator]
        people = [*hosts, *(seat.person for seat in inside)]
        if room.place is None:
            going += _opening(
                room, [*hosts, *session.organisers, *people], per_call, steps + len(going), new_id
            )
        else:
            going += seating_steps(room, people, per_call, steps + len(going), new_id)
    rooms += [replace(room, facilitator=None, reason="") for room in known.values()]
    return Going(tuple(rooms), tuple(seats), tuple(going))


def placement_of(rooms: Sequence[Room], seats: Sequence[Seat]) -> Placement:
    """The placement that stored rooms and seats are, as far as they tell: figures, proof and fingerprint are not in them."""
    inside: defaultdict[RoomId, list[Seat]] = defaultdict(list)
    for seat in seats:
        inside[seat.room].append(seat)
    reasons = {seat.person: seat.reason for seat in seats}
    return Placement(
        rooms=tuple(
            PlacedRoom(
                theme=room.theme,
                facilitator=room.facilitator,
                seats=tuple(sorted((one.person, one.rank) for one in inside[room.id] if not one.observes)),
                number=room.theme_number,
                observers=tuple(sorted(one.person for one in inside[room.id] if one.observes)),
            )
            for room in rooms
        ),
        reasons=reasons | {room.facilitator: room.reason for room in rooms if room.facilitator},
    )


def fixed_by_locks(placement: Placement, locked: Collection[PersonRef]) -> tuple[FixedSeat, ...]:
    """The seats of those who are locked, for placing everybody else anew."""
    leads = [
        FixedSeat(room.facilitator, room.key, leads=True)
        for room in placement.rooms
        if room.facilitator in locked and room.facilitator
    ]
    sits = [
        FixedSeat(person, room.key)
        for room in placement.rooms
        for person in (*(one for one, _ in room.seats), *room.observers)
        if person in locked
    ]
    return (*leads, *sits)


def occupied(rooms: Sequence[Room], seats: Sequence[Seat]) -> Occupied:
    """Which rooms there is still somebody to open for. Raises NobodyLeft where nobody takes part in any, and nobody leads one."""
    inside = {seat.room for seat in seats}
    taking_part = {seat.room for seat in seats if not seat.observes}
    held = tuple(room for room in rooms if room.id in inside or room.facilitator)
    if not any(room.id in taking_part or room.facilitator for room in held):
        raise NobodyLeft
    return Occupied(
        held,
        tuple(room for room in rooms if room not in held),
        tuple(room for room in held if room.id not in taking_part),
    )


def opening_steps(
    rooms: Sequence[Room],
    seats: Sequence[Seat],
    organisers: Sequence[PersonRef],
    per_call: int,
    new_id: Callable[[], str],
) -> list[Step]:
    """Everything that has to be done to open these rooms, room by room: make it, say what it is, ask people in.

    The facilitator and the organisers are asked in first, so that nobody comes into a room without a host.
    """
    steps: list[Step] = []
    for room in rooms:
        hosts = ([room.facilitator] if room.facilitator else []) + list(organisers)
        people = [*hosts, *(seat.person for seat in seats if seat.room == room.id)]
        steps += _opening(room, people, per_call, len(steps), new_id)
    return steps


def _opening(
    room: Room, people: Sequence[PersonRef], per_call: int, position: int, new_id: Callable[[], str]
) -> list[Step]:
    making = (StepKind.OPEN, StepKind.PURPOSE, StepKind.TOPIC)
    return [
        *(
            Step(StepId(new_id()), room.session, room.id, kind, position + offset)
            for offset, kind in enumerate(making)
        ),
        *seating_steps(room, list(dict.fromkeys(people)), per_call, position + len(making), new_id),
    ]


def seating_steps(
    room: Room, people: Sequence[PersonRef], per_call: int, position: int, new_id: Callable[[], str]
) -> list[Step]:
    """Steps that ask these people into the room, at most `per_call` in each, numbered from `position`."""
    return [
        Step(
            id=StepId(new_id()),
            session=room.session,
            room=room.id,
            kind=StepKind.SEAT,
            position=position + start // per_call,
            people=tuple(people[start : start + per_call]),
        )
        for start in range(0, len(people), per_call)
    ]


def progress_of(rooms: Sequence[Room], steps: Sequence[Step]) -> Progress:
    """How far the opening has come. Somebody who is asked into several rooms, as organisers are, counts once."""
    seating = [step for step in steps if step.kind is StepKind.SEAT]
    people = {person for step in seating for person in step.people}
    waiting = {person for step in seating if step.state is not StepState.DONE for person in step.people}
    return Progress(
        rooms=len(rooms),
        rooms_open=sum(1 for room in rooms if room.place is not None),
        people=len(people),
        people_seated=len(people - waiting),
        troubles=tuple(trouble for step in steps for trouble in step.troubles),
    )


def open_places(rooms: Sequence[Room]) -> list[PlaceRef]:
    """Where the open rooms are. Raises InvalidField for the field `audience` when none is open."""
    places = [room.place for room in rooms if room.place is not None]
    if not places:
        raise InvalidField(
            "audience", "No room is open yet. Put the poll in the plenary channel, or open the rooms first."
        )
    return places
