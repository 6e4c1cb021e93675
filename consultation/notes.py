"""What a facilitator's emoji means, and who may keep a note with it."""

from typing import NamedTuple

from consultation.model.notes import Tag
from consultation.model.references import PersonRef
from consultation.model.rooms import Room
from consultation.model.sessions import Session


class LegendEntry(NamedTuple):
    """One tag as people see it: the name of its emoji, without colons, and what it is for, in one sentence."""

    tag: Tag
    emoji: str
    meaning: str


LEGEND = (
    LegendEntry(Tag.HEADLINE, "mega", "What the room would say if it had one sentence."),
    LegendEntry(Tag.CONCERN, "warning", "A worry, a risk or something in the way."),
    LegendEntry(Tag.OPPORTUNITY, "bulb", "Something that helps, or could."),
    LegendEntry(Tag.PROPOSAL, "hammer_and_wrench", "Something that somebody should do or change."),
    LegendEntry(Tag.QUOTE, "speech_balloon", "Words worth keeping exactly as they were said."),
    LegendEntry(Tag.ACTION, "dart", "A proposal to carry forward as an action of the report."),
)
"""The tags in the order of the legend and of the digest. No emoji stands for two tags."""

LOOK_ALIKES = {"loudspeaker": "mega", "left_speech_bubble": "speech_balloon"}
"""Emoji that a picker shows beside one of ours with the same picture at the size of a reaction, so that either is meant."""

_TAGS = {entry.emoji: entry.tag for entry in LEGEND}


def tag_of(emoji: str) -> Tag | None:
    """The tag that an emoji stands for, or None when it stands for nothing here.

    `emoji` is its name as in `bulb`; colons around it and a skin tone after it (`bulb::skin-tone-3`) don't matter.
    """
    name = emoji.strip(":").partition("::")[0]
    return _TAGS.get(LOOK_ALIKES.get(name, name))


def may_tag(person: PersonRef, room: Room | None, session: Session) -> bool:
    """Whether this person's emoji keep notes: an organiser's everywhere, a facilitator's in their own room.

    `room` is None in plenary, where only organisers keep notes.
    """
    leads = room is not None and room.session == session.id and room.facilitator == person
    return leads or person in session.organisers
