"""What earlier sessions of a programme leave to the next, and reasons that are kept."""

from consultation.model.people import SignUpDraft
from consultation.model.polls import Audience, PollDraft, Vote
from consultation.model.questions import Pressed, QuestionKind
from consultation.model.references import Actor
from consultation.model.rooms import Seat
from consultation.model.sessions import Session
from consultation.plans import PlanDraft
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, person


async def seats_of(consultation: Consultation, session: Session) -> dict[str, Seat]:
    async with consultation.storage.look() as work:
        return {seat.person: seat for seat in await work.rooms.seats(session.id)}


async def evening(consultation: Consultation, *, people: int = 8) -> Session:
    """A session of the programme in its rooms: everybody wanted the first theme, and one room holds two of them."""
    session = await consultation.open(programme="The programme")
    for number in range(people):
        await consultation.joins(session, f"U{number}", 0, 1, 2, 3)
    await consultation.services.placements.apply(ORGANISER, session.id)
    opening = await consultation.services.rooms.open(ORGANISER, session.id)
    await consultation.services.rooms.carry_out(opening.session)
    return session


async def test_every_seat_keeps_its_reason(consultation: Consultation) -> None:
    seats = await seats_of(consultation, await evening(consultation))
    assert {seat.reason for seat in seats.values() if seat.rank == 1} == {"Your 1st choice."}
    assert all(seat.reason.startswith("Your ") for seat in seats.values())


async def test_who_missed_a_first_choice_last_time_is_first_in_line(consultation: Consultation) -> None:
    first = await seats_of(consultation, await evening(consultation))
    lucky = {name for name, seat in first.items() if seat.rank == 1}
    second = await seats_of(consultation, await evening(consultation))
    assert lucky.isdisjoint(name for name, seat in second.items() if seat.rank == 1)
    reasons = {second[name].reason for name in lucky}
    assert any("people who missed theirs last time" in reason for reason in reasons)


async def test_the_preview_tells_how_many_sessions_it_remembers(consultation: Consultation) -> None:
    await evening(consultation)
    session = await consultation.open(programme="The programme")
    await consultation.joins(session, "U1", 0)
    preview = await consultation.services.placements.preview(ORGANISER, session.id)
    assert preview.question.asked.past == 1
    assert len(preview.question.asked.request.memory.met) == 4


async def test_a_facilitator_who_withdraws_is_followed_by_somebody_who_offered_and_organisers_are_told(
    consultation: Consultation,
) -> None:
    session = await consultation.open()
    for number in range(4):
        await consultation.joins(session, f"F{number}", number, facilitates=True)
        await consultation.joins(session, f"U{number}", number)
    await consultation.joins(session, "U9", 0, facilitates=True)
    await consultation.services.placements.apply(ORGANISER, session.id)
    led = await led_by(consultation, session)
    heir = next(name for name in ("F0", "F1", "F2", "F3", "U9") if name not in led)
    await consultation.services.people.withdraw(person("F0" if heir != "F0" else "U9"), session.id)
    assert heir in await led_by(consultation, session)
    assert heir not in await seats_of(consultation, session)
    assert any("leads it now" in text for text in await notices(consultation))


async def test_a_room_left_without_a_facilitator_is_led_by_the_next_volunteer(
    consultation: Consultation,
) -> None:
    session = await consultation.open()
    for number in range(4):
        await consultation.joins(session, f"F{number}", number, facilitates=True)
        await consultation.joins(session, f"U{number}", number)
    await consultation.services.placements.apply(ORGANISER, session.id)
    await consultation.services.people.withdraw(person("F2"), session.id)
    assert any("Nobody leads it now" in text for text in await notices(consultation))
    late = Actor(ORGANISER.tenant, person("ULATE").person)
    joined = await consultation.services.people.join(late, session.id, SignUpDraft((), can_facilitate=True))
    assert joined.room is not None
    assert joined.room.facilitator == late.person


async def led_by(consultation: Consultation, session: Session) -> set[str]:
    async with consultation.storage.look() as work:
        return {room.facilitator or "" for room in await work.rooms.all(session.id)}


async def notices(consultation: Consultation) -> list[str]:
    await consultation.paint()
    return [str(getattr(card, "text", "")) for card in consultation.platform.messages.values()]


async def test_rooms_gather_or_mix_the_opinions_of_a_poll(consultation: Consultation) -> None:
    session = await consultation.open(themes="Care\nModels")
    for number in range(8):
        await consultation.joins(session, f"U{number}", 0)
    draft = PollDraft("Well?", QuestionKind.CHOICE, Audience.PLENARY, "Yes\nNo")
    poll = await consultation.services.polls.ask(ORGANISER, session.id, draft)
    for number in range(8):
        actor = person(f"U{number}")
        await consultation.services.polls.vote_all(
            [Vote(actor, poll.id, Pressed(int(number >= 4)), str(number))]
        )
    together = {}
    for how in ("mixed", "gathered"):
        placements = consultation.services.placements
        await placements.ask(ORGANISER, session.id, PlanDraft(opinions=f"{how} {poll.id}"))
        await placements.apply(ORGANISER, session.id)
        seats = await seats_of(consultation, session)
        rooms = [
            {name for name, seat in seats.items() if seat.room == room}
            for room in {s.room for s in seats.values()}
        ]
        together[how] = sorted(sum(int(name[1:]) >= 4 for name in room) for room in rooms)
    assert together == {"mixed": [2, 2], "gathered": [0, 4]}


async def test_an_observer_takes_nobodys_seat(consultation: Consultation) -> None:
    session = await consultation.open()
    for number in range(4):
        await consultation.joins(session, f"U{number}", number)
    listener = SignUpDraft((session.themes[0].id,), observes=True)
    await consultation.services.people.join(person("UOBS"), session.id, listener)
    _, placement = await consultation.services.placements.apply(ORGANISER, session.id)
    assert placement.participants == 4
    late = await consultation.services.people.join(person("ULATE"), session.id, listener)
    assert late.room is not None
    seats = await seats_of(consultation, session)
    assert {name for name, seat in seats.items() if seat.observes} == {"UOBS", "ULATE"}
    assert seats["UOBS"].room != seats["ULATE"].room


async def test_a_late_joiner_without_an_open_seat_is_on_the_list_and_organisers_are_told(
    consultation: Consultation,
) -> None:
    session = await consultation.open(themes="Care\nModels")
    for number in range(4):
        await consultation.joins(session, f"U{number}", number % 2)
    rooms = "1. Care: 1 room of at most 2\n2. Models: 1 room of at most 2"
    await consultation.services.placements.ask(ORGANISER, session.id, PlanDraft(rooms=rooms))
    await consultation.services.placements.apply(ORGANISER, session.id)
    late = await consultation.services.people.join(person("ULATE"), session.id, SignUpDraft())
    assert (late.room, late.seatless) == (None, True)
    assert any("no room has an open seat" in text for text in await notices(consultation))
