"""A placement as a spreadsheet (CSV), for those who place by hand: out, and in again with every line that can't be taken named."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from consultation.model.arrangement import SeatLine
from consultation.model.placement import (
    PlacedRoom,
    Placement,
    PlacementRequest,
    Proof,
    RoomKey,
    ThemeOffer,
    Wish,
)
from consultation.model.references import PersonRef, ThemeId
from consultation.placement.cells import csv_of
from consultation.placement.changes import MOVED
from consultation.placement.figures import figures_of
from consultation.placement.preparation import ranks_of
from consultation.placement.solve import fingerprint

COLUMNS = (
    "person",
    "name",
    "role",
    "organisation",
    "choices",
    "takes part as",
    "room",
    "facilitates",
    "locked",
    "reason",
)
"""The columns of a sheet. In: person or name, and room; facilitates and locked are no where they are missing; the others are passed over."""


def room_label(key: RoomKey, offers: Sequence[ThemeOffer]) -> str:
    """What a room is called in a sheet: its theme, with its number where the theme may have several rooms. No two are called alike."""
    offer = next((offer for offer in offers if offer.theme == key.theme), ThemeOffer(key.theme))
    name = " ".join((offer.name or offer.theme).split())
    if offer.rooms == 1 and key.number == 1:
        return name
    label = f"{name} {key.number}"
    alike = any(one_word(other.name or other.theme) == one_word(label) for other in offers)
    return f"{name} ({key.number})" if alike else label


def write_sheet(
    request: PlacementRequest,
    placement: Placement | None,
    names: Mapping[PersonRef, str],
    locked: frozenset[PersonRef] = frozenset(),
) -> bytes:
    """Everybody on the list in CSV, room by room, facilitators first; those without a seat at the end with an empty room."""
    wishes = {wish.person: wish for wish in request.wishes}
    rows: list[tuple[str, ...]] = [COLUMNS]
    seated: set[PersonRef] = set()
    for room in placement.rooms if placement else ():
        label = room_label(room.key, request.themes)
        people = [room.facilitator] if room.facilitator else []
        people += [*(person for person, _ in room.seats), *room.observers]
        for person in people:
            wish = wishes.get(person, Wish(person))
            reason = placement.reasons.get(person, "") if placement else ""
            leads = _said(person == room.facilitator)
            rows.append((*_about(request, wish, names), label, leads, _said(person in locked), reason))
        seated.update(people)
    rows += [
        (*_about(request, wish, names), "", "no", "no", "")
        for wish in wishes.values()
        if wish.person not in seated
    ]
    return csv_of(rows)


def _about(request: PlacementRequest, wish: Wish, names: Mapping[PersonRef, str]) -> tuple[str, ...]:
    part = "listens" if wish.observes else "offers to facilitate" if wish.can_facilitate else "participant"
    themes = {offer.theme: offer.name or offer.theme for offer in request.themes}
    tiers = [tier if isinstance(tier, tuple) else (tier,) for tier in wish.ranking]
    choices = " > ".join(" = ".join(themes.get(theme, theme) for theme in tier) for tier in tiers)
    return wish.person, names.get(wish.person, ""), wish.role, wish.organisation, choices, part


def _said(yes: bool) -> str:
    return "yes" if yes else "no"


def one_word(name: str) -> str:
    """A name without what people type differently each time: the case of letters, and how many spaces."""
    return " ".join(name.split()).casefold()


def placed_by_hand(request: PlacementRequest, seats: Sequence[SeatLine]) -> Placement:
    """The placement that a sheet says, as it stands; `broken_rules` tells what it breaks. Of two who lead one room the first does."""
    themes = {offer.theme: offer for offer in request.themes}
    wishes = {wish.person: wish for wish in request.wishes}
    rooms: dict[RoomKey, PlacedRoom] = {}
    for seat in sorted(seats, key=lambda seat: not seat.leads):
        if seat.room is not None:
            room = rooms.get(seat.room) or PlacedRoom(seat.room.theme, None, (), seat.room.number)
            rooms[seat.room] = _with(room, seat, wishes.get(seat.person, Wish(seat.person)), themes)
    order = {theme: place for place, theme in enumerate(themes)}
    placed = tuple(sorted(rooms.values(), key=lambda room: (order.get(room.theme, len(order)), room.number)))
    return Placement(
        rooms=placed,
        empty=tuple(theme for theme in themes if all(room.theme != theme for room in placed)),
        reasons=dict.fromkeys((seat.person for seat in seats if seat.room), MOVED),
        figures=figures_of(request, placed),
        proof=Proof(),
        fingerprint=fingerprint(request),
        seed=request.seed,
    )


def _with(room: PlacedRoom, seat: SeatLine, wish: Wish, themes: Mapping[ThemeId, ThemeOffer]) -> PlacedRoom:
    if seat.leads and room.facilitator is None:
        return replace(room, facilitator=seat.person)
    if wish.observes:
        return replace(room, observers=tuple(sorted((*room.observers, seat.person))))
    rank = ranks_of(wish.ranking, themes).get(room.theme)
    return replace(room, seats=tuple(sorted((*room.seats, (seat.person, rank)))))
