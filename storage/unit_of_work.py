"""The memory: every use case reads and writes in one transaction, from its first line to its last."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.ports.storage import Interrupted
from storage import postgres
from storage.cards import CardStore
from storage.credits import CreditStore
from storage.database import Database
from storage.deadlines import DeadlineStore
from storage.digest import DigestStore
from storage.erasure_book import Book, book_beside
from storage.erasure_rules import TOLD
from storage.erasures import ErasureStore
from storage.handouts import HandoutStore
from storage.intake import settle
from storage.keys import Keys, keys_of
from storage.leadership import fence
from storage.legends import LegendStore
from storage.library import LibraryStore
from storage.mandates import MandateStore
from storage.notes import NoteStore
from storage.notices import NoticeStore
from storage.operations import OperationStore
from storage.people import PeopleStore
from storage.placement import PlacementStore
from storage.poll_workings import PollPlanStore, PollRecordStore
from storage.polls import PollStore
from storage.revisions import RevisionStore
from storage.rooms import RoomStore
from storage.sessions import SessionStore
from storage.shredding import overwrite, shred
from storage.statements import StatementStore
from storage.summaries import SummaryStore
from storage.survey_record import SurveyRecordStore
from storage.surveys import SurveyStore
from storage.writings import WritingStore


@dataclass(frozen=True, slots=True)
class SqlWork:
    """One unit of work: the stores over one connection."""

    sessions: SessionStore
    people: PeopleStore
    rooms: RoomStore
    placements: PlacementStore
    polls: PollStore
    poll_record: PollRecordStore
    poll_plans: PollPlanStore
    statements: StatementStore
    surveys: SurveyStore
    survey_record: SurveyRecordStore
    mandates: MandateStore
    library: LibraryStore
    writings: WritingStore
    notes: NoteStore
    digests: DigestStore
    cards: CardStore
    operations: OperationStore
    notices: NoticeStore
    deadlines: DeadlineStore
    handouts: HandoutStore
    legends: LegendStore
    credits: CreditStore
    revisions: RevisionStore
    summaries: SummaryStore
    erasures: ErasureStore

    @property
    def grew(self) -> bool:
        """Whether there is something to show or to hand out that was not there before."""
        return self.cards.grew_stale or self.handouts.grew


class SqlStorage:
    """Implements the storage port over a database, which its owner closes.

    `on_stale` is called after each commit in which a card was added or touched, or files were asked for.
    """

    def __init__(self, database: Database, on_stale: Callable[[], None] = lambda: None) -> None:
        self._database = database
        self._on_stale = on_stale
        self._keys = keys_of(database)
        # On a server it is kept in the database alone, until a backup is to take its place.
        self._book = book_beside(database.address.path) if database.address.is_file else None
        database.hear(on_stale)

    @property
    def alone(self) -> bool:
        """Whether no other process can share this memory."""
        return self._database.presence is None

    @asynccontextmanager
    async def work(self, *, brief: bool = False) -> AsyncIterator[SqlWork]:
        """Read and write, one block at a time. Leaving it is the commit; an exception undoes everything.

        The delivery in hand, if any, is marked as done in the same transaction: the effect and the mark can't be parted.
        """
        with ExitStack() as afterwards:
            afterwards.enter_context(self._interruptions())
            async with self._database.writing(brief=brief) as connection:
                await fence(connection)
                work = _over(connection, self._keys, self._book)
                yield work
                if work.erasures.erased:
                    await self._database.note_to_scrub(connection)
                receipt = await settle(connection)
                if work.grew:
                    await self._database.tell_others(connection)
                    # Also where whoever waits for the commit is cancelled in its midst.
                    afterwards.callback(self._on_stale)
            if receipt is not None:
                receipt.settled = True
            if unlinked := (*work.polls.unlinked, *work.surveys.unlinked):
                await shred(self._database, unlinked)
            if work.erasures.erased:
                await overwrite(self._database, TOLD)

    @asynccontextmanager
    async def look(self) -> AsyncIterator[SqlWork]:
        """Read only: one consistent view. A write raises sqlalchemy.exc.OperationalError."""
        with self._interruptions():
            async with self._database.reading() as connection:
                yield _over(connection, self._keys)

    @contextmanager
    def _interruptions(self) -> Iterator[None]:
        """What passes by itself on a server is told by its name; a file has no such troubles."""
        try:
            yield
        except (DBAPIError, OSError) as error:
            if self.alone or not postgres.passes(error):
                raise
            raise Interrupted(type(error).__name__) from error


def _over(connection: AsyncConnection, keys: Keys, book: Book | None = None) -> SqlWork:
    return SqlWork(
        sessions=SessionStore(connection),
        people=PeopleStore(connection),
        rooms=RoomStore(connection),
        placements=PlacementStore(connection),
        polls=PollStore(connection, keys),
        poll_record=PollRecordStore(connection),
        poll_plans=PollPlanStore(connection),
        statements=StatementStore(connection),
        surveys=SurveyStore(connection, keys),
        survey_record=SurveyRecordStore(connection),
        mandates=MandateStore(connection),
        library=LibraryStore(connection),
        writings=WritingStore(connection),
        notes=NoteStore(connection),
        digests=DigestStore(connection),
        cards=CardStore(connection),
        operations=OperationStore(connection),
        notices=NoticeStore(connection),
        deadlines=DeadlineStore(connection),
        handouts=HandoutStore(connection),
        legends=LegendStore(connection),
        credits=CreditStore(connection),
        revisions=RevisionStore(connection),
        summaries=SummaryStore(connection),
        erasures=ErasureStore(connection, keys, book),
    )
