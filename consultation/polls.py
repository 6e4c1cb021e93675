"""What a poll must be before it is put, when it takes answers, and the short form in which one is typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consultation.errors import (
    ConsultationError,
    InvalidField,
    InvalidFields,
    NoSuchThing,
    NotSignedUp,
    PollClosed,
)
from consultation.model.polls import (
    AGREEMENT_SCALE,
    Audience,
    Ballot,
    Counted,
    Poll,
    PollDraft,
    PollKind,
    Vote,
    Voter,
)
from consultation.model.references import PersonRef, PollId, SessionId
from consultation.texts import clean, cut, one_line

QUESTION_MOST = 300
"""Characters of a question: about three lines on a phone, so that the answers below it are still in sight."""

REFLEX = timedelta(seconds=15)
"""How long a question asked again is taken for the same: people repeat a command that seemed to do nothing (reliability B18)."""

OPTION_MOST = 75
"""Characters of an option: what the narrowest button holds (Block Kit: text of a button, 75)."""

OPTIONS_LEAST, OPTIONS_MOST = 2, 10
"""Fewer is no choice; more than ten are not read to the end, and do not fit on one card with their bars."""

_EXAMPLE = '"Shall we meet again?" "Yes" "No"'
_SEPARATOR = r"[\s,]*"


def _line_of(quoted: str) -> re.Pattern[str]:
    return re.compile(f"{_SEPARATOR}(?:{quoted}{_SEPARATOR})+")


# The pair that the whole line agrees on is the pair that was meant, so that the others may stand inside a question.
_QUOTATIONS = tuple(
    (_line_of(quoted), re.compile(quoted))
    for quoted in ('"[^"]*"', "“[^“”]*”", "„[^„“]*“", "«[^«»]*»", '["“”„‟«»][^"“”„‟«»]*["“”„‟«»]')
)


MINUTES = (1, 2, 3, 5, 10, 15, 30, 60)
"""After how many minutes a poll may close by itself."""


def closing_time(draft: PollDraft, opened_at: datetime) -> datetime | None:
    """When (UTC) a poll closes by itself; None where somebody closes it. Raises InvalidField for `minutes`."""
    if not draft.minutes:
        return None
    if draft.minutes not in {str(one) for one in MINUTES}:
        raise InvalidField("minutes", "Choose one of the times that are offered.")
    return opened_at + timedelta(minutes=int(draft.minutes))


def draft_poll(
    draft: PollDraft, *, poll_id: PollId, session: SessionId, opened_by: PersonRef, opened_at: datetime
) -> Poll:
    """The poll that a draft asks for, open from `opened_at` (UTC). A poll on the agreement scale takes the scale's own options.

    Raises InvalidField for `question` or `options`, and InvalidFields when both can't be taken.
    """
    question, options = one_line(draft.question), _options_of(draft)
    unused = _trouble_with_kind(draft)
    problems = tuple(
        filter(None, (_trouble_with_question(question), unused or _trouble_with_options(options)))
    )
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise InvalidFields(problems)
    return Poll(
        id=poll_id,
        session=session,
        question=question,
        kind=draft.kind,
        audience=draft.audience,
        options=options,
        opened_by=opened_by,
        opened_at=opened_at,
    )


def is_repeat(known: Poll, poll: Poll) -> bool:
    """Whether a poll is one that the same person put moments ago and that is open still."""
    same = (known.question, known.kind, known.audience, known.options, known.opened_by) == (
        poll.question,
        poll.kind,
        poll.audience,
        poll.options,
        poll.opened_by,
    )
    return same and known.closed_at is None and poll.opened_at - known.opened_at <= REFLEX


def require_open(poll: Poll) -> None:
    """Raises PollClosed when the poll takes no more answers."""
    if poll.closed_at is not None:
        raise PollClosed(poll.closed_at)


def read_ballot(poll: Poll, option: int) -> int:
    """The index of the option that was answered, if the poll has it. Raises NoSuchThing("option")."""
    if not 0 <= option < len(poll.options):
        raise NoSuchThing("option")
    return option


def require_ballot(poll: Poll, voter: Voter, option: int) -> None:
    """Refuse an answer that can't be counted. Raises PollClosed, NoSuchThing, NotSignedUp."""
    require_open(poll)
    read_ballot(poll, option)
    if not voter.on_list:
        raise NotSignedUp


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
        voter = standing[vote.actor.person]
        try:
            require_ballot(poll, voter, vote.option)
        except ConsultationError as refusal:
            outcomes.append(refusal)
            continue
        outcomes.append(Counted(poll, poll.options[_counting(voter, vote)], voter.answer is not None))
        if not _is_overtaken(voter, vote):
            ballots.append(Ballot(poll.id, vote.actor.person, vote.option, at, voter.room, vote.order))
            standing[vote.actor.person] = replace(voter, answer=vote.option, order=vote.order)
    return Counting(outcomes, ballots, any(standing[who].answer != voters[who].answer for who in voters))


def _is_overtaken(voter: Voter, vote: Vote) -> bool:
    return voter.answer is not None and bool(vote.order) and vote.order <= voter.order


def _counting(voter: Voter, vote: Vote) -> int:
    """The answer that counts once this vote is judged."""
    return voter.answer if voter.answer is not None and _is_overtaken(voter, vote) else vote.option


def read_poll_line(text: str, audience: Audience = Audience.PLENARY) -> PollDraft | None:
    """The draft in a line such as `"Shall we meet again?" "Yes" "No"`, or None when nothing was typed.

    Quotation marks may be straight or curly, the latter being what phones make of them. A question without options asks for the
    agreement scale. The draft is not judged yet. Raises InvalidField for `question` when the line can't be read.
    """
    line = one_line(text)
    if not line:
        return None
    question, *options = _quoted(line)
    return PollDraft(
        question=question,
        kind=PollKind.CHOICE if options else PollKind.AGREEMENT,
        audience=audience,
        options="\n".join(options),
    )


def _quoted(line: str) -> list[str]:
    for whole, part in _QUOTATIONS:
        if whole.fullmatch(line):
            return [found[1:-1].strip() for found in part.findall(line)]
    raise InvalidField(
        "question",
        f"Put the question and each answer in quotation marks, like this: {_EXAMPLE}. "
        "With the question alone, people answer on a scale from strongly agree to strongly disagree.",
    )


def _options_of(draft: PollDraft) -> tuple[str, ...]:
    if draft.kind is PollKind.AGREEMENT:
        return AGREEMENT_SCALE
    return tuple(filter(None, map(one_line, clean(draft.options).split("\n"))))


def _trouble_with_question(question: str) -> InvalidField | None:
    if not question:
        return InvalidField("question", "Write the question that people are to answer.")
    if len(question) > QUESTION_MOST:
        return InvalidField(
            "question",
            f"The question has {len(question)} characters and {QUESTION_MOST} fit. Please make it shorter.",
        )
    return None


def _trouble_with_kind(draft: PollDraft) -> InvalidField | None:
    """Answers typed beside the agreement scale would be lost without a word."""
    if draft.kind is PollKind.CHOICE or not clean(draft.options):
        return None
    return InvalidField(
        "options",
        "These answers would not be shown. Choose “Answers of your own” above, or leave this empty.",
    )


def _trouble_with_options(options: tuple[str, ...]) -> InvalidField | None:
    """What is the matter with the options, one thing at a time, or None."""
    long = next((option for option in options if len(option) > OPTION_MOST), None)
    twin = _first_twin(options)
    if len(options) < OPTIONS_LEAST:
        sentence = f"People need at least {OPTIONS_LEAST} answers to choose from. Write one on each line."
    elif len(options) > OPTIONS_MOST:
        sentence = (
            f"There are {len(options)} answers and {OPTIONS_MOST} fit. Please leave some out or join them."
        )
    elif long is not None:
        sentence = f"An answer holds {OPTION_MOST} characters, and this one has {len(long)}: “{cut(long, OPTION_MOST)}”. Please make it shorter."
    elif twin is not None:
        sentence = f"The answer “{twin}” is there twice. Please change or remove one."
    else:
        return None
    return InvalidField("options", sentence)


def _first_twin(options: tuple[str, ...]) -> str | None:
    """The first option that reads like an earlier one, whatever the case of its letters."""
    seen: set[str] = set()
    for option in options:
        if option.casefold() in seen:
            return option
        seen.add(option.casefold())
    return None
