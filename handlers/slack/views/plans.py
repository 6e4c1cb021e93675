"""The fields of a form in which an organiser says what a placement has to be like."""

import json

from consultation.model.placement import Mode, Sizes
from consultation.model.plans import Opinions, Plan
from consultation.model.polls import Poll
from consultation.model.sessions import Session
from consultation.plans import ROUNDS_MOST, written
from consultation.services.placement import Question
from handlers.slack.blocks import TYPED_MOST, Block, Option, checkbox, field, radio, select, text_input

ROOMS_HINT = (
    "A line for each theme, for instance “1. Care: 2 rooms of 5 to 12”, “1. Care: as many rooms as needed of at most 12” or "
    "“1. Care: 1 room of at least 8, if enough come”. A theme without a line stays as it is."
)
SIZES = (
    Option("Even", Sizes.EVEN, "Rooms differ by one person, as far as their sizes allow."),
    Option("As people choose", Sizes.FREE, "A theme that many want has more people in its room."),
)
FACILITATORS = Option("A facilitator in each room", "facilitators", "As far as enough people offered.")
ROLES = Option("The same mix of roles in each room", "spread_roles", "Each role evenly, within one person.")
REMEMBERS = Option(
    "Earlier sessions count", "remembers", "People meet others, and who missed out is first in line."
)
ANY, UNUSED = "any", "unused"
LIMITS = (
    Option("Any number", ANY),
    *(Option(f"{most} at most", str(most)) for most in (1, 2, 3, 4, 5, 6, 8, 10, 15, 20)),
)
POLLS_MOST = 20
ROUNDS = tuple(Option(str(number), str(number)) for number in range(1, ROUNDS_MOST + 1))
MODES = (
    Option(
        "Another theme (world café)", Mode.WORLD_CAFE, "Everyone goes where they have not been; hosts stay."
    ),
    Option("Other people", Mode.NEW_PEOPLE, "Any theme on their list, with people they have not met."),
    Option("The same people", Mode.SAME_PEOPLE, "Everybody keeps their seat."),
)


def seen(session: Session, what: str) -> str:
    """What a form carries to come back to: its session, the channel, and the name of what it shows."""
    return json.dumps({"session": session.id, "place": session.place, "seen": what})


def plan_fields(question: Question) -> list[Block]:
    """Fields with what is asked for now. Every field's block bears the name of the draft's field."""
    session, plan = question.session, question.asked.plan
    rooms = written(session, plan, TYPED_MOST)
    limit = str(plan.rules.organisation_most or ANY)
    return [
        field(
            "rooms", "Rooms of each theme", text_input(rooms, multiline=True), hint=ROOMS_HINT, optional=True
        ),
        field("sizes", "Sizes", radio(SIZES, plan.rules.sizes)),
        field(
            "facilitators",
            "Facilitators",
            checkbox(FACILITATORS, checked=plan.rules.facilitators),
            optional=True,
        ),
        field("spread_roles", "Roles", checkbox(ROLES, checked=plan.rules.spread_roles), optional=True),
        field("organisation_most", "People from one organisation in a room", select(LIMITS, limit)),
        *_memory(session, plan),
        *_opinions(question),
        field("rounds_planned", "Rounds", select(ROUNDS, str(plan.rounds))),
        field("mode", "After the first round", radio(MODES, plan.mode)),
    ]


def _memory(session: Session, plan: Plan) -> list[Block]:
    if session.programme is None:
        return []
    return [field("remembers", "Programme", checkbox(REMEMBERS, checked=plan.remembers), optional=True)]


def _opinions(question: Question) -> list[Block]:
    """A choice of polls, where there are any."""
    polls, plan = question.polls[:POLLS_MOST], question.asked.plan
    if not polls:
        return []
    options = [Option("Opinions don't count", UNUSED), *(one for poll in polls for one in _ways(poll))]
    chosen = f"{plan.opinions} {plan.poll}" if plan.poll and plan.opinions else UNUSED
    return [field("opinions", "By the answers to a poll", select(options, chosen))]


def _ways(poll: Poll) -> list[Option]:
    return [
        Option(f"{said} {poll.question.wording}", f"{how} {poll.id}")
        for said, how in (("Mix:", Opinions.MIXED), ("Gather:", Opinions.GATHERED))
    ]
