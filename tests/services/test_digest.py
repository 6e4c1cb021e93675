"""The digest is looked at, published once, and kept as it was."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from consultation.digest import Findings, compile_digest
from consultation.errors import NotAnOrganiser, WrongPhase
from consultation.model.cards import DigestCard
from consultation.model.digest import Digest
from consultation.model.notes import Tag
from consultation.model.polls import Audience, PollDraft
from consultation.model.questions import Pressed, QuestionKind
from consultation.model.references import PlaceRef
from consultation.model.sessions import Phase
from consultation.ports.platform import PlatformSilence
from consultation.report import report_of
from consultation.services import digest, reports
from storage import digest as stored
from storage.digest_json import digest_to_json
from tests.support.consultation import Consultation
from tests.support.people import ORGANISER, PLENARY, person

ROOM = PlaceRef("R1")


async def test_a_preview_shows_what_there_is_and_changes_nothing(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.tags(ORGANISER, consultation.says(ROOM, "A worry."), Tag.CONCERN)
    seen, found = await consultation.services.digests.preview(ORGANISER, session.id)
    assert seen.phase is Phase.IN_ROOMS
    assert (found.notes, found.participants, found.facilitators) == (1, 8, 4)


async def test_publishing_closes_the_session_and_posts_the_parts_in_order(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.services.polls.ask(
        ORGANISER, session.id, PollDraft("Will it help?", QuestionKind.AGREEMENT, Audience.PLENARY)
    )
    await consultation.services.digests.publish(ORGANISER, session.id)
    await consultation.paint()
    posted = [
        (message.place, card.part.number)
        for message, card in consultation.platform.showings
        if isinstance(card, DigestCard)
    ]
    assert posted == [(PLENARY, number) for number in range(1, 6)]
    panel = await consultation.services.sessions.panel(ORGANISER, PLENARY, session.id)
    assert panel.session.phase is Phase.PUBLISHED
    assert panel.open_polls == ()


async def test_a_part_that_cannot_be_posted_at_once_keeps_its_turn(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.paint()
    await consultation.services.digests.publish(ORGANISER, session.id)
    consultation.platform.breaks.add("show")
    for _ in range(3):
        with pytest.raises(ConnectionError):
            await consultation.services.cards.paint_next()
    consultation.platform.breaks.clear()
    await consultation.paint()
    posted = [card.part.number for _, card in consultation.platform.showings if isinstance(card, DigestCard)]
    assert posted == [1, 2, 3, 4, 5]


async def test_a_digest_outlasts_any_silence_of_the_platform(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.paint()
    await consultation.services.digests.publish(ORGANISER, session.id)
    consultation.platform.silent.add("show")
    for _ in range(50):
        with pytest.raises(PlatformSilence):
            await consultation.services.cards.paint_next()
    consultation.platform.silent.clear()
    await consultation.paint()
    posted = [card.part.number for _, card in consultation.platform.showings if isinstance(card, DigestCard)]
    assert posted == [1, 2, 3, 4, 5]


async def test_what_was_published_is_kept_word_for_word(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.tags(ORGANISER, consultation.says(ROOM, "A worry."), Tag.CONCERN)
    published = await consultation.services.digests.publish(ORGANISER, session.id)
    async with consultation.storage.look() as work:
        assert await work.digests.get(session.id) == published


async def test_later_sessions_of_the_programme_are_announced(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.session(question="How do we prepare the next generation?", starts_at=None, themes="")
    _, found = await consultation.services.digests.preview(ORGANISER, session.id)
    assert [later.question for later in found.next_sessions] == ["How do we prepare the next generation?"]


async def test_publishing_twice_is_refused(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    await consultation.services.digests.publish(ORGANISER, session.id)
    with pytest.raises(WrongPhase, match="published"):
        await consultation.services.digests.publish(ORGANISER, session.id)


async def test_only_an_organiser_publishes(consultation: Consultation) -> None:
    session = await consultation.in_rooms()
    with pytest.raises(NotAnOrganiser):
        await consultation.services.digests.publish(person("U1"), session.id)


async def test_votes_are_taken_while_a_digest_is_compiled(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until somebody's vote is in, the compiling does not go on: on the loop it would wait in vain."""
    session = await consultation.in_rooms()
    poll = await consultation.services.polls.ask(
        ORGANISER, session.id, PollDraft("Well?", QuestionKind.CHOICE, Audience.PLENARY, "Yes\nNo")
    )
    begun, voted, loop = asyncio.Event(), threading.Event(), asyncio.get_running_loop()

    def waiting(findings: Findings) -> Digest:
        loop.call_soon_threadsafe(begun.set)
        assert voted.wait(10)
        return compile_digest(findings)

    monkeypatch.setattr(digest, "compile_digest", waiting)
    looking = asyncio.create_task(consultation.services.digests.preview(ORGANISER, session.id))
    await begun.wait()
    await consultation.services.polls.vote(person("U0"), poll.id, Pressed(0))
    voted.set()
    assert (await looking)[1].participants == 8


async def test_everything_slow_about_publishing_is_done_beside_the_event_loop(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await consultation.in_rooms()
    await consultation.tags(ORGANISER, consultation.says(ROOM, "A worry."), Tag.CONCERN)
    threads: list[int] = []

    def noted(what: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: object) -> object:
            threads.append(threading.get_ident())
            return what(*args)

        return run

    monkeypatch.setattr(digest, "compile_digest", noted(compile_digest))
    monkeypatch.setattr(stored, "digest_to_json", noted(digest_to_json))
    monkeypatch.setattr(reports, "report_of", noted(report_of))
    await consultation.services.digests.publish(ORGANISER, session.id)
    await consultation.services.reports.report(ORGANISER, session.id)
    assert len(threads) == 3
    assert threading.get_ident() not in threads
