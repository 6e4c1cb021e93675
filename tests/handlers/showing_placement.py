"""What Plenary shows of placement, made from an evening's text and sizes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from consultation.errors import SheetRefused
from consultation.model.arrangement import Arrangement, Change, LineProblem
from consultation.model.moves import Arranged, Considered
from consultation.model.placement import Mode, Obstacle, PlacementRequest, Rules, Wish
from consultation.model.plans import Opinions, Plan
from consultation.model.references import PersonRef, PollId, ThemeId
from consultation.model.rooms import Occupied
from consultation.model.sessions import Phase
from consultation.moves import MoveDraft
from consultation.placement import Progress
from consultation.placement.figures import figures_of
from consultation.services.placement import Prospect, Question
from consultation.services.requests import Asked, offers_of
from consultation.services.rounds import NextRound, Turn
from consultation.services.sheets import Looked, SheetDraft
from handlers.slack.views import moves, placement, rooms, rounds, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consultation.model.placement import Placement
    from consultation.model.polls import Poll
    from consultation.model.rooms import Progress as Progressed
    from consultation.model.rooms import Room
    from consultation.model.sessions import Session
    from handlers.slack.blocks import Message, View

SOMEBODY, ANOTHER = PersonRef("U0PAR"), PersonRef("U0FAC")


class Evening(Protocol):
    """What an evening tells about its words and sizes."""

    @property
    def text(self) -> str: ...
    @property
    def polls(self) -> int: ...
    @property
    def session(self) -> Session: ...
    @property
    def placement(self) -> Placement: ...
    @property
    def room_list(self) -> tuple[Room, ...]: ...
    @property
    def progress(self) -> Progressed: ...
    def at(self, phase: Phase) -> Evening: ...
    def words(self, most: int) -> str: ...
    def poll(self, number: int = 0) -> Poll: ...


def prospect_of(evening: Evening) -> Prospect:
    """A preview with everything in it."""
    plan = Plan(rules=Rules(organisation_most=4), opinions=Opinions.MIXED, poll=PollId("p0"))
    wishes = tuple(Wish(PersonRef(f"U0P{seat}"), (ThemeId("t0"),)) for seat in range(30))
    request = PlacementRequest(offers_of(evening.session, plan), wishes, 1)
    polls = tuple(evening.poll(number) for number in range(evening.polls))
    asked = Asked(request, plan, past=2, poll=evening.poll())
    found = replace(evening.placement, figures=figures_of(request, evening.placement.rooms))
    assert found.figures is not None
    return Prospect(
        Question(evening.session, asked, frozenset({SOMEBODY}), polls), found, rounds=(found.figures,) * 6
    )


def obstacle_of(evening: Evening) -> Prospect:
    """A preview of what can't be done."""
    return Prospect(prospect_of(evening).question, None, (_obstacle(evening),) * 3)


def considered_of(evening: Evening) -> Considered:
    """A change by hand with everything in it."""
    prospect = prospect_of(evening)
    assert prospect.placement is not None
    assert prospect.placement.figures is not None
    pair = (SOMEBODY, ANOTHER)
    rules = Rules(together=(pair,) * 40, apart=(pair,) * 40)
    request = replace(prospect.question.asked.request, rules=rules)
    arrangement = Arrangement(request, prospect.placement, frozenset(pair))
    was, now = prospect.placement.figures, replace(prospect.placement.figures, choices=(1,), led=0)
    change = Change(arrangement, was, now, (_obstacle(evening),) * 40, pair)
    return Considered(
        Arranged(evening.session, arrangement, undoable=True, away=request.wishes[:40]), change, "00ff"
    )


def placing(evening: Evening) -> Iterator[tuple[str, Message | View]]:
    """Every view of placement, by a name that says which."""
    prospect, considered, draft = prospect_of(evening), considered_of(evening), MoveDraft()
    yield "place", placement.placement_form(prospect)
    yield "place, with a problem", placement.placement_form(prospect, evening.text)
    yield "place, impossible", placement.placement_form(obstacle_of(evening))
    yield "place, waiting", placement.waiting_form(prospect.question, Progress(4.2, 10.0, 9.0))
    yield "place, told", placement.told_form(evening.session, evening.text)
    yield "move", moves.move_form(considered.arranged, draft)
    yield "move, with a problem", moves.move_form(considered.arranged, draft, problem=evening.text)
    yield "move, shown", moves.move_form(considered.arranged, draft, considered)
    yield "move, waiting", moves.waiting_move(considered.arranged)
    yield "moved", moves.moved(considered)
    turn = Turn(
        evening.session, 2, 3, Mode.WORLD_CAFE, prospect.question.asked.request, (), (SOMEBODY, ANOTHER)
    )
    for name, found in (("shown", prospect.placement), ("impossible", None)):
        yield f"round, {name}", rounds.round_form(NextRound(turn, found, (_obstacle(evening),), 98))
    yield "round, waiting", rounds.waiting_round(turn)
    yield "round, told", rounds.told_round(turn, evening.text)
    yield "round, begun", rounds.started(NextRound(turn, prospect.placement, moving=98))
    given = SheetDraft(lines=evening.text)
    looked = Looked(prospect, "00ff", given.source, placed=7, change=considered.change)
    problems = tuple(LineProblem(line, evening.words(200)) for line in range(20))
    yield "sheet", sheets.sheet_form(evening.session, given)
    yield "sheet, on its way", sheets.sheet_form(evening.session, given, note=sheets.SENDING)
    yield "sheet, sent", sheets.sheet_form(evening.session, given, note=sheets.SENT)
    yield "sheet, with a problem", sheets.sheet_form(evening.session, given, problem=evening.text)
    yield "sheet, refused", sheets.refused_form(evening.session, given, SheetRefused(problems, 400))
    yield "sheet, looked at", sheets.looked_form(looked, given)
    yield (
        "sheet, looked at first",
        sheets.looked_form(replace(looked, change=None, broken=considered.change.broken), given),
    )
    yield "sheet, impossible", sheets.looked_form(replace(looked, prospect=obstacle_of(evening)), given)


def opening(evening: Evening) -> Iterator[tuple[str, View]]:
    """The form that opens rooms, by a name that says when."""
    session, held, progress = evening.at(Phase.PLACED).session, evening.room_list, evening.progress
    yield "open rooms", rooms.rooms_form(session, Occupied(held), progress)
    left = Occupied(held[1:], lost=held[:1], quiet=held[1:])
    yield "open rooms that people have left", rooms.rooms_form(session, left, progress)
    yield "open rooms again", rooms.rooms_form(evening.session, Occupied(held), progress)


def _obstacle(evening: Evening) -> Obstacle:
    named = evening.words(140).replace("{", "").replace("}", "")
    return Obstacle(f"“{named}” is too small for {{0}}.", (SOMEBODY,))
