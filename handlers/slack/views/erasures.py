"""Erasures: the form that says what goes and what stays when somebody is forgotten, and the answer to it."""

from consultation.model.references import PersonRef, PlaceRef
from handlers.slack.blocks import Message, View, field, message, metadata, modal, people_select, section
from handlers.slack.ids import FORGET_FORM
from handlers.slack.texts import mention
from handlers.slack.views.wording import count

GOES = (
    "*What goes*\n"
    "• sign-ups, with the choices, role and organisation\n"
    "• seats in rooms, and the lead of a room\n"
    "• answers that can still be changed\n"
    "• notes that bear the person's name\n"
    "• what waited to be told to them"
)
STAYS = (
    "*What stays, without the person*\n"
    "• the count of who came and who answered, where it is closed\n"
    "• words that were kept without a name\n"
    "• what was published: it stays as it was\n"
    "Messages in Slack are Slack's: delete them there."
)
FOR_GOOD = "This can't be undone. Signing up again is possible at any time."
HINT = "One person: yourself in the whole workspace, somebody else in the sessions that you organise."


def forget_form(chosen: PersonRef | None, place: PlaceRef, *, others: bool) -> View:
    """What goes and what stays; `others`: with a choice of whom, for organisers, which begins with `chosen`."""
    who = (
        [field("person", "Who is to be forgotten", people_select([chosen] if chosen else []), hint=HINT)]
        if others
        else []
    )
    blocks = [*who, section("goes", GOES), section("stays", STAYS), section("for_good", FOR_GOOD)]
    title = "Forget a person" if others else "Forget me"
    return modal(FORGET_FORM, title, blocks, submit="Forget", metadata=metadata("", place))


def forgotten(person: PersonRef, rows: int, *, themselves: bool) -> Message:
    """The private answer, once it is done."""
    who = "You are" if themselves else f"{mention(person)} is"
    whom = "you" if themselves else "them"
    gone = (
        f"What named {whom} in {count(rows, 'entry', 'entries')} is gone" if rows else f"Nothing named {whom}"
    )
    where = "" if themselves else " in the sessions that you organise"
    return message(
        section(
            "forgotten",
            f"{who} forgotten{where}. {gone}. Should a backup be brought back, this is done again.",
        )
    )
