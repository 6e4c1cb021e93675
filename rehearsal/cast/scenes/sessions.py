"""The organiser makes the programme's sessions and opens sign-up for the first."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rehearsal.cast import shown

if TYPE_CHECKING:
    from rehearsal.cast.company import Company
    from rehearsal.cast.golden import Evening, Golden, RoomScript

EVENING = time(19, 30)
WEDNESDAY = 2


async def make_sessions(company: Company) -> None:
    """Make all sessions of the programme, the first with its themes, and open sign-up."""
    golden, desk = company.golden, company.desk
    company.progress.scene("The organiser makes the sessions", len(golden.evenings) + 1)
    moments = evenings(golden, datetime.now(UTC))
    for evening in golden.evenings:
        await desk.types("/consult new", company.plenary)
        await desk.form("New session")
        await company.pace.breath(2, 4)
        await desk.fills_in("New session", _answers(company, evening, moments[evening.number]))
        company.progress.step()
        await company.pace.breath(1, 2)
    await desk.types("/consult open", company.plenary)
    await desk.sees(
        f"the sign-up card in #{company.plenary_name}",
        company.plenary,
        lambda post: not post.private and "Join" in [button.label for button in shown.buttons(post.blocks)],
    )
    company.progress.step()


def evenings(golden: Golden, now: datetime) -> dict[int, datetime | None]:
    """Return when each session is held, by number: the golden programme, moved to begin next Wednesday.

    The days between the sessions are those of the golden file; all begin at half past seven in London, unless it
    says otherwise. None where it has only a month.
    """
    london_ = london()
    today = now.astimezone(london_).date()
    first = today + timedelta(days=(WEDNESDAY - today.weekday()) % 7 or 7)
    start = date.fromisoformat(golden.tonight.date)
    moments: dict[int, datetime | None] = {}
    for evening in golden.evenings:
        try:
            day = first + (date.fromisoformat(evening.date) - start)
        except ValueError:
            moments[evening.number] = None
            continue
        at = time.fromisoformat(evening.time) if evening.time else EVENING
        moments[evening.number] = datetime.combine(day, at, london_)
    return moments


def london() -> tzinfo:
    """Return the time zone of London, or UTC on a machine without time zone data."""
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return UTC  # a machine without time zone data: an hour off in summer, and nothing else


def _answers(company: Company, evening: Evening, moment: datetime | None) -> dict[str, object]:
    answers: dict[str, object] = {
        "Question": evening.title,
        "Programme": company.golden.programme,
        "Guest": evening.guest,
    }
    if moment is not None:
        answers["Date and time"] = moment
    if evening is company.golden.tonight:
        answers["Themes"] = "\n".join(_theme(company, room) for room in company.golden.rooms)
    return answers


def _theme(company: Company, room: RoomScript) -> str:
    prompts = company.small_talk["prompts"].get(str(room.number), ())
    return "\n".join([room.theme, *(f"- {prompt}" for prompt in prompts)])
