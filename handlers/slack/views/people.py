"""Joining a session: the form, and the private answers to it."""

from consultation.model.panel import Act
from consultation.model.people import SignUp
from consultation.model.sessions import Phase, Session
from consultation.people import MOST_SHORT, choices_asked
from consultation.services.people import Joined
from handlers.slack.blocks import (
    Block,
    Message,
    Option,
    View,
    actions,
    checkbox,
    field,
    message,
    metadata,
    modal,
    section,
    select,
    text_input,
)
from handlers.slack.ids import SIGN_UP_FORM
from handlers.slack.texts import channel
from handlers.slack.views.acts import act_button
from handlers.slack.views.wording import listing, room_title, theme_name, when, words

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")
CAN_FACILITATE = Option(
    "I can facilitate a room", "can_facilitate", "Keep the talk going and mark what matters."
)


def sign_up_form(session: Session, before: SignUp | None) -> View:
    """The form to join, or to change what was said before."""
    blocks = [
        section("about", f"*{words(session.question, 300)}*\n{when(session)}"),
        *_themes(session),
        *_choices(session, before),
        field("role", "Your role", text_input(before.role if before else "", most=MOST_SHORT), optional=True),
        field(
            "organisation",
            "Your organisation",
            text_input(before.organisation if before else "", most=MOST_SHORT),
            optional=True,
        ),
        field(
            "can_facilitate",
            "Facilitating",
            checkbox(CAN_FACILITATE, checked=bool(before and before.can_facilitate)),
            optional=True,
        ),
    ]
    title, submit = ("Change your answers", "Save") if before else ("Join", "Join")
    return modal(SIGN_UP_FORM, title, blocks, submit=submit, metadata=metadata(session.id, session.place))


def _themes(session: Session) -> list[Block]:
    lines = [
        line
        for theme in session.themes
        for line in (
            f"*{words(theme.name, 150)}*",
            *(f"• {words(prompt, 300)}" for prompt in theme.prompts),
        )
    ]
    return listing("themes", lines, most=6000)


def _choices(session: Session, before: SignUp | None) -> list[Block]:
    options = [Option(theme.name, theme.id) for theme in session.themes]
    ranking = before.ranking if before else ()
    return [
        field(
            f"choice_{number}",
            f"{ORDINALS[number - 1]} choice",
            select(options, ranking[number - 1] if number <= len(ranking) else None, hint="Choose a theme"),
            optional=number > 1,
        )
        for number in range(1, choices_asked(session) + 1)
    ]


def joined(joined: Joined) -> Message:
    """The private confirmation, with a way to change it or withdraw while that is possible."""
    session = joined.session
    first = "Your answers are changed." if joined.changed else "You are on the list."
    lines = [f"{first} {when(session)}."]
    lines += [
        f"{rank}. {words(theme_name(session, theme))}"
        for rank, theme in enumerate(joined.sign_up.ranking, start=1)
    ]
    blocks = [section("joined", "\n".join(lines))]
    if joined.room:
        door = f": {channel(joined.room.place)}" if joined.room.place else ""
        blocks.append(section("room", f"Your room is *{room_title(session, joined.room)}*{door}."))
    if session.phase in (Phase.SIGN_UP, Phase.PLACED):
        blocks.append(
            actions(
                "acts", act_button(Act.JOIN, session.id, label="Change"), act_button(Act.WITHDRAW, session.id)
            )
        )
    return message(*blocks)


def withdrawn(session: Session) -> Message:
    """The private answer to somebody who left the list."""
    return message(
        section(
            "withdrawn",
            f"You are off the list of “{words(session.question, 300)}”, and your answers are deleted.",
        ),
        actions("acts", act_button(Act.JOIN, session.id, label="Join again")),
    )
