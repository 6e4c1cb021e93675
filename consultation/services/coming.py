"""Who is coming: whoever is left out takes no seat, and counts in polls only where they answer all the same."""

from collections.abc import Collection

from consultation.model.references import PersonRef, SessionId
from consultation.ports.storage import Work
from consultation.services.poll_opening import touch


async def leave_out(work: Work, session_id: SessionId, away: Collection[PersonRef]) -> None:
    """Of those on the list these are not coming, and all others are; open polls show how many they are put to by now."""
    await work.people.set_absent(session_id, away)
    for poll in await work.polls.all(session_id):
        if poll.closed_at is None:
            await touch(work, poll)
