"""The buttons of acts: one label each, and one question before what can't be undone."""

from collections.abc import Sequence

from consultation.model.panel import Act
from consultation.model.references import PollId, SessionId
from handlers.slack.blocks import Element, Option, Style, button, confirm, overflow
from handlers.slack.ids import MORE, ON_PANEL, act_id, close_poll_id

LABELS: dict[Act, str] = {
    Act.NEW: "New session",
    Act.EDIT: "Change session",
    Act.OPEN: "Open sign-up",
    Act.PLACE: "Place people",
    Act.MOVE: "Move people",
    Act.UNPLACE: "Undo placement",
    Act.ROOMS: "Open rooms",
    Act.ROUND: "Next round",
    Act.POLL: "Ask a question",
    Act.POLLS: "Polls",
    Act.STATEMENTS: "Gather statements",
    Act.SURVEY: "Start a survey",
    Act.MANDATE: "Organisations that vote",
    Act.LIBRARY: "Library",
    Act.ANSWER: "Answer",
    Act.PROPOSE: "Propose a statement",
    Act.WRAP_UP: "Start wrap-up",
    Act.CLOSE: "Close session",
    Act.NOTE: "Type notes",
    Act.TAGS: "Choose tags",
    Act.RANK: "Rank actions",
    Act.DRAFT: "Edit draft",
    Act.SUMMARY: "Key themes",
    Act.DIGEST: "Publish digest",
    Act.CORRECT: "Publish correction",
    Act.PROGRAMME: "Programme so far",
    Act.REPORT: "Get report",
    Act.JOIN: "Join",
    Act.WITHDRAW: "Withdraw",
    Act.FORGET: "Forget me",
    Act.STATUS: "Refresh",
    Act.HELP: "Help",
}

ASKED: dict[Act, Element] = {
    Act.UNPLACE: confirm(
        "Undo the placement?",
        "Nobody has a room then, and sign-up goes on. You can place people again at any time.",
        "Undo placement",
    ),
    Act.CLOSE: confirm(
        "Close the session?",
        "Open polls close with it, and nothing more is counted or kept. This can't be undone.",
        "Close session",
        danger=True,
    ),
    Act.WITHDRAW: confirm(
        "Leave the list?",
        "Your answers to the form are deleted and your seat goes to somebody else. You can join again later.",
        "Withdraw",
        no="Stay",
        danger=True,
    ),
}


def act_button(
    act: Act, session: SessionId | str, *, label: str = "", style: Style | None = None, of: str = ""
) -> Element:
    """The button that does an act with a session. `of` says to screen readers what it is about."""
    shown = label or LABELS[act]
    return button(
        shown,
        act_id(act),
        session,
        style=style,
        confirm=ASKED.get(act),
        spoken_label=f"{shown}: {of}" if of else "",
    )


def act_menu(acts: Sequence[Act], session: SessionId) -> Element:
    """The menu of acts that are done more rarely; none of those that ask first, which a menu can't."""
    return overflow(MORE, [Option(LABELS[act], f"{act_id(act)} {session}") for act in acts])


def close_poll_button(poll: PollId, question: str, *, on_panel: bool = False) -> Element:
    """The button that closes a poll, after asking. From the panel it leads back there, from elsewhere to the poll."""
    ask = confirm(
        "Close this poll?",
        "Nobody can answer any more. It can be opened again, unless it is anonymous.",
        "Close poll",
        danger=True,
    )
    value = ON_PANEL if on_panel else poll
    return button("Close", close_poll_id(poll), value, confirm=ask, spoken_label=f"Close poll: {question}")
