"""People join: they rank themes, a few change their mind, two leave and come back, facilitators offer to lead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rehearsal.cast import shown

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from rehearsal.cast.actor import Actor, Eyes
    from rehearsal.cast.company import Act, Company
    from rehearsal.cast.control import Json
    from rehearsal.cast.window import Post

COUNTING = 180.0
"""Seconds for the card to catch up with the list."""

CHANGE_THEIR_MIND = 6
LEAVE_AND_COME_BACK = 2
WAVING = 0.2
"""How many of those who join wave back at the organiser's welcome."""

SKEW = 0.7
"""How popular each theme is compared with the one before it: so skewed that not everybody gets their first choice."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person says when they join. ``second_thought`` is another ranking, said a little later."""

    actor: Actor
    ranking: tuple[str, ...]
    can_facilitate: bool = False
    second_thought: tuple[str, ...] = ()
    leaves: bool = False


async def sign_up(company: Company) -> None:
    """Let everyone join, and wait until the card says so."""
    wishes = _wishes(company)
    company.progress.scene("People sign up", len(wishes))
    card = await _card(company)
    welcome, *greetings = company.small_talk["welcome"]
    ts = await company.organiser.says(company.plenary, welcome)
    acts: list[Act] = [partial(_joins, company, card, wish) for wish in wishes]
    acts += _greets(company, ts, greetings)
    company.chance.shuffle(acts)
    await company.crowd(acts, gap=(0.4, 2.4))
    everyone = f"{len(wishes)} people"
    await company.attempt(
        lambda: company.desk.patient(COUNTING).sees(
            f"the sign-up card to say that {everyone} have signed up",
            company.plenary,
            lambda post: post.ts == card.ts and everyone in "\n".join(shown.lines(post.blocks)),
        )
    )


async def _card(company: Company) -> Post:
    def is_card(post: Post) -> bool:
        return not post.private and any(button.label == "Join" for button in shown.buttons(post.blocks))

    return await company.desk.sees("the sign-up card", company.plenary, is_card)


def _greets(company: Company, ts: str, greetings: Sequence[str]) -> Iterator[Act]:
    """Say good evening, each in their way, and wave at the welcome."""
    speakers = company.chance.sample(company.participants, len(greetings))
    for actor, greeting in zip(speakers, greetings, strict=True):
        yield partial(actor.says, company.plenary, greeting)
    for actor in company.participants:
        if company.chance.random() < WAVING:
            yield partial(actor.reacts, company.plenary, ts, "wave")


def _wishes(company: Company) -> list[Wish]:
    """Return everyone's wishes in the order in which they come."""
    chance = company.chance
    themes = [room.theme for room in company.golden.rooms]
    wishes = [Wish(actor, rank(themes, chance)) for actor in company.participants]
    chosen = chance.sample(range(len(wishes)), CHANGE_THEIR_MIND + LEAVE_AND_COME_BACK)
    for place in chosen[:CHANGE_THEIR_MIND]:
        wish = wishes[place]
        wishes[place] = Wish(wish.actor, wish.ranking, second_thought=tuple(reversed(wish.ranking)))
    for place in chosen[CHANGE_THEIR_MIND:]:
        wishes[place] = Wish(wishes[place].actor, wishes[place].ranking, leaves=True)
    wishes += [Wish(actor, rank(themes, chance), can_facilitate=True) for actor in company.facilitators]
    chance.shuffle(wishes)
    return wishes


def rank(themes: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    """Return someone's themes, best first, by their popularity; some people don't rank all of them."""
    left = {theme: SKEW**place for place, theme in enumerate(themes)}
    ranking: list[str] = []
    for _ in range(chance.choice((2, 3, len(themes), len(themes), len(themes)))):
        theme = chance.choices(list(left), list(left.values()))[0]
        ranking.append(theme)
        del left[theme]
    return tuple(ranking)


async def _joins(company: Company, card: Post, wish: Wish) -> None:
    async with wish.actor.looks() as eyes:
        await wish.actor.presses("Join", on=card)
        await _answers(company, eyes, "Join", wish)
        if wish.second_thought:
            await _changes(company, eyes, wish)
        if wish.leaves:
            await _leaves_and_comes_back(company, eyes, wish)
    company.progress.step()


async def _changes(company: Company, eyes: Eyes, wish: Wish) -> None:
    answer = await eyes.is_told("Change", company.plenary)
    await company.pace.breath(4, 10)
    await eyes.actor.presses("Change", on=answer)
    form = await eyes.form("Change your answers")
    await eyes.fills_in("Change your answers", _choices(form, wish.second_thought))


async def _leaves_and_comes_back(company: Company, eyes: Eyes, wish: Wish) -> None:
    answer = await eyes.is_told("Withdraw", company.plenary)
    await company.pace.breath(2, 6)
    await eyes.actor.presses("Withdraw", on=answer)
    farewell = await eyes.is_told("Join again", company.plenary)
    await company.pace.breath(4, 10)
    await eyes.actor.presses("Join again", on=farewell)
    await _answers(company, eyes, "Join", wish)


async def _answers(company: Company, eyes: Eyes, title: str, wish: Wish) -> None:
    form = await eyes.form(title)
    await company.pace.breath(2, 6)
    answers: dict[str, object] = {
        **_choices(form, wish.ranking),
        "Your role": eyes.actor.character.role,
        "Your organisation": eyes.actor.character.organisation,
    }
    if wish.can_facilitate:
        answers["Facilitating"] = ["I can facilitate a room"]
    await eyes.fills_in(title, answers)


def _choices(form: Json, ranking: Sequence[str]) -> dict[str, object]:
    """Return which theme goes into which of the fields for choices, in their order on the form."""
    labels = [one.label for one in shown.fields(form["blocks"]) if "choice" in one.label.casefold()]
    return dict(zip(labels, ranking, strict=False))
