"""A session's form and its sign-up card; its panel, the help and the App Home are beside."""

from consultation.model.cards import SignUpCard
from consultation.model.panel import Act
from consultation.model.references import PlaceRef
from consultation.model.sessions import Phase, Session
from consultation.sessions import MOST_QUESTION, MOST_SHORT
from consultation.themes import write_themes
from handlers.slack.blocks import (
    Block,
    Message,
    View,
    actions,
    channel_select,
    context,
    field,
    header,
    message,
    metadata,
    modal,
    moment_select,
    people_select,
    section,
    text_input,
)
from handlers.slack.ids import SESSION_FORM
from handlers.slack.views.acts import act_button
from handlers.slack.views.help import help_message
from handlers.slack.views.home import home
from handlers.slack.views.panel import panel
from handlers.slack.views.wording import count, listing, pack, when, words

__all__ = ["help_message", "home", "panel", "session_form", "sign_up_card"]

THEMES_HINT = "A theme a line. Its prompts go under it, each with a dash in front; a link among them becomes the room's meeting link."
SIGN_UP_STATE: dict[Phase, str] = {
    Phase.PLACED: "People have their rooms. Who joins now gets a seat in the room that suits them best.",
    Phase.IN_ROOMS: "The rooms are open. Who joins now goes straight to a room.",
    Phase.WRAP_UP: "The session is wrapping up. Sign-up has closed.",
    Phase.CLOSED: "The session is over. Thank you for taking part.",
    Phase.PUBLISHED: "The session is over, and what it found is in this channel.",
}
OPEN_PHASES = (Phase.SIGN_UP, Phase.PLACED, Phase.IN_ROOMS)


def session_form(place: PlaceRef, session: Session | None) -> View:
    """The form that makes a session, or changes the one given. Every field's block bears the name of the draft's field."""
    blocks = [
        field(
            "question",
            "Question",
            text_input(
                session.question if session else "", most=MOST_QUESTION, example="What should change first?"
            ),
        ),
        field(
            "programme",
            "Programme",
            text_input(_name(session), most=MOST_SHORT, example="The Big Consultation"),
            hint="The series it belongs to, if any.",
            optional=True,
        ),
        field(
            "starts_at",
            "Date and time",
            moment_select(session.starts_at if session else None),
            hint="Leave it out until you know it.",
            optional=True,
        ),
        field(
            "guest",
            "Guest",
            text_input((session.guest or "") if session else "", most=MOST_SHORT, example="Name and role"),
            optional=True,
        ),
        *_theme_fields(session),
        field(
            "place",
            "Channel",
            channel_select(session.place if session else place),
            hint="Where the sign-up card, polls and digest go.",
        ),
        field(
            "co_organisers",
            "Other organisers",
            people_select(session.organisers[1:] if session else ()),
            hint="They can do everything that you can.",
            optional=True,
        ),
    ]
    title, submit = ("Change session", "Save") if session else ("New session", "Make session")
    known = metadata(session.id if session else "", place)
    return modal(SESSION_FORM, title, blocks, submit=submit, metadata=known)


def _name(session: Session | None) -> str:
    return session.programme.name if session and session.programme else ""


def _theme_fields(session: Session | None) -> list[Block]:
    """One field, or as many as hold the themes there are: Slack takes 3,000 characters in each."""
    written = pack(write_themes(session.themes).split("\n")) if session else [""]
    return [
        field(
            "themes" if number == 1 else f"themes_{number}",
            "Themes" if number == 1 else "Themes, continued",
            text_input(text, multiline=True, example="Workforce\n- What would make you stay?"),
            hint=THEMES_HINT if number == 1 else "",
            optional=True,
        )
        for number, text in enumerate(written or [""], start=1)
    ]


def sign_up_card(card: SignUpCard) -> Message:
    """The invitation in the plenary channel, with a live count."""
    session = card.session
    blocks = [header("question", session.question), section("about", _about(session))]
    blocks += listing(
        "themes", [f"• {words(theme.name, 150)}" for theme in session.themes], most=6000, title="*Themes*"
    )
    if session.phase in SIGN_UP_STATE:
        blocks.append(section("state", SIGN_UP_STATE[session.phase]))
    if session.phase in OPEN_PHASES:
        blocks.append(actions("join", act_button(Act.JOIN, session.id, style="primary", of=session.question)))
    return message(*blocks, context("count", _count(card)))


def _about(session: Session) -> str:
    lines = [f":calendar: {when(session)}"]
    lines += [f":bust_in_silhouette: With {words(session.guest, 150)}"] if session.guest else []
    lines += [f":books: Part of {words(session.programme.name, 150)}"] if session.programme else []
    return "\n".join(lines)


def _count(card: SignUpCard) -> str:
    people = count(card.count.people, "person has signed up", "people have signed up")
    if not card.count.people:
        return "Nobody has signed up yet."
    return f"{people}, {card.count.can_facilitate:,} of them can facilitate."
