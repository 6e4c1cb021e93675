"""Who can know what somebody answered: what each mode promises, and what is left of ballots that nobody may trace."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from consultation.disclosure import rooms_to_tell
from consultation.model.polls import Ballot, Poll, Secrecy
from consultation.model.questions import Answer, Question, Tally
from consultation.model.references import NOBODY, PersonRef, RoomId

PROMISE: Mapping[Secrecy, str] = MappingProxyType(
    {
        Secrecy.NAMED: "Named: everybody can see who answered what.",
        Secrecy.HIDDEN: "Names are hidden: nobody is shown who answered what. Whoever runs Plenary could look it up.",
        Secrecy.ANONYMOUS: (
            "Anonymous: once this closes nobody can find out who answered what, not even whoever runs Plenary. "
            "Until then only the number of answers is shown."
        ),
    }
)
"""What the card says before the first answer is given."""


def counts_are_hidden(poll: Poll) -> bool:
    """Whether nothing but the number of answers may be told now, whatever the poll says about when it shows."""
    return poll.secrecy is Secrecy.ANONYMOUS and poll.closed_at is None


@dataclass(frozen=True, slots=True)
class Traceless:
    """An answer without whose it is. `token` is what it shares with the same person's answer at another time, where they agreed to it."""

    answer: Answer
    room: RoomId | None = None
    token: str = ""


def unlinked(
    question: Question,
    answers: Sequence[Traceless],
    closed_at: datetime,
    new_name: Callable[[], str],
    shuffle: Callable[[list[Ballot]], None],
) -> list[Ballot]:
    """Ballots with these answers and nothing else: names drawn anew, one time for all, in an order that chance made.

    A room stays only where it may be told apart. All bear the question's last version: the few who answered an earlier one would be known
    by it.
    """
    told = _rooms_told([one.room for one in answers])
    ballots = [
        Ballot(
            question.id,
            PersonRef(f"{NOBODY}{one.token or new_name()}"),
            one.answer,
            closed_at,
            one.room if one.room in told else None,
            version=question.version,
        )
        for one in answers
    ]
    shuffle(ballots)
    return ballots


def _rooms_told(rooms: Sequence[RoomId | None]) -> frozenset[RoomId]:
    known = sorted({room for room in rooms if room is not None})
    by_room = [(number, Tally((rooms.count(room),))) for number, room in enumerate(known)]
    return frozenset(known[number] for number, _ in rooms_to_tell(Tally((len(rooms),)), by_room))
