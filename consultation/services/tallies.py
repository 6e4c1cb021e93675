"""What a question has come to by now."""

from consultation.model.polls import Poll
from consultation.model.questions import Tally
from consultation.model.references import RoomId
from consultation.ports.storage import Work
from consultation.tallies import tally


async def tally_of(work: Work, poll: Poll, room: RoomId | None = None) -> Tally:
    """The answers to a poll counted, over all or as given in one room, with how many of those asked have not answered."""
    piles = await work.polls.piles(poll.question.id, room)
    return tally(poll.question, piles, await work.polls.asked(poll, room))
