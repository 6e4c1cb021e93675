"""One sentence for each person: which choice they got, and where it is not their first, what stood in the way.

Nothing is told about others: that two people are kept apart is the organiser's to know.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from consultation.model.references import PersonRef, ThemeId
from consultation.placement.problem import Problem
from consultation.placement.seating import Seating
from consultation.placement.texts import ordinal


def reasons_of(problem: Problem, seating: Seating) -> dict[PersonRef, str]:
    """The sentence of everybody who takes part or leads."""
    seen = _Seen(problem, seating)
    told = {problem.guests[guest].person: seen.seated(guest) for guest in seating.seats}
    return told | {
        problem.guests[guest].person: seen.leading(guest, room) for room, guest in seating.leads.items()
    }


_Likes: TypeAlias = tuple[ThemeId, ...] | frozenset[tuple[ThemeId, int]]
"""Choices so that they can be compared: one after the other, or with their ranks where some are tied."""


def _likes(ranks: Mapping[ThemeId, int]) -> _Likes:
    tied = max(ranks.values(), default=0) < len(ranks)
    return frozenset(ranks.items()) if tied else tuple(ranks)


class _Seen:
    """The placement as somebody sees it who asks why."""

    def __init__(self, problem: Problem, seating: Seating) -> None:
        self._problem, self._seats = problem, seating.seats
        self._fixed = {seat.person for seat in problem.request.rules.fixed}
        self._taken: Counter[int] = Counter(seating.seats.values())
        self._roles: Counter[tuple[int, str]] = Counter()
        self._organisations: Counter[tuple[int, str]] = Counter()
        self._missed: Counter[int] = Counter()
        # Made once for each: whoever is not where they wanted is looked for among those who are.
        self._likes = [_likes(guest.ranks) for guest in problem.guests]
        self._equals = {
            self._wants(number, problem.rooms[room].key.theme) for number, room in seating.seats.items()
        }
        for number, room in seating.seats.items():
            guest = problem.guests[number]
            self._roles[room, guest.role] += 1
            self._organisations[room, guest.organisation] += 1
            self._missed[room] += guest.weight > 1

    def _wants(self, number: int, theme: ThemeId) -> tuple[ThemeId, _Likes, str, int]:
        guest = self._problem.guests[number]
        return theme, self._likes[number], guest.role, guest.weight

    def seated(self, number: int) -> str:
        """Why this guest sits where they do."""
        guest, room = self._problem.guests[number], self._seats[number]
        if guest.person in self._fixed:
            return "The organiser kept this seat for you."
        rank = guest.ranks.get(self._problem.rooms[room].key.theme)
        if not guest.ranks:
            return "You named no choice, so you help to keep the rooms even."
        if rank == 1:
            approvals = max(guest.ranks.values()) == 1 and len(guest.ranks) > 1
            return "One of the themes that you chose." if approvals else "Your 1st choice."
        got = f"Your {ordinal(rank)} choice" if rank else "None of your choices had a seat for you"
        return f"{got}; {self._what_stood_in_the_way(number)}."

    def leading(self, number: int, room: int) -> str:
        """Why this guest leads this room."""
        guest = self._problem.guests[number]
        if guest.person in self._fixed:
            return "You lead this room, as the organiser asked."
        theme = self._problem.rooms[room].key.theme
        if guest.ranks.get(theme) == 1:
            return "You offered to facilitate; this room's theme is your 1st choice."
        rank = guest.leads.get(theme, 0)
        if rank in guest.ranks.values() or rank == 1:
            return f"You offered to facilitate; this room is the {ordinal(rank)} that you would lead."
        return "You offered to facilitate, and this room had nobody to lead it."

    def _what_stood_in_the_way(self, number: int) -> str:
        guest = self._problem.guests[number]
        firsts = [theme for theme, rank in guest.ranks.items() if rank == 1]
        rooms = [room for theme in firsts for room in self._problem.rooms_of.get(theme, ())]
        if not rooms:
            return "your 1st has no room this time"
        if len(self._problem.units[self._problem.unit_of[number]]) > 1:
            return "so you stay with the people you come with"
        ways = [self._way(number, room) for room in rooms]
        # What could have been otherwise most easily is what is told.
        return next((way for way in ways if way not in _OF_RULES), ways[0])

    def _way(self, number: int, room: int) -> str:
        problem, guest = self._problem, self._problem.guests[number]
        if not problem.allowed(problem.unit_of[number], room) or self._is_apart(number, room):
            return BY_RULES
        most = problem.request.rules.organisation_most
        if most and guest.organisation and self._organisations[room, guest.organisation] >= most:
            return "your 1st has as many people from your organisation as one room may"
        hard = problem.request.rules.spread_roles and guest.role
        if hard and self._roles[room, guest.role] >= problem.roles[guest.role][room].most:
            return "your 1st has its share of people in your role"
        if self._taken[room] < problem.rooms[room].most:
            return "so that every room has enough people"
        return self._full(number, room)

    def _full(self, number: int, room: int) -> str:
        guest = self._problem.guests[number]
        if self._missed[room] * 2 > self._taken[room] and guest.weight == 1:
            return "your 1st filled with people who missed theirs last time"
        if self._wants(number, self._problem.rooms[room].key.theme) in self._equals:
            return "your 1st filled, and lots were drawn between you and others with the same choices"
        return "your 1st filled with people whose other choices were further down"

    def _is_apart(self, number: int, room: int) -> bool:
        unit = self._problem.unit_of[number]
        others = {other for group in self._problem.apart if unit in group for other in group if other != unit}
        return any(self._seats.get(guest) == room for other in others for guest in self._problem.units[other])


BY_RULES = "your 1st did not go with what the organiser set"
_OF_RULES = frozenset({BY_RULES})
