"""Back in plenary: three statements, five points of agreement, and some who think again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearsal.cast import shown

if TYPE_CHECKING:
    import random

    from rehearsal.cast.actor import Actor
    from rehearsal.cast.company import Company
    from rehearsal.cast.golden import Statement
    from rehearsal.cast.window import Post

AGREEING = ("Strongly agree", "Agree")
OTHERWISE = ("Neither agree nor disagree", "Disagree", "Strongly disagree")
THINK_AGAIN = 4
COUNTING = 180.0
"""Seconds for the cards to catch up with the votes: all cards of a workspace share Slack's 50 changes a minute."""


async def vote(company: Company) -> None:
    """Wrap up, put the statements, let people vote, and close the polls once every answer is counted."""
    statements = company.golden.statements
    company.progress.scene("People vote", sum(statement.answers for statement in statements))
    panel = await company.desk.asks("/consult", company.plenary, "Start wrap-up")
    await company.organiser.presses_primary(on=panel)
    await company.organiser.says(company.plenary, company.small_talk["back"])
    cards = [await _puts(company, statement) for statement in statements]
    voters = company.chance.sample(company.participants, max(statement.answers for statement in statements))
    acts = [
        partial(_votes, company, voter, card, choices)
        for statement, card in zip(statements, cards, strict=True)
        for voter, choices in zip(voters, ballots(statement, company.chance), strict=False)
    ]
    company.chance.shuffle(acts)
    await company.crowd(acts, gap=(0.2, 1.2))
    for statement, card in zip(statements, cards, strict=True):
        await company.attempt(partial(_closes, company, statement, card))


async def _puts(company: Company, statement: Statement) -> Post:
    await company.desk.types("/consult poll", company.plenary)
    await company.desk.form("Ask a question")
    await company.pace.breath(2, 4)
    await company.desk.fills_in("Ask a question", {"Question": statement.text})
    return await company.desk.sees(
        f"the poll “{statement.text}” in #{company.plenary_name}",
        company.plenary,
        lambda post: not post.private and _asks(post, statement),
    )


def _asks(post: Post, statement: Statement) -> bool:
    labels = {button.label for button in shown.buttons(post.blocks)}
    return labels.issuperset(AGREEING) and statement.text in "\n".join(shown.read_lines(post.blocks))


def ballots(statement: Statement, chance: random.Random) -> list[tuple[str, ...]]:
    """Return what each voter presses, last what stands: as many agree as the statement says, some only on second thought."""
    final = [chance.choice(AGREEING) for _ in range(statement.agree)]
    final += [chance.choice(OTHERWISE) for _ in range(statement.answers - statement.agree)]
    chance.shuffle(final)
    pressed: list[tuple[str, ...]] = [(choice,) for choice in final]
    for place in chance.sample(range(len(pressed)), THINK_AGAIN):
        first = chance.choice([choice for choice in (*AGREEING, *OTHERWISE) if choice != final[place]])
        pressed[place] = (first, final[place])
    return pressed


async def _votes(company: Company, voter: Actor, card: Post, choices: tuple[str, ...]) -> None:
    for place, choice in enumerate(choices):
        if place:
            await company.pace.breath(3, 8)
        await voter.presses(choice, on=card)
    company.progress.step()


async def _closes(company: Company, statement: Statement, card: Post) -> None:
    counted = f"{statement.answers} answers"
    desk = company.desk.patient(COUNTING)
    await company.attempt(
        lambda: desk.sees(
            f"the poll “{statement.text}” to show {counted}",
            company.plenary,
            lambda post: post.ts == card.ts and counted in "\n".join(shown.read_lines(post.blocks)),
        )
    )
    panel = await desk.asks("/consult", company.plenary, "Close")
    await company.organiser.presses("Close", on=panel, beside=statement.text)
    await desk.sees(
        f"the poll “{statement.text}” to close",
        company.plenary,
        lambda post: post.ts == card.ts and not shown.buttons(post.blocks),
    )
