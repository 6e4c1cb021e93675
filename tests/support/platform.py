"""A chat platform in memory that speaks the consultation's language, for tests of the use cases."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from consultation.model.cards import Card
from consultation.model.digest import Digest, DigestPart, PartKind
from consultation.model.notes import Marked, Said
from consultation.model.references import MessageRef, PersonRef, PlaceRef, RoomId
from consultation.model.rooms import Room
from consultation.model.sessions import Session, Theme
from consultation.ports.platform import PlatformRefusal, PlatformSilence, Unseated


@dataclass
class FakePlatform:
    """Remembers what was asked of it.

    `refuses` names acts that it refuses, `breaks` those that fail unforeseen, `stops` those during which the program is ended, `loses`
    those whose answer gets lost once; `strangers` can't be seated.
    """

    seats_per_call: int = 100
    repaints: tuple[float, int] = (6000.0, 1000)
    refuses: set[str] = field(default_factory=set)
    breaks: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    stops: set[str] = field(default_factory=set)
    strangers: set[PersonRef] = field(default_factory=set)
    loses: list[str] = field(default_factory=list)
    made: dict[RoomId, PlaceRef] = field(default_factory=dict)
    keys: dict[tuple[PlaceRef, str], MessageRef] = field(default_factory=dict)
    put_away: list[RoomId] = field(default_factory=list)
    channels: list[PlaceRef] = field(default_factory=list)
    topics: dict[PlaceRef, str] = field(default_factory=dict)
    seated: dict[PlaceRef, list[PersonRef]] = field(default_factory=dict)
    messages: dict[MessageRef, Card] = field(default_factory=dict)
    showings: list[tuple[MessageRef, Card]] = field(default_factory=list)
    spoken: dict[MessageRef, Said] = field(default_factory=dict)
    edited_next: dict[MessageRef, Said] = field(default_factory=dict)

    def _judge(self, act: str) -> None:
        if act in self.breaks:
            raise ConnectionError(act)
        if act in self.stops:
            raise asyncio.CancelledError
        if act in self.silent:
            raise PlatformSilence(act)
        if act in self.refuses:
            raise PlatformRefusal(f"It would not {act}.")

    async def enter(self, place: PlaceRef) -> bool:
        return "enter" not in self.refuses

    def desk(self, person: PersonRef) -> PlaceRef:
        return PlaceRef(f"D{person}")

    async def open_room(self, session: Session, room: Room, theme: Theme) -> PlaceRef:
        self._judge("open_room")
        place = PlaceRef(f"R{len(self.channels) + 1}")
        self.channels.append(place)
        self.made[room.id] = place
        self._lose("open_room")
        return place

    async def find_room(self, session: Session, room: Room, theme: Theme) -> PlaceRef | None:
        self._judge("find_room")
        return self.made.get(room.id)

    async def put_twins_away(self, place: PlaceRef, session: Session, room: Room, theme: Theme) -> None:
        self._judge("put_twins_away")
        self.put_away.append(room.id)

    async def set_purpose(self, place: PlaceRef, session: Session, room: Room) -> None:
        self._judge("set_purpose")

    async def set_topic(self, place: PlaceRef, session: Session, theme: Theme) -> None:
        self._judge("set_topic")
        self.topics[place] = theme.name

    async def seat(self, place: PlaceRef, people: Sequence[PersonRef]) -> Sequence[Unseated]:
        self._judge("seat")
        self.seated.setdefault(place, []).extend(person for person in people if person not in self.strangers)
        return [Unseated(person, "left the workspace") for person in people if person in self.strangers]

    async def show(self, place: PlaceRef, card: Card, key: str) -> MessageRef:
        self._judge("show")
        message = MessageRef(place, f"m{len(self.messages) + 1}")
        self.keys[place, key] = message
        self.messages[message] = card
        self.showings.append((message, card))
        self._lose("show")
        return message

    async def find(
        self, place: PlaceRef, key: str, since: datetime, under: MessageRef | None = None
    ) -> MessageRef | None:
        self._judge("find")
        found = self.keys.get((place, key))
        return found if found in self.messages else None

    async def repaint(self, at: MessageRef, card: Card) -> bool:
        self._judge("show")
        if at not in self.messages:
            return False
        self.messages[at] = card
        self.showings.append((at, card))
        return True

    def _lose(self, act: str) -> None:
        """The act is done, and its answer never arrives."""
        if act in self.loses:
            self.loses.remove(act)
            raise PlatformSilence(act)

    async def said(self, message: MessageRef) -> Said | None:
        found = self.spoken.get(message)
        if message in self.edited_next:
            self.spoken[message] = self.edited_next.pop(message)
        return found

    async def standing(self, place: PlaceRef) -> Sequence[Marked]:
        return [Marked(said, {}) for message, said in self.spoken.items() if message.place == place]

    async def still(self, message: MessageRef) -> Marked | None:
        return Marked(self.spoken[message], {}) if message in self.spoken else None

    def parts(self, digest: Digest) -> Sequence[DigestPart]:
        contents = [DigestPart(PartKind.OVERVIEW, 1, 1, digest)]
        contents += [DigestPart(PartKind.ROOM, 1, 1, digest, room=room) for room in digest.rooms]
        return [
            replace(part, number=number, of=len(contents)) for number, part in enumerate(contents, start=1)
        ]

    def cards(self, kind: type[Card]) -> list[Card]:
        """The cards of one kind as they stand now."""
        return [card for card in self.messages.values() if isinstance(card, kind)]
