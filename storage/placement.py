"""What organisers asked of placements, and the placements that were, in tables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.model.placement import Mode, PlacedRoom, Placement, Proof, RoomKey, Rules, Sizes, ThemeOffer
from consultation.model.plans import Kept, Opinions, Plan
from consultation.model.references import PersonRef, PollId, SessionId, ThemeId
from storage.database import Found
from storage.plan_tables import placed_groups, placed_people, placements, plan_groups, plan_themes, plans
from storage.schema import themes

KEPT_MOST = 30
"""Placements of a session that can be undone; earlier ones are forgotten."""

LEADS, SITS, OBSERVES = "leads", "sits", "observes"


class PlacementStore:
    """Implements the port of the same name."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def plan(self, session_id: SessionId) -> Plan:
        row = (
            await self._connection.execute(select(plans).where(plans.c.session_id == session_id))
        ).one_or_none()
        if row is None:
            return Plan()
        together, apart = await self._groups(plan_groups, plan_groups.c.session_id == session_id)
        return Plan(
            rules=Rules(
                sizes=Sizes(row.sizes),
                facilitators=row.facilitators,
                spread_roles=row.spread_roles,
                organisation_most=row.organisation_most,
                together=together,
                apart=apart,
            ),
            offers=await self._offers(session_id),
            remembers=row.remembers,
            opinions=Opinions(row.opinions),
            poll=PollId(row.poll_id) if row.poll_id else None,
            rounds=row.rounds,
            mode=Mode(row.mode),
        )

    async def put_plan(self, session_id: SessionId, plan: Plan) -> None:
        theirs = select(themes.c.id).where(themes.c.session_id == session_id)
        await self._connection.execute(delete(plans).where(plans.c.session_id == session_id))
        await self._connection.execute(delete(plan_themes).where(plan_themes.c.theme_id.in_(theirs)))
        await self._connection.execute(delete(plan_groups).where(plan_groups.c.session_id == session_id))
        await self._connection.execute(insert(plans).values(_plan_fields(session_id, plan)))
        if plan.offers:
            await self._connection.execute(insert(plan_themes), [_offer_fields(one) for one in plan.offers])
        if rows := list(_group_rows({"session_id": session_id}, plan.rules.together, plan.rules.apart)):
            await self._connection.execute(insert(plan_groups), rows)

    async def keep(self, session_id: SessionId, kept: Kept) -> None:
        made = insert(placements).values(_placement_fields(session_id, kept))
        number = (await self._connection.execute(made.returning(placements.c.number))).scalar_one()
        if rows := list(_people_rows(number, kept)):
            await self._connection.execute(insert(placed_people), rows)
        if groups := list(_group_rows({"placement": number}, kept.together, kept.apart)):
            await self._connection.execute(insert(placed_groups), groups)
        for old in (await self._numbers(session_id))[KEPT_MOST:]:
            await self._forget(old)

    async def present(self, session_id: SessionId) -> Kept | None:
        numbers = await self._numbers(session_id)
        return await self._kept(numbers[0]) if numbers else None

    async def count(self, session_id: SessionId) -> int:
        return len(await self._numbers(session_id))

    async def go_back(self, session_id: SessionId) -> Kept | None:
        numbers = await self._numbers(session_id)
        if numbers[:1]:
            await self._forget(numbers[0])
        return await self._kept(numbers[1]) if numbers[1:] else None

    async def forget(self, session_id: SessionId) -> None:
        await self._connection.execute(delete(placements).where(placements.c.session_id == session_id))

    async def _numbers(self, session_id: SessionId) -> Sequence[int]:
        """The placements of the round that people are in, the latest first."""
        of_session = placements.c.session_id == session_id
        now = select(func.max(placements.c.round)).where(of_session).scalar_subquery()
        theirs = select(placements.c.number).where(of_session, placements.c.round == now)
        return (await self._connection.scalars(theirs.order_by(placements.c.number.desc()))).all()

    async def round(self, session_id: SessionId) -> int:
        latest = select(func.max(placements.c.round)).where(placements.c.session_id == session_id)
        return (await self._connection.execute(latest)).scalar_one() or 1

    async def rounds(self, session_id: SessionId) -> Sequence[Kept]:
        last = select(func.max(placements.c.number)).where(placements.c.session_id == session_id)
        numbers = (await self._connection.scalars(last.group_by(placements.c.round))).all()
        return [await self._kept(number) for number in sorted(numbers)]

    async def _forget(self, number: int) -> None:
        await self._connection.execute(delete(placements).where(placements.c.number == number))

    async def _kept(self, number: int) -> Kept:
        row = (await self._connection.execute(select(placements).where(placements.c.number == number))).one()
        # In the order of the rooms, as the themes stand now.
        people = (
            await self._connection.execute(
                select(placed_people)
                .join(themes, placed_people.c.theme_id == themes.c.id)
                .where(placed_people.c.placement == number)
                .order_by(themes.c.position, placed_people.c.theme_number, placed_people.c.person)
            )
        ).all()
        rooms = groupby(people, key=lambda one: RoomKey(ThemeId(one.theme_id), one.theme_number))
        placement = Placement(
            rooms=tuple(_room(key, list(inside)) for key, inside in rooms),
            reasons={PersonRef(one.person): one.reason for one in people},
            proof=Proof(row.optimal, row.gap, row.mix_optimal),
            fingerprint=row.fingerprint,
            seed=row.seed,
        )
        together, apart = await self._groups(placed_groups, placed_groups.c.placement == number)
        locked = frozenset(PersonRef(one.person) for one in people if one.locked)
        came_back = frozenset(PersonRef(one.person) for one in people if one.came_back)
        return Kept(placement, locked, together, apart, row.round, came_back)

    async def _offers(self, session_id: SessionId) -> tuple[ThemeOffer, ...]:
        mine = select(plan_themes, themes.c.name).join(themes, plan_themes.c.theme_id == themes.c.id)
        rows = mine.where(themes.c.session_id == session_id).order_by(themes.c.position)
        return tuple(
            ThemeOffer(ThemeId(row.theme_id), row.least, row.most, row.rooms, row.optional, row.name)
            for row in await self._connection.execute(rows)
        )

    async def _groups(
        self, table: Table, whose: ColumnElement[bool]
    ) -> tuple[tuple[tuple[PersonRef, ...], ...], tuple[tuple[PersonRef, ...], ...]]:
        rows = select(table).where(whose)
        found: defaultdict[tuple[bool, int], list[PersonRef]] = defaultdict(list)
        in_order = rows.order_by(table.c.position, table.c.person)
        for row in await self._connection.execute(in_order):
            found[row.together, row.position].append(PersonRef(row.person))
        together, apart = (
            tuple(tuple(people) for (kind, _), people in found.items() if kind is wanted)
            for wanted in (True, False)
        )
        return together, apart


def _room(key: RoomKey, people: Sequence[Found]) -> PlacedRoom:
    def of(part: str) -> list[Found]:
        return [one for one in people if one.part == part]

    return PlacedRoom(
        theme=key.theme,
        facilitator=next((PersonRef(one.person) for one in of(LEADS)), None),
        seats=tuple((PersonRef(one.person), one.rank) for one in of(SITS)),
        number=key.number,
        observers=tuple(PersonRef(one.person) for one in of(OBSERVES)),
    )


def _people_rows(number: int, kept: Kept) -> Iterator[dict[str, Any]]:
    for room in kept.placement.rooms:
        parts: list[tuple[PersonRef, str, int | None]] = [(person, SITS, rank) for person, rank in room.seats]
        parts += [(person, OBSERVES, None) for person in room.observers]
        parts += [(room.facilitator, LEADS, None)] if room.facilitator else []
        for person, part, rank in parts:
            yield {
                "placement": number,
                "person": person,
                "theme_id": room.theme,
                "theme_number": room.number,
                "part": part,
                "rank": rank,
                "reason": kept.placement.reasons.get(person, ""),
                "locked": person in kept.locked,
                "came_back": person in kept.came_back,
            }


def _group_rows(
    whose: Mapping[str, object], together: Sequence[Sequence[PersonRef]], apart: Sequence[Sequence[PersonRef]]
) -> Iterator[dict[str, Any]]:
    groups = [(True, group) for group in together] + [(False, group) for group in apart]
    for position, (is_together, group) in enumerate(groups):
        for person in dict.fromkeys(group):
            yield {**whose, "position": position, "person": person, "together": is_together}


def _plan_fields(session_id: SessionId, plan: Plan) -> dict[str, object]:
    return {
        "session_id": session_id,
        "sizes": plan.rules.sizes,
        "facilitators": plan.rules.facilitators,
        "spread_roles": plan.rules.spread_roles,
        "organisation_most": plan.rules.organisation_most,
        "remembers": plan.remembers,
        "opinions": plan.opinions,
        "poll_id": plan.poll,
        "rounds": plan.rounds,
        "mode": plan.mode,
    }


def _offer_fields(offer: ThemeOffer) -> dict[str, object]:
    return {
        "theme_id": offer.theme,
        "least": offer.least,
        "most": offer.most,
        "rooms": offer.rooms,
        "optional": offer.optional,
    }


def _placement_fields(session_id: SessionId, kept: Kept) -> dict[str, object]:
    placement = kept.placement
    return {
        "round": kept.round,
        "session_id": session_id,
        "fingerprint": placement.fingerprint,
        "seed": placement.seed,
        "optimal": placement.proof.optimal,
        "gap": placement.proof.gap,
        "mix_optimal": placement.proof.mix_optimal,
    }
