"""The App Home: a person's sessions, and what is kept about them."""

from collections.abc import Sequence

from consultation.model.panel import Act, Panel
from consultation.model.people import SignUp
from consultation.model.sessions import Session
from handlers.slack.blocks import Block, Element, View, actions, context, divider, header, home_view, section
from handlers.slack.views.acts import act_button
from handlers.slack.views.wording import PHASES, listing, people, theme_name, when, words, your_room

SESSIONS_MOST = 30
"""Of each kind, so that what is kept about a person always fits below."""

WELCOME = "Sign up for a session, find your room, and read what was found. Type `/consult` in a channel to see what goes on there."
KEPT = (
    "*For each session you join:* your choice of themes, your role and organisation if you gave them, whether you offered to "
    "facilitate, your room, your latest answers to polls, surveys and statements, and statements that you proposed.\n"
    "*Of what you write:* only messages that a facilitator or organiser keeps with an emoji, without your name but with a link "
    "to the message. If you edit or delete the message before the session closes, the note follows.\n"
    "*To be forgotten:* press Forget me below, at any time. You read what goes and what stays before anything is deleted."
)


def home(panels: Sequence[Panel]) -> View:
    """The App Home of one person: what they organise, what they signed up for, what is kept about them."""
    organised = [panel for panel in panels if panel.organiser]
    joined = [panel for panel in panels if panel.sign_up]
    return home_view(
        [
            header("home", "Plenary"),
            section("welcome", WELCOME),
            actions("home_acts", *_acts(taking_part=bool(joined) and not organised)),
            *_group("organised", "Sessions you organise", organised),
            *_group("joined", "Sessions you signed up for", joined),
            divider("kept_line"),
            header("kept", "What is kept about you"),
            section("kept_words", KEPT),
            actions("forget", act_button(Act.FORGET, "")),
            *([header("held", "Your answers")] if joined else []),
            *listing("answers", _held(joined), most=8000),
        ]
    )


def _acts(*, taking_part: bool) -> list[Element]:
    """What can be done from here. Making a session isn't what comes next for somebody who takes part in one."""
    return [act_button(Act.NEW, "", style=None if taking_part else "primary"), act_button(Act.HELP, "")]


def _group(name: str, title: str, panels: Sequence[Panel]) -> list[Block]:
    if not panels:
        return []
    blocks = [header(name, title)]
    for panel in panels[:SESSIONS_MOST]:
        session = panel.session
        show = act_button(Act.STATUS, session.id, label="Show", of=session.question)
        blocks.append(section(f"{name}_{session.id}", _line(panel), show))
    more = len(panels) - SESSIONS_MOST
    return [*blocks, context(f"{name}_more", f"… and {more} earlier ones")] if more > 0 else blocks


def _line(panel: Panel) -> str:
    session = panel.session
    lines = [
        f"*{words(session.question, 200)}*",
        f"{when(session)} · {PHASES[session.phase]} · {people(panel.count.people)} signed up",
    ]
    mine = panel.sign_up
    lines += [your_room(session, panel.room, mine.person)] if panel.room and mine else []
    return "\n".join(lines)


def _held(joined: Sequence[Panel]) -> list[str]:
    return [_answers(panel.session, panel.sign_up) for panel in joined if panel.sign_up]


def _answers(session: Session, mine: SignUp) -> str:
    themes = [words(theme_name(session, theme)) for theme in mine.ranking]
    said = [words(text, 100) for text in (mine.role, mine.organisation) if text]
    said += ["can facilitate"] if mine.can_facilitate else []
    lines = [f"*{words(session.question)}*", f"Choices: {', then '.join(themes) or 'none'}"]
    return "\n".join([*lines, *([f"About you: {', '.join(said)}"] if said else [])])
