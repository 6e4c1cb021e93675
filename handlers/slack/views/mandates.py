"""Mandates: the form that says which organisations have a vote, or who casts it, and the answer to it."""

from collections.abc import Sequence

from consultation.disclosure import FEW
from consultation.mandates import NAME_MOST, ORGANISATIONS_MOST, what_it_came_to, what_it_needs
from consultation.model.cards import MandateCard
from consultation.model.mandates import Mandate, Outcome
from consultation.model.panel import Panel
from consultation.model.polls import Poll, Secrecy
from consultation.model.references import PlaceRef
from consultation.services.mandates import Holding
from handlers.slack.blocks import (
    Block,
    Message,
    View,
    context,
    field,
    message,
    metadata,
    modal,
    people_select,
    section,
    text_input,
)
from handlers.slack.ids import HOLDER_FORM, MANDATE_FORM
from handlers.slack.texts import channel, mention
from handlers.slack.views.wording import count, words

HINT = (
    f"One a line, {ORGANISATIONS_MOST} at most, of {NAME_MOST} characters. Whoever signs up first with an organisation's name "
    "leads it, and votes for it or says who does. Whoever is taken off the list counts no longer in polls that are open."
)


def mandate_form(holding: Holding, place: PlaceRef) -> View:
    """For an organiser the list of organisations, for a lead who casts their organisation's vote."""
    known = metadata(holding.session.id, place)
    if holding.led is not None:
        chosen = [holding.led.holder] if holding.led.holder else []
        blocks = [
            section(
                "organisation",
                f"*{words(holding.led.organisation, 150)}* has one vote in polls of organisations.",
            ),
            field(
                "holder",
                "Who casts it",
                people_select(chosen),
                hint="One person. Choose yourself to take it back.",
            ),
        ]
        return modal(HOLDER_FORM, "Your vote", blocks, submit="Save", metadata=known)
    names = "\n".join(one.organisation for one in holding.mandates)
    typed = text_input(names[:3000], multiline=True, example="Park Lane Surgery\nHill Practice")
    blocks = [field("organisations", "Organisations with a vote", typed, hint=HINT, optional=True)]
    return modal(MANDATE_FORM, "Organisations that vote", blocks, submit="Save", metadata=known)


def roster(mandates: Sequence[Mandate]) -> Message:
    """The private answer to an organiser: how many have a vote, and for how many somebody casts it."""
    held = sum(one.holder is not None for one in mandates)
    said = f"{count(len(mandates), 'organisation has', 'organisations have')} a vote; for {held:,} somebody casts it by now."
    return message(section("roster", said))


def handed_over(mandate: Mandate) -> Message:
    """The private answer to a lead."""
    holder = mention(mandate.holder) if mandate.holder else "Nobody"
    return message(section("handed_over", f"{holder} votes for *{words(mandate.organisation, 150)}* now."))


def mandate_card(card: MandateCard) -> Message:
    """To somebody to whom an organisation's vote was handed; once it is handed on, that they cast it no more."""
    organisation, lead = words(card.mandate.organisation, 150), card.mandate.lead
    if card.mandate.holder != card.holder:
        said = f"The vote of *{organisation}* is cast by somebody else now."
    else:
        by = f"{mention(lead)} asked you to" if lead else "you were asked to"
        where = f"Polls in which each organisation has one vote are in {channel(card.session.place)}."
        said = f"You cast the vote of *{organisation}* now: {by}. {where}"
    about = context("session", words(card.session.question, 200))
    return message(section("mandate", f":ballot_box_with_ballot: {said}"), about)


def hurdle_blocks(poll: Poll, outcome: Outcome | None) -> list[Block]:
    """What a vote needs, said before anybody answers, and once it is closed what it came to, unless that would give few away."""
    if outcome is None or poll.hurdle is None:
        return []
    if poll.closed_at is None:
        return [context("hurdle", what_it_needs(poll.hurdle, outcome))]
    if poll.secrecy is Secrecy.ANONYMOUS and outcome.voted < FEW and outcome.is_quorate:
        return []
    result, why = what_it_came_to(poll.hurdle, outcome)
    return [section("hurdle", f"*{result}*: {why}")]


def vote_line(panel: Panel) -> str:
    """On the panel of who leads an organisation or votes for it: who casts its vote. Empty for everybody else."""
    if panel.mandate is None:
        return ""
    me, holder = panel.sign_up.person if panel.sign_up else None, panel.mandate.holder
    casts = "you cast it" if holder in (None, me) else f"{mention(holder)} casts it"
    return f":ballot_box_with_ballot: *{words(panel.mandate.organisation, 150)}* has one vote: {casts}."
