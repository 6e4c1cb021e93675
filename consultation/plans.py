"""Rules for what an organiser asks of a placement: rooms as a line of text for each theme, and the rest as choices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from consultation.errors import InvalidField, InvalidFields
from consultation.model.placement import Mode, Sizes, ThemeOffer
from consultation.model.plans import Opinions, Plan
from consultation.model.references import PollId
from consultation.model.sessions import Session
from consultation.texts import cut, one_line

ROOMS_MOST, PEOPLE_MOST = 200, 10_000
"""More rooms of one theme, or people in one room, than any session has."""

ROUNDS_MOST = 6
NAME_SHOWN = 60

_LINE = re.compile(
    r"^\s*(?P<number>\d+)\s*[.)](?P<name>.*):\s*"
    r"(?:(?P<none>no) rooms?|(?P<rooms>\d+) rooms?|as many(?: rooms)?(?: as needed)?)"
    r"(?:\s+of\s+(?:(?P<least>\d+)\s*(?:to|-|–)\s*(?P<most>\d+)|at least (?P<from>\d+)|(?:at most|up to) (?P<up>\d+)|(?P<exactly>\d+)))?"  # noqa: RUF001 - people type dashes
    r"(?P<optional>,?\s+if enough come)?\s*\.?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What an organiser typed and chose for a placement, not judged yet.

    `rooms` has a line for each theme, `organisation_most` is a number or empty, `opinions` is how and whose, as "mixed p1", or empty,
    `rounds` a number.
    """

    rooms: str = ""
    sizes: str = Sizes.EVEN
    facilitators: bool = True
    spread_roles: bool = False
    organisation_most: str = ""
    remembers: bool = True
    opinions: str = ""
    rounds: str = "1"
    mode: str = Mode.WORLD_CAFE


def judge_plan(session: Session, before: Plan, draft: PlanDraft) -> Plan:
    """The plan as it is stored; groups of people, and themes without a line, stay as they were. Raises InvalidFields naming every field that can't be taken."""
    problems, offers = [], {offer.theme: offer for offer in normal(session, before).offers}
    for number, line in enumerate(draft.rooms.splitlines(), start=1):
        if line.strip():
            read = _read(session, line)
            if isinstance(read, str):
                problems.append(InvalidField("rooms", f"Line {number}: {read}"))
            else:
                offers[read.theme] = read
    if problems:
        raise InvalidFields(tuple(problems))
    how, _, poll = draft.opinions.partition(" ")
    rules = replace(
        before.rules,
        sizes=Sizes(draft.sizes or Sizes.EVEN),
        facilitators=draft.facilitators,
        spread_roles=draft.spread_roles,
        organisation_most=int(draft.organisation_most) if draft.organisation_most else None,
    )
    plan = Plan(rules, tuple(offers.values()), draft.remembers, Opinions(how), PollId(poll) or None)
    rounds = int(draft.rounds) if draft.rounds.isascii() and draft.rounds.isdigit() else 1
    return normal(session, replace(plan, rounds=min(max(rounds, 1), ROUNDS_MOST), mode=Mode(draft.mode)))


def normal(session: Session, plan: Plan) -> Plan:
    """The plan with every theme of the session named in its order, so that two plans that mean the same are equal."""
    said = {offer.theme: offer for offer in plan.offers}
    offers = (replace(said.get(theme.id, ThemeOffer(theme.id)), name=theme.name) for theme in session.themes)
    return replace(plan, offers=tuple(offers))


def written(session: Session, plan: Plan, most: int) -> str:
    """The rooms of each theme, a line for each: "1. Care: 2 rooms of 5 to 12". As many whole lines as fit into `most` characters."""
    lines = [_line(number, offer) for number, offer in enumerate(normal(session, plan).offers, start=1)]
    ends = accumulate(len(line) + 1 for line in lines)
    return "\n".join(line for line, end in zip(lines, ends, strict=True) if end <= most)


def _line(number: int, offer: ThemeOffer) -> str:
    name, optional = cut(one_line(offer.name), NAME_SHOWN), ", if enough come" if offer.optional else ""
    return f"{number}. {name}: {_rooms(offer)}{_sizes(offer)}{optional}"


def _rooms(offer: ThemeOffer) -> str:
    if offer.rooms is None:
        return "as many rooms as needed"
    return f"{offer.rooms} room{'' if offer.rooms == 1 else 's'}" if offer.rooms else "no room"


def _sizes(offer: ThemeOffer) -> str:
    if offer.most is None:
        return f" of at least {offer.least}" if offer.least > 1 else ""
    if offer.least <= 1:
        return f" of at most {offer.most}"
    return f" of {offer.least}" if offer.least == offer.most else f" of {offer.least} to {offer.most}"


def _read(session: Session, line: str) -> ThemeOffer | str:
    """What a line says, or what is the matter with it."""
    found = _LINE.match(line)
    if found is None:
        return "please write it as “1. Care: 2 rooms of 5 to 12” or “1. Care: as many rooms as needed of at most 12”."
    number = int(found["number"])
    if not 1 <= number <= len(session.themes):
        return f"there is no theme number {number}."
    if wrong := next(_too_large(found), ""):
        return wrong
    least, most = found["least"] or found["from"] or found["exactly"], found["most"] or found["up"]
    rooms = 0 if found["none"] else int(found["rooms"]) if found["rooms"] else None
    return ThemeOffer(
        theme=session.themes[number - 1].id,
        least=int(least or 1),
        most=int(most or found["exactly"]) if most or found["exactly"] else None,
        rooms=rooms,
        optional=bool(found["optional"]),
    )


def _too_large(found: re.Match[str]) -> Iterator[str]:
    if int(found["rooms"] or 0) > ROOMS_MOST:
        yield f"a theme has {ROOMS_MOST} rooms at most."
    sizes = [int(found[name] or 1) for name in ("least", "most", "from", "up", "exactly")]
    if max(sizes) > PEOPLE_MOST or min(sizes) < 1:
        yield f"a room has 1 to {PEOPLE_MOST:,} people."
