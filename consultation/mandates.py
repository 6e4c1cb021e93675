"""Rules for votes of organisations, and for what a decision needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from consultation.disclosure import is_too_few
from consultation.errors import ConsultationError, InvalidField
from consultation.model.mandates import Hurdle, Majority, Mandate, Outcome
from consultation.model.polls import Poll
from consultation.model.questions import Tally
from consultation.model.references import PersonRef
from consultation.texts import clean, one_line, quoted

ORGANISATIONS_MOST = 300
NAME_MOST = 100
"""Characters of an organisation's name, as in the sign-up form."""


class NoMandate(ConsultationError):
    """An organisation has one vote, and somebody else casts it. `organisation` is the one that the person leads, if any."""

    def __init__(self, organisation: str) -> None:
        super().__init__(
            f"Somebody else votes for {organisation}. As its lead you can take that back with /consult mandate."
            if organisation
            else "Each organisation has one vote here, and you don't hold one. Ask the lead of yours, or an organiser."
        )


class NotTheLead(ConsultationError):
    """Only the lead of an organisation decides who votes for it."""

    def __init__(self) -> None:
        super().__init__(
            "Only the lead of an organisation can say who votes for it. Ask yours, or an organiser."
        )


def key(organisation: str) -> str:
    """What two ways to write one organisation's name have in common."""
    return one_line(organisation).casefold()


def judge_roster(text: str) -> tuple[str, ...]:
    """The organisations that have a vote, as typed, one a line. Raises InvalidField for `organisations`."""
    names = tuple(filter(None, map(one_line, clean(text).split("\n"))))
    keys = [key(name) for name in names]
    twin = next((name for name, its in zip(names, keys, strict=True) if keys.count(its) > 1), None)
    if len(names) > ORGANISATIONS_MOST:
        sentence = f"There are {len(names)} organisations and {ORGANISATIONS_MOST} fit."
    elif twin is not None:
        sentence = f"{quoted(twin)} is there twice. Please remove one."
    elif any(len(name) > NAME_MOST for name in names):
        sentence = f"A name holds {NAME_MOST} characters. Please make the longest shorter."
    else:
        return names
    raise InvalidField("organisations", sentence)


def mandate_of(mandates: Iterable[Mandate], person: PersonRef) -> Mandate:
    """The vote that this person casts. Raises NoMandate, with who casts it where the person leads the organisation."""
    known = list(mandates)
    held = next((one for one in known if one.holder == person), None)
    if held is None:
        raise NoMandate(next((one.organisation for one in known if one.lead == person), ""))
    return held


def led_by(mandates: Iterable[Mandate], person: PersonRef) -> Mandate:
    """The organisation that this person leads. Raises NotTheLead."""
    led = next((one for one in mandates if one.lead == person), None)
    if led is None:
        raise NotTheLead
    return led


def handed_over(mandates: Iterable[Mandate], lead: PersonRef, holder: PersonRef) -> Mandate:
    """The vote of the organisation that `lead` leads, as cast by `holder`. Raises NotTheLead, InvalidField for `holder`.

    Nobody casts two: of a press it could not be told for which organisation it is.
    """
    known = list(mandates)
    own = led_by(known, lead)
    other = next((one for one in known if one.holder == holder and one != own), None)
    if other is not None:
        sentence = f"This person casts the vote of {other.organisation} already. Choose somebody else."
        raise InvalidField("holder", sentence)
    return replace(own, holder=holder)


def voter_name(mandate: Mandate) -> PersonRef:
    """Under what a ballot of an organisation is kept: whoever casts it, it is one vote."""
    return PersonRef(f"organisation:{key(mandate.organisation)}")


def judge_hurdle(quorum: str, majority: str) -> Hurdle:
    """What a decision needs, as typed: per cent of those who may vote, and a majority. Raises InvalidField for `quorum` or `majority`."""
    if quorum and not (quorum.isdecimal() and int(quorum[:4]) <= WHOLE):
        raise InvalidField("quorum", "Give the share of those who may vote in whole per cent, from 0 to 100.")
    if majority and majority not in set(Majority):
        raise InvalidField("majority", "Choose one of the majorities that are offered.")
    return Hurdle(int(quorum or 0), Majority(majority or Majority.SIMPLE))


WHOLE = 100

NEEDED: Mapping[Majority, str] = MappingProxyType(
    {
        Majority.SIMPLE: "more yes than no",
        Majority.ABSOLUTE: "a yes from more than half of all who may vote",
        Majority.TWO_THIRDS: "two thirds of yes and no to be yes",
    }
)
"""What each majority asks for, after "it needs"."""


def what_it_needs(hurdle: Hurdle, outcome: Outcome) -> str:
    """What a vote needs, in one sentence, for before anybody answers."""
    return f"To be carried it needs {_quorum(outcome)}{NEEDED[hurdle.majority]}."


def what_it_came_to(hurdle: Hurdle, outcome: Outcome) -> tuple[str, str]:
    """Carried, not carried or not decided; and why, with all numbers."""
    voted = f"{outcome.voted:,} of {outcome.entitled:,} voted"
    if not outcome.is_quorate:
        return "Not decided", f"{voted}, and {outcome.quorum:,} were needed."
    sides = f"{outcome.yes:,} yes, {outcome.no:,} no, {outcome.abstained:,} abstained"
    needed = f"It needed {_quorum(outcome)}{NEEDED[hurdle.majority]}."
    return "Carried" if outcome.is_carried else "Not carried", f"{sides}; {voted}. {needed}"


def decision_of(poll: Poll, tally: Tally) -> str:
    """What a closed vote came to, in words; empty where nothing is to be decided, where it is open, and where too few answered.

    Who may vote are those who have and those who have not, so that `tally` has to be that of the whole.
    """
    if (
        poll.hurdle is None
        or poll.closed_at is None
        or tally.silent is None
        or is_too_few(poll.secrecy, tally)
    ):
        return ""
    outcome = decide(poll.hurdle, tally.counts, tally.answers + tally.unsure + tally.silent)
    return ": ".join(what_it_came_to(poll.hurdle, outcome))


def _quorum(outcome: Outcome) -> str:
    return f"at least {outcome.quorum:,} of {outcome.entitled:,} to vote, and " if outcome.quorum else ""


def mandate_for(mandates: Iterable[Mandate], person: PersonRef, organisation: str) -> Mandate | None:
    """The vote that concerns this person of that organisation: the one they lead, hold, or would lead as the first to come."""
    known = list(mandates)
    own = next((one for one in known if person in (one.lead, one.holder)), None)
    free = (one for one in known if one.lead is None and key(one.organisation) == key(organisation))
    return own or next(free, None)


def decide(hurdle: Hurdle, counts: Sequence[int], entitled: int) -> Outcome:
    """What a vote has come to. `counts` are those who said yes, no and that they abstain."""
    yes, no, abstained = counts
    voted = yes + no + abstained
    # Who has voted was entitled, though they may have left since.
    entitled = max(entitled, voted)
    return Outcome(
        entitled,
        voted,
        _share_up(hurdle.quorum, entitled),
        yes,
        no,
        abstained,
        _needed(hurdle, yes + no, entitled),
    )


def _needed(hurdle: Hurdle, sides: int, entitled: int) -> int:
    if hurdle.majority is Majority.ABSOLUTE:
        return entitled // 2 + 1
    if hurdle.majority is Majority.TWO_THIRDS:
        return max(-(-2 * sides // 3), 1)
    return sides // 2 + 1


def _share_up(percent: int, people: int) -> int:
    """So many per cent of people, rounded up: of 79, 50 % are 40."""
    return -(-percent * people // 100)
