"""Every refusal is a calm sentence, written once and used."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from consultation import errors
from consultation import refusals as refusals_of_findings
from consultation.errors import ConsultationError, InvalidField
from consultation.model.arrangement import LineProblem
from consultation.model.panel import Act
from consultation.model.placement import Obstacle
from consultation.model.sessions import Phase
from consultation.phases import DOING, INSTEAD
from tests.test_repository import sources

SAID: dict[str, Callable[[], ConsultationError]] = {
    "NoSession": errors.NoSession,
    "NotAnOrganiser": lambda: errors.NotAnOrganiser(DOING[Act.ROOMS]),
    "MayNotOrganise": errors.MayNotOrganise,
    "WrongPhase": lambda: errors.WrongPhase(DOING[Act.POLL], Phase.DRAFT, INSTEAD[Phase.DRAFT]),
    "InvalidField": lambda: InvalidField("question", "Write the question."),
    "InvalidFields": lambda: errors.InvalidFields((InvalidField("question", "Write the question."),)),
    "SignUpClosed": lambda: errors.SignUpClosed(Phase.CLOSED),
    "NotSignedUp": errors.NotSignedUp,
    "InAnotherRoom": errors.InAnotherRoom,
    "OnlyWatching": errors.OnlyWatching,
    "NotToldYet": errors.NotToldYet,
    "NobodyToPlace": errors.NobodyToPlace,
    "PlacementImpossible": lambda: errors.PlacementImpossible(
        (Obstacle("These rules can't all hold together."),)
    ),
    "PlacementStopped": errors.PlacementStopped,
    "PlacementUnfinished": lambda: errors.PlacementUnfinished(20.0),
    "PlacementAtWork": errors.PlacementAtWork,
    "ListChanged": errors.ListChanged,
    "NotLookedAt": errors.NotLookedAt,
    "PlacementMovedOn": errors.PlacementMovedOn,
    "NothingToUndo": errors.NothingToUndo,
    "SeatLocked": errors.SeatLocked,
    "NoSheet": errors.NoSheet,
    "DocumentTooLarge": lambda: errors.DocumentTooLarge(1000),
    "SheetRefused": lambda: errors.SheetRefused((LineProblem(3, "There is no theme “Tea”."),)),
    "DraftChanged": refusals_of_findings.DraftChanged,
    "NothingChanged": refusals_of_findings.NothingChanged,
    "NothingNew": refusals_of_findings.NothingNew,
    "NotInThisRoom": refusals_of_findings.NotInThisRoom,
    "NobodyLeft": refusals_of_findings.NobodyLeft,
    "NothingToRank": refusals_of_findings.NothingToRank,
    "TooManyVotes": lambda: refusals_of_findings.TooManyVotes(3),
    "NothingPublished": refusals_of_findings.NothingPublished,
    "NotAKeeper": refusals_of_findings.NotAKeeper,
    "NotTheFacilitator": refusals_of_findings.NotTheFacilitator,
    "NothingToKeep": refusals_of_findings.NothingToKeep,
    "PollClosed": lambda: errors.PollClosed(datetime(2026, 11, 21, tzinfo=UTC)),
    "ConversationClosed": errors.ConversationClosed,
    "SurveyClosed": errors.SurveyClosed,
    "NothingToAnswer": errors.NothingToAnswer,
    "NoSuchThing": lambda: errors.NoSuchThing("poll"),
    "NoSuchTemplate": lambda: errors.NoSuchTemplate("“Records”"),
    "CannotReachPlace": errors.CannotReachPlace,
}


def refusals() -> list[type[ConsultationError]]:
    return [
        kind
        for kind in (*vars(errors).values(), *vars(refusals_of_findings).values())
        if isinstance(kind, type) and issubclass(kind, ConsultationError) and kind is not ConsultationError
    ]


@pytest.mark.parametrize("kind", refusals())
def test_every_refusal_is_said_in_a_calm_sentence_and_used(kind: type[ConsultationError]) -> None:
    sentence = SAID[kind.__name__]().sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "!" not in sentence
    raised = re.compile(rf"\b{kind.__name__}\b")
    assert (
        sum(
            bool(raised.search(path.read_text(encoding="utf-8")))
            for path in sources("consultation", "handlers")
        )
        > 1
    )
