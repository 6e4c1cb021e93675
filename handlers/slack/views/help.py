"""Every command, with an example of each, by who may use it."""

from consultation.model.panel import Act
from consultation.polls import KINDS_BY_WORD
from handlers.slack.blocks import Message, context, divider, header, message, section
from handlers.slack.ids import COMMAND
from handlers.slack.texts import escape

Line = tuple[str, str, str]
"""What is typed, what it does, and when."""

KINDS = ", ".join(word for word in KINDS_BY_WORD if word != "rank")

EVERYONE: tuple[Line, ...] = (
    (COMMAND, "Where the session stands, and what you can do.", "to find your room"),
    (f"{COMMAND} {Act.JOIN}", "Sign up, or change your answers.", "to put another theme first"),
    (f"{COMMAND} {Act.WITHDRAW}", "Leave the list, until the rooms open.", "when you can't come after all"),
    (f"{COMMAND} {Act.ANSWER}", "Say what you think of statements.", "to go on where you stopped"),
    (f"{COMMAND} {Act.PROPOSE}", "Propose a statement of your own.", "when something is missing"),
    (f"{COMMAND} {Act.SURVEY}", "Answer the survey that is open.", "to change an answer"),
    (f"{COMMAND} {Act.MANDATE}", "Say who casts your organisation's vote.", "when a colleague goes for you"),
    (f"{COMMAND} {Act.FORGET}", "Have what is kept about you deleted.", "after the programme"),
    (f"{COMMAND} {Act.STATUS}", "The same as without a word.", "to see how many have signed up"),
    (f"{COMMAND} {Act.HELP}", "This list.", "when you are stuck"),
)
LEADERS: tuple[Line, ...] = (
    (f"{COMMAND} {Act.POLL}", "Ask a question; organisers in every room.", "to see how many agree"),
    (
        f'{COMMAND} {Act.POLL} "Shall we meet again?" "Yes" "No"',
        "Ask it here without a form.",
        "to see who would come",
    ),
    (
        f'{COMMAND} {Act.POLL} rank "Which first?" "Records" "Rota"',
        f"Other kinds: {KINDS}.",
        "to put proposals in order",
    ),
    (
        f"{COMMAND} {Act.POLLS}",
        "All polls: extend, remind, close, open again, results as files.",
        "when a room had no time to answer",
    ),
    (f"{COMMAND} {Act.NOTE}", "Type notes, one a line.", "to keep what was said aloud"),
    (f"{COMMAND} {Act.DRAFT}", "Edit the points before they are published.", "to put two notes together"),
)
ORGANISERS: tuple[Line, ...] = (
    (f"{COMMAND} {Act.NEW}", "Make a session.", "two weeks before the evening"),
    (f"{COMMAND} {Act.EDIT}", "Change the session, until people are placed.", "to add a theme"),
    (f"{COMMAND} {Act.OPEN}", "Open sign-up, with a card in the channel.", "when the themes are settled"),
    (f"{COMMAND} {Act.PLACE}", "See the rooms it would make, then place people.", "an hour before the start"),
    (f"{COMMAND} {Act.PLACE} csv", "Place by hand with a spreadsheet.", "when you know who belongs together"),
    (f"{COMMAND} {Act.MOVE}", "Move, swap or lock people.", "when two colleagues want to sit together"),
    (f"{COMMAND} {Act.UNPLACE}", "Undo the placement, until rooms open.", "to go back to sign-up"),
    (
        f"{COMMAND} {Act.ROOMS}",
        "Open the rooms and ask people in.",
        "after the welcome, or to retry what failed",
    ),
    (
        f"{COMMAND} {Act.ROUND}",
        "Start another round, or take one back.",
        "after half an hour at the first table",
    ),
    (f"{COMMAND} {Act.STATEMENTS}", "Let people propose and judge statements.", "to find what most agree on"),
    (f"{COMMAND} {Act.SURVEY}", "Put several questions in one form.", "before and after the evening"),
    (f"{COMMAND} {Act.MANDATE}", "Say which organisations have a vote.", "before a vote of practices"),
    (f"{COMMAND} {Act.LIBRARY}", "Polls and surveys kept as templates.", "to ask the same every evening"),
    (f"{COMMAND} {Act.TAGS}", "Choose the tags of notes, and their emoji.", "to tag by sub-theme"),
    (f"{COMMAND} {Act.WRAP_UP}", "Tell every room to come to an end.", "ten minutes before the close"),
    (f"{COMMAND} {Act.CLOSE}", "Close the session and its polls.", "when the last room is back"),
    (
        f"{COMMAND} {Act.SUMMARY}",
        "Write the key themes and the next steps.",
        "to say what runs through all rooms",
    ),
    (f"{COMMAND} {Act.RANK}", "Let everybody vote on the actions.", "to see what goes first"),
    (f"{COMMAND} {Act.DIGEST}", "See the digest, then publish it.", "once every room has its headline"),
    (
        f"{COMMAND} {Act.CORRECT}",
        "Publish a new version that says what changed.",
        "when a sentence was wrong",
    ),
    (
        f"{COMMAND} {Act.PROGRAMME}",
        "What the sessions found, and what came back.",
        "to prepare the last evening",
    ),
    (f"{COMMAND} {Act.REPORT}", "Get report, infographic and data as files.", "to send them to the board"),
)
NOTES = (
    "A facilitator keeps a message as a note by putting a tag's emoji on it, or with “Keep as note” in the message's own menu. "
    "The card on top of each room shows the tags. "
    "Most of this can be done with buttons too."
)


def help_message() -> Message:
    """Every command with one example each, and how notes are kept."""
    return message(
        header("help", "What you can ask of Plenary"),
        section("everyone", _group("Everyone", EVERYONE)),
        section("leaders", _group("Organisers, and facilitators in their room", LEADERS)),
        divider("line"),
        section("organisers", _group("Organisers", ORGANISERS)),
        context("notes", NOTES),
    )


def _group(title: str, lines: tuple[Line, ...]) -> str:
    return "\n".join([f"*{title}*", *map(_line, lines)])


def _line(line: Line) -> str:
    command, what, example = line
    return f"`{escape(command)}`  {what} _e.g. {example}_"
