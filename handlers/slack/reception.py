"""What every listener has at hand: the use cases, a way to answer, and a holder for what may take longer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from consultation.model.references import SessionId
from consultation.services import Services
from handlers.slack.answers import Answers
from handlers.slack.background import BackgroundTasks
from handlers.slack.blocks import View
from handlers.slack.note_payloads import FoundPress
from handlers.slack.payloads import Asker, Press, Submission
from handlers.slack.views.sessions import panel


@dataclass(frozen=True, slots=True)
class Reception:
    """What every listener has at hand."""

    services: Services
    answers: Answers
    background: BackgroundTasks

    async def session_of(self, press: Press) -> SessionId:
        """The session that a press is about: the button's, else the one that is meant in this place. Raises NoSession."""
        if press.session_id is not None:
            return press.session_id
        return (await self.services.sessions.find(press.asker.actor, press.asker.place)).id

    async def show_panel(self, asker: Asker, session_id: SessionId | None) -> None:
        """Answer with where the session stands now. Without an id, the one that is meant in this place. Raises NoSession."""
        shown = await self.services.sessions.panel(asker.actor, asker.place, session_id)
        self.answers.privately(asker, panel(shown), replace=True)


ActListener = Callable[[Reception, Press], Awaitable[None]]
"""What does an act, however it was asked for."""

FoundListener = Callable[["Reception", FoundPress], Awaitable[None]]
"""What a button about notes and findings does."""

FormListener = Callable[[Reception, Submission], Awaitable[View | None]]
"""What takes in a form; the view that follows in its place, where it goes on."""
