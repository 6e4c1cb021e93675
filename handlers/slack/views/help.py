"""Every command, with an example of each."""

from consultation.model.panel import Act
from handlers.slack.blocks import Message, context, header, message, section
from handlers.slack.ids import COMMAND

HELP: tuple[tuple[str, tuple[tuple[Act | None, str, str], ...]], ...] = (
    (
        "For everyone",
        (
            (
                None,
                "Shows where the session stands and what you can do next.",
                "after a break, to find your room",
            ),
            (
                Act.JOIN,
                "Opens the sign-up form, or your answers to change them.",
                "to put another theme first",
            ),
            (Act.WITHDRAW, "Takes you off the list, until the rooms open.", "when you can't come after all"),
            (Act.STATUS, "Shows where the session stands.", "to see how many have signed up"),
            (Act.HELP, "Shows this list.", "whenever you are stuck"),
        ),
    ),
    (
        "For organisers",
        (
            (
                Act.NEW,
                "Makes a session: question, date, guest, themes, channel.",
                "two weeks before the evening",
            ),
            (Act.EDIT, "Changes it, until people are placed.", "to add a theme"),
            (Act.OPEN, "Opens sign-up and posts the sign-up card.", "when the themes are settled"),
            (Act.PLACE, "Shows who would sit where, then places people.", "an hour before the start"),
            (Act.UNPLACE, "Undoes the placement, until rooms open.", "when ten more people want to join"),
            (
                Act.ROOMS,
                "Makes a channel for each room and asks people in.",
                "after the welcome; again to retry what failed",
            ),
            (
                Act.POLL,
                "Asks a question here or in every room at once.",
                "to see how many agree with a proposal",
            ),
            (Act.WRAP_UP, "Tells every room to come to an end.", "ten minutes before the close"),
            (Act.CLOSE, "Closes the session and its polls.", "when the last room is back"),
            (Act.DIGEST, "Shows the digest, then publishes it.", "once the headlines are in"),
        ),
    ),
)


def help_message() -> Message:
    """Every command with one example each, and how notes are kept."""
    blocks = [header("help", "What Plenary can do")]
    for number, (title, commands) in enumerate(HELP, start=1):
        lines = [f"`{_command(act)}`  {what} _For example {example}._" for act, what, example in commands]
        blocks.append(section(f"help_{number}", "\n".join([f"*{title}*", *lines])))
    return message(
        *blocks,
        context(
            "notes",
            "Facilitators keep a message as a note by putting a tag's emoji on it. Each room's card shows the tags.",
        ),
    )


def _command(act: Act | None) -> str:
    return f"{COMMAND} {act}" if act else COMMAND
