"""What a whole programme found, in one message."""

from consultation.model.programme import CameBack, Moved, ProgrammeDigest, SessionFinding
from consultation.model.references import SessionId
from handlers.slack.blocks import Message, actions, button, context, header, message, section
from handlers.slack.ids import found_id
from handlers.slack.texts import date
from handlers.slack.views.wording import QUESTION_MOST, count, listing, people, words

SESSIONS_TEXT_MOST, BACK_TEXT_MOST, MOVED_TEXT_MOST = 4500, 2500, 1800
HEADLINES_MOST = 4


def programme_message(found: ProgrammeDigest) -> Message:
    """What the sessions found, what came back, how answers moved."""
    sessions = [_session(number, one) for number, one in enumerate(found.sessions, start=1)]
    to_come = f" · {count(found.still_to_come, 'session')} still to publish" if found.still_to_come else ""
    return message(
        header("programme", found.name),
        context("about", f"{count(len(found.sessions), 'session')} published{to_come}"),
        *listing("sessions", sessions, most=SESSIONS_TEXT_MOST, title="*What the sessions found*"),
        *listing(
            "back", [_back(one) for one in found.came_back], most=BACK_TEXT_MOST, title="*What came back*"
        ),
        *listing(
            "moved", [_moved(one) for one in found.moved], most=MOVED_TEXT_MOST, title="*How answers moved*"
        ),
        context(
            "how",
            "From what was published. What came back is found by its words; read it before you quote it.",
        ),
    )


def programme_look(found: ProgrammeDigest, session: SessionId) -> Message:
    """The same for an organiser, with the button that posts it."""
    whole = programme_message(found)
    post = button(
        "Post in the channel",
        found_id("programme", session),
        style="primary",
        spoken_label="Post in the channel: what the programme found, with its files",
    )
    return message(*whole.blocks, actions("acts", post))


def programme_posted() -> Message:
    """What is said while it is posted."""
    return message(section("posted", ":white_check_mark: It is posted in the channel; its files follow."))


def _session(number: int, one: SessionFinding) -> str:
    when = f" · {date(one.starts_at)}" if one.starts_at else ""
    told = f"{people(one.participants)}, {count(one.notes, 'note')}, {count(len(one.actions), 'action')}"
    headlines = [f"   • {words(text, 200)}" for text in one.headlines[:HEADLINES_MOST]]
    return "\n".join([f"*{number}. {words(one.question, 200)}*{when}", f"   {told}", *headlines])


def _back(one: CameBack) -> str:
    return f"• {words(one.text, 300)} · sessions {', '.join(map(str, one.sessions))}"


def _moved(one: Moved) -> str:
    steps = [f"session {number}: {share} % of {answers:,}" for number, share, answers in one.shares]
    return f"• *{words(one.question, QUESTION_MOST)}*: {', then '.join(steps)}"
