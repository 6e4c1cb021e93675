"""Every command, with an example of each."""

from consultation.model.panel import Act
from handlers.slack.blocks import Message, context, divider, header, message, section
from handlers.slack.ids import COMMAND
from handlers.slack.texts import escape

Line = tuple[Act | None, str, str]

EVERYONE: tuple[Line, ...] = (
    (None, "shows where the session of this channel stands and what you can do.", "/consult"),
    (Act.JOIN, "signs you up, or changes your answers.", "/consult join"),
    (Act.WITHDRAW, "takes you off the list, until the rooms open.", "/consult withdraw"),
    (Act.STATUS, "shows where the session stands, your room included.", "/consult status"),
    (Act.HELP, "shows this list.", "/consult help"),
)
ORGANISERS: tuple[Line, ...] = (
    (Act.NEW, "makes a session: its question, date, guest, themes and channel.", "/consult new"),
    (Act.EDIT, "changes the session, until people are placed.", "/consult edit"),
    (Act.OPEN, "opens sign-up and posts the card with the Join button.", "/consult open"),
    (Act.PLACE, "shows who would sit in which room, then places people.", "/consult place"),
    (Act.UNPLACE, "undoes the placement, until rooms open.", "/consult unplace"),
    (
        Act.ROOMS,
        "makes a channel for each room and asks people in. Again, it retries what failed.",
        "/consult rooms",
    ),
    (
        Act.POLL,
        "asks a question here, or in every room at once with the form. Without answers of your own, people say how far they agree.",
        '/consult poll "Shall we meet again?" "Yes" "No"',
    ),
    (Act.WRAP_UP, "tells every room to come to an end.", "/consult wrapup"),
    (Act.CLOSE, "closes the session and its polls.", "/consult close"),
    (Act.DIGEST, "shows the digest in figures, then publishes it.", "/consult digest"),
)
NOTES = (
    "A facilitator keeps a message as a note by putting a tag's emoji on it. The card on top of each room shows the tags. "
    "Everything here can be done with buttons too."
)


def help_message() -> Message:
    """Every command with one example each, and how notes are kept."""
    return message(
        header("help", "What you can ask of Plenary"),
        section("everyone", "\n".join(["*Everyone*", *map(_line, EVERYONE)])),
        divider("line"),
        section("organisers", "\n".join(["*Organisers*", *map(_line, ORGANISERS)])),
        context("notes", NOTES),
    )


def _line(line: Line) -> str:
    act, what, example = line
    command = f"{COMMAND} {act}" if act else COMMAND
    shown = escape(example)
    return f"`{command}` {what}" + (
        f" Example: `{shown}`" if shown != command else f" Example: type `{shown}`."
    )
