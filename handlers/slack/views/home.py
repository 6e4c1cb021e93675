"""The App Home: a person's sessions, and what is kept about them."""

from collections.abc import Sequence

from consultation.model.panel import Act, Panel
from handlers.slack.blocks import Block, View, actions, divider, header, home_view, section
from handlers.slack.views.acts import act_button
from handlers.slack.views.wording import PHASES, count, theme_name, when, words

SESSIONS_MOST = 30
KEPT = (
    "For each session you join, Plenary keeps your choice of themes, your role and organisation if you gave them, whether you "
    "offered to facilitate, your room, and your latest answer to each poll.\n"
    "It keeps the words of a message only when a facilitator or organiser puts a tag's emoji on it, and without your name. "
    "It keeps nothing else that you write."
)


def home(panels: Sequence[Panel]) -> View:
    """The App Home of one person: what they organise, what they signed up for, what is kept about them."""
    organised = [panel for panel in panels if panel.organiser]
    joined = [panel for panel in panels if not panel.organiser]
    return home_view(
        [
            header("home", "Plenary"),
            actions("home_acts", act_button(Act.NEW, "", style="primary"), act_button(Act.HELP, "")),
            *_group("organised", "Sessions you organise", organised),
            *_group("joined", "Sessions you take part in", joined),
            divider("kept_line"),
            header("kept", "What is kept about you"),
            section("kept_words", KEPT),
            *_held(panels),
        ]
    )


def _group(name: str, title: str, panels: Sequence[Panel]) -> list[Block]:
    if not panels:
        return []
    blocks = [header(name, title)]
    for panel in panels[:SESSIONS_MOST]:
        session = panel.session
        line = f"*{words(session.question, 200)}*\n{PHASES[session.phase]} · {when(session)} · {count(panel.count.people, 'person', 'people')}"
        blocks.append(
            section(
                f"{name}_{session.id}",
                line,
                act_button(Act.STATUS, session.id, label="Show", of=session.question),
            )
        )
    more = len(panels) - SESSIONS_MOST
    return [*blocks, section(f"{name}_more", f"… and {more} more")] if more > 0 else blocks


def _held(panels: Sequence[Panel]) -> list[Block]:
    lines = []
    for panel in panels[:SESSIONS_MOST]:
        if panel.sign_up:
            themes = ", ".join(words(theme_name(panel.session, theme)) for theme in panel.sign_up.ranking)
            lines.append(f"• {words(panel.session.question)}: {themes or 'no choice of themes'}")
    return [section("held", "\n".join(lines))] if lines else []
