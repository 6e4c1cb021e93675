"""Results as files: handed to whoever leads the poll, in private."""

from dataclasses import dataclass

from consultation.errors import NotToldYet
from consultation.model.panel import Act
from consultation.model.polls import Secrecy
from consultation.model.references import Actor, PollId, SurveyId
from consultation.pace import reasons
from consultation.polls import counts_by_room
from consultation.ports.clock import Clock
from consultation.ports.documents import Courier
from consultation.ports.platform import Platform
from consultation.ports.results import ResultMaker
from consultation.ports.storage import Storage, Work
from consultation.results import PollResult
from consultation.rights import require_organiser
from consultation.secrecy import counts_are_hidden
from consultation.services.access import led_poll, session_of, survey_of
from consultation.services.survey_results import report_on, room_name
from consultation.services.tallies import tally_of

WORDS = "Here are the results: a chart, and the figures as CSV and JSON with place and base on each row."
SURVEY_WORDS = (
    "Here are the results: the figures of every question as CSV and JSON with place and base on each row."
)


@dataclass(frozen=True, slots=True)
class PollResults:
    """The use cases of results."""

    storage: Storage
    clock: Clock
    platform: Platform
    courier: Courier
    maker: ResultMaker

    async def send(self, actor: Actor, poll_id: PollId) -> None:
        """Hand the files to who asks. Raises NoSuchThing, NotAnOrganiser, PlatformRefusal, PlatformSilence."""
        async with self.storage.look() as work:
            result = await self._result(work, actor, poll_id)
        if counts_are_hidden(result.poll):
            raise NotToldYet
        documents = await self.maker.files(result)
        await self.courier.deliver(self.platform.desk(actor.person), documents, WORDS)

    async def send_survey(self, actor: Actor, survey_id: SurveyId) -> None:
        """The same of a survey. Raises NoSuchThing, NotAnOrganiser, NotToldYet, PlatformRefusal, PlatformSilence."""
        async with self.storage.look() as work:
            survey = await survey_of(work, actor, survey_id)
            session = await session_of(work, actor, survey.session)
            require_organiser(session, actor, Act.SURVEY)
            if survey.secrecy is Secrecy.ANONYMOUS and survey.closed_at is None:
                raise NotToldYet
            report = await report_on(work, session, survey)
        documents = await self.maker.survey_files(report)
        await self.courier.deliver(self.platform.desk(actor.person), documents, SURVEY_WORDS)

    async def _result(self, work: Work, actor: Actor, poll_id: PollId) -> PollResult:
        poll = await led_poll(work, actor, poll_id)
        session = await session_of(work, actor, poll.session)
        rooms = await work.rooms.all(session.id) if counts_by_room(poll) else ()
        told = [
            (room.number, room_name(session, room), await tally_of(work, poll, room.id))
            for room in rooms
            if poll.room in (None, room.id)
        ]
        again = reasons(await work.poll_record.of(poll.id))
        counted = await tally_of(work, poll)
        return PollResult(poll, session.question, counted, tuple(told), self.clock.now(), again)
