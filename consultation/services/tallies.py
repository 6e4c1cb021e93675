"""What a question has come to by now."""

from dataclasses import replace

from consultation.model.polls import Poll
from consultation.model.questions import Question, Tally
from consultation.model.references import RoomId
from consultation.ports.storage import Work
from consultation.secrecy import counts_are_hidden
from consultation.tallies import tally
from consultation.writings import WRITTEN, told


async def tally_of(work: Work, poll: Poll, room: RoomId | None = None) -> Tally:
    """The answers to a poll counted, over all or as given in one room, with how many of those asked have not answered.

    Of an anonymous poll that is open it is known how many have answered, all together, and nothing else.
    """
    if counts_are_hidden(poll):
        asked = await work.polls.asked(poll)
        people = await work.polls.turnout(poll.question.id)
        return replace(tally(poll.question, []), people=people, silent=max(asked - people, 0))
    asked = await work.polls.asked(poll, room)
    piles = await work.polls.piles(poll.question.id, room)
    return await as_told(work, poll.question, tally(poll.question, piles, asked))


async def as_told(work: Work, question: Question, counted: Tally) -> Tally:
    """A tally with those words only that were let through."""
    if question.kind not in WRITTEN:
        return counted
    return told(question, counted, await work.writings.judged(question.id))
