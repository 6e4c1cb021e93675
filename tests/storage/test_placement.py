"""What organisers ask of placements, and the placements that were: all of it is there after a restart."""

from dataclasses import replace

import pytest

from consultation.model.placement import Mode, PlacedRoom, Placement, Proof, Rules, Sizes, ThemeOffer
from consultation.model.plans import Kept, Opinions, Plan
from consultation.model.references import PersonRef, PlaceRef, RoomId
from consultation.model.rooms import Room, Seat
from consultation.ports.storage import Storage
from storage.placement import KEPT_MOST
from tests.support.people import session
from tests.support.polling import agreement, polled

ONE = session()
CARE, MODELS = (theme.id for theme in ONE.themes)
ADA, BEN, CLEO, DAN = (PersonRef(name) for name in ("UA", "UB", "UC", "UD"))
POLL = polled(agreement("?"), of=ONE.id)
PLAN = Plan(
    rules=Rules(
        sizes=Sizes.FREE,
        facilitators=False,
        spread_roles=True,
        organisation_most=3,
        together=((ADA, BEN), (CLEO, DAN)),
        apart=((ADA, CLEO),),
    ),
    offers=(
        ThemeOffer(CARE, 2, 12, None, name=ONE.themes[0].name),
        ThemeOffer(MODELS, 5, None, 2, optional=True, name=ONE.themes[1].name),
    ),
    remembers=False,
    opinions=Opinions.GATHERED,
    poll=POLL.id,
    rounds=3,
    mode=Mode.NEW_PEOPLE,
)
PLACEMENT = Placement(
    rooms=(
        PlacedRoom(CARE, ADA, ((BEN, 1),)),
        PlacedRoom(CARE, None, ((CLEO, None),), 2, (DAN,)),
    ),
    reasons={ADA: "You lead.", BEN: "Your 1st choice.", CLEO: "The rest was full.", DAN: "You observe."},
    proof=Proof(optimal=False, gap=0.125, mix_optimal=True),
    fingerprint="00ff",
    seed=7,
)


@pytest.fixture(autouse=True)
async def _session(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.polls.add(POLL)


async def test_where_nothing_was_asked_the_usual_is_asked(storage: Storage) -> None:
    async with storage.look() as work:
        assert await work.placements.plan(ONE.id) == Plan()


async def test_what_was_asked_comes_back_whole_and_is_replaced_whole(storage: Storage) -> None:
    async with storage.work() as work:
        await work.placements.put_plan(ONE.id, PLAN)
        assert await work.placements.plan(ONE.id) == PLAN
        await work.placements.put_plan(ONE.id, Plan())
        assert await work.placements.plan(ONE.id) == Plan()


async def test_a_theme_that_goes_takes_what_was_asked_of_its_rooms_with_it(storage: Storage) -> None:
    async with storage.work() as work:
        await work.placements.put_plan(ONE.id, PLAN)
        await work.sessions.replace(replace(ONE, themes=ONE.themes[:1]))
        assert (await work.placements.plan(ONE.id)).offers == PLAN.offers[:1]


async def test_a_placement_comes_back_with_its_reasons_locks_and_proof(storage: Storage) -> None:
    kept = Kept(PLACEMENT, frozenset({BEN}), ((ADA, BEN), (CLEO, DAN)), ((ADA, CLEO),), 2)
    async with storage.work() as work:
        await work.placements.keep(ONE.id, kept)
    async with storage.look() as work:
        assert await work.placements.present(ONE.id) == kept


async def test_going_back_gives_the_placement_before_until_there_is_none(storage: Storage) -> None:
    later = replace(PLACEMENT, fingerprint="ff00")
    async with storage.work() as work:
        await work.placements.keep(ONE.id, Kept(PLACEMENT))
        await work.placements.keep(ONE.id, Kept(later))
        assert await work.placements.count(ONE.id) == 2
        assert await work.placements.go_back(ONE.id) == Kept(PLACEMENT)
        assert await work.placements.go_back(ONE.id) is None
        assert await work.placements.go_back(ONE.id) is None
        assert await work.placements.present(ONE.id) is None


async def test_rounds_are_told_apart_and_going_back_stays_within_one(storage: Storage) -> None:
    async with storage.work() as work:
        assert await work.placements.round(ONE.id) == 1
        for number, name in ((1, "a"), (1, "b"), (2, "c"), (2, "d")):
            await work.placements.keep(ONE.id, Kept(replace(PLACEMENT, fingerprint=name), round=number))
        assert [kept.placement.fingerprint for kept in await work.placements.rounds(ONE.id)] == ["b", "d"]
        assert (await work.placements.round(ONE.id), await work.placements.count(ONE.id)) == (2, 2)
        await work.placements.go_back(ONE.id)
        assert [kept.placement.fingerprint for kept in await work.placements.rounds(ONE.id)] == ["b", "c"]


async def test_who_moves_on_keeps_the_rooms_and_their_places(storage: Storage) -> None:
    old, new = Room(RoomId("r1"), ONE.id, 1, CARE, ADA), Room(RoomId("r2"), ONE.id, 2, MODELS)
    async with storage.work() as work:
        await work.rooms.replace_all(ONE.id, [old], [Seat(BEN, old.id, 1)])
        await work.rooms.opened(old.id, PlaceRef("C9"))
        led_by = replace(old, facilitator=DAN, reason="You offered.")
        await work.rooms.reseat(ONE.id, [led_by, new], [Seat(BEN, new.id, 2), Seat(CLEO, old.id, 1)])
        assert await work.rooms.all(ONE.id) == [replace(led_by, place=PlaceRef("C9")), new]
        assert {seat.person: seat.room for seat in await work.rooms.seats(ONE.id)} == {BEN: "r2", CLEO: "r1"}


async def test_of_very_many_placements_the_latest_are_remembered(storage: Storage) -> None:
    async with storage.work() as work:
        for number in range(KEPT_MOST + 2):
            await work.placements.keep(ONE.id, Kept(replace(PLACEMENT, fingerprint=str(number))))
        assert await work.placements.count(ONE.id) == KEPT_MOST
        await work.placements.forget(ONE.id)
        assert await work.placements.count(ONE.id) == 0


async def test_a_seat_and_a_leader_keep_their_reasons_and_a_room_its_number_in_its_theme(
    storage: Storage,
) -> None:
    room = Room(RoomId("r1"), ONE.id, 1, CARE, theme_number=2)
    seat = Seat(BEN, room.id, 1, "Your 1st choice.", observes=True)
    async with storage.work() as work:
        await work.rooms.replace_all(ONE.id, [room], [seat])
        await work.rooms.lead(room.id, ADA, "You offered.")
        assert await work.rooms.seats(ONE.id) == [seat]
        assert await work.rooms.get(room.id) == replace(room, facilitator=ADA, reason="You offered.")
        await work.rooms.remove_seat(ONE.id, ADA)
        assert await work.rooms.get(room.id) == room
