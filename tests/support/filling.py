"""An evening in a database: people, rooms, votes changed and unchanged, notes."""

from datetime import timedelta

from consultation.model.notes import Said, Tag, Tagging
from consultation.model.people import SignUp
from consultation.model.polls import Audience, Ballot
from consultation.model.questions import Chosen
from consultation.model.references import MessageRef, NoteId, PersonRef, RoomId
from consultation.model.rooms import Room, Seat
from consultation.ports.storage import Storage, Work
from tests.support.people import NOW, ORGANISER, PLENARY, session
from tests.support.polling import choice, polled

ONE = session()
ROOMS = [Room(RoomId(f"r{number}"), ONE.id, number, theme.id) for number, theme in enumerate(ONE.themes, 1)]
POLL = polled(choice("Well?", "Yes", "No"), Audience.ROOMS, of=ONE.id)


async def fill(storage: Storage, people: int = 30, notes: int = 5) -> None:
    """Sign up, seat, let everybody vote and every second change their mind, and keep some notes."""
    names = [PersonRef(f"U{number:03}") for number in range(people)]
    async with storage.work() as work:
        await work.sessions.add(ONE)
        await work.rooms.replace_all(
            ONE.id, ROOMS, [Seat(name, ROOMS[index % 2].id, 0) for index, name in enumerate(names)]
        )
        for name in names:
            await work.people.put(SignUp(ONE.id, name, (), NOW, "GP", "A practice", can_facilitate=False))
        await work.polls.add(POLL)
        await work.polls.cast([ballot(name, 0, "1.1") for name in names])
        await work.polls.cast([ballot(name, 1, "1.2") for name in names[::2]])
        for number in range(notes):
            await keep_note(work, f"{number}.5", f"Thought number {number}, with ümlauts")


def ballot(person: PersonRef, option: int, order: str) -> Ballot:
    """A vote in the filled poll."""
    return Ballot(POLL.question.id, person, Chosen((option,)), NOW + timedelta(seconds=option), None, order)


async def keep_note(work: Work, stamp: str, text: str) -> None:
    """Somebody tags a message, and it is kept."""
    message = MessageRef(PLENARY, stamp)
    await work.notes.record(Tagging(message, ORGANISER.person, Tag.CONCERN, True, "9.9"), ONE.id, None)
    said = Said(message, text, None, NOW, f"https://slack.test/{stamp}", stamp)
    await work.notes.keep(ONE.id, None, NoteId(f"n{stamp}"), said)
