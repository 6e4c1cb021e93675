"""Rules for opening rooms: the plan, decided once, and how far it has come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from consultation.errors import InvalidField
from consultation.model.placement import FixedSeat, PlacedRoom, Placement
from consultation.model.references import PersonRef, PlaceRef, RoomId, SessionId, StepId
from consultation.model.rooms import Progress, Room, Seat, Step, StepKind, StepState


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
        people = [(person, rank, False) for person, rank in placed.seats]
        people += [(person, None, True) for person in placed.observers]
        seats += [
            Seat(person, room.id, rank, placement.reasons.get(person, ""), observes)
            for person, rank, observes in people
        ]
    return rooms, seats


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
        people = list(dict.fromkeys([*hosts, *(seat.person for seat in seats if seat.room == room.id)]))
        steps += [
            Step(StepId(new_id()), room.session, room.id, kind, len(steps) + offset)
            for offset, kind in enumerate((StepKind.OPEN, StepKind.PURPOSE, StepKind.TOPIC))
        ]
        steps += seating_steps(room, people, per_call, len(steps), new_id)
    return steps


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
