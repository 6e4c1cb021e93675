"""What to say to a word that is no command: the one that was probably meant, and where the others are."""

from collections.abc import Mapping
from difflib import get_close_matches

from consultation.model.panel import Act
from handlers.slack.ids import COMMAND

MEANT: Mapping[str, Act] = {
    **dict.fromkeys(("create", "make", "session"), Act.NEW),
    **dict.fromkeys(("begin", "start"), Act.OPEN),
    **dict.fromkeys(("change", "theme", "themes"), Act.EDIT),
    **dict.fromkeys(("register", "sign", "sign-up", "signup"), Act.JOIN),
    **dict.fromkeys(("exit", "quit"), Act.WITHDRAW),
    **dict.fromkeys(("assign", "match"), Act.PLACE),
    **dict.fromkeys(("back", "undo"), Act.UNPLACE),
    **dict.fromkeys(("breakout", "invite"), Act.ROOMS),
    **dict.fromkeys(("ask", "question", "vote"), Act.POLL),
    **dict.fromkeys(("end", "finish", "stop"), Act.CLOSE),
    **dict.fromkeys(("publish", "results"), Act.DIGEST),
    **dict.fromkeys(("delete", "erase"), Act.FORGET),
}
"""Words that others would have chosen. They are asked about and never carried out: some would change much."""

ALIKE = 0.7
"""How much of a mistyped word agrees with the right one, from 0 to 1: "opne" does with "open" at 0.75, "dance" with nothing."""


def not_known(word: str) -> str:
    """The sentences for a word that is no command."""
    act = _meant(word.lower())
    guess = f" Did you mean {COMMAND} {act}?" if act else ""
    return f"“{COMMAND} {word}” isn't something I know.{guess} {COMMAND} shows what you can do now, {COMMAND} {Act.HELP} every command."


def _meant(word: str) -> Act | None:
    if word.startswith(('"', "'", "“")):  # a question without the word before it
        return Act.POLL
    alike = get_close_matches(word, list(Act), n=1, cutoff=ALIKE)
    return MEANT.get(word) or (Act(alike[0]) if alike else None)
