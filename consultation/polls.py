"""What a poll must be before it is put, when it takes answers, and the short form in which one is typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from consultation.answers import read_answer
from consultation.errors import (
    ConsultationError,
    InAnotherRoom,
    InvalidField,
    NotSignedUp,
    OnlyWatching,
    PollClosed,
)
from consultation.mandates import judge_hurdle
from consultation.model.polls import (
    Asking,
    Audience,
    Ballot,
    Counted,
    Electorate,
    Entry,
    Poll,
    PollDraft,
    Secrecy,
    Shows,
    Vote,
    Voter,
)
from consultation.model.questions import Answer, QuestionKind
from consultation.model.references import PersonRef, PollId, QuestionId, SessionId
from consultation.model.sessions import Phase
from consultation.model.surveys import SurveyEntry
from consultation.pace import require_moment
from consultation.questions import draft_question
from consultation.texts import one_line

REFLEX = timedelta(seconds=15)
"""How long a question asked again is taken for the same: people repeat a command that seemed to do nothing (reliability B18)."""

DOUBLE_CLICK = timedelta(seconds=3)
"""Two clicks on one button within this are one: what the first has done is seen only after it."""

HOW_TO_TYPE = (
    'Put the question and each answer in quotation marks, like this: "Shall we meet again?" "Yes" "No". '
    "With the question alone, people answer on a scale from strongly agree to strongly disagree."
)
_SEPARATOR = r"[\s,]*"


def _line_of(quoted: str) -> re.Pattern[str]:
    return re.compile(f"{_SEPARATOR}(?:{quoted}{_SEPARATOR})+")


# The pair that the whole line agrees on is the pair that was meant, so that the others may stand inside a question.
_QUOTATIONS = tuple(
    (_line_of(quoted), re.compile(quoted))
    for quoted in ('"[^"]*"', "“[^“”]*”", "„[^„“]*“", "«[^«»]*»", '["“”„‟«»][^"“”„‟«»]*["“”„‟«»]')
)


_MARKS = frozenset('"“”„‟«»')

TO_COME = ((Phase.IN_ROOMS, "the rooms open"), (Phase.WRAP_UP, "wrap-up starts"))
"""Phases in which a poll may open by itself, and what has happened then."""

KINDS_BY_WORD: Mapping[str, QuestionKind] = MappingProxyType(
    {
        "choice": QuestionKind.CHOICE,
        "several": QuestionKind.SEVERAL,
        "agree": QuestionKind.AGREEMENT,
        "yesno": QuestionKind.YES_NO,
        "rate": QuestionKind.RATING,
        "rank": QuestionKind.RANKING,
        "points": QuestionKind.POINTS,
        "number": QuestionKind.NUMBER,
        "text": QuestionKind.SHORT_TEXT,
        "long": QuestionKind.LONG_TEXT,
    }
)
"""The words that may stand before a question in the short form; a number after one is its upper bound."""

_KIND = re.compile(rf"({'|'.join(KINDS_BY_WORD)})(?: +([0-9]{{1,13}}))?[ :,]*(?=[\"“”„‟«»])", re.IGNORECASE)


def are_counts_shown(poll: Poll) -> bool:
    """Whether everybody may see what a poll has come to."""
    return poll.closed_at is not None or poll.shows is Shows.LIVE


def phases_to_come(phase: Phase) -> tuple[tuple[Phase, str], ...]:
    """The phases after this one in which a poll may open by itself."""
    order = list(Phase)
    return tuple(one for one in TO_COME if order.index(one[0]) > order.index(phase))


def opens_later(draft: PollDraft, phase: Phase, now: datetime) -> bool:
    """Whether a poll waits for its time (UTC) or its phase. Raises InvalidField for `opens_in` or `opens_at`."""
    if draft.opens_at is not None:
        require_moment(draft.opens_at, draft.opens_in, now)
        return True
    if draft.opens_in and draft.opens_in not in {to_come for to_come, _ in phases_to_come(phase)}:
        raise InvalidField("opens_in", "Choose one of the moments that are offered.")
    return bool(draft.opens_in)


def require_place(asking: Asking, draft: PollDraft) -> None:
    """Raises InvalidField for `audience` where somebody may not ask there."""
    in_room = draft.audience is Audience.ROOM
    if in_room and draft.room not in {room.id for room in asking.rooms}:
        raise InvalidField("audience", "Choose one of the places that are offered.")
    if asking.only_rooms and not in_room:
        raise InvalidField("audience", "You lead a room, so you can ask there. Organisers ask everywhere.")


def counts_by_room(poll: Poll) -> bool:
    """Whether answers belong to the rooms they come from. Those of organisations belong to none, wherever they are cast."""
    return poll.audience is not Audience.PLENARY and poll.electorate is Electorate.PEOPLE


def require_voter(poll: Poll, voter: Voter) -> None:
    """Raises NotSignedUp, OnlyWatching for an observer, and InAnotherRoom."""
    if not voter.on_list:
        raise NotSignedUp
    if voter.observes:
        raise OnlyWatching
    if counts_by_room(poll) and poll.room not in (None, voter.room):
        raise InAnotherRoom


def draft_poll(
    draft: PollDraft, *, poll_id: PollId, session: SessionId, opened_by: PersonRef, opened_at: datetime
) -> Poll:
    """The poll that a draft asks for, open from `opened_at` (UTC). Its question bears the poll's own id.

    Raises InvalidField for a field of the question, and InvalidFields when several can't be taken.
    """
    return Poll(
        id=poll_id,
        session=session,
        question=draft_question(draft.asks, QuestionId(poll_id)),
        audience=draft.audience,
        opened_by=opened_by,
        opened_at=opened_at,
        room=draft.room,
        # Whoever saw the counts move would see who moved them.
        shows=Shows.AT_CLOSE if draft.secrecy is Secrecy.ANONYMOUS else draft.shows,
        secrecy=draft.secrecy,
        electorate=draft.electorate,
        hurdle=judge_hurdle(draft.quorum, draft.majority) if draft.kind is QuestionKind.YES_NO else None,
        is_open_to_options=draft.is_open_to_options,
    )


def is_repeat(known: Poll, poll: Poll) -> bool:
    """Whether a poll is one that the same person put moments ago and that is open still."""
    anew = replace(
        poll,
        id=known.id,
        question=replace(poll.question, id=known.question.id),
        opened_at=known.opened_at,
    )
    return known == anew and known.closed_at is None and poll.opened_at - known.opened_at <= REFLEX


def is_double(known: Entry | SurveyEntry, entry: Entry | SurveyEntry) -> bool:
    """Whether something done about a poll or a survey is the second click of a double one: the same, by the same person, at once."""
    return replace(known, at=entry.at) == entry and entry.at - known.at <= DOUBLE_CLICK


def require_open(poll: Poll) -> None:
    """Raises PollClosed when the poll takes no more answers."""
    if poll.closed_at is not None:
        raise PollClosed(poll.closed_at)


def require_ballot(poll: Poll, voter: Voter, vote: Vote) -> Answer:
    """The answer in a vote, if it can be counted. Raises PollClosed, and what `read_answer` and `require_voter` raise."""
    require_open(poll)
    answer = read_answer(poll.question, vote.given)
    require_voter(poll, voter)
    return answer


@dataclass(frozen=True, slots=True)
class Counting:
    """What becomes of votes: one outcome for each in their order, the ballots to append, and whether a tally changes."""

    outcomes: Sequence[Counted | ConsultationError]
    ballots: Sequence[Ballot]
    changes: bool


def count(poll: Poll, voters: Mapping[PersonRef, Voter], votes: Sequence[Vote], at: datetime) -> Counting:
    """Judge votes for one poll in the order of arrival; one that can't be counted keeps no other from being counted.

    A vote that a later act of the same person has overtaken changes nothing, since deliveries come late and out of order: its
    sender is told of the answer that counts. `voters` is how those who vote stood before.
    """
    standing = dict(voters)
    outcomes: list[Counted | ConsultationError] = []
    ballots: list[Ballot] = []
    for vote in votes:
        person = vote.actor.person
        voter = standing[person]
        try:
            answer = require_ballot(poll, voter, vote)
        except ConsultationError as refusal:
            outcomes.append(refusal)
            continue
        counts = _counting(voter, vote, answer)
        outcomes.append(Counted(poll, counts, voter.answer is not None))
        if not _is_overtaken(voter, vote):
            ballots.append(_ballot(poll, voter, vote, answer, at))
            standing[person] = replace(voter, answer=answer, order=vote.order)
    return Counting(outcomes, ballots, any(standing[who].answer != voters[who].answer for who in voters))


def _ballot(poll: Poll, voter: Voter, vote: Vote, answer: Answer, at: datetime) -> Ballot:
    question = poll.question
    anonymous = poll.secrecy is Secrecy.ANONYMOUS
    seen = min(vote.seen or question.version, question.version)
    return Ballot(question.id, vote.actor.person, answer, at, voter.room, vote.order, seen, anonymous)


def _is_overtaken(voter: Voter, vote: Vote) -> bool:
    return voter.answer is not None and bool(vote.order) and vote.order <= voter.order


def _counting(voter: Voter, vote: Vote, answer: Answer) -> Answer:
    """The answer that counts once this vote is judged."""
    return voter.answer if voter.answer is not None and _is_overtaken(voter, vote) else answer


def is_poll_line(line: str) -> bool:
    """Whether a line is meant to be read as `read_poll_line` does: all of it in quotation marks, but for the word before them."""
    tidy = one_line(line)
    asked = _KIND.match(tidy)
    return asked is not None or (tidy[:1] in _MARKS and tidy[-1:] in _MARKS)


def has_marks(line: str) -> bool:
    """Whether somebody meant to type the short form: a question with no quotation mark in it is one for the form."""
    return not _MARKS.isdisjoint(line)


def read_poll_line(text: str, audience: Audience = Audience.PLENARY) -> PollDraft | None:
    """The draft in a line such as `"Shall we meet again?" "Yes" "No"`, or None when nothing was typed.

    Quotation marks may be straight or curly, the latter being what phones make of them. A question without options asks for the
    agreement scale; a word of `KINDS_BY_WORD` before it asks for another kind. The draft is not judged yet. Raises InvalidField for
    `question` when the line can't be read.
    """
    line = one_line(text)
    if not line:
        return None
    asked = _KIND.match(line)
    question, *options = _quoted(line[asked.end() :] if asked else line)
    usual = QuestionKind.CHOICE if options else QuestionKind.AGREEMENT
    return PollDraft(
        question=question,
        kind=KINDS_BY_WORD[asked[1].lower()] if asked else usual,
        audience=audience,
        options="\n".join(options),
        most=(asked[2] or "") if asked else "",
    )


def _quoted(line: str) -> list[str]:
    for whole, part in _QUOTATIONS:
        if whole.fullmatch(line):
            return [found[1:-1].strip() for found in part.findall(line)]
    raise InvalidField("question", HOW_TO_TYPE)
