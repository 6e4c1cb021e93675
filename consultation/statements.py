"""Rules for statements: what may be proposed, who is shown which, what counts, and what came out."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from consultation.disclosure import FEW
from consultation.errors import (
    ConsultationError,
    ConversationClosed,
    InvalidField,
    InvalidFields,
    NoSuchThing,
    NotSignedUp,
)
from consultation.model.references import PersonRef, StatementId
from consultation.model.statements import (
    Conversation,
    ConversationDraft,
    Findings,
    OpinionVote,
    Reception,
    Stance,
    Standing,
    Statement,
    Walk,
)
from consultation.texts import clean, one_line, quoted

QUESTION_MOST = 300
STATEMENT_MOST = 200
"""Characters of a statement: one thought, read at a glance. The longest of 286 in three real conversations has 196."""

FIRST_MOST = 20
"""Statements to begin with: enough to answer for ten minutes, few enough that people's own are seen."""

BUSY_SHARE = 0.1
"""A statement is ranked once it has a tenth of the voters of the busiest, so that late ones with few voters don't lead."""

SIDES_LEAST = 0.5
"""What divides is what people took sides on: at least half of those who saw it."""

NAMED_MOST = 5
"""Statements named under what is agreed on and what divides."""


def judge_question(draft: ConversationDraft) -> tuple[str, tuple[str, ...]]:
    """The question and the first statements as they are kept. Raises InvalidField, InvalidFields."""
    question = one_line(draft.question)
    first = tuple(filter(None, map(one_line, clean(draft.statements).split("\n"))))
    problems = tuple(filter(None, (_trouble_with_question(question), _trouble_with_first(first))))
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise InvalidFields(problems)
    return question, first


def judge_statement(text: str, known: Collection[Statement]) -> str:
    """A proposed statement as it is kept. Raises InvalidField for `statement`."""
    tidy = one_line(text)
    trouble = _trouble_with(tidy)
    if trouble is None and key(tidy) in {key(one.text) for one in known}:
        trouble = "Somebody has proposed this already, so people will see it once. Say it differently if you mean something else."
    if trouble is not None:
        raise InvalidField("statement", trouble)
    return tidy


def key(text: str) -> str:
    """What two statements have in common that say the same in the same words, whatever the case of their letters."""
    return one_line(text).casefold()


def require_open(conversation: Conversation) -> None:
    """Raises ConversationClosed where nothing more is taken."""
    if conversation.closed_at is not None:
        raise ConversationClosed


def in_order(person: PersonRef, shown: Sequence[Statement]) -> list[Statement]:
    """The statements in the order in which this person meets them: another for each, the same each time.

    Were it the same for all, the last ones would be judged by the few who come so far.
    """
    return sorted(shown, key=lambda one: hashlib.sha256(f"{person} {one.id}".encode()).digest())


@dataclass(frozen=True, slots=True)
class Hall:
    """A conversation as those see it who take part: what is shown, who is on the list, what each has said so far."""

    conversation: Conversation
    shown: Sequence[Statement]
    listed: Collection[PersonRef]
    stances: Mapping[PersonRef, Mapping[StatementId, Stance]]

    def statement(self, statement_id: StatementId) -> Statement:
        """One that is shown. Raises NoSuchThing."""
        found = next((one for one in self.shown if one.id == statement_id), None)
        if found is None:
            raise NoSuchThing("statement")
        return found

    def require(self, person: PersonRef) -> None:
        """Refuse whoever can't take part. Raises ConversationClosed, NotSignedUp."""
        require_open(self.conversation)
        if person not in self.listed:
            raise NotSignedUp

    def walk(self, person: PersonRef, said: Mapping[StatementId, Stance] | None = None) -> Walk:
        """What this person is to see next, with what they said besides `said`."""
        behind = self.stances.get(person, {}) if said is None else said
        ahead = [one for one in self.shown if one.id not in behind]
        following = in_order(person, ahead)[0] if ahead else None
        return Walk(self.conversation, following, len(self.shown) - len(ahead), len(self.shown))


def judge_opinion(hall: Hall, vote: OpinionVote) -> Statement:
    """The statement that an opinion is about. Raises ConversationClosed, NotSignedUp, NoSuchThing."""
    hall.require(vote.actor.person)
    return hall.statement(vote.statement)


def is_overtaken(stance: Stance | None, vote: OpinionVote) -> bool:
    """Whether a later act of the same person was counted already: deliveries come late and out of order."""
    return stance is not None and bool(vote.order) and vote.order <= stance.order


def findings(receptions: Sequence[Reception]) -> Findings:
    """What most agree on and what divides, among shown statements with at least five voters and a tenth of the busiest's.

    Shares are of all who said something, passes counted. Of two alike the one with more voters comes first, then the older.
    """
    shown = [one for one in receptions if one.statement.standing is Standing.SHOWN]
    busiest = max((one.voters for one in shown), default=0)
    judged = [one for one in shown if one.voters >= max(FEW, BUSY_SHARE * busiest)]
    agreed = [one for one in judged if one.agree > one.disagree]
    sided = [one for one in judged if one.agree + one.disagree >= SIDES_LEAST * one.voters]
    agreed.sort(key=lambda one: (-one.percent(one.agree), -one.voters))
    sided.sort(key=lambda one: (abs(one.percent(one.agree) - one.percent(one.disagree)), -one.voters))
    return Findings(tuple(agreed[:NAMED_MOST]), tuple(sided[:NAMED_MOST]), len(judged))


def refused(hall: Hall, vote: OpinionVote) -> ConsultationError | None:
    """Why an opinion can't be counted; None where it can."""
    try:
        judge_opinion(hall, vote)
    except ConsultationError as refusal:
        return refusal
    return None


def _trouble_with_question(question: str) -> InvalidField | None:
    if not question:
        return InvalidField("question", "Write the question that people are to propose statements on.")
    if len(question) > QUESTION_MOST:
        sentence = (
            f"The question has {len(question)} characters and {QUESTION_MOST} fit. Please make it shorter."
        )
        return InvalidField("question", sentence)
    return None


def _trouble_with_first(first: Sequence[str]) -> InvalidField | None:
    if len(first) > FIRST_MOST:
        return InvalidField(
            "statements", f"There are {len(first)} statements and {FIRST_MOST} fit to begin with."
        )
    trouble = next(filter(None, map(_trouble_with, first)), None)
    keys = [key(one) for one in first]
    twin = next((one for one, its in zip(first, keys, strict=True) if keys.count(its) > 1), None)
    if trouble is None and twin is not None:
        trouble = f"The statement {quoted(twin)} is there twice. Please change or remove one."
    return InvalidField("statements", trouble) if trouble else None


def _trouble_with(text: str) -> str | None:
    if not text:
        return "Write the statement that others are to agree or disagree with."
    if len(text) > STATEMENT_MOST:
        return f"A statement holds {STATEMENT_MOST} characters, and this one has {len(text)}. Please make it shorter, or two of it."
    return None
