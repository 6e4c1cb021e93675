"""The play: one evening of the golden session, scene by scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.cast.scenes.agreeing import agree
from rehearsal.cast.scenes.closing import close, publish, sum_up
from rehearsal.cast.scenes.placing import place_people
from rehearsal.cast.scenes.sessions import make_sessions
from rehearsal.cast.scenes.sign_up import sign_up
from rehearsal.cast.scenes.surveying import survey
from rehearsal.cast.scenes.talking import talk
from rehearsal.cast.scenes.voting import vote

if TYPE_CHECKING:
    from rehearsal.cast.company import Company
    from rehearsal.cast.window import Post

EVENING = (make_sessions, sign_up, survey, place_people, talk, vote, agree, close, sum_up)
SCENES = len(EVENING) + 1


async def play(company: Company) -> list[Post]:
    """Play the evening and return the messages of the published digest.

    Raises ``Refused``, ``NotShown`` or ``NotSeen`` where the organiser can't go on; what goes wrong for one person of
    many is noted in ``company.troubles`` instead, until it is too much (``TooMuchWrong``).
    """
    try:
        for scene in EVENING:
            await scene(company)
            await company.pace.breath(2, 5)
        return await publish(company)
    except ExceptionGroup as several:
        # What many do at once fails as a group; one sentence is enough for whoever reads it.
        raise several.exceptions[0] from None
