"""A session's form and its sign-up card; the panel, the help and the App Home are offered here too."""

from consultation.model.cards import SignUpCard
from consultation.model.panel import Act
from consultation.model.people import SignUpCount
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
from handlers.slack.views.wording import count, listing, pack, people, when, words

__all__ = ["help_message", "home", "panel", "session_form", "sign_up_card"]

THEMES_HINT = (
    "A theme a line. Its prompts go under it, each with a dash in front. "
    "A link among them becomes the room's meeting link."
)
THEMES_EXAMPLE = "Workforce\n- What would make you stay?\n- What would bring you back?\nAccess"
PLACE_HINT = {
    True: "Where the sign-up card, polls and digest go.",
    False: "It stays as it is, since sign-up is open there.",
}

STATE: dict[Phase, str] = {
    Phase.PLACED: "Rooms are settled and open when the session begins. You can still join: you get the best seat left.",
    Phase.IN_ROOMS: "The rooms are open. You can still join, and go straight to a room.",
    Phase.WRAP_UP: "The rooms are wrapping up. Sign-up has closed.",
    Phase.CLOSED: "This session is over. Thank you for taking part. Its digest comes to this channel.",
    Phase.PUBLISHED: "This session is over. Thank you for taking part. Its digest is in this channel.",
}
MAY_JOIN = (Phase.SIGN_UP, Phase.PLACED, Phase.IN_ROOMS)


def session_form(place: PlaceRef, session: Session | None) -> View:
    """The form that makes a session, or changes the one given. Every field's block bears the name of the draft's field.

    Themes that don't fit one field go on in `themes_2` and so on: together, a line after the other, they are the draft's themes.
    """
    title, submit = ("Change session", "Save") if session else ("New session", "Make session")
    blocks = [
        *_what(session),
        *_theme_fields(session),
        _channel(place, session),
        field(
            "co_organisers",
            "Other organisers",
            people_select(session.organisers[1:] if session else ()),
            hint="They can do everything that you can.",
            optional=True,
        ),
    ]
    kept = metadata(session.id if session else "", place)
    return modal(SESSION_FORM, title, blocks, submit=submit, metadata=kept)


def _what(session: Session | None) -> list[Block]:
    question, guest = (session.question, session.guest or "") if session else ("", "")
    programme = session.programme.name if session and session.programme else ""
    return [
        field(
            "question",
            "Question",
            text_input(question, most=MOST_QUESTION, example="What should change first?"),
            hint="What the session is about, as people will read it.",
        ),
        field(
            "starts_at",
            "Date and time",
            moment_select(session.starts_at if session else None),
            hint="In your own time zone; everyone sees it in theirs. Leave it out until you know it.",
            optional=True,
        ),
        field("guest", "Guest", text_input(guest, most=MOST_SHORT, example="Name and role"), optional=True),
        field(
            "programme",
            "Programme",
            text_input(programme, most=MOST_SHORT, example="The Big Consultation"),
            hint="The series that it belongs to, if any.",
            optional=True,
        ),
    ]


def _theme_fields(session: Session | None) -> list[Block]:
    """One field, or as many as hold the themes there are."""
    written = pack(write_themes(session.themes).split("\n")) if session else [""]
    return [
        field(
            "themes" if number == 1 else f"themes_{number}",
            "Themes" if number == 1 else "Themes, continued",
            text_input(text, multiline=True, example=THEMES_EXAMPLE),
            hint=THEMES_HINT if number == 1 else "",
            optional=True,
        )
        for number, text in enumerate(written, start=1)
    ]


def _channel(place: PlaceRef, session: Session | None) -> Block:
    movable = session is None or session.phase is Phase.DRAFT
    chosen = session.place if session else place
    return field("place", "Channel", channel_select(chosen), hint=PLACE_HINT[movable])


def sign_up_card(card: SignUpCard) -> Message:
    """The invitation in the plenary channel, with a live count; a button as long as people can join."""
    session = card.session
    themes = [f"• {words(theme.name, 150)}" for theme in session.themes]
    programme = [context("programme", words(session.programme.name, 150))] if session.programme else []
    state = [section("state", STATE[session.phase])] if session.phase in STATE else []
    join = act_button(Act.JOIN, session.id, style="primary", of=session.question)
    return message(
        header("question", session.question),
        *programme,
        section("when", _when(session)),
        *listing("themes", themes, most=5000, title="*What the rooms talk about*"),
        *state,
        *([actions("join", join)] if session.phase in MAY_JOIN else []),
        context("count", _count(card.count)),
    )


def _when(session: Session) -> str:
    guest = f"\nwith {words(session.guest, 150)}" if session.guest else ""
    return f":calendar: *{when(session)}*{guest}"


def _count(signed_up: SignUpCount) -> str:
    if not signed_up.people:
        return "Nobody has signed up yet."
    offered = signed_up.can_facilitate
    lead = f", {count(offered, 'offers', 'offer')} to facilitate" if offered else ""
    return f"{people(signed_up.people)} signed up{lead}"
