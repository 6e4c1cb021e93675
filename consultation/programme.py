"""Compiling the digest of a programme from the digests that were published."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consultation.disclosure import FEW
from consultation.model.digest import Digest, PollFinding
from consultation.model.notes import Tag
from consultation.model.programme import CameBack, Moved, ProgrammeDigest, SessionFinding
from consultation.model.questions import QuestionKind
from consultation.similarity import alike
from consultation.texts import one_line

PAIRS_MOST = 200
BACK_MOST = 30
SEVERAL = 2


def programme_digest(name: str, digests: Sequence[Digest], still_to_come: int = 0) -> ProgrammeDigest:
    """What the sessions of a programme found, in the order given. Points came back where their words are alike in two sessions.

    How answers moved is told of questions with the same words (whatever their case and spaces) on the agreement scale, where five or
    more answered.
    """
    return ProgrammeDigest(
        name,
        tuple(map(_session, digests)),
        tuple(_came_back(digests)),
        tuple(_moved(digests)),
        still_to_come,
    )


def _session(digest: Digest) -> SessionFinding:
    headlines = tuple(point.text for room in digest.rooms for point in room.headlines)
    actions = tuple(point.text for point in digest.actions)
    return SessionFinding(
        digest.question,
        digest.starts_at,
        digest.participants,
        digest.notes,
        headlines,
        actions,
        digest.version,
    )


def _came_back(digests: Sequence[Digest]) -> Iterable[CameBack]:
    said = [(number, text) for number, digest in enumerate(digests, start=1) for text in _texts(digest)]
    group = list(range(len(said)))
    for one, other in alike([text for _, text in said], PAIRS_MOST):
        if said[one][0] != said[other][0]:
            first, second = sorted((_root(group, one), _root(group, other)))
            group[second] = first
    sessions: defaultdict[int, set[int]] = defaultdict(set)
    for place, (number, _) in enumerate(said):
        sessions[_root(group, place)].add(number)
    back = [(root, numbers) for root, numbers in sessions.items() if len(numbers) >= SEVERAL]
    for root, numbers in sorted(back, key=lambda found: -len(found[1]))[:BACK_MOST]:
        yield CameBack(said[root][1], tuple(sorted(numbers)))


def _root(group: Sequence[int], place: int) -> int:
    while group[place] != place:
        place = group[place]
    return place


def _texts(digest: Digest) -> Iterable[str]:
    """A session's points, each once; quotes aside, which are nobody else's."""
    points = {
        point.note: point.text
        for room in digest.rooms
        for section in room.sections
        if section.tag != Tag.QUOTE
        for point in section.points
    }
    return {**points, **{point.note: point.text for point in digest.actions}}.values()


def _moved(digests: Sequence[Digest]) -> Iterable[Moved]:
    asked: defaultdict[str, list[tuple[int, PollFinding]]] = defaultdict(list)
    for number, digest in enumerate(digests, start=1):
        for poll in digest.polls:
            if poll.kind is QuestionKind.AGREEMENT and poll.tally.answers >= FEW:
                asked[one_line(poll.question).casefold()].append((number, poll))
    for polls in asked.values():
        if len({number for number, _ in polls}) >= SEVERAL:
            shares = tuple((number, poll.tally.percent_agree, poll.tally.answers) for number, poll in polls)
            yield Moved(polls[0][1].question, shares)
