from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import count, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultation.model.notes import Note, Said, Tag, Tagging
from consultation.model.references import MessageRef, NoteId, PersonRef, PlaceRef, RoomId
from consultation.model.rooms import Room
from consultation.ports.storage import Storage, Work
from tests.support.people import NOW, TENANT, session

ONE = session()
ROOM = Room(RoomId("r1"), ONE.id, 1, ONE.themes[0].id)
MESSAGE = MessageRef(PlaceRef("C7"), "1700000000.000100")
STAMPS = count(1)


def tagging(order: int, message: MessageRef = MESSAGE, name: str = "F1", tag: Tag = Tag.CONCERN) -> Tagging:
    """The act number `order` of a person: they put the tag on, then take it off, and so on."""
    return Tagging(message, PersonRef(name), tag, present=order % 2 == 1, order=f"1700000000.{order:06}")


def said(message: MessageRef = MESSAGE, text: str = "Said", minutes: int = 0) -> Said:
    at = NOW + timedelta(minutes=minutes)
    return Said(message, text, PersonRef("UA"), at, f"https://x/{message.stamp}", "1")


def note(name: str, words: Said, *tags: Tag, room: RoomId | None = ROOM.id) -> Note:
    return Note(NoteId(name), ONE.id, room, words.message, words.text, words.said_at, words.permalink, tags)


async def deliver(work: Work, acts: Iterable[Tagging]) -> None:
    """What a listener does with each act: keep the words while a tag is on the message, drop them with the last one."""
    for act in acts:
        if not await work.notes.record(act, ONE.id, ROOM.id):
            continue
        if act.present:
            await work.notes.keep(ONE.id, ROOM.id, NoteId(f"n{next(STAMPS)}"), said(act.message))
        else:
            await work.notes.drop_if_untagged(TENANT, act.message)


async def tags_on(work: Work, message: MessageRef) -> tuple[str, ...]:
    return next((each.tags for each in await work.notes.all(ONE.id) if each.message == message), ())


@pytest.fixture(autouse=True)
async def _one_room(storage: Storage) -> None:
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.rooms.replace_all(ONE.id, [ROOM], [])


async def test_a_tagged_message_is_a_note_without_its_author(storage: Storage) -> None:
    async with storage.work() as work:
        assert await work.notes.record(tagging(1), ONE.id, ROOM.id)
        assert not await work.notes.is_kept(TENANT, MESSAGE)
        await work.notes.keep(ONE.id, ROOM.id, NoteId("n1"), said())
        assert await work.notes.is_kept(TENANT, MESSAGE)
        assert await work.notes.all(ONE.id) == [note("n1", said(), Tag.CONCERN)]


async def test_a_note_has_its_tags_in_legend_order_each_once_however_many_gave_them(storage: Storage) -> None:
    async with storage.work() as work:
        await deliver(work, [tagging(1, tag=Tag.ACTION), tagging(3), tagging(3, name="O1")])
        assert await tags_on(work, MESSAGE) == (Tag.CONCERN, Tag.ACTION)


async def test_notes_are_in_the_order_in_which_they_were_said(storage: Storage) -> None:
    messages = [
        MessageRef(PlaceRef(place), stamp) for place, stamp in (("C1", "9"), ("C7", "1"), ("C7", "2"))
    ]
    words = [said(message, message.stamp, minutes=int(message.stamp)) for message in messages]
    async with storage.work() as work:
        for number, each in enumerate(words):
            room = None if number == 0 else ROOM.id
            await work.notes.record(tagging(1, each.message), ONE.id, room)
            await work.notes.keep(ONE.id, room, NoteId(f"k{number}"), each)
        assert await work.notes.all(ONE.id) == [
            note("k1", words[1], Tag.CONCERN),
            note("k2", words[2], Tag.CONCERN),
            note("k0", words[0], Tag.CONCERN, room=None),
        ]


async def test_what_is_kept_already_is_not_kept_again(storage: Storage) -> None:
    async with storage.work() as work:
        await deliver(work, [tagging(1)])
        before = await work.notes.all(ONE.id)
        await work.notes.keep(ONE.id, None, NoteId("again"), said(text="Something else"))
        assert await work.notes.all(ONE.id) == before


async def test_words_that_bear_no_tag_by_now_are_not_kept(storage: Storage) -> None:
    """The words are fetched after the tag is stored; the tag may be off again by then."""
    async with storage.work() as work:
        await work.notes.record(tagging(1), ONE.id, ROOM.id)
        await work.notes.record(tagging(2), ONE.id, ROOM.id)
        await work.notes.keep(ONE.id, ROOM.id, NoteId("n1"), said())
        assert not await work.notes.is_kept(TENANT, MESSAGE)


async def test_the_last_tag_takes_the_words_with_it(storage: Storage) -> None:
    async with storage.work() as work:
        await deliver(work, [tagging(1), tagging(1, name="O1")])
        await work.notes.record(tagging(2), ONE.id, ROOM.id)
        assert not await work.notes.drop_if_untagged(TENANT, MESSAGE)
        await work.notes.record(tagging(2, name="O1"), ONE.id, ROOM.id)
        assert await work.notes.drop_if_untagged(TENANT, MESSAGE)
        assert not await work.notes.drop_if_untagged(TENANT, MESSAGE)
        assert not await work.notes.is_kept(TENANT, MESSAGE)


async def test_an_older_act_is_refused_and_a_repeated_one_is_not(storage: Storage) -> None:
    async with storage.work() as work:
        assert await work.notes.record(tagging(2), ONE.id, ROOM.id)
        assert not await work.notes.record(tagging(1), ONE.id, ROOM.id)
        assert await work.notes.record(tagging(2), ONE.id, ROOM.id)
        assert await work.notes.record(tagging(1, tag=Tag.QUOTE), ONE.id, ROOM.id)


async def test_an_edited_message_has_its_new_words(storage: Storage) -> None:
    async with storage.work() as work:
        await deliver(work, [tagging(1)])
        await work.notes.reword(TENANT, MESSAGE, "Put better", "2")
        assert [each.text for each in await work.notes.all(ONE.id)] == ["Put better"]


async def test_a_deleted_message_is_gone_and_cannot_be_tagged_again(storage: Storage) -> None:
    async with storage.work() as work:
        await deliver(work, [tagging(1)])
        await work.notes.forget(TENANT, MESSAGE)
        await work.notes.forget(TENANT, MESSAGE)
        assert not await work.notes.is_kept(TENANT, MESSAGE)
        assert not await work.notes.record(tagging(3), ONE.id, ROOM.id)
        await work.notes.keep(ONE.id, ROOM.id, NoteId("late"), said())
        assert not await work.notes.is_kept(TENANT, MESSAGE)
        assert await work.notes.all(ONE.id) == []


@pytest.mark.parametrize("last", [1, 2, 3, 4])
async def test_taggings_in_any_order_end_as_the_last_act_left_them(storage: Storage, last: int) -> None:
    async with storage.work() as work:
        for acts in permutations(range(1, last + 1)):
            message = MessageRef(MESSAGE.place, f"{next(STAMPS)}.0")
            await deliver(work, [tagging(order, message) for order in (*acts, acts[0])])
            assert await work.notes.is_kept(TENANT, message) == (last % 2 == 1)
            assert await tags_on(work, message) == ((Tag.CONCERN,) if last % 2 else ())


ACTS = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["F1", "O1"]), st.sampled_from([Tag.CONCERN, Tag.QUOTE])),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=500 if settings.get_current_profile_name() == "thorough" else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # each example tags a message of its own
@given(acts=ACTS.flatmap(lambda acts: st.permutations(acts + acts)))
async def test_repeats_and_disorder_change_nothing(
    storage: Storage, acts: Sequence[tuple[int, str, Tag]]
) -> None:
    message = MessageRef(MESSAGE.place, f"{next(STAMPS)}.0")
    latest: dict[tuple[str, Tag], int] = {}
    for order, name, tag in acts:
        latest[name, tag] = max(order, latest.get((name, tag), 0))
    left = {tag for (_, tag), order in latest.items() if order % 2 == 1}
    async with storage.work() as work:
        await deliver(work, [tagging(order, message, name, tag) for order, name, tag in acts])
        assert set(await tags_on(work, message)) == left
        assert await work.notes.is_kept(TENANT, message) == bool(left)
