from datetime import UTC, datetime

import pytest

from consultation.model.notes import LEGEND, Tag
from consultation.model.references import PersonRef, PlaceRef, RoomId, SessionId, Tenant, ThemeId
from consultation.model.rooms import Room
from consultation.model.sessions import Phase, Session
from consultation.notes import LOOK_ALIKES, may_tag, tag_of

OLIVE, FAY, FRED, PAT = map(PersonRef, ("olive", "fay", "fred", "pat"))
SESSION = Session(
    id=SessionId("s"),
    tenant=Tenant("t"),
    question="What next?",
    place=PlaceRef("plenary"),
    organisers=(OLIVE,),
    phase=Phase.IN_ROOMS,
    seed=1,
    created_at=datetime(2022, 2, 9, tzinfo=UTC),
)


def room(number: int, facilitator: PersonRef | None, session: str = "s") -> Room:
    return Room(RoomId(f"r{number}"), SessionId(session), number, ThemeId(f"t{number}"), facilitator)


@pytest.mark.parametrize(
    ("emoji", "tag"),
    [
        ("mega", Tag.HEADLINE),
        ("warning", Tag.CONCERN),
        ("bulb", Tag.OPPORTUNITY),
        ("hammer_and_wrench", Tag.PROPOSAL),
        ("speech_balloon", Tag.QUOTE),
        ("dart", Tag.ACTION),
        ("loudspeaker", Tag.HEADLINE),
        ("left_speech_bubble", Tag.QUOTE),
    ],
)
def test_each_emoji_of_the_legend_and_its_look_alike_has_one_meaning(emoji: str, tag: Tag) -> None:
    assert tag_of(emoji) is tag


@pytest.mark.parametrize(
    "emoji", ["bulb", ":bulb:", "bulb::skin-tone-2", "bulb::skin-tone-6", ":bulb::skin-tone-3:"]
)
def test_skin_tones_and_colons_do_not_matter(emoji: str) -> None:
    assert tag_of(emoji) is Tag.OPPORTUNITY


@pytest.mark.parametrize("emoji", ["tada", "", ":", "::", "::skin-tone-3", "bulbs", "Bulb", "no_bulb"])
def test_other_emoji_mean_nothing(emoji: str) -> None:
    assert tag_of(emoji) is None


def test_the_legend_explains_every_tag_once_in_the_order_of_the_tags() -> None:
    assert [entry.tag for entry in LEGEND] == list(Tag)


def test_no_emoji_stands_for_two_tags() -> None:
    names = [entry.emoji for entry in LEGEND] + list(LOOK_ALIKES)
    assert len(set(names)) == len(names)


def test_the_legend_speaks_in_sentences() -> None:
    assert all(entry.meaning[0].isupper() and entry.meaning.endswith(".") for entry in LEGEND)


def test_a_facilitator_keeps_notes_in_their_own_room_only() -> None:
    assert may_tag(FAY, room(1, FAY), SESSION)
    assert not may_tag(FAY, room(2, FRED), SESSION)
    assert not may_tag(FAY, None, SESSION)


def test_an_organiser_keeps_notes_everywhere() -> None:
    assert may_tag(OLIVE, room(1, FAY), SESSION)
    assert may_tag(OLIVE, room(2, None), SESSION)
    assert may_tag(OLIVE, None, SESSION)


def test_a_participant_keeps_no_notes() -> None:
    assert not may_tag(PAT, room(1, FAY), SESSION)
    assert not may_tag(PAT, room(2, None), SESSION)
    assert not may_tag(PAT, None, SESSION)


def test_leading_a_room_of_another_session_gives_no_right_here() -> None:
    assert not may_tag(FAY, room(1, FAY, session="other"), SESSION)
