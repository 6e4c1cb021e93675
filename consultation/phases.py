"""The phases of a session: what can be done when, and which act comes next."""

from consultation.errors import WrongPhase
from consultation.model.panel import Act
from consultation.model.sessions import Phase
from consultation.texts import cut, quoted

QUESTION_SHOWN = 60
"""Characters of a session's question in a refusal: enough to tell one session from another."""

NEXT: dict[Phase, Act | None] = {
    Phase.DRAFT: Act.OPEN,
    Phase.SIGN_UP: Act.PLACE,
    Phase.PLACED: Act.ROOMS,
    Phase.IN_ROOMS: Act.WRAP_UP,
    Phase.WRAP_UP: Act.CLOSE,
    Phase.CLOSED: Act.DIGEST,
    Phase.PUBLISHED: None,
}

ALLOWED: dict[Act, frozenset[Phase]] = {
    Act.EDIT: frozenset({Phase.DRAFT, Phase.SIGN_UP}),
    Act.OPEN: frozenset({Phase.DRAFT}),
    Act.PLACE: frozenset({Phase.SIGN_UP, Phase.PLACED}),
    Act.MOVE: frozenset({Phase.PLACED}),
    Act.UNPLACE: frozenset({Phase.PLACED}),
    Act.ROOMS: frozenset({Phase.PLACED, Phase.IN_ROOMS}),
    Act.ROUND: frozenset({Phase.IN_ROOMS}),
    Act.POLL: frozenset({Phase.SIGN_UP, Phase.PLACED, Phase.IN_ROOMS, Phase.WRAP_UP}),
    Act.STATEMENTS: frozenset({Phase.SIGN_UP, Phase.PLACED, Phase.IN_ROOMS, Phase.WRAP_UP}),
    Act.SURVEY: frozenset(Phase) - {Phase.PUBLISHED},
    Act.TAGS: frozenset(Phase) - {Phase.CLOSED, Phase.PUBLISHED},
    Act.POLLS: frozenset(set(Phase) - {Phase.DRAFT}),
    Act.LIBRARY: frozenset(Phase),
    Act.WRAP_UP: frozenset({Phase.IN_ROOMS}),
    Act.CLOSE: frozenset({Phase.IN_ROOMS, Phase.WRAP_UP}),
    Act.DIGEST: frozenset({Phase.IN_ROOMS, Phase.WRAP_UP, Phase.CLOSED}),
    Act.RANK: frozenset({Phase.IN_ROOMS, Phase.WRAP_UP, Phase.CLOSED}),
    Act.DRAFT: frozenset({Phase.IN_ROOMS, Phase.WRAP_UP, Phase.CLOSED, Phase.PUBLISHED}),
    Act.SUMMARY: frozenset({Phase.IN_ROOMS, Phase.WRAP_UP, Phase.CLOSED, Phase.PUBLISHED}),
    Act.CORRECT: frozenset({Phase.PUBLISHED}),
    Act.PROGRAMME: frozenset({Phase.CLOSED, Phase.PUBLISHED}),
    Act.REPORT: frozenset({Phase.IN_ROOMS, Phase.WRAP_UP, Phase.CLOSED, Phase.PUBLISHED}),
}

DOING: dict[Act, str] = {
    Act.EDIT: "change the session",
    Act.OPEN: "open sign-up",
    Act.PLACE: "place people",
    Act.MOVE: "move people",
    Act.UNPLACE: "undo the placement",
    Act.ROOMS: "open the rooms",
    Act.ROUND: "start another round",
    Act.POLL: "ask everyone a question",
    Act.POLLS: "look after the polls",
    Act.STATEMENTS: "gather statements",
    Act.SURVEY: "start a survey",
    Act.LIBRARY: "look into the library",
    Act.TAGS: "change the tags",
    Act.WRAP_UP: "start the wrap-up",
    Act.CLOSE: "close the session",
    Act.DIGEST: "publish the digest",
    Act.RANK: "vote on actions",
    Act.DRAFT: "edit the draft",
    Act.SUMMARY: "write the key themes",
    Act.PROGRAMME: "look back at the programme",
    Act.CORRECT: "publish a correction",
    Act.REPORT: "get the report",
}

INSTEAD: dict[Phase, str] = {
    Phase.DRAFT: "Open sign-up first with /consult open.",
    Phase.SIGN_UP: "Place people first with /consult place.",
    Phase.PLACED: "Open the rooms first with /consult rooms.",
    Phase.IN_ROOMS: "Type /consult to see what comes next.",
    Phase.WRAP_UP: "Type /consult to see what comes next.",
    Phase.CLOSED: "Publish its digest with /consult digest, or make a new session with /consult new.",
    Phase.PUBLISHED: "Make a new session with /consult new.",
}

BACK = "Go back to sign-up first with /consult unplace."
INSTEAD_OF: dict[tuple[Act, Phase], str] = {
    (Act.OPEN, Phase.SIGN_UP): "Place people next with /consult place.",
    (Act.OPEN, Phase.PLACED): BACK,
    (Act.EDIT, Phase.PLACED): BACK,
}
"""Where the way to the act leads back, or past it, rather than on."""


def is_allowed(act: Act, phase: Phase) -> bool:
    """Whether the act can be done with a session in this phase; acts that need no session always can."""
    return phase in ALLOWED.get(act, frozenset(Phase))


def require(act: Act, phase: Phase, question: str = "") -> None:
    """Raise WrongPhase, with what to do instead, unless the act can be done in this phase.

    `question` tells which session is meant, where a channel may have several.
    """
    if not is_allowed(act, phase):
        instead = INSTEAD_OF.get((act, phase), INSTEAD[phase])
        raise WrongPhase(
            DOING[act], phase, instead, quoted(cut(question, QUESTION_SHOWN)) if question else ""
        )


def next_act(phase: Phase) -> Act | None:
    """The one act that takes a session on from this phase; None when nothing is left to do."""
    return NEXT[phase]


def acts_beside(phase: Phase) -> tuple[Act, ...]:
    """The other acts that can be done in this phase, in the order of an evening."""
    return tuple(act for act in ALLOWED if phase in ALLOWED[act] and act is not NEXT[phase])
