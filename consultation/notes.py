"""What a facilitator's emoji means, what a scribe's lines mean, and who may keep a note."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from consultation.errors import InvalidField, InvalidFields
from consultation.model.notes import LEGEND, LegendEntry, Tag, TagKind
from consultation.model.references import PersonRef
from consultation.model.rooms import Room
from consultation.model.sessions import Session
from consultation.texts import clean, one_line, quoted

LOOK_ALIKES = {"loudspeaker": "mega", "left_speech_bubble": "speech_balloon", "grey_question": "question"}
"""Emoji that a picker shows beside one of ours with the same picture at the size of a reaction, so that either is meant."""

TAGS_MOST = 20
"""Tags of each kind: more than these nobody finds in a legend."""
NAME_MOST, MEANING_MOST = 30, 150
LINES_MOST, NOTE_MOST = 50, 3000

_BY_HAND = "h"
_ENTRY = re.compile(r"^:?(?P<emoji>[^\s:]+):?\s+(?P<name>.+?)(?:\s+[-\u2013\u2014]\s+(?P<meaning>.+))?$")
_EMOJI = re.compile(r"[a-z0-9_+'-]+")
_TAGGED = re.compile(r"^:?(?P<tag>[^\s:][^:]{0,40}?):\s*(?P<text>.*)$")
_BULLET = re.compile(r"^(?:[-*•◦▪‣]|#{1,6})\s+")
"""What begins a line of a list or a heading, as scribes type them."""


def emoji_name(emoji: str) -> str:
    """The name of an emoji without colons around it and a skin tone after it (`bulb::skin-tone-3`)."""
    return emoji.strip(":").partition("::")[0]


def tag_of(emoji: str, legend: Sequence[LegendEntry] = LEGEND) -> str | None:
    """The tag that an emoji stands for in this legend now, or None when it stands for nothing here."""
    named = emoji_name(emoji)
    known = {entry.emoji: entry.tag for entry in legend if not entry.retired}
    return known.get(named) or known.get(LOOK_ALIKES.get(named, named))


def tags_ever(emoji: str, legend: Sequence[LegendEntry]) -> tuple[str, ...]:
    """The tags that an emoji stands for or once stood for: whoever takes it off means all of them."""
    named = emoji_name(emoji)
    names = {named, LOOK_ALIKES.get(named, named)}
    return tuple(entry.tag for entry in legend if entry.emoji in names)


def order_by_hand(moment: datetime) -> str:
    """The order of a tagging that was not an emoji's, in the form of the platform's own stamps and to be compared with them."""
    return f"{moment.timestamp():.6f}{_BY_HAND}"


def is_by_hand(order: str) -> bool:
    """Whether a tagging of this order was made by a form or a button: no emoji on the message says anything about it."""
    return order.endswith(_BY_HAND)


def may_tag(person: PersonRef, room: Room | None, session: Session) -> bool:
    """Whether this person's emoji keep notes: an organiser's everywhere, a facilitator's in their own room.

    `room` is None in plenary, where only organisers keep notes.
    """
    leads = room is not None and room.session == session.id and room.facilitator == person
    return leads or person in session.organisers


def read_legend(what: str, about: str, before: Sequence[LegendEntry]) -> tuple[LegendEntry, ...]:
    """A programme's tags from two lists, a tag a line: `:emoji: name - what it is for`.

    Tags of the set before that are no longer in it come last, retired. Raises InvalidFields.
    """
    problems: list[InvalidField] = []
    entries: list[LegendEntry] = []
    for field, kind, text in (("what", TagKind.WHAT, what), ("about", TagKind.ABOUT, about)):
        try:
            entries += _read_list(field, kind, text, entries)
        except InvalidField as problem:
            problems.append(problem)
    if problems:
        raise InvalidFields(tuple(problems))
    present = {(entry.tag, entry.emoji) for entry in entries}
    gone = [replace(one, retired=True) for one in before if (one.tag, one.emoji) not in present]
    return (*entries, *gone)


def _read_list(field: str, kind: TagKind, text: str, others: Sequence[LegendEntry]) -> list[LegendEntry]:
    entries: list[LegendEntry] = []
    for line in filter(None, map(one_line, clean(text).splitlines())):
        entry = _read_entry(field, kind, line)
        for other in (*others, *entries):
            if other.tag == entry.tag or other.emoji == entry.emoji:
                same = quoted(entry.tag) if other.tag == entry.tag else f":{entry.emoji}:"
                raise InvalidField(
                    field, f"{same} stands there twice. Each tag and each emoji can mean one thing only."
                )
        entries.append(entry)
    if kind is TagKind.WHAT and not entries:
        raise InvalidField(field, "Write at least one tag, such as :warning: concern.")
    if len(entries) > TAGS_MOST:
        raise InvalidField(field, f"At most {TAGS_MOST} tags fit into a legend. Leave some out.")
    return entries


def _read_entry(field: str, kind: TagKind, line: str) -> LegendEntry:
    found = _ENTRY.match(line)
    if found is None or not _EMOJI.fullmatch(emoji_name(found["emoji"])):
        raise InvalidField(
            field,
            f"{quoted(line[:60])} can't be read. Begin with an emoji's name, such as :bulb: idea - what helps.",
        )
    name = found["name"].strip().casefold()
    if len(name) > NAME_MOST or ":" in name:
        raise InvalidField(
            field, f"A tag's name has at most {NAME_MOST} letters and no colon: {quoted(name[:60])}."
        )
    known = next((entry.meaning for entry in LEGEND if entry.tag == name), "")
    meaning = (found["meaning"] or known)[:MEANING_MOST]
    return LegendEntry(_tag(name), emoji_name(found["emoji"]), meaning, kind)


def _tag(name: str) -> str:
    return Tag(name) if name in set(Tag) else name


def read_notes(text: str, tag: str, legend: Sequence[LegendEntry]) -> list[tuple[str, str]]:
    """A scribe's notes, one a line, as pairs of tag and words. A line may begin with a tag of its own: `concern: …`.

    Raises InvalidField where there is nothing to keep, or more than fits.
    """
    notes = list(_read_notes(text, tag, legend))
    if not notes:
        raise InvalidField("notes", "Write at least one note, one a line.")
    if len(notes) > LINES_MOST:
        raise InvalidField(
            "notes", f"At most {LINES_MOST} notes can be kept at once. Send the others after these."
        )
    return notes


def _read_notes(text: str, tag: str, legend: Sequence[LegendEntry]) -> Iterator[tuple[str, str]]:
    names = {name: entry.tag for entry in legend if not entry.retired for name in (entry.tag, entry.emoji)}
    for line in clean(text).splitlines():
        bare = _BULLET.sub("", line.strip())
        tagged = _TAGGED.match(bare)
        own = names.get(tagged["tag"].casefold().strip()) if tagged else None
        words = tagged["text"] if tagged and own else bare
        if words.strip():
            yield own or tag, words.strip()[:NOTE_MOST]
