"""What a question has come to by now."""

from dataclasses import replace

from consultation.model.polls import Poll
from consultation.model.questions import Tally
from consultation.model.references import RoomId
from consultation.ports.storage import Work
from consultation.secrecy import counts_are_hidden
from consultation.tallies import tally


async def tally_of(work: Work, poll: Poll, room: RoomId | None = None) -> Tally:
    """The answers to a poll counted, over all or as given in one room, with how many of those asked have not answered.

    Of an anonymous poll that is open it is known how many have answered, all together, and nothing else.
    """
    asked = await work.polls.asked(poll, room)
    if counts_are_hidden(poll):
        people = await work.polls.turnout(poll.question.id)
        return replace(tally(poll.question, []), people=people, silent=max(asked - people, 0))
    piles = await work.polls.piles(poll.question.id, room)
    return tally(poll.question, piles, asked)
