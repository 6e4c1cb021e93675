"""What polls came to, as JSON and back, exactly."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from consultation.model.change import Change, Method
from consultation.model.digest import PollFinding
from consultation.model.questions import Figures, QuestionKind, Round, Tally
from consultation.model.references import PollId


class _Counted(TypedDict):
    counts: list[int]
    more: NotRequired[str]  # what is not a count; none where the counts say it all


class _RoomTally(_Counted):
    room: int


class PollShape(_Counted):
    """A poll's outcome as JSON has it."""

    poll: str
    question: str
    kind: str
    options: list[str]
    by_room: list[_RoomTally]
    survey: NotRequired[str]
    withheld: NotRequired[bool]
    change: NotRequired[dict[str, object] | None]
    decision: NotRequired[str]
    reopened: NotRequired[bool]


def poll_out(poll: PollFinding) -> PollShape:
    """A poll's outcome, to be written as JSON."""
    return {
        "poll": poll.poll,
        "question": poll.question,
        "kind": poll.kind,
        "options": list(poll.options),
        **_tally_out(poll.tally),
        "by_room": [{"room": room, **_tally_out(tally)} for room, tally in poll.by_room],
        "survey": poll.survey,
        "withheld": poll.withheld,
        "change": asdict(poll.change) if poll.change else None,
        "decision": poll.decision,
        "reopened": poll.reopened,
    }


def poll_in(shape: PollShape) -> PollFinding:
    """What `poll_out` was given."""
    return PollFinding(
        poll=PollId(shape["poll"]),
        question=shape["question"],
        kind=QuestionKind(shape["kind"]),
        options=tuple(shape["options"]),
        tally=_tally_in(shape),
        by_room=tuple((each["room"], _tally_in(each)) for each in shape["by_room"]),
        survey=shape.get("survey", ""),
        withheld=shape.get("withheld", False),
        change=_change_in(shape.get("change")),
        decision=shape.get("decision", ""),
        reopened=shape.get("reopened", False),
    )


def _change_in(shape: Mapping[str, Any] | None) -> Change | None:
    return Change(**{**shape, "method": Method(shape["method"])}) if shape else None


def _tally_out(tally: Tally) -> _Counted:
    counted: _Counted = {"counts": list(tally.counts)}
    if tally != Tally(tally.counts):
        counted["more"] = more_of(tally)
    return counted


def _tally_in(shape: _Counted) -> Tally:
    counts = tuple(shape["counts"])
    return with_more(Tally(counts), shape["more"]) if "more" in shape else Tally(counts)


def more_of(tally: Tally) -> str:
    """Everything but the counts, as ASCII JSON."""
    figures = tally.figures
    shape: dict[str, object] = {
        "people": tally.people,
        "unsure": tally.unsure,
        "silent": tally.silent,
        "scores": tally.scores,
        "unseen": tally.unseen,
        "texts": tally.texts,
        "rounds": [[one.counts, one.leaving] for one in tally.rounds],
        "waiting": tally.waiting,
        "hidden": tally.hidden,
        "figures": [str(one) for one in (figures.mean, figures.median, figures.lowest, figures.highest)]
        if figures
        else None,
    }
    return json.dumps(shape)


def with_more(tally: Tally, text: str) -> Tally:
    """The tally with what `more_of` was given."""
    shape = json.loads(text)
    figures = shape["figures"]
    return replace(
        tally,
        people=shape["people"],
        unsure=shape["unsure"],
        silent=shape["silent"],
        scores=tuple(shape["scores"]),
        unseen=tuple(shape["unseen"]),
        texts=tuple((words, people) for words, people in shape["texts"]),
        waiting=shape.get("waiting", 0),
        hidden=shape.get("hidden", 0),
        rounds=tuple(Round(tuple(counts), tuple(leaving)) for counts, leaving in shape["rounds"]),
        figures=Figures(*map(Decimal, figures)) if figures else None,
    )
