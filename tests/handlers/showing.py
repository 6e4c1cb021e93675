"""Everything that Plenary shows in Slack, made from one text and some sizes: for tests that hold for all of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from consultation.model.cards import NoticeCard, ProgressCard, RoomCard, SignUpCard, WelcomeCard
from consultation.model.digest import Digest, NextSession, Point, PollFinding, RoomFinding, Section
from consultation.model.notes import LEGEND, Tag
from consultation.model.panel import Panel
from consultation.model.people import SignUp, SignUpCount
from consultation.model.placement import PlacedRoom, Placement
from consultation.model.polls import Audience, Poll
from consultation.model.questions import Question, QuestionKind, Tally
from consultation.model.references import (
    NoteId,
    PersonRef,
    PlaceRef,
    PollId,
    ProgrammeId,
    RoomId,
    SessionId,
    Tenant,
    ThemeId,
)
from consultation.model.rooms import Progress, Room, Trouble
from consultation.model.sessions import Phase, Programme, Session, Theme
from consultation.phases import acts_beside, next_act
from consultation.services.people import Joined
from consultation.services.rooms import Opening
from handlers.slack.blocks import Message, View
from handlers.slack.views import digest, erasures, notices, people, placement, refusals, rooms, sessions
from tests.handlers.showing_found import capturing, drafting, looking_back, wrapping_up
from tests.handlers.showing_library import keeping
from tests.handlers.showing_mandates import mandating
from tests.handlers.showing_placement import opening, placing
from tests.handlers.showing_polls import polling, question_of
from tests.handlers.showing_statements import saying, talks
from tests.handlers.showing_surveys import survey, surveying

ORGANISER, FACILITATOR, PARTICIPANT = PersonRef("U0ORG"), PersonRef("U0FAC"), PersonRef("U0PAR")
PLACE = PlaceRef("C0PLENARY")
WHEN = datetime(2026, 12, 2, 19, 30, tzinfo=UTC)
LINK = "https://example.slack.com/archives/C0PLENARY/p1700000000000100"
TEAM = "T0TEAM"

Shown = Message | View
EMOJI = {entry.tag: entry.emoji for entry in LEGEND}


@dataclass(frozen=True, slots=True)
class Evening:
    """A session whose every word is `text`, cut to what the forms take, in the sizes given."""

    text: str
    themes: int = 4
    rooms: int = 4
    prompts: int = 2
    notes: int = 20
    polls: int = 3
    options: int = 5
    others: int = 2
    phase: Phase = Phase.IN_ROOMS

    def words(self, most: int) -> str:
        """The text as one field of a form takes it."""
        return self.text[:most]

    def at(self, phase: Phase) -> "Evening":
        """The same evening in another phase."""
        return replace(self, phase=phase)

    @property
    def theme_list(self) -> tuple[Theme, ...]:
        prompts = tuple(self.words(500) for _ in range(self.prompts))
        return tuple(
            Theme(ThemeId(f"t{number}"), self.words(140), prompts, LINK if number % 2 else None)
            for number in range(self.themes)
        )

    @property
    def session(self) -> Session:
        return Session(
            id=SessionId("s1"),
            tenant=Tenant(f"slack:{TEAM}"),
            question=self.words(300),
            place=PLACE,
            organisers=(ORGANISER, FACILITATOR),
            phase=self.phase,
            seed=1,
            created_at=WHEN,
            programme=Programme(ProgrammeId("p1"), Tenant(f"slack:{TEAM}"), self.words(100)),
            starts_at=WHEN,
            guest=self.words(100),
            themes=self.theme_list,
        )

    @property
    def room_list(self) -> tuple[Room, ...]:
        return tuple(
            Room(
                id=RoomId(f"r{number}"),
                session=SessionId("s1"),
                number=number + 1,
                theme=ThemeId(f"t{number % max(self.themes, 1)}"),
                facilitator=FACILITATOR if number % 3 else None,
                place=PLACE if number % 2 else None,
            )
            for number in range(self.rooms)
        )

    @property
    def sign_up(self) -> SignUp:
        ranking = tuple(theme.id for theme in self.theme_list[:5])
        return SignUp(SessionId("s1"), PARTICIPANT, ranking, WHEN, self.words(100), self.words(100), True)

    @property
    def progress(self) -> Progress:
        person = [Trouble(RoomId("r1"), self.text, PersonRef(f"U0P{number}")) for number in range(self.rooms)]
        whole = [Trouble(room.id, f"{number} {self.text}") for number, room in enumerate(self.room_list)]
        return Progress(self.rooms, self.rooms - 1, 120, 90, (*person, *whole))

    def question(self, number: int = 0, kind: QuestionKind = QuestionKind.CHOICE) -> Question:
        """A question of this kind, as long as this evening's words are."""
        labels = tuple(self.words(70) + str(index) for index in range(self.options))
        return question_of(number, kind, self.words(300), labels)

    def poll(
        self, number: int = 0, kind: QuestionKind = QuestionKind.CHOICE, *, closed: bool = False
    ) -> Poll:
        return Poll(
            id=PollId(f"p{number}"),
            session=SessionId("s1"),
            question=self.question(number, kind),
            audience=Audience.ROOMS,
            opened_by=ORGANISER,
            opened_at=WHEN,
            closed_at=WHEN if closed else None,
        )

    def panel(self, *, organiser: bool = True, signed_up: bool = True) -> Panel:
        others = tuple(replace(self.session, id=SessionId(f"o{number}")) for number in range(self.others))
        return Panel(
            session=self.session,
            organiser=organiser,
            count=SignUpCount(120, 7),
            next=next_act(self.phase) if organiser else None,
            beside=acts_beside(self.phase) if organiser else (),
            rooms=self.room_list,
            progress=self.progress,
            open_polls=tuple(self.poll(number) for number in range(self.polls)),
            talks=talks(self.session, self.others),
            surveys=tuple(survey(self.session, self.text, one) for one in range(self.others)),
            closed_surveys=tuple(survey(self.session, self.text, one + 90) for one in range(self.others)),
            notes=78,
            sign_up=self.sign_up if signed_up else None,
            room=self.room_list[-1] if signed_up and self.room_list else None,
            others=others,
        )

    @property
    def placement(self) -> Placement:
        seats = tuple((PersonRef(f"U0P{seat}"), (1, 2, 3, None)[seat % 4]) for seat in range(30))
        placed = tuple(PlacedRoom(room.theme, room.facilitator, seats) for room in self.room_list)
        return Placement(placed, tuple(theme.id for theme in self.theme_list))

    def points(self, number: int, tag: str) -> tuple[Point, ...]:
        return tuple(Point(NoteId(f"{tag}{index}"), f"{index} {self.text}", LINK) for index in range(number))

    @property
    def digest(self) -> Digest:
        tags = (Tag.CONCERN, Tag.OPPORTUNITY, Tag.PROPOSAL, Tag.QUOTE)
        each = self.notes // len(tags)
        found = tuple(
            RoomFinding(
                number=room.number,
                theme=self.words(140),
                participants=30,
                notes=self.notes,
                headlines=self.points(2, f"{room.id}h"),
                sections=tuple(
                    Section(tag, self.points(each, f"{room.id}{tag}"), EMOJI[tag]) for tag in tags
                ),
            )
            for room in self.room_list
        )
        return Digest(
            session=SessionId("s1"),
            question=self.words(300),
            programme=self.words(100),
            starts_at=WHEN,
            guest=self.words(100),
            participants=120,
            facilitators=4,
            rooms=found,
            polls=tuple(self.finding(number) for number in range(self.polls)),
            actions=self.points(9, "a"),
            next_sessions=tuple(
                NextSession(self.words(300), WHEN if number else None, self.words(100))
                for number in range(self.others)
            ),
        )

    def finding(self, number: int) -> PollFinding:
        poll = self.poll(number, QuestionKind.AGREEMENT if number % 2 else QuestionKind.CHOICE)
        tally = Tally(tuple(range(len(poll.question.rows))))
        by_room = tuple((room.number, tally) for room in self.room_list)
        return PollFinding(
            poll.id, poll.question.wording, poll.question.kind, poll.question.rows, tally, by_room
        )


def everything(evening: Evening) -> Mapping[str, Shown]:
    """Every view, by a name that says which, in every phase where it differs."""
    return dict(_everything(evening))


def _everything(evening: Evening) -> Iterator[tuple[str, Shown]]:
    yield from _forms(evening)
    yield from _answers(evening)
    yield from _cards(evening)
    yield from saying(evening.session, evening.text)
    yield from mandating(evening.session, evening.text)
    yield from surveying(evening.session, evening.text)
    yield from keeping(evening.session, evening.text)
    for phase in Phase:
        at = evening.at(phase)
        yield f"organiser's panel, {phase}", sessions.panel(at.panel())
        yield f"participant's panel, {phase}", sessions.panel(at.panel(organiser=False))
        yield f"stranger's panel, {phase}", sessions.panel(at.panel(organiser=False, signed_up=False))
        yield f"sign-up card, {phase}", sessions.sign_up_card(SignUpCard(at.session, SignUpCount(120, 1)))
        for room in at.room_list[:2]:
            theme = at.session.theme(room.theme) or Theme(room.theme, "Room")
            yield (
                f"room card {room.number}, {phase}",
                rooms.room_card(RoomCard(at.session, room, theme, 30), TEAM),
            )
    home = [evening.panel(), evening.panel(organiser=False)]
    yield (
        "home",
        sessions.home(
            [
                replace(one, session=replace(one.session, id=SessionId(f"h{number}")))
                for number in range(evening.others + 1)
                for one in home[number % 2 :][:1]
            ]
        ),
    )
    yield "empty home", sessions.home([])
    for part in digest.parts_of(evening.digest):
        yield f"digest {part.number}", digest.digest_message(part)


def _forms(evening: Evening) -> Iterator[tuple[str, Shown]]:
    session = evening.session
    yield "new session", sessions.session_form(PLACE, None)
    yield "new session, from a direct message", sessions.session_form(PlaceRef(""), None)
    yield "change session", sessions.session_form(PLACE, session)
    yield "join", people.sign_up_form(session, None)
    yield "forget", erasures.forget_form(PARTICIPANT, PLACE, others=True)
    yield "change answers", people.sign_up_form(session, evening.sign_up)
    yield from placing(evening)
    yield from opening(evening)
    yield from polling(evening)
    yield "publish", digest.digest_form(session, evening.digest)
    yield from capturing(session, evening.text)
    yield from drafting(session, evening.text, evening.digest)
    yield from looking_back(evening.text, evening.digest)
    yield from wrapping_up(session, evening.room_list, evening.digest)


def _answers(evening: Evening) -> Iterator[tuple[str, Shown]]:
    session, room = evening.at(Phase.PLACED).session, next(iter(evening.room_list), None)
    yield "help", sessions.help_message()
    yield "refusal", refusals.refusal(evening.text)
    yield "joined", people.joined(Joined(session, evening.sign_up, changed=False, room=room))
    yield "changed", people.joined(Joined(session, evening.sign_up, changed=True))
    yield "withdrawn", people.withdrawn(session)
    yield "forgotten", erasures.forgotten(PARTICIPANT, 3, themselves=False)
    yield "placed", placement.placed(session, evening.placement)
    yield "opening", rooms.opening(Opening(session, evening.progress, again=False))
    yield "opening again", rooms.opening(Opening(session, evening.progress, again=True))


def _cards(evening: Evening) -> Iterator[tuple[str, Shown]]:
    session, room = evening.session, next(iter(evening.room_list), None)
    yield "progress", rooms.progress_card(ProgressCard(session, evening.progress))
    yield "notice", notices.notice_card(NoticeCard(session, f"{{U0PAR}} led “{evening.text}”."))
    if room:
        theme = session.theme(room.theme) or Theme(room.theme, "Room")
        yield (
            "welcome",
            rooms.welcome_card(WelcomeCard(session, room, theme, evening.words(200), leads=False)),
        )
