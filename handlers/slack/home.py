"""The App Home: a person's own sessions."""

from consultation.model.references import Actor
from handlers.slack.reception import Reception
from handlers.slack.views.sessions import home


async def opened(here: Reception, actor: Actor) -> None:
    """Show a person their sessions."""
    panels = await here.services.sessions.panels(actor)
    here.answers.show_home(actor.person, home(panels))
