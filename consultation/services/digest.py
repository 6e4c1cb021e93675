"""The digest: look at it, then publish it. What is published is kept as it was."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from consultation.cards import new_card
from consultation.digest import Findings, compile_digest
from consultation.errors import CannotReachPlace, InvalidField
from consultation.model.cards import CardKind, CardRow
from consultation.model.digest import Digest
from consultation.model.documents import WHOLE_PROGRAMME, Handout
from consultation.model.panel import Act
from consultation.model.polls import Audience
from consultation.model.programme import ProgrammeDigest
from consultation.model.references import Actor, HandoutId, RoomId, SessionId
from consultation.model.sessions import Phase, Session
from consultation.pace import reasons
from consultation.polls import counts_by_room
from consultation.ports.clock import Clock, Identity
from consultation.ports.platform import Platform
from consultation.ports.storage import Storage, Work
from consultation.programme import programme_digest
from consultation.refusals import NothingChanged, NothingNew, NothingPublished
from consultation.services.access import session_for
from consultation.services.poll_opening import end
from consultation.services.survey_pace import close_survey
from consultation.services.survey_results import results_of
from consultation.services.tallies import tally_of
from consultation.texts import clean, one_line


@dataclass(frozen=True, slots=True)
class Digests:
    """The use cases of the digest."""

    storage: Storage
    platform: Platform
    clock: Clock
    identity: Identity

    async def preview(self, actor: Actor, session_id: SessionId) -> tuple[Session, Digest]:
        """The digest as it would be published now. Changes nothing."""
        async with self.storage.look() as work:
            session = await session_for(work, actor, session_id, Act.DIGEST)
            return session, await digest_of(work, session)

    async def publish(self, actor: Actor, session_id: SessionId) -> Digest:
        """Close the session if it is open, keep the digest and post it, a part a message, in the plenary channel.

        Raises CannotReachPlace: a digest is published once, so it must not be where nobody can read it.
        """
        async with self.storage.look() as work:
            place = (await session_for(work, actor, session_id, Act.DIGEST)).place
        if not await self.platform.enter(place):
            raise CannotReachPlace
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.DIGEST)
            await _close_what_is_open(work, self.identity.new, session, self.clock)
            digest = await digest_of(work, session)
            await self._post(work, session, digest)
            await work.sessions.move(session_id, Phase.PUBLISHED)
            for kind in (CardKind.SIGN_UP, CardKind.ROOM, CardKind.POLL, CardKind.POINTS, CardKind.RANKING):
                await work.cards.touch(session_id, kind)
        return digest

    async def correct(self, actor: Actor, session_id: SessionId, changes: str) -> Digest:
        """Publish a new version that says what changed; what was published before stays as it was.

        Who took part and what was voted is told as in the first version. Where a message of the one before could not be shown, all may be
        posted anew as it was. Raises WrongPhase, InvalidField, NothingChanged.
        """
        said = one_line(clean(changes))
        if not said:
            raise InvalidField("changes", "Say what changed, in a sentence.")
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.CORRECT)
            before = await work.digests.get(session_id)
            digest = await digest_of(work, session)
            if before is not None:
                cards = await work.cards.of(session_id, CardKind.DIGEST)
                latest = [one for one in cards if edition_of(one.subject)[0] == before.version]
                digest = _version_after(before, digest, said, anew=any(map(is_left_out, latest)))
            await self._post(work, session, digest)
            await work.cards.touch(session_id, CardKind.DIGEST, subject_of(digest.version - 1, 1))
        return digest

    async def programme(self, actor: Actor, session_id: SessionId) -> ProgrammeDigest:
        """What the sessions of this one's programme found, from what was published. Raises NotAnOrganiser, NothingPublished."""
        async with self.storage.look() as work:
            return await look_back(work, await session_for(work, actor, session_id, Act.PROGRAMME))

    async def publish_programme(self, actor: Actor, session_id: SessionId) -> ProgrammeDigest:
        """Post what the programme found in the session's channel, with its files. Raises NothingPublished, NothingNew, CannotReachPlace.

        What is posted stays as it is; once more is published it can be posted anew.
        """
        async with self.storage.look() as work:
            place = (await session_for(work, actor, session_id, Act.PROGRAMME)).place
        if not await self.platform.enter(place):
            raise CannotReachPlace
        async with self.storage.work() as work:
            session = await session_for(work, actor, session_id, Act.PROGRAMME)
            found = await look_back(work, session)
            subject = str(sum(one.version for one in found.sessions))
            if any(card.subject == subject for card in await work.cards.of(session_id, CardKind.PROGRAMME)):
                raise NothingNew
            await work.cards.add(
                new_card(self.identity.new, session_id, CardKind.PROGRAMME, session.place, subject)
            )
            new_id, now = HandoutId(self.identity.new()), self.clock.now()
            await work.handouts.add(
                Handout(new_id, session_id, session.place, WHOLE_PROGRAMME, public=True, asked_at=now)
            )
        return found

    async def _post(self, work: Work, session: Session, digest: Digest) -> None:
        """Keep a version, and have its messages and files posted."""
        parts = await asyncio.to_thread(self.platform.parts, digest)
        await work.digests.add(digest, parts, self.clock.now())
        for part in parts:
            subject = subject_of(digest.version, part.number)
            await work.cards.add(
                new_card(self.identity.new, session.id, CardKind.DIGEST, session.place, subject)
            )
        new_id, now = HandoutId(self.identity.new()), self.clock.now()
        await work.handouts.add(
            Handout(new_id, session.id, session.place, digest.version, public=True, asked_at=now)
        )


def subject_of(version: int, number: int) -> str:
    """How a card of a digest names its message."""
    return str(number) if version == 1 else f"{version}.{number}"


def edition_of(subject: str) -> tuple[int, int]:
    """The version and the number that `subject_of` was given."""
    version, _, number = subject.rpartition(".")
    return int(version or 1), int(number)


def is_left_out(card: CardRow) -> bool:
    """Whether a message of a digest was given up: it is nowhere, and nobody waits for it."""
    return card.message is None and card.wanted == card.shown


def _version_after(before: Digest, now: Digest, changes: str, *, anew: bool) -> Digest:
    there = {room.number: room.participants for room in before.rooms}
    same = replace(
        now,
        participants=before.participants,
        rooms=tuple(
            replace(room, participants=there.get(room.number, room.participants)) for room in now.rooms
        ),
        facilitators=before.facilitators,
        polls=before.polls,
        surveys=before.surveys,
        next_sessions=before.next_sessions,
        version=before.version,
        changes=before.changes,
    )
    if same == before and not anew:
        raise NothingChanged
    return replace(same, version=before.version + 1, changes=changes)


async def look_back(work: Work, session: Session) -> ProgrammeDigest:
    """What was published in a session's programme, or of it alone where it is in none. Raises NothingPublished."""
    siblings = await work.sessions.in_programme(session.programme.id) if session.programme else [session]
    found = [await work.digests.get(one.id) for one in siblings]
    digests = [one for one in found if one is not None]
    if not digests:
        raise NothingPublished
    name = session.programme.name if session.programme else session.question
    return await asyncio.to_thread(programme_digest, name, digests, len(found) - len(digests))


async def digest_of(work: Work, session: Session) -> Digest:
    """The digest as it would be now."""
    return await compiled(await findings_of(work, session))


async def compiled(findings: Findings) -> Digest:
    """A digest compiled beside the event loop: of thousands of notes that takes long enough to keep voters waiting."""
    return await asyncio.to_thread(compile_digest, findings)


async def findings_of(work: Work, session: Session) -> Findings:
    """Everything that a session's digest is made from."""
    rooms = tuple(await work.rooms.all(session.id))
    polls = await work.polls.all(session.id)
    by_room = {
        poll.id: tuple([(room.number, await tally_of(work, poll, room.id)) for room in rooms])
        for poll in polls
        if poll.audience is Audience.ROOMS and counts_by_room(poll)
    }
    siblings = await work.sessions.in_programme(session.programme.id) if session.programme else ()
    surveys = await work.surveys.all(session.id)
    again = [poll.id for poll in polls if reasons(await work.poll_record.of(poll.id))]
    return Findings(
        session=session,
        rooms=rooms,
        attended=tuple(await work.rooms.attendances(session.id)),
        notes=tuple(await work.notes.all(session.id)),
        polls=tuple([(poll, await tally_of(work, poll), by_room.get(poll.id, ())) for poll in polls]),
        siblings=tuple(siblings),
        legend=await work.legends.of(session),
        revisions=tuple(await work.revisions.all(session.id)),
        asked=frozenset(RoomId(card.subject) for card in await work.cards.of(session.id, CardKind.POINTS)),
        votes=await work.revisions.votes(session.id),
        surveys=tuple([await results_of(work, one) for one in surveys if one.closed_at is not None]),
        reopened=frozenset(again),
        summary=await work.summaries.get(session.id),
    )


async def _close_what_is_open(work: Work, new_id: Callable[[], str], session: Session, clock: Clock) -> None:
    for poll in await work.polls.all(session.id):
        if poll.closed_at is None:
            await end(work, new_id, poll, clock.now())
    for survey in await work.surveys.all(session.id):
        if survey.closed_at is None:
            await close_survey(work, survey, clock.now())
