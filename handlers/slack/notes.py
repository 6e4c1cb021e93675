"""Notes: what an emoji keeps, and what becomes of it when the message changes."""

from handlers.slack.messages import Deleted, Edited
from handlers.slack.payloads import Reaction
from handlers.slack.reception import Reception


async def reacted(here: Reception, reaction: Reaction) -> None:
    """Keep a message under the tag that an emoji means, or take the tag back."""
    react = here.services.notes.reacted
    await react(
        reaction.actor,
        reaction.message,
        reaction.emoji,
        present=reaction.present,
        order=reaction.order,
    )


async def changed(here: Reception, change: Edited | Deleted) -> None:
    """Follow an edit or a deletion."""
    if isinstance(change, Deleted):
        await here.services.notes.deleted(change.tenant, change.message)
    else:
        await here.services.notes.edited(change.tenant, change.message, change.text, change.order)
