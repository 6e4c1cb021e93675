"""A chat platform in the language of a consultation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from consultation.model.cards import Card
from consultation.model.digest import Digest, DigestPart
from consultation.model.notes import Said
from consultation.model.references import (
    MessageRef,
    PersonRef,
    PlaceRef,
)
from consultation.model.rooms import Room
from consultation.model.sessions import Session, Theme


@dataclass(frozen=True, slots=True)
class Unseated:
    """Somebody who could not be asked into a room, with the reason in words."""

    person: PersonRef
    reason: str


class PlatformRefusal(Exception):
    """The platform would not do something, for good. `reason` says why in words that an organiser understands."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PlatformSilence(Exception):
    """The platform could not be asked just now. Nothing is wrong with what was asked: the same may be done later."""


class Platform(Protocol):
    """A chat platform in the language of a consultation. It keeps within its own limits by itself."""

    @property
    def seats_per_call(self) -> int:
        """How many people can be asked into a room in one call."""
        ...

    @property
    def repaints(self) -> tuple[float, int]:
        """How many shown cards may be repainted a minute in the long run, and how many of them at once."""
        ...

    async def enter(self, place: PlaceRef) -> bool:
        """Make sure that we can post in this channel; False when we can't let ourselves in."""
        ...

    def desk(self, person: PersonRef) -> PlaceRef:
        """The private place where we and this person talk."""
        ...

    async def open_room(self, session: Session, room: Room, theme: Theme) -> PlaceRef:
        """Make the room's channel. Raises PlatformRefusal, and PlatformSilence where nobody knows whether it was made."""
        ...

    async def find_room(self, session: Session, room: Room, theme: Theme) -> PlaceRef | None:
        """The channel that an earlier `open_room` made for this room and nobody has heard of; never one of somebody else's.

        Raises PlatformSilence.
        """
        ...

    async def put_twins_away(self, place: PlaceRef, session: Session, room: Room, theme: Theme) -> None:
        """Put away what else was made for this room, as long as nobody is in it. Raises PlatformRefusal, PlatformSilence."""
        ...

    async def set_topic(self, place: PlaceRef, session: Session, theme: Theme) -> None:
        """Say on the room's door what it is about. Raises PlatformRefusal."""
        ...

    async def set_purpose(self, place: PlaceRef, session: Session, room: Room) -> None:
        """Say in the channel itself what it is for, and that it is ours. Raises PlatformRefusal."""
        ...

    async def seat(self, place: PlaceRef, people: Sequence[PersonRef]) -> Sequence[Unseated]:
        """Ask people into the room; who is there already stays. Answers those who could not be asked. Raises PlatformRefusal."""
        ...

    async def show(self, place: PlaceRef, card: Card, key: str) -> MessageRef:
        """Show a card as a new message that bears this key. Raises PlatformRefusal.

        Raises PlatformSilence where nobody knows whether it was shown.
        """
        ...

    async def find(
        self, place: PlaceRef, key: str, since: datetime, under: MessageRef | None = None
    ) -> MessageRef | None:
        """Our message that bears this key, shown at that moment (UTC) or later, in the thread `under` a message where one is given.

        Raises PlatformRefusal, PlatformSilence.
        """
        ...

    async def repaint(self, at: MessageRef, card: Card) -> bool:
        """Show a card in place of what stands there; False when that is gone. Raises PlatformRefusal, PlatformSilence."""
        ...

    async def said(self, message: MessageRef) -> Said | None:
        """The message as it stands now, or None when it is gone or out of reach."""
        ...

    def parts(self, digest: Digest) -> Sequence[DigestPart]:
        """Cut a digest into as few messages as hold it."""
        ...
