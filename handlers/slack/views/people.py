"""Joining a session: the form, and the private answers to it."""

from consultation.model.panel import Act
from consultation.model.people import SignUp
from consultation.model.sessions import Phase, Session, Theme
from consultation.people import MOST_SHORT, choices_asked
from consultation.services.people import Joined
from consultation.texts import quoted
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
from handlers.slack.texts import escape
from handlers.slack.views.acts import act_button
from handlers.slack.views.wording import (
    QUESTION_MOST,
    about,
    listing,
    theme_name,
    when,
    words,
    your_room,
)

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")
CAN_FACILITATE = Option(
    "I can facilitate a room", "can_facilitate", "Keep the talk going, and mark with an emoji what matters."
)
OBSERVES = Option("I come to listen", "observes", "You are in a room, and take nobody's seat.")
FULL = "Every room is full by now. The organisers have been told; type `/consult` later to see whether you have a room."
THEMES_TEXT_MOST = 20_000
"""Characters of themes and prompts above the form, so that it stays far below Slack's 250 kB and 100 blocks."""


def sign_up_form(session: Session, before: SignUp | None) -> View:
    """The form to join, or to change what was said before."""
    role, organisation = (before.role, before.organisation) if before else ("", "")
    offered = before is not None and before.can_facilitate
    listens = before is not None and before.observes
    blocks = [
        section("about", f"*{words(session.question, QUESTION_MOST)}*\n{about(session)}"),
        *listing(
            "themes", [line for theme in session.themes for line in _theme(theme)], most=THEMES_TEXT_MOST
        ),
        *_choices(session, before),
        field(
            "role", "Your role", text_input(role, most=MOST_SHORT, example="Practice nurse"), optional=True
        ),
        field("organisation", "Your organisation", text_input(organisation, most=MOST_SHORT), optional=True),
        field("can_facilitate", "Facilitating", checkbox(CAN_FACILITATE, checked=offered), optional=True),
        field("observes", "Listening", checkbox(OBSERVES, checked=listens), optional=True),
    ]
    title, submit = ("Change your answers", "Save") if before else ("Join", "Join")
    return modal(SIGN_UP_FORM, title, blocks, submit=submit, metadata=metadata(session.id, session.place))


def _theme(theme: Theme) -> list[str]:
    prompts = [f"    _{words(prompt, 300)}_" for prompt in theme.prompts]
    return [f"• *{words(theme.name, 150)}*", *prompts]


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
    session, mine = joined.session, joined.sign_up
    first = "Your answers are changed." if joined.changed else "You are on the list. Thank you for joining."
    choices = [
        f"{rank}. {words(theme_name(session, theme))}" for rank, theme in enumerate(mine.ranking, start=1)
    ]
    offered = ["You offered to facilitate a room."] if mine.can_facilitate else []
    offered += ["You come to listen."] if mine.observes else []
    title = ["*Your choices*"] if choices else []
    lines = [f":white_check_mark: *{first}*", f":calendar: {when(session)}", *title, *choices, *offered]
    blocks = [section("joined", "\n".join(lines))]
    if joined.room:
        why = f"\n{escape(joined.reason)}" if joined.reason else ""
        blocks.append(section("room", your_room(session, joined.room, mine.person) + why))
    if joined.seatless:
        blocks.append(section("room", FULL))
    if session.phase in (Phase.SIGN_UP, Phase.PLACED):
        change = act_button(Act.JOIN, session.id, label="Change")
        blocks.append(actions("acts", change, act_button(Act.WITHDRAW, session.id)))
    return message(*blocks)


def withdrawn(session: Session) -> Message:
    """The private answer to somebody who left the list."""
    gone = f"You are off the list of {quoted(words(session.question, QUESTION_MOST))}, and your answers to the form are deleted."
    return message(
        section("withdrawn", gone), actions("acts", act_button(Act.JOIN, session.id, label="Join again"))
    )
