"""The library: keep a poll or survey as a template, find it, take it out."""

from dataclasses import dataclass

from consultation.errors import NoSuchTemplate, NoSuchThing
from consultation.library import draft_of_poll, draft_of_survey, judge_name, name_for
from consultation.model.library import Shelf, Template
from consultation.model.panel import Act
from consultation.model.polls import PollDraft
from consultation.model.references import Actor, PollId, SessionId, SurveyId, TemplateId
from consultation.model.sessions import Session
from consultation.model.surveys import SurveyDraft
from consultation.ports.clock import Clock, Identity
from consultation.ports.storage import Storage, Work
from consultation.rights import is_organiser, require_organiser
from consultation.services.access import led_poll, session_for, session_of, survey_of
from consultation.texts import cut, quoted

NAME_SHOWN = 60
"""Characters repeated of a name that no template has."""


@dataclass(frozen=True, slots=True)
class Library:
    """The use cases of the library. Organisers keep and remove; facilitators keep polls of their room, and start polls from it."""

    storage: Storage
    clock: Clock
    identity: Identity

    async def shelf(self, actor: Actor, session_id: SessionId) -> Shelf:
        """All that is kept. Raises NoSession, NotAnOrganiser."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.LIBRARY)
            return Shelf(session, tuple(await work.library.all(session)))

    async def named(self, actor: Actor, session_id: SessionId, name: str) -> Template:
        """The template whose name begins like this, the shortest one first. Raises NoSuchTemplate, NotAnOrganiser."""
        typed = name.strip(' "“”')
        shelf = await self.shelf(actor, session_id)
        found = [one for one in shelf.templates if one.name.casefold().startswith(typed.casefold())]
        if not found:
            raise NoSuchTemplate(quoted(cut(typed, NAME_SHOWN)))
        return min(found, key=lambda one: len(one.name))

    async def take(self, actor: Actor, session_id: SessionId, template_id: TemplateId) -> Template:
        """One template, for whoever may ask something from it. Raises NoSession, NotAnOrganiser, NoSuchThing."""
        async with self.storage.look() as work:
            session = await session_of(work, actor, session_id)
            leads = any(room.facilitator == actor.person for room in await work.rooms.all(session_id))
            if not leads and not is_organiser(session, actor):
                require_organiser(session, actor, Act.LIBRARY)
            return await _template(work, session, template_id)

    async def for_keeping(self, actor: Actor, poll_id: PollId) -> tuple[Session, str]:
        """The session of a poll and the name that is proposed, for the form that asks for it. Raises NotAnOrganiser, NoSuchThing."""
        async with self.storage.look() as work:
            poll = await led_poll(work, actor, poll_id)
            return await session_of(work, actor, poll.session), name_for(poll.question.wording)

    async def for_keeping_survey(self, actor: Actor, survey_id: SurveyId) -> tuple[Session, str]:
        """The same of a survey."""
        async with self.storage.look() as work:
            survey = await survey_of(work, actor, survey_id)
            session = await session_for(work, actor, survey.session, Act.LIBRARY)
            return session, name_for(survey.title)

    async def keep_poll(self, actor: Actor, poll_id: PollId, name: str) -> Template:
        """Keep a poll to be asked again. Raises NotAnOrganiser, NoSuchThing, InvalidField for `name`."""
        async with self.storage.work() as work:
            poll = await led_poll(work, actor, poll_id)
            session = await session_of(work, actor, poll.session)
            return await self._keep(work, actor, session, name, draft_of_poll(poll))

    async def keep_survey(self, actor: Actor, survey_id: SurveyId, name: str) -> Template:
        """Keep a survey to be put again. Raises NotAnOrganiser, NoSuchThing, InvalidField for `name`."""
        async with self.storage.work() as work:
            survey = await survey_of(work, actor, survey_id)
            session = await session_for(work, actor, survey.session, Act.LIBRARY)
            return await self._keep(work, actor, session, name, draft_of_survey(survey))

    async def remove(self, actor: Actor, session_id: SessionId, template_id: TemplateId) -> Shelf:
        """Take a template out. Answers what is left; one that is gone already is no trouble. Raises NotAnOrganiser."""
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.LIBRARY)
            await work.library.remove(session, template_id)
            return Shelf(session, tuple(await work.library.all(session)))

    async def _keep(
        self, work: Work, actor: Actor, session: Session, name: str, draft: PollDraft | SurveyDraft
    ) -> Template:
        tidy = judge_name(name, await work.library.all(session))
        new = TemplateId(self.identity.new())
        template = Template(new, tidy, draft, actor.person, self.clock.now())
        await work.library.put(session, template)
        return template


async def _template(work: Work, session: Session, template_id: TemplateId) -> Template:
    there = await work.library.all(session)
    found = next((one for one in there if one.id == template_id), None)
    if found is None:
        raise NoSuchThing("template")
    return found
