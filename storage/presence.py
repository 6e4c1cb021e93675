"""That this process runs, told to the others on a PostgreSQL server: a heartbeat, news, and who of them leads."""

import asyncio
import logging
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import asyncpg

from storage import postgres
from storage.address import Address
from storage.errors import CannotOpen
from storage.postgres import CHANNEL, GONE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0
"""What a start waits for a server that is busy."""

BEAT_SECONDS = 2.0
LEASE_SECONDS = 8.0
"""How long a leader may go on since it was last heard of. Less than half of what the others wait, so that the two never overlap."""

LEADING = 0x504C4E03
"""The advisory lock of the leader. It goes with the connection, so that a crash hands it on at once."""

SEEN = "INSERT INTO processes VALUES ($1, clock_timestamp()) ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()"
TRY_TO_LEAD = f"SELECT pg_try_advisory_lock({LEADING})"
LEAD = """
INSERT INTO leaders (name, token, holder) VALUES ('outbound', 1, $1)
ON CONFLICT (name) DO UPDATE SET token = leaders.token + 1, holder = $1 RETURNING token
"""
STILL_LEADS = "SELECT token FROM leaders WHERE name = 'outbound' AND token = $1"
# A frozen leader's connection stays open, and its lock with it.
CUT_OFF_THE_FROZEN = f"""
SELECT pg_terminate_backend(held.pid) FROM pg_locks AS held
JOIN leaders ON leaders.name = 'outbound' LEFT JOIN processes ON processes.id = leaders.holder
WHERE held.locktype = 'advisory' AND held.objid = {LEADING} AND held.granted
AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND (processes.seen_at < clock_timestamp() - interval '{GONE_SECONDS} seconds' OR processes.id IS NULL)
"""  # noqa: S608 - numbers of ours


@dataclass(slots=True)
class Term:
    """A time of leading. `token` grows with each; `until` is by `clock`; `lost` is set when it is over."""

    token: int
    until: float
    lost: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def goes_on(self) -> bool:
        """Whether it is certain that no other leads."""
        return not self.lost.is_set() and clock() < self.until


class Presence:
    """One connection that says so every two seconds. `on_news` is called when another process has changed what is visible."""

    def __init__(self, address: Address) -> None:
        self.process = secrets.token_hex(8)
        self.on_news: Callable[[], None] = lambda: None
        self._address = address
        self._connection: asyncpg.Connection[Any] | None = None
        self._beating: asyncio.Task[None] | None = None
        self._term: Term | None = None
        self._began = asyncio.Condition()

    async def start(self) -> None:
        """Be there. Raises CannotOpen."""
        try:
            await self._connect()
            await self.beat(CONNECT_SECONDS)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise CannotOpen(self._address.where, f"{error}. Run ./run bot migrate first.") from error
        self._beating = asyncio.create_task(self._beat_on())

    async def stop(self) -> None:
        """Be gone, and let another lead, at once."""
        if self._beating is not None:
            self._beating.cancel()
        if self._connection is not None and not self._connection.is_closed():
            try:
                await self._connection.execute("DELETE FROM processes WHERE id = $1", self.process)
                await self._connection.close(timeout=2)
            except Exception:  # noqa: BLE001 - likewise
                self._connection.terminate()
        self._end_term()

    async def term(self) -> Term:
        """Wait until this process leads."""
        async with self._began:
            await self._began.wait_for(lambda: self._term is not None and self._term.goes_on)
        assert self._term is not None
        return self._term

    async def beat(self, seconds: float = BEAT_SECONDS) -> None:
        """Tell the others that we are there, lead where nobody does, and go on leading where we do."""
        assert self._connection is not None
        await self._connection.execute(SEEN, self.process, timeout=seconds)
        if self._term is None:
            await self._try_to_lead(self._connection, seconds)
        else:
            await self._go_on_leading(self._connection, self._term)

    async def _beat_on(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await self._beat_somehow()

    async def _beat_somehow(self) -> None:
        try:
            if self._connection is None or self._connection.is_closed():
                self._end_term()
                await self._connect()
            await self.beat()
        except Exception as error:  # noqa: BLE001 - one that stops beating never leads again; the driver has faults of its own, too
            log.warning("the database server can't be reached: %s", type(error).__name__)
            self._give_up_connection()

    async def _try_to_lead(self, connection: "asyncpg.Connection[Any]", seconds: float) -> None:
        asked = clock()
        if await connection.fetchval(TRY_TO_LEAD, timeout=seconds):
            token = await connection.fetchval(LEAD, self.process, timeout=seconds)
            self._term = Term(token, asked + LEASE_SECONDS)
            log.info("this process leads: it talks to Slack for all that share the database")
            async with self._began:
                self._began.notify_all()
        else:
            await connection.execute(CUT_OFF_THE_FROZEN, timeout=seconds)

    async def _go_on_leading(self, connection: "asyncpg.Connection[Any]", term: Term) -> None:
        asked = clock()
        if (
            not term.goes_on
            or await connection.fetchval(STILL_LEADS, term.token, timeout=BEAT_SECONDS) is None
        ):
            # The lock goes with the connection: another may lead, and we may again.
            self._give_up_connection()
        else:
            term.until = asked + LEASE_SECONDS

    async def _connect(self) -> None:
        url = self._address.url
        self._connection = connection = await asyncpg.connect(
            host=self._address.host or None,
            port=url.port,
            user=url.username,
            password=url.password,
            database=url.database,
            ssl=self._address.tls,
            timeout=CONNECT_SECONDS,
            server_settings={"application_name": "plenary", "timezone": "UTC"},
        )
        await connection.execute(
            f"SELECT pg_advisory_lock_shared({postgres.RUNNING})", timeout=CONNECT_SECONDS
        )
        await connection.add_listener(CHANNEL, self._hear)

    def _hear(self, _: object, __: int, ___: str, process: object) -> None:
        if process != self.process:
            self.on_news()

    def _give_up_connection(self) -> None:
        self._end_term()
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    def _end_term(self) -> None:
        if self._term is not None:
            self._term.lost.set()
            self._term = None
            log.info("this process no longer leads")


def clock() -> float:
    """Seconds that pass while this machine sleeps, too, where the system counts them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
