"""Before the evening: a survey with one question, for those who have signed up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearsal.cast import shown
from rehearsal.cast.scenes.voting import AGREEING, OTHERWISE

if TYPE_CHECKING:
    from rehearsal.cast.actor import Actor
    from rehearsal.cast.company import Company
    from rehearsal.cast.window import Post

COUNTING = 180.0
"""Seconds for the card to catch up with the answers."""


async def survey(company: Company) -> None:
    """Begin the survey, let people answer, and close it once all are counted."""
    people = company.chance.sample(company.participants, company.golden.surveyed)
    company.progress.scene("People answer the survey", len(people))
    asked = company.small_talk["survey"]
    await company.desk.types(f"/consult survey {asked['title']}", company.plenary)
    await company.desk.form("Start a survey")
    await company.pace.breath(2, 4)
    await company.desk.fills_in("Start a survey", {"Questions": asked["question"]})
    card = await company.desk.sees(
        "the survey's card", company.plenary, lambda post: _is_card(post, asked["title"])
    )
    await company.crowd([partial(_answers, company, person, card) for person in people], gap=(0.2, 1.2))
    await company.attempt(lambda: _counted(company, card, len(people)))
    panel = await company.desk.asks("/consult", company.plenary, "Close survey")
    await company.organiser.presses("Close survey", on=panel)


def _is_card(post: Post, title: str) -> bool:
    labels = {button.label for button in shown.buttons(post.blocks)}
    return not post.private and "Answer" in labels and title in "\n".join(shown.read_lines(post.blocks))


async def _answers(company: Company, person: Actor, card: Post) -> None:
    async with person.looks() as eyes:
        await person.presses("Answer", on=card)
        form = await eyes.form("Survey")
        await company.pace.breath(2, 6)
        (question,) = shown.fields(form["blocks"])
        answer = company.chance.choice((*AGREEING, *AGREEING, *OTHERWISE))
        await eyes.fills_in("Survey", {question.label: answer})
    company.progress.step()


async def _counted(company: Company, card: Post, people: int) -> None:
    wanted = f"{people} people answered"
    await company.desk.patient(COUNTING).sees(
        f"the survey to show that {wanted}",
        company.plenary,
        lambda post: post.ts == card.ts and wanted in "\n".join(shown.read_lines(post.blocks)),
    )
